//! Following events as they come: where a follower stands, and what comes next for it.
//!
//! A follower stands at a number per reseller. Whoever follows reads in this order: the reseller's last number, then
//! what it may see, then the events up to that number. Since numbers are given in the order of commits, nothing that
//! is committed later can have a lower number, and nothing is missed or told twice.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

use shared::events::Event;
use shared::ids::{AccountId, ResellerId, SubscriptionId};
use shared::problem::ProblemCode;

use super::{store, view};
use crate::members;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::tenancy::Scope;

/// How many events of a reseller are read at once.
const PORTION: u32 = 100;

/// Where a follower stands: the number of the last event that it has, for each reseller that it follows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position(BTreeMap<ResellerId, i64>);

impl Position {
    /// The resellers that are followed.
    #[must_use]
    pub fn resellers(&self) -> Vec<ResellerId> {
        self.0.keys().copied().collect()
    }
}

/// The id of an event in a stream: its number, where one reseller is followed; else a number for each of them.
impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let (1, Some(number)) = (self.0.len(), self.0.values().next()) {
            return number.fmt(f);
        }
        for (index, (reseller, number)) in self.0.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "," })?;
            write!(f, "{number}@{reseller}")?;
        }
        Ok(())
    }
}

/// The last id that a follower says it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LastId {
    /// The number of an event of the one reseller that it followed.
    Number(i64),
    /// A number for each of several.
    Each(BTreeMap<ResellerId, i64>),
}

/// The text is none that a stream gave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoId;

impl FromStr for LastId {
    type Err = NoId;

    fn from_str(text: &str) -> Result<Self, NoId> {
        // Digits alone: the parser takes signs too.
        let number = |text: &str| Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?.parse::<i64>().ok();
        if !text.contains('@') {
            return number(text).map(Self::Number).ok_or(NoId);
        }
        let part = |part: &str| {
            let (seq, reseller) = part.split_once('@')?;
            Some((reseller.parse().ok()?, number(seq)?))
        };
        text.split(',').map(part).collect::<Option<_>>().map(Self::Each).ok_or(NoId)
    }
}

/// What a follower may see now.
enum Sight {
    /// All events of its reseller.
    Reseller(ResellerId),
    /// Those of these subscriptions that customers may see, by the reseller.
    Customer(BTreeMap<ResellerId, Vec<SubscriptionId>>),
}

/// Events that come next.
#[derive(Debug, Clone, Default)]
pub struct Portion {
    /// The events in their order, each with the position after it.
    pub events: Vec<(Position, Event)>,
    /// The position after all of them, and after what was not for this follower.
    pub position: Position,
}

/// Where a follower begins: after the last event that it has, else now.
///
/// # Errors
/// `forbidden` for who belongs nowhere.
pub fn begin(conn: &mut Connection, scope: Scope, last: Option<&LastId>) -> Result<Position, Refusal> {
    let resellers = match scope {
        Scope::Reseller(reseller) => vec![reseller],
        Scope::Customer(account) => distinct(members::service::places(conn, account)?.into_iter().map(|(reseller, _)| reseller)),
    };
    // Places come oldest first, and a bare number is from a time when there was one reseller: that of the oldest.
    let first = resellers.first().copied().ok_or(ProblemCode::Forbidden)?;
    let mut position = Position::default();
    for reseller in resellers {
        let end = store::last_number(conn, reseller)?;
        let had = match last {
            Some(LastId::Number(number)) if reseller == first => Some(*number),
            Some(LastId::Each(numbers)) => numbers.get(&reseller).copied(),
            _ => None,
        };
        // A number that is not reached yet is from before a backup was restored.
        position.0.insert(reseller, had.map_or(end, |had| had.min(end)));
    }
    Ok(position)
}

fn distinct(resellers: impl Iterator<Item = ResellerId>) -> Vec<ResellerId> {
    let mut known = Vec::new();
    for reseller in resellers {
        if !known.contains(&reseller) {
            known.push(reseller);
        }
    }
    known
}

