use rstest::rstest;

use super::*;

pub(super) fn mail() -> OutgoingMail {
    OutgoingMail {
        id: Uuid::from_u128(0x01a2_00bd_0293_7636_891b_c30a_582e_820d),
        date: DateTime::from_timestamp(1_795_514_400, 0).unwrap(),
        to: Recipient { name: "Camille Mercier".to_owned(), address: "camille@mercier.example".to_owned() },
        reply_to: Some("hello@northwind.example".to_owned()),
        subject: "Invitation".to_owned(),
        text: "Hello Camille\n\nWelcome.\n".to_owned(),
        html: "<p>Hello Camille</p>".to_owned(),
    }
}

pub(super) fn sender() -> Sender {
    "countersign@portal.example".parse().unwrap()
}

fn composed(mail: &OutgoingMail) -> String {
    String::from_utf8(compose::compose(mail, &sender().0).unwrap().formatted()).unwrap()
}

/// The header's lines, unfolded.
fn header(message: &str) -> Vec<String> {
    message.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_mail_has_both_parts_and_the_headers_of_an_automatic_one() {
    let message = composed(&mail());
    let header = header(&message);
    for line in [
        "From: Countersign <countersign@portal.example>",
        "To: \"Camille Mercier\" <camille@mercier.example>",
        "Reply-To: hello@northwind.example",
        "Subject: Invitation",
        "Date: Tue, 24 Nov 2026 10:00:00 +0000",
        "Message-ID: <01a200bd-0293-7636-891b-c30a582e820d@portal.example>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
    ] {
        assert!(header.contains(&line.to_owned()), "{line} in {header:#?}");
    }
    assert!(header.iter().any(|line| line.starts_with("Content-Type: multipart/alternative;")), "{header:#?}");
    assert!(message.contains("Content-Type: text/plain; charset=utf-8"), "{message}");
    assert!(message.contains("Content-Type: text/html; charset=utf-8"), "{message}");
    assert!(message.find("Hello Camille\r\n\r\nWelcome.") < message.find("<p>Hello Camille</p>"), "text first, HTML last: {message}");
}

#[test]
fn words_outside_ascii_are_encoded() {
    let mut mail = mail();
    mail.to.name = "Zoë Öztürk".to_owned();
    mail.subject = "Einladung für Söhne & Töchter".to_owned();
    mail.text = "Grüße\n".to_owned();
    let message = composed(&mail);
    assert!(message.is_ascii(), "{message}");
    let header = header(&message);
    assert!(header.contains(&"To: =?utf-8?b?Wm/DqyDDlnp0w7xyaw==?= <camille@mercier.example>".to_owned()), "{header:#?}");
    assert!(header.iter().any(|line| line.starts_with("Subject: Einladung =?utf-8?b?ZsO8")), "{header:#?}");
    assert!(message.contains("Gr=C3=BC=C3=9Fe"), "{message}");
    assert!(message.split("\r\n").all(|line| line.len() <= 998), "RFC 5322, section 2.1.1");
}

#[rstest]
#[case("Eve\r\nBcc: all@victim.example")]
#[case("Eve\nBcc: all@victim.example")]
#[case("Eve\r\rBcc: all@victim.example\r\n\r\nbody")]
#[case("Eve\u{2028}Bcc: all@victim.example\u{85}\u{b}\u{0}")]
#[case("Eve\" <all@victim.example>, \"x")]
#[case("=?utf-8?q?Eve=0D=0ABcc:_all@victim.example?=")]
fn nobody_can_add_to_the_header(#[case] evil: &str) {
    let mut mail = mail();
    evil.clone_into(&mut mail.to.name);
    evil.clone_into(&mut mail.subject);
    let composed = compose::compose(&mail, &sender().0).unwrap();
    assert_eq!(composed.envelope().to(), ["camille@mercier.example".parse().unwrap()]);
    let message = String::from_utf8(composed.formatted()).unwrap();
    let header = header(&message);
    assert!(!header.iter().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{header:#?}");
    let names: Vec<&str> = header.iter().filter_map(|line| line.split_once(':').map(|(name, _)| name)).collect();
    assert_eq!(names.len(), 9 + 1, "{header:#?}");
    assert!(message.contains("<camille@mercier.example>\r\n"), "{message}");
    assert!(!message.replace("\r\n", "").contains(['\r', '\n', '\0']), "{message:?}");
}

#[rstest]
#[case("a@b.example\r\nBcc: c@d.example")]
#[case("a@b.example>\r\nRCPT TO:<c@d.example")]
#[case("a@b.example, c@d.example")]
#[case("\"a\r\nb\"@c.example")]
#[case("<a@b.example>")]
#[case("é@b.example")]
#[case("a")]
#[case("")]
fn an_address_that_is_none_is_refused_for_good(#[case] address: &str) {
    let mut to = mail();
    address.clone_into(&mut to.to.address);
    let mut reply_to = mail();
    reply_to.reply_to = Some(address.to_owned());
    for mail in [to, reply_to] {
        assert!(matches!(compose::compose(&mail, &sender().0), Err(MailError::Permanent(_))), "{address}");
    }
}

#[test]
fn a_sender_is_an_address_with_or_without_a_name() {
    assert_eq!(sender().0.to_string(), "Countersign <countersign@portal.example>");
    let named: Sender = "Northwind IT <mail@northwind.example>".parse().unwrap();
    assert_eq!(named.0.to_string(), "Northwind IT <mail@northwind.example>");
    assert!("countersign@localhost".parse::<Sender>().is_ok());
    for bad in ["", "nobody", "a@b.example\r\nBcc: c@d.example", "x <é@b.example>"] {
        assert!(bad.parse::<Sender>().is_err(), "{bad}");
    }
}

#[tokio::test]
async fn without_a_server_mails_are_files() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("mail");
    let mailer = Mailer::folder(folder.clone(), sender());
    for _ in 0..2 {
        mailer.send(&mail()).await.unwrap(); // the second try of a mail takes the first one's place
    }
    let files: Vec<String> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, ["01a200bd-0293-7636-891b-c30a582e820d.eml"]);
    let written = std::fs::read_to_string(folder.join(&files[0])).unwrap();
    assert!(written.contains("Message-ID: <01a200bd-0293-7636-891b-c30a582e820d@portal.example>\r\n"), "{written}");

    std::fs::write(data.path().join("file"), "").unwrap();
    let blocked = Mailer::folder(data.path().join("file"), sender()).send(&mail()).await;
    assert!(matches!(blocked, Err(MailError::Transient(_))), "{blocked:?}");
}
