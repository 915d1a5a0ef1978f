//! From an [`OutgoingMail`] to a message of RFC 5322, with text and HTML.

use std::time::SystemTime;

use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::{MailError, OutgoingMail};

/// Put together from strangers' words: no name, subject or address can add a line to the header.
pub(super) fn compose(mail: &OutgoingMail, sender: &Mailbox) -> Result<Message, MailError> {
    let name = one_line(&mail.to.name);
    let to = Mailbox::new((!name.is_empty()).then_some(name), address(&mail.to.address)?);
    let mut builder = Message::builder()
        .from(sender.clone())
        .to(to)
        .subject(one_line(&mail.subject))
        .date(SystemTime::from(mail.date))
        .message_id(Some(format!("<{}@{}>", mail.id, sender.email.domain())))
        // Nothing answers these by itself: neither RFC 3834 ...
        .raw_header(header("Auto-Submitted", "auto-generated"))
        // ... nor Exchange, which knows only this.
        .raw_header(header("X-Auto-Response-Suppress", "All"));
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(address(reply_to)?.into());
    }
    let parts =
        MultiPart::alternative().singlepart(part(ContentType::TEXT_PLAIN, &mail.text)).singlepart(part(ContentType::TEXT_HTML, &mail.html));
    builder.multipart(parts).map_err(|error| MailError::Permanent(error.to_string()))
}

/// Quoted-printable: fit for every server, lines short enough, and still readable in a file.
fn part(kind: ContentType, content: &str) -> SinglePart {
    SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable).body(content.to_owned())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// ASCII alone: other addresses need SMTPUTF8, which few servers have, and the API accepts none.
fn address(text: &str) -> Result<Address, MailError> {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !"<>\"(),:;\\[]".contains(c));
    let address = if plain { text.parse().ok() } else { None };
    address.ok_or_else(|| MailError::Permanent(format!("{text:?} is no e-mail address that can be sent to")))
}

/// The text on one line: line breaks, control characters and marks that turn the direction of reading become spaces.
#[must_use]
pub fn one_line(text: &str) -> String {
    let unfit = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.split(|c: char| c.is_whitespace() || unfit(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
