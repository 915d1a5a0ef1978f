//! The dialog that turns a trial into a paid subscription.

use leptos::prelude::*;
use shared::subscriptions::{Activate, Plan, Subscription, Term};

use super::api;
use super::create_dialog::{plan_options, term_options};
use super::detail_page::Detail;
use crate::i18n::text::subscriptions as text;
use crate::ui::{Dialog, DialogFooter, Form, FormView, Select, toast};

/// Asks for plan and term; what was chosen before stands there already.
#[component]
pub(super) fn ActivateDialog(detail: Detail, open: RwSignal<bool>) -> impl IntoView {
    let dialog = move || {
        let title = text::activate_title(detail.company.get());
        view! { <Dialog open title children=move || content(detail, open) /> }
    };
    view! { {dialog} }.into_any()
}

fn content(detail: Detail, open: RwSignal<bool>) -> AnyView {
    let now = detail.now();
    let chosen_plan = now.as_ref().and_then(|subscription| subscription.plan.flatten()).unwrap_or(Plan::Standard);
    let chosen_term = now.as_ref().and_then(|subscription| subscription.term.flatten()).unwrap_or(Term::Monthly);
    let form = Form::new();
    let plan = form.field("/plan", chosen_plan.as_str());
    let term = form.field("/term", chosen_term.as_str());
    let submit = move || {
        let (plan, term) = (plan.checked(|text| text.parse()), term.checked(|text| text.parse()));
        let (Some(plan), Some(term)) = (plan, term) else { return form.focus_fault() };
        form.send(api::activate(detail.id, Activate { plan, term }), move |active: Subscription| {
            form.close(open);
            toast::say(text::activated(&active.company_name));
            detail.took(active);
        });
    };
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{text::activate_about()}</p>
            <div class="fields">
                <Select field=plan label=text::plan() options=plan_options() />
                <Select field=term label=text::term() options=term_options() />
            </div>
            <DialogFooter open form action=text::activate() />
        </FormView>
    }
    .into_any()
}
