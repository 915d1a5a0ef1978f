//! The dialog that changes the number of users and the plan, with what that costs before it is confirmed.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::statements::ChargeKind;
use shared::subscriptions::{Action, ChangeSubscription, Lifecycle, Plan, Preview, PreviewChange, Subscription, Term};

use super::create_dialog::{plan_options, seats, term_options};
use super::detail_page::Detail;
use super::{api, words};
use crate::api::Answer;
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Dialog, DialogFooter, Fact, Facts, Field, Form, FormView, Notice, Select, Skeleton, TextField, Tone, toast};

/// How long after the last key the costs are asked for.
const PAUSE: Duration = Duration::from_millis(250);

/// Changes users and plan.
#[component]
pub(super) fn AmendDialog(detail: Detail, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open title=text::amend_title() children=move || content(detail, open) /> }.into_any()
}

#[derive(Clone, Copy)]
struct Fields {
    seats: Field,
    plan: Option<Field>,
    /// The term can be chosen during a trial alone.
    term: Option<Field>,
}

impl Fields {
    fn new(form: Form, now: &Subscription) -> Self {
        let plan = now.plan.flatten().map_or("", Plan::as_str);
        let term = now.term.flatten().unwrap_or(Term::Monthly);
        let may_plan = now.allowed_actions.contains(&Action::ChangePlan);
        Self {
            seats: form.field("/seats", now.seats.to_string()),
            plan: may_plan.then(|| form.field("/plan", plan)),
            term: (may_plan && now.lifecycle == Lifecycle::Trial).then(|| form.field("/term", term.as_str())),
        }
    }

    /// What is asked for as it is typed; nothing while it can't be read.
    fn typed(self) -> Option<PreviewChange> {
        let text = |field: Field| field.value.get();
        let plan = self.plan.and_then(|field| text(field).parse::<Plan>().ok());
        let term = self.term.and_then(|field| text(field).parse::<Term>().ok()).filter(|_| plan.is_some());
        Some(PreviewChange { seats: Some(seats(text(self.seats)).ok()?), plan, term })
    }

    /// What differs from the present; nothing while a field is wrong.
    fn checked(self, now: &Subscription) -> Option<ChangeSubscription> {
        let seats = self.seats.checked(seats)?;
        let plan: Option<Plan> = self.plan.and_then(|field| field.value.get_untracked().parse().ok());
        let term: Option<Term> = self.term.and_then(|field| field.value.get_untracked().parse().ok());
        let before = (now.plan.flatten(), now.term.flatten());
        let plan_changes = self.plan.is_some() && plan != before.0;
        Some(ChangeSubscription {
            seats: Some(seats).filter(|seats| *seats != now.seats),
            plan: plan_changes.then_some(plan),
            term: term.filter(|term| plan.is_some() && Some(*term) != before.1),
            ..ChangeSubscription::default()
        })
    }
}

fn content(detail: Detail, open: RwSignal<bool>) -> AnyView {
    let Some(now) = detail.now() else { return ().into_any() };
    let form = Form::new();
    let fields = Fields::new(form, &now);
    let base = StoredValue::new(now.clone());
    let submit = move || {
        let Some(change) = base.with_value(|now| fields.checked(now)) else { return form.focus_fault() };
        if change == ChangeSubscription::default() {
            return open.set(false);
        }
        let version = base.with_value(|now| now.version);
        form.send(api::change(detail.id, change, version), move |after: Subscription| {
            open.set(false);
            toast::say(text::amended(&after.company_name));
            detail.took(after);
        });
    };
    let plans = (now.lifecycle == Lifecycle::Trial).then(|| (String::new(), text::no_plan().to_owned())).into_iter().chain(plan_options());
    let plans: Vec<_> = plans.collect();
    let term = move || {
        let chosen = fields.plan.is_some_and(|plan| plan.value.with(|plan| !plan.is_empty()));
        fields.term.filter(|_| chosen).map(|term| view! { <Select field=term label=text::term() options=term_options() /> })
    };
    view! {
        <FormView form on_submit=submit>
            <TextField field=fields.seats label=text::seats() inputmode="numeric" short=() autofocus=() />
            <div class="fields">
                {fields.plan.map(|plan| view! { <Select field=plan label=text::plan() options=plans /> })}
                {term}
            </div>
            {costs(detail, fields)}
            <DialogFooter open form action=text::amend_confirm() />
        </FormView>
    }
    .into_any()
}

/// What the change as it is typed would cost, asked for a moment after the last key.
fn costs(detail: Detail, fields: Fields) -> AnyView {
    let preview = RwSignal::new(None::<Answer<Preview>>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let typed = fields.typed();
        if let Some(waiting) = timer.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        let Some(typed) = typed else { return preview.set(None) };
        let ask = move || {
            spawn_local(async move {
                let answer = api::preview(detail.id, typed).await;
                // Only the answer to what stands there now counts.
                if untrack(|| fields.seats.value.try_with(|_| fields.typed())).flatten() == Some(typed) {
                    let _ = preview.try_set(Some(answer));
                }
            });
        };
        timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
    let shown = move || match preview.get() {
        None => view! { <Skeleton shape="half" /> }.into_any(),
        Some(Err(error)) => view! { <Notice tone=Tone::Warn>{error.message()}</Notice> }.into_any(),
        Some(Ok(preview)) => shown(&preview),
    };
    view! {
        <section class="costs" aria-live="polite" aria-label=text::costs()>
            {shown}
        </section>
    }
    .into_any()
}

fn shown(preview: &Preview) -> AnyView {
    let money = |amount: i64| i18n::money(amount, &preview.currency);
    let charges: Vec<_> = preview
        .charges
        .iter()
        .map(|charge| {
            let until = i18n::date(charge.period_end);
            let name = match charge.kind {
                ChargeKind::Seats => text::cost_seats(u64::from(charge.seats), until),
                _ => text::cost_plan(until),
            };
            let amount = money(charge.amount);
            view! { <Fact name>{amount}</Fact> }
        })
        .collect();
    let due_now = money(preview.due_now);
    let total = (preview.charges.len() > 1).then(|| view! { <Fact name=text::cost_now()>{due_now}</Fact> });
    let scheduled: Vec<_> = preview
        .scheduled
        .iter()
        .map(|change| {
            let line = words::scheduled_line(change.kind, change.at, Some(&change.to));
            view! { <Fact name=text::scheduled()>{line}</Fact> }
        })
        .collect();
    let next = preview.next_period.as_ref().map(|next| {
        let date = next.starts_on.map_or_else(|| text::cost_paused().to_owned(), |date| text::cost_next(i18n::date(date)));
        let seats = i18n::number(next.seats);
        let sum = text::cost_sum(money(next.amount), money(next.unit_price), seats);
        view! { <Fact name=date>{sum}</Fact> }
    });
    if preview.charges.is_empty() && next.is_none() && preview.scheduled.is_empty() {
        return view! { <p class="quiet">{text::cost_none()}</p> }.into_any();
    }
    view! { <Facts>{charges} {total} {scheduled} {next}</Facts> }.into_any()
}
