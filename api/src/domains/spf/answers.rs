//! What DNS is asked, and what it said.

use std::collections::HashMap;

/// The kinds of records that SPF asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Texts, of which one may be an SPF record.
    Txt,
    /// Addresses of IPv4.
    A,
    /// Addresses of IPv6.
    Aaaa,
    /// Mail servers.
    Mx,
}

/// Something to ask DNS.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Question {
    /// Records of which kind.
    pub kind: Kind,
    /// Of which name, in lower case and without a dot at its end.
    pub name: String,
}

/// What DNS said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Texts, each joined from its strings without spaces (RFC 7208, section 3.3).
    Texts(Vec<String>),
    /// So many records of another kind.
    Records(usize),
    /// The name has no records of the kind, or there is no such name.
    Nothing,
    /// It did not say, in time or at all.
    Failed,
    /// It was not asked: there were too many questions already.
    NotAsked,
}

/// What DNS said within one check.
#[derive(Debug, Clone, Default)]
pub struct Answers(HashMap<Question, Found>);

impl Answers {
    /// Notes an answer.
    pub fn note(&mut self, question: Question, found: Found) {
        self.0.insert(question, found);
    }

    /// The answer to a question, if it was asked.
    #[must_use]
    pub fn get(&self, question: &Question) -> Option<&Found> {
        self.0.get(question)
    }
}
