//! A customer's directory, read page by page. Google tells nothing of changes, so that each round tells everything.

use std::time::{Duration, Instant};

use serde_json::Value;
use shared::connections::ConnectionErrorCode as ErrorCode;
use tokio::sync::Mutex;
use url::Url;

use super::page::{self, Place};
use super::{DIRECTORY_SCOPES, Delegate, Fault, Google, groups, people};
use crate::connections::sync::source::{Batch, Next, Part, Sounding, Source, Telling};
use crate::connections::token::Token;
use crate::directory::changes::Change;
use crate::platform::domain_name;

/// The most requests for members in one portion: it is done within seconds, and what is read is kept.
const REQUESTS: usize = 25;
/// A portion ends sooner where Google is slow.
const PORTION: Duration = Duration::from_secs(15);

/// The directory of one customer.
#[derive(Debug)]
pub struct Directory {
    google: Google,
    delegate: Delegate,
    customer: String,
    token: Mutex<Option<Token>>,
}

/// What came of a portion of a group's members.
enum Read {
    /// All are read.
    Whole,
    /// The next ones begin here.
    Until(String),
}

/// How much may still be asked for before what was read is kept.
struct Portion {
    left: usize,
    until: Instant,
}

impl Portion {
    fn is_over(&self) -> bool {
        self.left == 0 || Instant::now() >= self.until
    }
}

impl Directory {
    pub(super) fn new(google: Google, delegate: Delegate, customer: String) -> Self {
        Self { google, delegate, customer, token: Mutex::new(None) }
    }

    async fn people(&self, token: Option<&str>) -> Result<Batch, Fault> {
        let found = self.list(&["users"], &people::ASK, token).await?;
        let items = page::items(&found, "users")?;
        if items.iter().any(|item| page::text(item, "customerId").is_some_and(|customer| customer != self.customer)) {
            return Err(Fault::NotAllowed("another customer".to_owned()));
        }
        let changes = items.iter().flat_map(people::changes).collect();
        let next = page::next(&found).map_or(END, |token| Next::Page(token.to_owned()));
        Ok(Batch { changes, next })
    }

    /// Groups with their members, as many as one portion may take. The page of groups is asked for once more with each
    /// portion, rather than kept.
    async fn groups(&self, place: groups::Place) -> Result<Batch, Fault> {
        let found = self.list(&["groups"], &groups::ASK, place.page.as_deref()).await?;
        let listed: Vec<(String, &Value)> =
            page::items(&found, "groups")?.iter().filter_map(|item| Some((groups::id(item)?, item))).collect();
        let begin = match &place.group {
            None => 0,
            // One that is gone meanwhile leaves no trace of where it stood.
            Some(group) => listed.iter().position(|(id, _)| id == group).ok_or(Fault::Gone)?,
        };
        let (mut changes, mut within) = (Vec::new(), place.members);
        let mut portion = Portion { left: REQUESTS, until: Instant::now() + PORTION };
        for (id, item) in listed.iter().skip(begin) {
            let until = |members| groups::Place { page: place.page.clone(), group: Some(id.clone()), members };
            if portion.is_over() {
                return Ok(Batch { changes, next: Next::Page(until(None).kept()?) });
            }
            if within.is_none() {
                changes.push(groups::group(item, id));
            }
            if let Read::Until(members) = self.members(id, within.take(), &mut portion, &mut changes).await? {
                return Ok(Batch { changes, next: Next::Page(until(Some(members)).kept()?) });
            }
        }
        let next = match page::next(&found) {
            None => END,
            Some(token) => Next::Page(groups::Place { page: Some(token.to_owned()), ..groups::Place::default() }.kept()?),
        };
        Ok(Batch { changes, next })
    }

    async fn members(&self, group: &str, begin: Option<String>, portion: &mut Portion, changes: &mut Vec<Change>) -> Result<Read, Fault> {
        let mut token = begin;
        loop {
            portion.left = portion.left.saturating_sub(1);
            let found = match self.list(&["groups", group, "members"], &groups::ASK_MEMBERS, token.as_deref()).await {
                // It went after it was listed.
                Err(Fault::Missing) => {
                    changes.push(Change::GroupGone(group.to_owned()));
                    return Ok(Read::Whole);
                }
                found => found?,
            };
            changes.extend(page::items(&found, "members")?.iter().filter_map(|item| groups::member(group, item)));
            match page::next(&found) {
                None => return Ok(Read::Whole),
                Some(next) if portion.is_over() => return Ok(Read::Until(next.to_owned())),
                Some(next) => token = Some(next.to_owned()),
            }
        }
    }

