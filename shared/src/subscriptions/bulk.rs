//! One action on many subscriptions.

use serde::{Deserialize, Serialize};

use super::whole::Subscription;
use crate::body::{Fields, FromFields, any};
use crate::ids::SubscriptionId;
use crate::text_enum::text_enum;
use crate::validation::{self, FaultCode};

/// The most subscriptions of one request.
pub const BULK_MAX: usize = 200;

text_enum! {
    /// What can be done to many subscriptions at once.
    BulkAction {
        /// Pause the service.
        Pause => "pause",
        /// Go on after a pause.
        Resume => "resume",
        /// Make trials longer.
        ExtendTrial => "extend_trial",
    }
}

/// Does the same to many subscriptions, each by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Bulk {
    /// What is done.
    pub action: BulkAction,
    /// To which subscriptions; one that stands twice counts once.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub ids: Vec<SubscriptionId>,
    /// Why; needed for a pause, and not wanted when going on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, example = "Company holidays"))]
    pub reason: Option<String>,
    /// By how many days trials are made longer; goes with that action alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 14))]
    pub days: Option<u32>,
}

impl FromFields for Bulk {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let action = f.required("action", any::<BulkAction>);
        let ids = f.some_up_to::<SubscriptionId>("ids", BULK_MAX);
        let needs = |f: &mut Fields, name: &str| {
            if !f.has(name) {
                f.fault(name, FaultCode::Required);
            }
        };
        let refuses = |f: &mut Fields, name: &str| {
            if f.has(name) {
                f.fault(name, FaultCode::NotWanted { because_of: "action" });
            }
        };
        match action {
            Some(BulkAction::Pause) => {
                needs(f, "reason");
                refuses(f, "days");
            }
            Some(BulkAction::Resume) => {
                refuses(f, "reason");
                refuses(f, "days");
            }
            Some(BulkAction::ExtendTrial) => needs(f, "days"),
            None => {}
        }
        let reason = f.optional("reason", validation::reason);
        let days = f.optional("days", validation::extension_days);
        Some(Self { action: action?, ids: ids?, reason: reason?, days: days? })
    }
}

text_enum! {
    /// What became of one of many.
    BulkStatus {
        /// The action was carried out.
        Done => "done",
        /// It was refused, and nothing of this one was changed.
        Refused => "refused",
    }
}

/// What became of one subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkItem {
    /// The subscription.
    pub id: SubscriptionId,
    /// Whether the action was carried out.
    pub status: BulkStatus,
    /// Why it was refused, for programs: the code of the problem that the action alone would have met.
    #[cfg_attr(feature = "openapi", schema(example = "transition_not_allowed"))]
    pub code: Option<String>,
    /// What to do about it, for people, in the language of the request.
    pub detail: Option<String>,
    /// The subscription after the action; null where it was refused.
    pub subscription: Option<Subscription>,
}

/// What became of each subscription, in the order of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// A line for each subscription.
    pub items: Vec<BulkItem>,
    /// To how many it was done.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 200, example = 1))]
    pub done: u32,
    /// For how many it was refused.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 200, example = 1))]
    pub refused: u32,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Bulk;
    use crate::body::FromFields as _;

    fn faults(body: Value) -> Vec<String> {
        let faults = Bulk::from_json(body).err().unwrap_or_default();
        faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect()
    }

    fn ids(count: usize) -> Vec<String> {
        (0..count).map(|n| format!("01a200bd-0293-7636-891b-{n:012}")).collect()
    }

    #[test]
    fn each_action_takes_what_it_needs_and_no_more() {
        for (body, expected) in [
            (json!({"action": "pause", "ids": ids(1), "reason": "x"}), &[][..]),
            (json!({"action": "pause", "ids": ids(1), "days": 3}), &["/reason required", "/days not_wanted"]),
            (json!({"action": "resume", "ids": ids(1)}), &[]),
            (json!({"action": "resume", "ids": ids(1), "reason": "x", "days": 3}), &["/reason not_wanted", "/days not_wanted"]),
            (json!({"action": "extend_trial", "ids": ids(1), "days": 14, "reason": "x"}), &[]),
            (json!({"action": "extend_trial", "ids": ids(1)}), &["/days required"]),
            (json!({"action": "extend_trial", "ids": ids(1), "days": 15}), &["/days out_of_range"]),
            (json!({"action": "cancel", "ids": ids(1)}), &["/action not_allowed"]),
            (json!({}), &["/action required", "/ids required"]),
        ] {
            assert_eq!(faults(body.clone()), expected, "{body}");
        }
    }

    #[test]
    fn one_to_200_subscriptions() {
        let body = |ids: Vec<String>| json!({"action": "resume", "ids": ids});
        assert_eq!(faults(body(ids(0))), ["/ids required"]);
        assert!(faults(body(ids(200))).is_empty());
        assert_eq!(faults(body(ids(201))), ["/ids too_long"]);
        assert_eq!(faults(json!({"action": "resume", "ids": [ids(1)[0], "x"]})), ["/ids/1 invalid_id"]);
        let twice = Bulk::from_json(body(ids(2).into_iter().chain(ids(2)).collect())).map(|bulk| bulk.ids.len());
        assert_eq!(twice, Ok(2));
    }
}
