//! The danger zone: ending a trial, cancelling a subscription, and what comes of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::subscriptions::{Action, Cancel, CancelWhen, Lifecycle, Subscription};
use shared::trials::EndTrial;
use shared::validation;

use super::detail_page::Detail;
use super::end_trial_dialog::undo;
use super::keep::keep;
use super::notices::ends_on;
use super::{api, words};
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Button, ButtonKind, Card, Dialog, Form, FormView, RadioCards, SubmitButton, TextField, toast};

/// Which way a subscription can be ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// A running trial, at once.
    Trial,
    /// Anything else: a paid one at the end of its period, the others at once.
    Cancellation,
}

impl Ending {
    /// A running trial ends by its own action; to cancel it would come to the same.
    fn of(subscription: &Subscription) -> Option<Self> {
        let allows = |action: Action| subscription.allowed_actions.contains(&action);
        if subscription.lifecycle == Lifecycle::Trial && allows(Action::EndTrial) {
            Some(Self::Trial)
        } else if allows(Action::Cancel) {
            Some(Self::Cancellation)
        } else {
            None
        }
    }

    fn action(self) -> &'static str {
        match self {
            Self::Trial => text::end_trial(),
            Self::Cancellation => text::cancel(),
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Trial => text::end_trial_about(),
            Self::Cancellation => text::cancel_about(),
        }
    }

    fn title(self, company: String) -> String {
        match self {
            Self::Trial => text::end_trial_title(company),
            Self::Cancellation => text::cancel_title(company),
        }
    }
}

/// The danger zone; nothing where the subscription can't be ended by the reader.
pub(super) fn danger_card(detail: Detail) -> AnyView {
    let open = RwSignal::new(false);
    let back = Callback::new(move |back: Subscription| detail.took(back));
    let ending = Memo::new(move |_| detail.subscription.with(Ending::of).flatten());
    let card = move || {
        ending.get().map(|ending| {
            view! {
                <div class="last"><Card title=text::danger()>
                    <div class="danger-zone">
                        <p class="quiet">{ending.about()}</p>
                        <Button kind=ButtonKind::Danger on_press=move || open.set(true)>
                            {ending.action()}
                        </Button>
                    </div>
                </Card></div>
            }
        })
    };
    let dialog = move || {
        let title = ending.get()?.title(detail.company.get());
        Some(view! { <Dialog open title children=move || content(detail, open, back) /> })
    };
    view! {
        {card}
        {dialog}
    }
    .into_any()
}

fn content(detail: Detail, open: RwSignal<bool>, back: Callback<Subscription>) -> AnyView {
    let Some(subscription) = detail.now() else { return ().into_any() };
    let Some(ending) = Ending::of(&subscription) else { return ().into_any() };
    let form = Form::new();
    let reason = form.field("/reason", "");
    let when = form.field("/when", CancelWhen::PeriodEnd.as_str());
    // Only a paid period has an end to wait for.
    let period_end = subscription.next_payment_date.flatten().filter(|_| subscription.lifecycle == Lifecycle::Active);
    let at_once = move || period_end.is_none() || when.value.with(|when| when == CancelWhen::Now.as_str());
    let submit = move || {
        let Some(reason) = reason.checked(validation::reason) else { return form.focus_fault() };
        let done = move |after: Subscription| {
            form.close(open);
            let id = after.id;
            match ends_on(&after) {
                _ if ending == Ending::Trial => {
                    toast::say_with(text::ended_toast(&after.company_name), text::undo(), move || undo(id, back));
                }
                Some(date) => {
                    let sentence = text::cancelled(&after.company_name, i18n::date(date));
                    toast::say_with(sentence, i18n::text::common::undo(), move || spawn_local(keep(detail)));
                }
                None => toast::say(text::ended_toast(&after.company_name)),
            }
            detail.took(after);
        };
        match ending {
            Ending::Trial => form.send(api::end_trial(detail.id, EndTrial { reason }), done),
            Ending::Cancellation => {
                let when = period_end.and_then(|_| when.value.get_untracked().parse().ok());
                form.send(api::cancel(detail.id, Cancel { reason, when }), done);
            }
        }
    };
    let can_end_now = subscription.immediate_cancel_until.flatten().is_some();
    let choice = period_end.map(|date| {
        let end = i18n::date(date);
        if can_end_now {
            view! { <RadioCards field=when legend=text::when() options=when_options(end) /> }.into_any()
        } else {
            view! { <p>{text::notice_cancel(end)}</p> }.into_any()
        }
    });
    let erased = move || {
        let end = period_end.filter(|_| !at_once()).map(|date| date.and_time(chrono::NaiveTime::MIN).and_utc());
        text::what_data(i18n::date(words::erased_at(end.unwrap_or_else(words::now)).date_naive()))
    };
    view! {
        <FormView form on_submit=submit>
            {choice}
            <div class="what-happens">
                <h3>{text::what_happens()}</h3>
                <ul>
                    <li>{text::what_mail()}</li>
                    <li>{text::what_people()}</li>
                    <li>{erased}</li>
                </ul>
            </div>
            <TextField field=reason label=text::reason() hint=text::reason_hint() />
            <footer>
                // Not "Cancel", which would be read as the opposite of what it does here.
                <Button kind=ButtonKind::Plain on_press=move || open.set(false)>
                    {text::go_back()}
                </Button>
                <SubmitButton busy=form.busy() kind=ButtonKind::DangerPrimary label=ending.action() />
            </footer>
        </FormView>
    }
    .into_any()
}

fn when_options(end: String) -> Vec<(String, String, Option<String>)> {
    vec![
        (CancelWhen::PeriodEnd.to_string(), text::when_period_end().to_owned(), Some(text::when_period_end_about(end))),
        (CancelWhen::Now.to_string(), text::when_now().to_owned(), Some(text::when_now_about().to_owned())),
    ]
}
