//! A platform as the synchronisation sees it: pages of changes, and what can go wrong with one.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use shared::connections::ConnectionErrorCode as ErrorCode;

use crate::directory::changes::Change;

/// What is read one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The people.
    People,
    /// The groups, with who belongs to them.
    Groups,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// What it tells.
    pub changes: Vec<Change>,
    /// What comes after it.
    pub next: Next,
}

/// What comes after a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Another page, by the platform's own words for where it begins.
    Page(String),
    /// Nothing: the part is read.
    End {
        /// Where the changes after this one begin; nothing where the platform can only tell everything anew.
        changes_from: Option<String>,
    },
}

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The place is not known to the platform any more: everything is to be read anew.
    StartOver,
    /// It is to be asked again later: after so long, where it says so.
    Wait(Option<Duration>),
    /// The customer's administrator has taken the access back; the platform's words.
    Withdrawn(String),
    /// It does not take this installation's own credentials; the platform's words.
    Credentials(String),
    /// It refuses, for a reason that asking again does not change; the platform's words.
    Refused(String),
    /// It can't be reached, or what it says makes no sense; what went wrong.
    Unreachable(String),
}

/// What a platform will have told.
pub type Telling<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send + 'a>>;

/// Whether signatures can be written into people's mail settings, or why not; nothing where that did not show.
pub type Sounding<'a> = Pin<Box<dyn Future<Output = Option<Result<(), ErrorCode>>> + Send + 'a>>;

/// A customer's directory at its platform.
pub trait Source: Send + Sync {
    /// A page of a part: the first one of everything, or the one that `place` names.
    fn page<'a>(&'a self, part: Part, place: Option<&'a str>) -> Telling<'a, Batch>;

    /// The domains that the customer sends mail from, in their ASCII form.
    fn domains(&self) -> Telling<'_, Vec<String>>;

    /// Finds out whether signatures can be written into the mail settings of people, by some who stand for all. Not every
    /// platform keeps them there.
    fn settings<'a>(&'a self, _people: &'a [String]) -> Sounding<'a> {
        Box::pin(std::future::ready(None))
    }
}
