//! What the page of the directory shows. It lives in the address, so that back, reload and a shared link work.

use leptos_router::params::ParamsMap;
use shared::ids::GroupId;

use crate::ui::browser;

/// The parameters of the address: the API's, and which of both lists is shown.
pub(super) const SHOW: &str = "show";
pub(super) const Q: &str = "q";
pub(super) const GROUP: &str = "group";
pub(super) const SEAT: &str = "takes_seat";
/// The value of [`SHOW`] for groups.
pub(super) const GROUPS: &str = "groups";

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// The groups; else the people.
    pub groups: bool,
    pub q: Option<String>,
    pub group: Option<GroupId>,
    pub takes_seat: Option<bool>,
}

impl Filter {
    /// Reads the address; what it can't use is left out.
    pub fn of(query: &ParamsMap) -> Self {
        let text = |name| query.get(name).filter(|text| !text.is_empty());
        let groups = text(SHOW).as_deref() == Some(GROUPS);
        Self {
            groups,
            q: text(Q),
            group: text(GROUP).and_then(|text| text.parse().ok()).filter(|_| !groups),
            takes_seat: text(SEAT).and_then(|text| text.parse().ok()).filter(|_| !groups),
        }
    }

    /// Whether anything narrows the list down.
    pub const fn is_set(&self) -> bool {
        self.q.is_some() || self.group.is_some() || self.takes_seat.is_some()
    }

    /// The same as parameters of the list of people, each with `&` before it.
    pub fn of_people(&self) -> String {
        let pairs =
            [(Q, self.q.clone()), (GROUP, self.group.map(|id| id.to_string())), (SEAT, self.takes_seat.map(|takes| takes.to_string()))];
        let set = pairs.into_iter().filter_map(|(name, value)| Some((name, value?)));
        set.map(|(name, value)| format!("&{name}={}", browser::encode(&value))).collect()
    }

    /// The same for the list of groups.
    pub fn of_groups(&self) -> String {
        self.q.as_deref().map(|words| format!("&{Q}={}", browser::encode(words))).unwrap_or_default()
    }
}
