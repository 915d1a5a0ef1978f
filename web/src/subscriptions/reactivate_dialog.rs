//! The dialog that brings an ended subscription back.

use leptos::prelude::*;
use shared::subscriptions::{Lifecycle, Plan, Reactivate, Subscription, Term};
use shared::trials::TrialOutcome;

use super::api;
use super::create_dialog::{plan_options, term_options};
use super::words::company_of;
use crate::i18n::text::subscriptions as text;
use crate::ui::{Dialog, DialogFooter, Form, FormView, Select, toast};

/// Says what comes back; asks for plan and term where a paid period begins. `done` takes what the server answered.
#[component]
pub fn ReactivateDialog(
    open: RwSignal<bool>,
    /// The subscription as it stands when the dialog opens.
    #[prop(into)]
    subscription: Signal<Option<Subscription>>,
    #[prop(into)] done: Callback<Subscription>,
) -> impl IntoView {
    let company = company_of(subscription);
    let dialog = move || {
        let title = text::reactivate_title(company.get());
        view! { <Dialog open title children=move || content(open, subscription, done) /> }
    };
    view! { {dialog} }.into_any()
}

/// Whether the trial goes on with days that it had left.
fn resumes_trial(subscription: &Subscription) -> bool {
    let ended = subscription.ended_at;
    subscription.trial.as_ref().is_some_and(|trial| trial.outcome == TrialOutcome::Ended && ended.is_some_and(|at| at < trial.ends_at))
}

fn content(open: RwSignal<bool>, subscription: Signal<Option<Subscription>>, done: Callback<Subscription>) -> AnyView {
    let Some(subscription) = subscription.get_untracked() else { return ().into_any() };
    let (id, resumes) = (subscription.id, resumes_trial(&subscription));
    let form = Form::new();
    let plan = form.field("/plan", subscription.plan.flatten().unwrap_or(Plan::Standard).as_str());
    let term = form.field("/term", subscription.term.flatten().unwrap_or(Term::Monthly).as_str());
    let submit = move || {
        let wanted = if resumes {
            Reactivate::default()
        } else {
            let (plan, term) = (plan.checked(|text| text.parse()), term.checked(|text| text.parse()));
            let (Some(plan), Some(term)) = (plan, term) else { return form.focus_fault() };
            Reactivate { plan: Some(plan), term: Some(term) }
        };
        form.send(api::reactivate(id, wanted), move |after: Subscription| {
            open.set(false);
            toast::say(match after.lifecycle {
                Lifecycle::Trial => text::reactivated_trial(&after.company_name),
                _ => text::reactivated(&after.company_name),
            });
            done.run(after);
        });
    };
    let choice = (!resumes).then(|| {
        view! {
            <div class="fields">
                <Select field=plan label=text::plan() options=plan_options() />
                <Select field=term label=text::term() options=term_options() />
            </div>
        }
    });
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{if resumes { text::reactivate_trial_about() } else { text::reactivate_about() }}</p>
            {choice}
            <DialogFooter open form action=text::reactivate() />
        </FormView>
    }
    .into_any()
}