    /// The verified domains. Google gives them all at once.
    async fn read_domains(&self) -> Result<Vec<String>, Fault> {
        let found = self.list(&["customer", "my_customer", "domains"], &[("fields", "domains(domainName,verified)")], None).await?;
        let domain = |item: &Value| (item["verified"] == true).then(|| domain_name::ascii(item["domainName"].as_str()?)).flatten();
        Ok(page::items(&found, "domains")?.iter().filter_map(domain).collect())
    }

    /// A page of a list, with a token that is kept as long as it is good. One that is refused before its time is tried again
    /// as another one.
    async fn list(&self, path: &[&str], fields: &[(&str, &str)], place: Option<&str>) -> Result<Value, Fault> {
        let mut url = self.google.directory_url(path)?;
        page::ask(&mut url, fields, place);
        let (token, is_new) = self.token().await?;
        match self.get(&url, &token, place).await {
            Err(Fault::NotAllowed(_)) if !is_new => {
                *self.token.lock().await = None;
                let (token, _) = self.token().await?;
                self.get(&url, &token, place).await
            }
            come_of_it => come_of_it,
        }
    }

    async fn get(&self, url: &Url, token: &Token, place: Option<&str>) -> Result<Value, Fault> {
        self.google.get(url.clone(), token, Place::of(place)).await
    }

    /// The token, and whether it was made just now.
    async fn token(&self) -> Result<(Token, bool), Fault> {
        let mut kept = self.token.lock().await;
        if let Some(token) = kept.as_ref().filter(|token| token.is_fresh()) {
            return Ok((token.clone(), false));
        }
        let token = self.google.token(&self.delegate, &DIRECTORY_SCOPES).await?;
        *kept = Some(token.clone());
        Ok((token, true))
    }
}

/// What it means for writing signatures that a person's mail settings could not be read; nothing where it says nothing of them.
const fn code_of(fault: &Fault) -> Option<ErrorCode> {
    match fault {
        Fault::NobodyThere(_) => Some(ErrorCode::MailboxMissing),
        Fault::NotDelegated(_) | Fault::NotAllowed(_) | Fault::Refused(_) => Some(ErrorCode::DelegationMissing),
        Fault::Disabled(_) => Some(ErrorCode::InterfaceDisabled),
        Fault::Key(_) => Some(ErrorCode::KeyRefused),
        Fault::Clock(_) => Some(ErrorCode::ClockDiffers),
        Fault::Gone | Fault::Missing | Fault::Busy(_) | Fault::Unanswered(_) | Fault::Senseless(_) => None,
    }
}

const END: Next = Next::End { changes_from: None };

impl Source for Directory {
    fn page<'a>(&'a self, part: Part, place: Option<&'a str>) -> Telling<'a, Batch> {
        Box::pin(async move {
            Ok(match part {
                Part::People => self.people(place).await?,
                Part::Groups => self.groups(place.map(groups::Place::parse).transpose()?.unwrap_or_default()).await?,
            })
        })
    }

    fn domains(&self) -> Telling<'_, Vec<String>> {
        Box::pin(async move { Ok(self.read_domains().await?) })
    }

    /// One person whose settings can be read is enough. Who has no Gmail says nothing of the others, anything else does.
    fn settings<'a>(&'a self, people: &'a [String]) -> Sounding<'a> {
        Box::pin(async move {
            let mut found = None;
            for person in people {
                match self.google.read_send_as(&self.delegate, person).await {
                    Ok(()) => return Some(Ok(())),
                    Err(fault) => {
                        tracing::info!(?fault, "a person's mail settings could not be read");
                        found = code_of(&fault);
                    }
                }
                if found != Some(ErrorCode::MailboxMissing) {
                    break;
                }
            }
            found.map(Err)
        })
    }
}
