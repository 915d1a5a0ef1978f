//! The card "Trial".

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::subscriptions::Action;
use shared::trials::{Trial, TrialOutcome};

use super::detail_page::Detail;
use crate::i18n::{self, text::subscriptions as text};
use crate::ui::{Button, ButtonSize, Card, Fact, Facts, Icon};

const DAY_SECONDS: i64 = 86_400;

/// How the trial stands, or how it went; nothing where there was none.
pub(super) fn trial_card(detail: Detail, extending: RwSignal<bool>) -> AnyView {
    let card = move || {
        let (trial, ended) = detail.subscription.with(|subscription| (subscription.trial.clone(), subscription.ended_at))?;
        let trial = trial?;
        let extend = move || {
            detail.allows(Action::ExtendTrial).then(|| {
                view! {
                    <Button size=ButtonSize::Small icon=Icon::Plus on_press=move || extending.set(true)>
                        {text::extend()}
                    </Button>
                }
            })
        };
        Some(view! { <Card title=text::trial() actions=move || view! { {extend} }>{content(&trial, ended)}</Card> })
    };
    view! { {card} }.into_any()
}

/// The end of the trial is the one that was planned: it came only where the time ran out.
fn content(trial: &Trial, subscription_ended: Option<DateTime<Utc>>) -> AnyView {
    let started = i18n::utc_day(trial.started_at);
    let (outcome, ended) = match trial.outcome {
        TrialOutcome::Running => return running(trial, started),
        TrialOutcome::Converted => (text::trial_converted(), None),
        TrialOutcome::Expired => (text::trial_expired(), Some(trial.ends_at)),
        TrialOutcome::Ended => (text::trial_ended(), subscription_ended),
    };
    let ended = ended.map(|at| view! { <Fact name=text::ended()>{i18n::utc_day(at)}</Fact> });
    view! {
        <Facts>
            <Fact name=text::trial_outcome()>{outcome}</Fact>
            <Fact name=text::began()>{started}</Fact>
            {ended}
        </Facts>
    }
    .into_any()
}

fn running(trial: &Trial, started: String) -> AnyView {
    let ends = i18n::utc_day(trial.ends_at);
    let seconds = (trial.ends_at - trial.started_at).num_seconds().max(0);
    let left = u64::from(trial.days_left);
    // Trials are of whole days; one that was stopped for a moment is no day longer for it.
    let days = u64::try_from((seconds + DAY_SECONDS / 2) / DAY_SECONDS).unwrap_or_default();
    let total = days.max(left);
    let sentence = text::days_left(left, i18n::number(total));
    view! {
        <div class="trial">
            <p class="trial-left">{sentence.clone()}</p>
            <progress max=total.to_string() value=total.saturating_sub(left).to_string() aria-label=sentence></progress>
            <Facts>
                <Fact name=text::began()>{started}</Fact>
                <Fact name=text::ends()>{ends}</Fact>
            </Facts>
        </div>
    }
    .into_any()
}
