//! Groups as the Directory API tells them, and who belongs to each. Members have a list of their own for every group, so
//! that one page of groups takes many requests: they come in portions, and a portion can end within a group.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Fault;
use super::page::text;
use crate::directory::changes::{Change, FoundGroup};

/// The request for groups.
pub(super) const ASK: [(&str, &str); 3] =
    [("customer", "my_customer"), ("maxResults", "200"), ("fields", "nextPageToken,groups(id,email,name)")];
/// The request for the direct members of one.
pub(super) const ASK_MEMBERS: [(&str, &str); 3] =
    [("maxResults", "200"), ("includeDerivedMembership", "false"), ("fields", "nextPageToken,members(id,type)")];

/// Where reading goes on, as the synchronisation keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// The page of groups, by Google's name for it; the first one has none.
    pub page: Option<String>,
    /// The group on that page with which it goes on; nothing where it begins.
    pub group: Option<String>,
    /// The page of its members, where some are read.
    pub members: Option<String>,
}

impl Place {
    /// What was kept.
    pub fn parse(kept: &str) -> Result<Self, Fault> {
        serde_json::from_str(kept).map_err(|_| Fault::Gone)
    }

    /// As it is kept.
    pub fn kept(&self) -> Result<String, Fault> {
        serde_json::to_string(self).map_err(|_| Fault::Senseless("a page has no name"))
    }
}

/// The id of a group, which stands in addresses.
pub(super) fn id(item: &Value) -> Option<String> {
    text(item, "id").filter(|id| id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
}

/// What an item says of the group itself.
pub(super) fn group(item: &Value, id: &str) -> Change {
    let email = text(item, "email");
    Change::Group(FoundGroup { id: id.to_owned(), name: text(item, "name").or_else(|| email.clone()), email: Some(email) })
}

/// Who belongs to it: people, other groups, or all of the customer. Who is from elsewhere sends no mail from here.
pub(super) fn member(group: &str, item: &Value) -> Option<Change> {
    let kind = item["type"].as_str().unwrap_or("USER");
    let member = text(item, "id").filter(|_| matches!(kind, "USER" | "GROUP" | "CUSTOMER"))?;
    Some(Change::Joined { group: group.to_owned(), member })
}
