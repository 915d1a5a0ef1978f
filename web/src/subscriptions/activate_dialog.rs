//! The dialog that turns a trial into a paid subscription.

use leptos::prelude::*;
use shared::plans::Plans;
use shared::rights::Right;
use shared::subscriptions::{Activate, Plan, Subscription, Term};

use super::api;
use super::create_dialog::{plan_options, term_options};
use super::words::company_of;
use crate::i18n::{self, text::subscriptions as text};
use crate::session;
use crate::ui::{Dialog, DialogFooter, Field, Form, FormView, Load, Select, toast};

/// Asks for plan and term, and says what they cost; what was chosen before stands there already. `done` takes what the
/// server answered.
#[component]
pub fn ActivateForm(
    open: RwSignal<bool>,
    /// The subscription as it stands when the dialog opens.
    #[prop(into)]
    subscription: Signal<Option<Subscription>>,
    #[prop(into)] done: Callback<Subscription>,
) -> impl IntoView {
    let company = company_of(subscription);
    let dialog = move || {
        let title = text::activate_title(company.get());
        view! { <Dialog open title children=move || content(open, subscription, done) /> }
    };
    view! { {dialog} }.into_any()
}

fn content(open: RwSignal<bool>, subscription: Signal<Option<Subscription>>, done: Callback<Subscription>) -> AnyView {
    let Some(now) = subscription.get_untracked() else { return ().into_any() };
    let (id, seats) = (now.id, now.seats);
    let form = Form::new();
    let plan = form.field("/plan", now.plan.flatten().unwrap_or(Plan::Standard).as_str());
    let term = form.field("/term", now.term.flatten().unwrap_or(Term::Monthly).as_str());
    let submit = move || {
        let (plan, term) = (plan.checked(|text| text.parse()), term.checked(|text| text.parse()));
        let (Some(plan), Some(term)) = (plan, term) else { return form.focus_fault() };
        form.send(api::activate(id, Activate { plan, term }), move |active: Subscription| {
            form.close(open);
            toast::say(text::activated(&active.company_name));
            done.run(active);
        });
    };
    let prices = untrack(|| session::may(Right::Bill)).then(|| Load::new(api::plans));
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{text::activate_about()}</p>
            <div class="fields">
                <Select field=plan label=text::plan() options=plan_options() />
                <Select field=term label=text::term() options=term_options() />
            </div>
            {prices.map(|prices| price(prices, plan, term, seats))}
            <DialogFooter open form action=text::activate() />
        </FormView>
    }
    .into_any()
}

/// What the chosen plan costs for all users.
fn price(prices: Load<Plans>, plan: Field, term: Field, seats: u32) -> AnyView {
    let sum = move || {
        let (plan, term) = (plan.value.get(), term.value.get());
        prices
            .with(|plans| {
                let price = plans.items.iter().find(|price| price.plan.as_str() == plan && price.term.as_str() == term)?;
                let money = |amount| i18n::money(amount, &plans.currency);
                Some(text::cost_sum(money(price.unit_price * i64::from(seats)), money(price.unit_price), i18n::number(seats)))
            })
            .flatten()
    };
    view! { <p class="costs" aria-live="polite">{sum}</p> }.into_any()
}
