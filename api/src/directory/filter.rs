//! Which people are listed.

use shared::directory::PersonQuery;
use shared::ids::GroupId;

use crate::platform::folding;

/// What of the people is listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// Only those who have words that begin with each of these.
    pub words: Vec<String>,
    /// Only those of this group.
    pub group: Option<GroupId>,
    /// Only those who take a seat, or who take none.
    pub takes_seat: Option<bool>,
}

impl From<&PersonQuery> for PeopleFilter {
    fn from(query: &PersonQuery) -> Self {
        Self { words: query.q.as_deref().map(folding::asked).unwrap_or_default(), group: query.group, takes_seat: query.takes_seat }
    }
}
