//! The dialog that ends a trial before its time.

use leptos::prelude::*;
use shared::subscriptions::{Reactivate, Subscription};
use shared::trials::EndTrial;
use shared::validation;

use super::api;
use super::words::company_of;
use crate::i18n::text::subscriptions as text;
use crate::ui::{Button, ButtonKind, Dialog, Form, FormView, SubmitButton, TextField, toast};

/// Asks why; `done` takes what the server answered. The toast takes it back: the trial goes on with the days it had left.
#[component]
pub fn EndTrialDialog(
    open: RwSignal<bool>,
    /// The subscription as it stands when the dialog opens.
    #[prop(into)]
    subscription: Signal<Option<Subscription>>,
    #[prop(into)] done: Callback<Subscription>,
) -> impl IntoView {
    let company = company_of(subscription);
    let dialog = move || {
        let title = text::end_trial_title(company.get());
        view! { <Dialog open title children=move || content(open, subscription, done) /> }
    };
    view! { {dialog} }.into_any()
}

fn content(open: RwSignal<bool>, subscription: Signal<Option<Subscription>>, done: Callback<Subscription>) -> AnyView {
    let Some(id) = subscription.with_untracked(|subscription| subscription.as_ref().map(|one| one.id)) else { return ().into_any() };
    let form = Form::new();
    let reason = form.field("/reason", "");
    let submit = move || {
        let Some(reason) = reason.checked(validation::reason) else { return form.focus_fault() };
        form.send(api::end_trial(id, EndTrial { reason }), move |after: Subscription| {
            open.set(false);
            toast::say_with(text::ended_toast(&after.company_name), text::undo(), move || undo(after.id, done));
            done.run(after);
        });
    };
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{text::end_trial_about()}</p>
            <TextField field=reason label=text::reason() hint=text::reason_hint() autofocus=() />
            <footer>
                <Button kind=ButtonKind::Plain on_press=move || open.set(false)>
                    {text::go_back()}
                </Button>
                <SubmitButton busy=form.busy() kind=ButtonKind::DangerPrimary label=text::end_trial() />
            </footer>
        </FormView>
    }
    .into_any()
}

/// Brings the ended trial back.
pub(super) fn undo(id: shared::ids::SubscriptionId, done: Callback<Subscription>) {
    leptos::task::spawn_local(async move {
        match api::reactivate(id, Reactivate::default()).await {
            Ok(back) => {
                toast::say(text::reactivated_trial(&back.company_name));
                // Nobody may be there any more to see it.
                let _ = done.try_run(back);
            }
            Err(error) => toast::warn(error.message()),
        }
    });
}