/// Whether anything was recorded after a position, for whomever.
///
/// # Errors
/// The database failed.
pub fn is_behind(conn: &mut Connection, position: &Position) -> Result<bool, Refusal> {
    for (reseller, number) in &position.0 {
        if store::last_number(conn, *reseller)? > *number {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What comes after a position, by what the follower may see now.
///
/// # Errors
/// `forbidden` for who belongs nowhere any more.
pub fn next(conn: &mut Connection, scope: Scope, position: &Position) -> Result<Portion, Refusal> {
    let mut ends = BTreeMap::new();
    for reseller in position.0.keys() {
        ends.insert(*reseller, store::last_number(conn, *reseller)?);
    }
    let sight = sight(conn, scope)?;
    let mut portion = Portion::default();
    for reseller in sight.resellers() {
        // A reseller that was not followed before is followed from now on.
        let number = match position.0.get(&reseller) {
            Some(number) => *number,
            None => store::last_number(conn, reseller)?,
        };
        portion.position.0.insert(reseller, number);
    }
    for (reseller, end) in ends {
        if let Some(number) = portion.position.0.get(&reseller).copied().filter(|number| *number < end) {
            portion.read(conn, reseller, &sight, number, end)?;
        }
    }
    Ok(portion)
}

fn sight(conn: &mut Connection, scope: Scope) -> Result<Sight, Refusal> {
    match scope {
        Scope::Reseller(reseller) => Ok(Sight::Reseller(reseller)),
        Scope::Customer(account) => own(conn, account).map(Sight::Customer),
    }
}

fn own(conn: &mut Connection, account: AccountId) -> Result<BTreeMap<ResellerId, Vec<SubscriptionId>>, Refusal> {
    let mut own: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (reseller, subscription) in members::service::places(conn, account)? {
        own.entry(reseller).or_default().push(subscription);
    }
    if own.is_empty() { Err(ProblemCode::Forbidden.into()) } else { Ok(own) }
}

impl Sight {
    fn resellers(&self) -> Vec<ResellerId> {
        match self {
            Self::Reseller(reseller) => vec![*reseller],
            Self::Customer(own) => own.keys().copied().collect(),
        }
    }

    /// The subscriptions that a customer's person is narrowed to.
    fn narrowed(&self, reseller: ResellerId) -> Option<&[SubscriptionId]> {
        match self {
            Self::Reseller(_) => None,
            Self::Customer(own) => Some(own.get(&reseller).map_or(&[], Vec::as_slice)),
        }
    }
}

impl Portion {
    fn read(&mut self, conn: &mut Connection, reseller: ResellerId, sight: &Sight, after: i64, end: i64) -> Result<(), Refusal> {
        let rows = store::between(conn, reseller, sight.narrowed(reseller), (after, end), PORTION)?;
        let is_all = rows.len() < usize::try_from(PORTION).unwrap_or_default();
        for event in view::events(conn, reseller, rows)? {
            self.position.0.insert(reseller, event.seq);
            self.events.push((self.position.clone(), event));
        }
        if is_all {
            self.position.0.insert(reseller, end);
        }
        Ok(())
    }

    /// The events as Server-Sent Events (WHATWG HTML, section 9.2).
    ///
    /// # Errors
    /// An event can't be written as JSON.
    pub fn written(&self) -> Result<String, Refusal> {
        let mut text = String::new();
        for (position, event) in &self.events {
            // Writing to memory does not fail; JSON has no line breaks of its own.
            let _ = write!(text, "id: {position}\nevent: {}\ndata: {}\n\n", event.kind, serde_json::to_string(event)?);
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::ids;

    #[test]
    fn what_was_given_out_is_read_again() {
        let (one, other): (ResellerId, ResellerId) = (ids::next(), ids::next());
        assert_eq!(Position([(one, 17)].into()).to_string().parse(), Ok(LastId::Number(17)));
        let both = BTreeMap::from([(one, 17), (other, 5)]);
        assert_eq!(Position(both.clone()).to_string().parse(), Ok(LastId::Each(both)));
    }

    #[test]
    fn what_was_not_is_no_id() {
        for text in
            ["", "-1", "+1", "1.5", "x", "1 2", "1@", "@1", "1@x", "1@01a200bd-0293-7636-891b-c30a582e820d,", "99999999999999999999"]
        {
            assert_eq!(text.parse::<LastId>(), Err(NoId), "{text}");
        }
    }
}
