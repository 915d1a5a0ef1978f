//! Saved views: a list's search, filters and order under a name, for one of a reseller's people.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::ids::SavedViewId;
use crate::subscriptions::SubscriptionQuery;
use crate::text_enum::text_enum;
use crate::validation::{self, FaultCode, VIEW_QUERY_MAX};

/// The most saved views of one person, all lists together.
pub const VIEWS_MAX: u32 = 50;

text_enum! {
    /// The list that a view is of. New lists may come.
    ViewList {
        /// The subscriptions.
        Subscriptions => "subscriptions",
        /// The archived subscriptions.
        Archived => "archived",
    }
}

/// A list's search, filters and order under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    /// Names the view.
    pub id: SavedViewId,
    /// The list that it is of.
    pub list: ViewList,
    /// What the person calls it.
    #[cfg_attr(feature = "openapi", schema(example = "Trials that end this week"))]
    pub name: String,
    /// The query string of the list, as `GET /subscriptions` takes it, without a page.
    #[cfg_attr(feature = "openapi", schema(example = "trial_ends_within=7&sort=-seats"))]
    pub query: String,
    /// When it was saved.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

/// The saved views of a person, by list and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedViews {
    /// Each of them.
    pub items: Vec<SavedView>,
}

/// Saves a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateSavedView {
    /// The list that it is of.
    pub list: ViewList,
    /// What to call it; no other view of the list has this name, without regard to case and accents.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, example = "Trials that end this week"))]
    pub name: String,
    /// The query string of the list, without `cursor` and `archived`; empty for the whole list in its usual order.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "trial_ends_within=7&sort=-seats"))]
    pub query: String,
}

impl FromFields for CreateSavedView {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let list = f.required("list", any::<ViewList>);
        let name = f.required("name", validation::view_name);
        let query = f.query_string::<ViewQuery>("query", VIEW_QUERY_MAX);
        if query == Some(None) {
            f.fault("query", FaultCode::Required);
        }
        Some(Self { list: list?, name: name?, query: query?? })
    }
}

/// Gives a saved view another name or another query string; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeSavedView {
    /// What to call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, min_length = 1, max_length = 60, example = "Trials that end soon"))]
    pub name: Option<String>,
    /// The query string of the list, without `cursor` and `archived`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 500, example = "trial_ends_within=14"))]
    pub query: Option<String>,
}

impl FromFields for ChangeSavedView {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let name = f.changed("name", validation::view_name);
        let query = f.query_string::<ViewQuery>("query", VIEW_QUERY_MAX);
        Some(Self { name: name?, query: query? })
    }
}

/// What a view's query string may hold: what the list takes, but for the page, and for `archived`, which `list` says.
struct ViewQuery;

impl FromFields for ViewQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let unwanted: Vec<_> = ["archived", "cursor"].into_iter().filter(|name| f.has(name)).collect();
        let read = SubscriptionQuery::from_fields(f);
        for name in &unwanted {
            f.fault(name, FaultCode::UnknownField);
        }
        read.filter(|_| unwanted.is_empty()).map(|_| Self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::validation::VIEW_NAME_MAX;

    fn faults(body: serde_json::Value) -> Vec<String> {
        let faults = CreateSavedView::from_json(body).err().unwrap_or_default();
        faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect()
    }

    #[test]
    fn a_query_is_kept_as_it_was_sent() {
        for query in ["", "q=caf%C3%A9+%26+co", "sort=-seats&status=on_hold&limit=20", "trial_ends_within=7"] {
            let read = CreateSavedView::from_json(json!({"list": "subscriptions", "name": " Mine ", "query": query}));
            let expected = CreateSavedView { list: ViewList::Subscriptions, name: "Mine".to_owned(), query: query.to_owned() };
            assert_eq!(read, Ok(expected));
        }
    }

    #[test]
    fn all_faults_are_told_at_once_those_of_the_query_below_it() {
        let name = "x".repeat(VIEW_NAME_MAX + 1);
        let body = json!({"list": "people", "name": name, "query": "status=asleep&cursor=c&new=1&archived=true&sort=seats&sort=-seats"});
        let expected = [
            "/list not_allowed",
            "/name too_long",
            "/query/sort twice",
            "/query/status not_allowed",
            "/query/archived unknown_field",
            "/query/cursor unknown_field",
            "/query/new unknown_field",
        ];
        assert_eq!(faults(body), expected);
        assert_eq!(faults(json!({})), ["/list required", "/name required", "/query required"]);
        assert_eq!(faults(json!({"list": "archived", "name": "x", "query": null})), ["/query required"]);
        assert_eq!(faults(json!({"list": "archived", "name": "x", "query": 7})), ["/query wrong_type"]);
        assert_eq!(faults(json!({"list": "archived", "name": "x", "query": "q=%ff"})), ["/query invalid_characters"]);
    }

    #[test]
    fn the_longest_query_is_taken_and_one_more_is_not() {
        let padded = |length: usize| format!("q=a{}", "&".repeat(length - 3));
        let body = |query: String| json!({"list": "subscriptions", "name": "x", "query": query});
        assert!(faults(body(padded(VIEW_QUERY_MAX))).is_empty());
        assert_eq!(faults(body(padded(VIEW_QUERY_MAX + 1))), ["/query too_long"]);
    }
}
