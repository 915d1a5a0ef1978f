//! What the page of activity is narrowed to. It lives in the address, so that back, reload and a shared link work.

use chrono::NaiveDate;
use leptos_router::params::ParamsMap;
use shared::events::KindFilter;
use shared::ids::{AccountId, SubscriptionId};

use crate::routes::{self, Place};
use crate::ui::browser;

/// The filters of the page. Days are the reader's own, the last one included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub kind: Option<KindFilter>,
    pub actor: Option<AccountId>,
    pub subscription: Option<SubscriptionId>,
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// The parameters of the address, which are the API's.
pub(super) const KIND: &str = "kind";
pub(super) const ACTOR: &str = "actor_id";
pub(super) const SUBSCRIPTION: &str = "subscription_id";
pub(super) const SINCE: &str = "since";
pub(super) const UNTIL: &str = "until";

impl Filter {
    /// Reads the address; what it can't use is left out.
    pub fn of(query: &ParamsMap) -> Self {
        let text = |name| query.get_str(name).unwrap_or_default();
        Self {
            kind: text(KIND).parse().ok(),
            actor: text(ACTOR).parse().ok(),
            subscription: text(SUBSCRIPTION).parse().ok(),
            since: text(SINCE).parse().ok(),
            until: text(UNTIL).parse().ok(),
        }
    }

    /// Whether anything narrows the list down.
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// The same as parameters of the API, each with `&` before it.
    pub fn request(&self) -> String {
        let pairs = [
            (KIND, self.kind.map(|kind| kind.as_str().to_owned())),
            (ACTOR, self.actor.map(|id| id.to_string())),
            (SUBSCRIPTION, self.subscription.map(|id| id.to_string())),
            (SINCE, self.since.map(|day| browser::midnight(day, 0))),
            (UNTIL, self.until.map(|day| browser::midnight(day, 1))),
        ];
        let set = pairs.into_iter().filter_map(|(name, value)| Some((name, value?)));
        set.map(|(name, value)| format!("&{name}={}", browser::encode(&value))).collect()
    }
}

/// The address of the page with some parameters changed.
pub(super) fn address(query: &ParamsMap, changes: &[(&'static str, Option<String>)]) -> String {
    routes::address(Place::Activity, query, changes)
}

/// The page of activity, narrowed to a subscription.
pub(super) fn with_filter(id: SubscriptionId) -> String {
    format!("{}?{SUBSCRIPTION}={id}", Place::Activity.path())
}
