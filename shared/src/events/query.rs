//! Which events are listed.

use chrono::{DateTime, Utc};

use super::EventKind;
use crate::body::{FieldValue, Fields, FromFields, Mode, any};
use crate::ids::{AccountId, SubscriptionId};
use crate::page;
use crate::validation::{self, FaultCode};

impl EventKind {
    /// The group of the kind: what stands before its dot.
    #[must_use]
    pub fn group(self) -> &'static str {
        self.as_str().split('.').next().unwrap_or_default()
    }

    /// Every group, in the order of its first kind.
    #[must_use]
    pub fn groups() -> Vec<&'static str> {
        let mut groups = Vec::new();
        for kind in Self::ALL {
            if !groups.contains(&kind.group()) {
                groups.push(kind.group());
            }
        }
        groups
    }
}

/// What a list of events is narrowed to: one kind (`invite.created`), or all kinds of a group (`invite`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindFilter {
    /// This kind.
    One(EventKind),
    /// All kinds of this group.
    Group(&'static str),
}

impl KindFilter {
    /// The kinds that pass.
    #[must_use]
    pub fn kinds(self) -> Vec<EventKind> {
        match self {
            Self::One(kind) => vec![kind],
            Self::Group(group) => EventKind::ALL.iter().copied().filter(|kind| kind.group() == group).collect(),
        }
    }

    /// The word that stands in query strings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::One(kind) => kind.as_str(),
            Self::Group(group) => group,
        }
    }

    /// Every word: the groups, then the kinds.
    fn words() -> Vec<&'static str> {
        EventKind::groups().into_iter().chain(EventKind::ALL.iter().map(|kind| kind.as_str())).collect()
    }
}

impl std::str::FromStr for KindFilter {
    type Err = FaultCode;

    fn from_str(text: &str) -> Result<Self, FaultCode> {
        let group = EventKind::groups().into_iter().find(|group| *group == text).map(Self::Group);
        group.or_else(|| text.parse().ok().map(Self::One)).ok_or_else(|| FaultCode::NotAllowed { allowed: Self::words() })
    }
}

impl FieldValue for KindFilter {
    fn read(value: serde_json::Value, mode: Mode) -> Result<Self, FaultCode> {
        String::read(value, mode)?.parse()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for KindFilter {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .enum_values(Some(Self::words()))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for KindFilter {}

/// What of the events is listed, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct EventQuery {
    /// Only this kind (`invite.created`), or all kinds of a group: what stands before the dot (`invite`).
    #[cfg_attr(feature = "openapi", param(nullable = false, inline))]
    pub kind: Option<KindFilter>,
    /// Only what this account did.
    #[cfg_attr(feature = "openapi", param(nullable = false, value_type = Option<String>, format = "uuid"))]
    pub actor_id: Option<AccountId>,
    /// Only what belongs to this subscription.
    #[cfg_attr(feature = "openapi", param(nullable = false, value_type = Option<String>, format = "uuid"))]
    pub subscription_id: Option<SubscriptionId>,
    /// Only what happened at this instant (RFC 3339) or later.
    #[cfg_attr(feature = "openapi", param(nullable = false, example = "2026-11-01T00:00:00Z"))]
    pub since: Option<DateTime<Utc>>,
    /// Only what happened before this instant.
    #[cfg_attr(feature = "openapi", param(nullable = false, example = "2026-12-01T00:00:00Z"))]
    pub until: Option<DateTime<Utc>>,
    /// Rows of the page; 50 unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u32>,
    /// Where the page begins: a cursor that the list gave out for the same filter.
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub cursor: Option<String>,
}

impl FromFields for EventQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let kind = f.optional("kind", any::<KindFilter>);
        let actor_id = f.optional("actor_id", any::<AccountId>);
        let subscription_id = f.optional("subscription_id", any::<SubscriptionId>);
        let since = f.optional("since", any::<DateTime<Utc>>);
        let until = f.optional("until", any::<DateTime<Utc>>);
        let limit = f.optional("limit", page::limit);
        let cursor = f.optional("cursor", validation::cursor);
        Some(Self {
            kind: kind?,
            actor_id: actor_id?,
            subscription_id: subscription_id?,
            since: since?,
            until: until?,
            limit: limit?,
            cursor: cursor?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Result<EventQuery, Vec<&'static str>> {
        let pairs = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        EventQuery::from_query(pairs).map_err(|faults| faults.iter().map(|fault| fault.code.as_str()).collect())
    }

    #[test]
    fn every_kind_belongs_to_a_group_and_no_group_is_called_like_a_kind() {
        let of_groups: usize = EventKind::groups().into_iter().map(|group| KindFilter::Group(group).kinds().len()).sum();
        assert_eq!(of_groups, EventKind::ALL.len());
        for word in KindFilter::words() {
            assert_eq!(word.parse::<KindFilter>().map(KindFilter::as_str), Ok(word));
        }
    }

    #[test]
    fn a_group_is_not_its_namesakes() {
        let kinds = "member".parse::<KindFilter>().map(KindFilter::kinds);
        assert_eq!(kinds, Ok(vec![EventKind::MemberAdded, EventKind::MemberChanged, EventKind::MemberRemoved]));
        assert_eq!(read(&[("kind", "invite.")]), Err(vec!["not_allowed"]));
        assert_eq!(read(&[("kind", "")]), Err(vec!["not_allowed"]));
    }

    #[test]
    fn instants_come_with_their_offset() {
        let noon = "2026-11-22T12:00:00Z".parse::<DateTime<Utc>>().ok();
        assert_eq!(read(&[("since", "2026-11-22T13:00:00+01:00")]).map(|query| query.since), Ok(noon));
        for wrong in ["2026-11-22", "2026-11-22T12:00:00", "yesterday", "", "1795348800"] {
            assert_eq!(read(&[("until", wrong)]), Err(vec!["invalid_instant"]), "{wrong}");
        }
    }
}
