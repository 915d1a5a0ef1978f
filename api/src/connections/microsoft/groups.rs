//! Groups as Graph tells them, each with those of its direct members that are new or left. A large group comes in several
//! pieces, anywhere in a round; and nothing is told of a group when another one that belongs to it changes, so that who
//! belongs to it by way of others is worked out by whoever keeps them.

use serde_json::Value;

use super::page::{Round, is_removed, text};
use crate::directory::changes::{Change, FoundGroup};

/// What an item says.
pub(super) fn changes(item: &Value, round: Round) -> Vec<Change> {
    let Some(id) = item["id"].as_str().filter(|id| !id.is_empty()).map(str::to_owned) else { return Vec::new() };
    if is_removed(item) {
        return vec![Change::GroupGone(id)];
    }
    let members = item["members@delta"].as_array().into_iter().flatten().filter(|member| is_of_interest(member));
    let members = members.filter_map(|member| {
        let (group, person) = (id.clone(), member["id"].as_str()?.to_owned());
        Some(if is_removed(member) { Change::Left { group, member: person } } else { Change::Joined { group, member: person } })
    });
    let members: Vec<Change> = members.collect();
    let group = FoundGroup { id: id.clone(), name: text(item, "displayName", Round::Changes).flatten(), email: text(item, "mail", round) };
    let mut changes = vec![Change::Group(group)];
    changes.extend(members);
    changes
}

/// Devices, contacts and applications can be members too; they send no mail that is signed.
fn is_of_interest(member: &Value) -> bool {
    member["@odata.type"].as_str().is_none_or(|kind| matches!(kind, "#microsoft.graph.user" | "#microsoft.graph.group"))
}
