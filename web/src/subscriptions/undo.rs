//! Taking a change of the details back.

use leptos::task::spawn_local;
use shared::subscriptions::{ChangeSubscription, Lifecycle, Subscription};

use super::api;
use super::detail_page::Detail;
use crate::i18n::{text, text::subscriptions as words_of};
use crate::ui::toast;

/// The change that takes another one back, where there is such a change: an invite that was mailed or withdrawn stays so,
/// and outside a trial a number of users is paid for.
pub(super) fn reversal(before: &Subscription, change: &ChangeSubscription) -> Option<ChangeSubscription> {
    let final_seats = change.seats.is_some() && before.lifecycle != Lifecycle::Trial;
    if change.customer_edits_signatures.is_some() || final_seats {
        return None;
    }
    Some(ChangeSubscription {
        company_name: change.company_name.as_ref().map(|_| before.company_name.clone()),
        seats: change.seats.map(|_| before.seats),
        external_ref: change.external_ref.as_ref().map(|_| before.external_ref.clone().flatten()),
        metadata: change.metadata.as_ref().map(|_| before.metadata.clone().unwrap_or_default()),
        ..ChangeSubscription::default()
    })
}

/// Says that a change is saved, with the way back where there is one.
pub(super) fn say_saved(detail: Detail, changed: &Subscription, reversal: Option<ChangeSubscription>) {
    let version = changed.version;
    match reversal {
        Some(reversal) => toast::say_with(words_of::saved(), text::common::undo(), move || take_back(detail, reversal.clone(), version)),
        None => toast::say(words_of::saved()),
    }
}

fn take_back(detail: Detail, reversal: ChangeSubscription, version: i64) {
    spawn_local(async move {
        match api::change(detail.id, reversal, version).await {
            Ok(before) => {
                detail.took(before);
                toast::say(text::common::undone());
            }
            Err(error) => toast::warn(error.message()),
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::subscriptions::{ChangeSubscription, Lifecycle, Subscription};

    use super::reversal;

    fn before(lifecycle: Lifecycle) -> Subscription {
        let at = "2026-11-22T12:00:00Z";
        let row = json!({
            "id": "01a200bd-0293-7636-891b-c30a582e820d", "product": "microsoft_365", "company_name": "Alder Works", "seats": 12,
            "status": "trial", "lifecycle": lifecycle.as_str(), "customer_edits_signatures": false, "trial": null,
            "connection": {"status": "not_connected", "modes": []}, "external_ref": "CRM-1", "metadata": {"region": "north"},
            "allowed_actions": [], "created_at": at, "updated_at": at, "ended_at": null, "version": 1,
        });
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn what_was_changed_is_put_back_and_nothing_else() {
        let change = ChangeSubscription {
            company_name: Some("Alder & Sons".to_owned()),
            seats: Some(40),
            external_ref: Some(None),
            ..ChangeSubscription::default()
        };
        let expected = ChangeSubscription {
            company_name: Some("Alder Works".to_owned()),
            seats: Some(12),
            external_ref: Some(Some("CRM-1".to_owned())),
            ..ChangeSubscription::default()
        };
        assert_eq!(reversal(&before(Lifecycle::Trial), &change), Some(expected));
        let change =
            ChangeSubscription { metadata: Some([("tier".to_owned(), "gold".to_owned())].into()), ..ChangeSubscription::default() };
        let back = reversal(&before(Lifecycle::Active), &change).unwrap();
        assert_eq!((back.metadata, back.seats), (Some([("region".to_owned(), "north".to_owned())].into()), None));
    }

    #[test]
    fn invites_and_paid_users_are_not_taken_back() {
        let access = ChangeSubscription { customer_edits_signatures: Some(true), ..ChangeSubscription::default() };
        assert_eq!(reversal(&before(Lifecycle::Trial), &access), None);
        let seats = ChangeSubscription { seats: Some(40), ..ChangeSubscription::default() };
        assert_eq!(reversal(&before(Lifecycle::Active), &seats), None);
    }
}
