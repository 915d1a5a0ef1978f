//! What all mails have in common: their parts, and the two templates that show them.

use askama::Template;
use shared::locale::Locale;

use crate::platform::mail::one_line;
use crate::platform::texts::text;

/// A mail in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject.
    pub subject: String,
    /// The text part, complete by itself.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// The parts of a mail, from top to bottom. Words of people are on one line each.
pub(super) struct Letter {
    pub locale: Locale,
    pub subject: String,
    pub heading: String,
    /// What lists of mails show beside the subject.
    pub preview: String,
    pub greeting: String,
    pub before: Vec<String>,
    pub facts: Vec<Fact>,
    pub action: Option<Action>,
    pub copy_hint: String,
    pub after: Vec<String>,
    /// In smaller letters.
    pub notes: Vec<String>,
    pub footer: String,
}

/// A line of the table in the middle.
pub(super) struct Fact {
    pub label: String,
    pub value: String,
}

/// What the button does, and where it leads.
pub(super) struct Action {
    pub label: String,
    pub link: String,
}

impl Letter {
    /// The subject, the heading and the greeting; the rest is for each mail to fill in.
    pub(super) fn new(locale: Locale, subject: String, heading: String, full_name: &str) -> Self {
        Self {
            locale,
            subject: one_line(&subject),
            heading,
            preview: String::new(),
            greeting: text(locale, "mail-greeting", &[("name", &one_line(full_name))]),
            before: Vec::new(),
            facts: Vec::new(),
            action: None,
            copy_hint: text(locale, "mail-copy-link", &[]),
            after: Vec::new(),
            notes: Vec::new(),
            footer: text(locale, "mail-footer", &[]),
        }
    }

    /// Puts in a line of the table.
    pub(super) fn fact(&mut self, label: &str, value: &str) {
        self.facts.push(Fact { label: text(self.locale, label, &[]), value: one_line(value) });
    }

    #[expect(clippy::expect_used, reason = "writing into a String can't fail, and the templates call nothing that could")]
    pub(super) fn render(&self) -> Rendered {
        Rendered {
            subject: self.subject.clone(),
            text: TextPart { letter: self }.render().expect("the text template writes strings alone"),
            html: HtmlPart { letter: self }.render().expect("the HTML template writes strings alone"),
        }
    }
}

#[derive(Template)]
#[template(path = "mails/letter.txt", escape = "none")]
struct TextPart<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "mails/letter.html")]
struct HtmlPart<'a> {
    letter: &'a Letter,
}
