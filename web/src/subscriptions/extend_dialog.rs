//! The dialog that makes a trial longer.

use leptos::prelude::*;
use shared::ids::SubscriptionId;
use shared::subscriptions::Subscription;
use shared::trials::ExtendTrial;
use shared::validation::{self, FaultCode};

use super::api;
use super::words::company_of;
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Dialog, DialogFooter, Form, FormView, TextField, toast};

/// Asks by how many days; says how many there still are. `done` takes what the server answered.
#[component]
pub fn ExtendDialog(
    open: RwSignal<bool>,
    /// The subscription as it stands when the dialog opens.
    #[prop(into)]
    subscription: Signal<Option<Subscription>>,
    #[prop(into)] done: Callback<Subscription>,
) -> impl IntoView {
    let company = company_of(subscription);
    let dialog = move || {
        let title = text::extend_title(company.get());
        view! { <Dialog open title children=move || content(open, subscription, done) /> }
    };
    view! { {dialog} }.into_any()
}

fn content(open: RwSignal<bool>, subscription: Signal<Option<Subscription>>, done: Callback<Subscription>) -> AnyView {
    let Some(subscription) = subscription.get_untracked() else { return ().into_any() };
    let (id, left): (SubscriptionId, u32) = (subscription.id, subscription.trial.map_or(0, |trial| trial.extension_days_left));
    let form = Form::new();
    let days = form.field("/days", left.min(7).to_string());
    let reason = form.field("/reason", "");
    let submit = move || {
        let days = days.checked(|text| self::days(&text, left));
        let reason = reason.checked_optional(validation::reason);
        let (Some(days), Some(reason)) = (days, reason) else { return form.focus_fault() };
        form.send(api::extend_trial(id, ExtendTrial { days, reason }), move |after: Subscription| {
            open.set(false);
            let left = after.trial.as_ref().map_or(0, |trial| trial.days_left);
            toast::say(text::extended(u64::from(left), &after.company_name));
            done.run(after);
        });
    };
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{text::extend_about(u64::from(left))}</p>
            <TextField field=days label=text::extend_days() inputmode="numeric" short=() autofocus=() />
            <TextField field=reason label=text::reason() aside=i18n::text::common::optional() hint=text::reason_hint() />
            <DialogFooter open form action=text::extend() />
        </FormView>
    }
    .into_any()
}

/// A number of days as people type it, up to those that are left.
fn days(text: &str, left: u32) -> Result<u32, FaultCode> {
    let days = text.trim().parse().ok().filter(|days| (1..=left.max(1)).contains(days));
    days.ok_or(FaultCode::OutOfRange { min: 1, max: i64::from(left.max(1)) })
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn as_many_days_as_are_left() {
        assert_eq!((days(" 7 ", 14), days("4", 4)), (Ok(7), Ok(4)));
        for text in ["0", "5", "", "x", "1.5"] {
            assert!(days(text, 4).is_err(), "{text}");
        }
    }
}
