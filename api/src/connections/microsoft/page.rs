//! Pages of Graph, and where they lead.

use serde_json::Value;

use super::Fault;
use crate::connections::sync::source::{Next, Part};

/// What a page belongs to. Graph leaves out what was never set: in the first round that means "none", later it means that
/// nothing is new. The links don't say which it is, so that it is kept with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Round {
    /// Everything is told.
    Everything,
    /// What is other than in the round before is told.
    Changes,
}

/// Where a round goes on: as the synchronisation keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub round: Round,
    pub link: &'a str,
}

const EVERYTHING: &str = "everything ";
const CHANGES: &str = "changes ";

impl<'a> Place<'a> {
    /// What was kept.
    pub fn parse(kept: &'a str) -> Result<Self, Fault> {
        let of = |round: Round, begin: &str| kept.strip_prefix(begin).map(|link| Self { round, link });
        of(Round::Everything, EVERYTHING).or_else(|| of(Round::Changes, CHANGES)).ok_or(Fault::Gone)
    }

    fn kept(round: Round, link: &str) -> String {
        let begin = if round == Round::Everything { EVERYTHING } else { CHANGES };
        format!("{begin}{link}")
    }
}

/// Where a part begins.
pub(super) const fn beginning(part: Part) -> &'static str {
    match part {
        Part::People => {
            "/v1.0/users/delta?$select=id,displayName,givenName,surname,mail,userPrincipalName,jobTitle,department,businessPhones,\
             mobilePhone,officeLocation,companyName,accountEnabled,userType"
        }
        Part::Groups => "/v1.0/groups/delta?$select=id,displayName,mail,members",
    }
}

/// What a page holds.
pub(super) fn items(page: &Value) -> Result<&Vec<Value>, Fault> {
    page["value"].as_array().ok_or(Fault::Senseless("a page has no items"))
}

/// What comes after a page: Graph names the next one, or where the changes begin.
pub(super) fn next(page: &Value, round: Round) -> Result<Next, Fault> {
    match (page["@odata.nextLink"].as_str(), page["@odata.deltaLink"].as_str()) {
        (Some(link), _) => Ok(Next::Page(Place::kept(round, link))),
        (None, Some(link)) => Ok(Next::End { changes_from: Some(Place::kept(Round::Changes, link)) }),
        (None, None) => Err(Fault::Senseless("a page does not say what comes after it")),
    }
}

/// Whether a thing is gone.
pub(super) fn is_removed(item: &Value) -> bool {
    !item["@removed"].is_null()
}

/// A text: nothing where it is not told, else what it is, which may be none.
pub(super) fn text(item: &Value, name: &str, round: Round) -> Option<Option<String>> {
    match item.get(name) {
        None => (round == Round::Everything).then_some(None),
        Some(value) => Some(value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)),
    }
}
