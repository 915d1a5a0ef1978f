//! What an event says to people: a sentence, and what changed from what to what.

use leptos::prelude::*;
use serde_json::Value;
use shared::events::{Actor, ActorKind, Event, EventKind};
use shared::rights::{ResellerRole, SubscriptionRole};
use shared::subscriptions::{Plan, Term};

use crate::connections::{mode_label, state_label, step_label};
use crate::developers::scope;
use crate::domains::result_label;
use crate::i18n::text::events as text;
use crate::i18n::text::subscriptions as words_of;
use crate::i18n::{date, date_time, number, text as all, words};
use crate::subscriptions::words::{plan, term};

/// Where an event is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// On the page of its subscription, which need not be named.
    OnItsPage,
    /// Among the events of all subscriptions.
    AmongAll,
}

// Names stand between these while a sentence is put together; no name can hold them.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

fn strong(name: &str) -> String {
    format!("{OPEN}{name}{CLOSE}")
}

/// The sentence, with the names in it set off.
pub(super) fn sentence(event: &Event, told: Told) -> AnyView {
    let sentence = written(event, told);
    let parts: Vec<_> = sentence
        .split(OPEN)
        .enumerate()
        .map(|(index, part)| match part.split_once(CLOSE) {
            Some((name, rest)) if index > 0 => view! { <b>{name.to_owned()}</b> {rest.to_owned()} }.into_any(),
            _ => view! { {part.to_owned()} }.into_any(),
        })
        .collect();
    view! { {parts} }.into_any()
}

fn written(event: &Event, told: Told) -> String {
    let actor = strong(&actor_name(&event.actor));
    let subject = event.subject.name.as_deref();
    let name = strong(subject.unwrap_or_else(|| text::somebody()));
    // Where the name begins the sentence.
    let first = strong(subject.unwrap_or_else(|| text::somebody_first()));
    let by_itself = event.actor.kind == ActorKind::System;
    let named = told == Told::AmongAll;
    match event.kind {
        EventKind::ResellerCreated => text::reseller_created(first),
        EventKind::ResellerChanged => text::reseller_changed(actor),
        EventKind::ClockAdvanced => text::clock_advanced(actor),
        EventKind::ResellerMemberAdded => text::reseller_member_added(first),
        EventKind::ResellerMemberChanged => text::reseller_member_changed(actor, name),
        EventKind::ResellerMemberRemoved => text::reseller_member_removed(actor, name),
        EventKind::ResellerMemberTwoFactorOn => text::reseller_member_two_factor_on(first),
        EventKind::ResellerMemberTwoFactorOff if event.actor.kind == ActorKind::Operator => {
            text::reseller_member_two_factor_off_by(actor, name)
        }
        EventKind::ResellerMemberTwoFactorOff => text::reseller_member_two_factor_off(first),
        EventKind::ApiKeyCreated => text::api_key_created(actor, name),
        EventKind::ApiKeyRevoked => text::api_key_revoked(actor, name),
        EventKind::SubscriptionCreated if named => text::named_created(actor, name),
        EventKind::SubscriptionCreated => text::subscription_created(actor),
        EventKind::SubscriptionChanged if named => text::named_changed(actor, name),
        EventKind::SubscriptionChanged => text::subscription_changed(actor),
        EventKind::SubscriptionActivated if named => text::named_activated(actor, name),
        EventKind::SubscriptionActivated => text::subscription_activated(actor),
        EventKind::SubscriptionCancelRequested if named => text::named_cancel_requested(actor, name),
        EventKind::SubscriptionCancelRequested => text::subscription_cancel_requested(actor),
        EventKind::SubscriptionKept if named => text::named_kept(actor, name),
        EventKind::SubscriptionKept => text::subscription_kept(actor),
        EventKind::SubscriptionEnded => match (named, by_itself) {
            (true, true) => text::named_ended(name),
            (true, false) => text::named_ended_by(actor, name),
            (false, true) => text::subscription_ended().to_owned(),
            (false, false) => text::subscription_ended_by(actor),
        },
        EventKind::SubscriptionReactivated if named => text::named_reactivated(actor, name),
        EventKind::SubscriptionReactivated => text::subscription_reactivated(actor),
        EventKind::SubscriptionRenewed if named => text::named_renewed(first),
        EventKind::SubscriptionRenewed => text::subscription_renewed().to_owned(),
        EventKind::SubscriptionChangeScheduled if named => text::named_change_scheduled(actor, name),
        EventKind::SubscriptionChangeScheduled => text::subscription_change_scheduled(actor),
        EventKind::SubscriptionChangeUnscheduled if named => text::named_change_unscheduled(actor, name),
        EventKind::SubscriptionChangeUnscheduled => text::subscription_change_unscheduled(actor),
        EventKind::SubscriptionPaused if named => text::named_paused(actor, name),
        EventKind::SubscriptionPaused => text::subscription_paused(actor),
        EventKind::SubscriptionResumed if named => text::named_resumed(actor, name),
        EventKind::SubscriptionResumed => text::subscription_resumed(actor),
        EventKind::SubscriptionHeld if named => text::named_held(actor, name),
        EventKind::SubscriptionHeld => text::subscription_held(actor),
        EventKind::SubscriptionReleased if named => text::named_released(actor, name),
        EventKind::SubscriptionReleased => text::subscription_released(actor),
        EventKind::SubscriptionErasureAnnounced if named => text::named_erasure_announced(name),
        EventKind::SubscriptionErasureAnnounced => text::subscription_erasure_announced().to_owned(),
        EventKind::SubscriptionErased => text::subscription_erased().to_owned(),
        EventKind::TrialExtended if named => text::named_trial_extended(actor, name),
        EventKind::TrialExtended => text::trial_extended(actor),
        EventKind::TrialExpired if named => text::named_trial_expired(name),
        EventKind::TrialExpired => text::trial_expired().to_owned(),
        EventKind::ReminderDelivered if named => text::named_reminder_delivered(name),
        EventKind::ReminderDelivered => text::reminder_delivered().to_owned(),
        EventKind::ReminderDeliveryFailed if named => text::named_reminder_delivery_failed(name),
        EventKind::ReminderDeliveryFailed => text::reminder_delivery_failed().to_owned(),
        EventKind::MemberAdded => text::member_added(first),
        EventKind::MemberChanged => text::member_changed(actor, name),
        EventKind::MemberRemoved => text::member_removed(actor, name),
        EventKind::SubscriptionLaunched if named => text::named_launched(actor, name),
        EventKind::SubscriptionLaunched => text::subscription_launched(actor),
        EventKind::ConnectionModeEnabled if named => text::named_mode_enabled(actor, mode_in(event), name),
        EventKind::ConnectionModeEnabled => text::connection_mode_enabled(actor, mode_in(event)),
        EventKind::ConnectionModeDisabled if named => text::named_mode_disabled(actor, mode_in(event), name),
        EventKind::ConnectionModeDisabled => text::connection_mode_disabled(actor, mode_in(event)),
        EventKind::ConnectionStepDone if named => text::named_step_done(actor, name, step_in(event)),
        EventKind::ConnectionStepDone => text::connection_step_done(actor, step_in(event)),
        EventKind::ConnectionStepFailed if named => text::named_step_failed(name, step_in(event)),
        EventKind::ConnectionStepFailed => text::connection_step_failed(step_in(event)),
        EventKind::ConnectionStepReopened if named => text::named_step_reopened(actor, name, step_in(event)),
        EventKind::ConnectionStepReopened => text::connection_step_reopened(actor, step_in(event)),
        EventKind::PersonAdded => text::person_added(actor, name),
        EventKind::PersonChanged => text::person_changed(actor, name),
        EventKind::PersonRemoved => text::person_removed(actor),
        EventKind::DirectoryImported if named => text::named_directory_imported(actor, name),
        EventKind::DirectoryImported => text::directory_imported(actor),
        EventKind::DirectorySynchronised if named => text::named_directory_synchronised(name),
        EventKind::DirectorySynchronised => text::directory_synchronised().to_owned(),
        EventKind::DomainAdded => text::domain_added(actor, name),
        EventKind::DomainRemoved => text::domain_removed(actor, name),
        EventKind::DomainSpfWorsened => text::domain_spf_worsened(name),
        EventKind::DomainSpfImproved => text::domain_spf_improved(name),
        EventKind::DomainGone => text::domain_gone(name),
        EventKind::DomainReturned => text::domain_returned(name),
        EventKind::InviteCreated => text::invite_created(actor, name),
        EventKind::InviteResent => text::invite_resent(actor, name),
        EventKind::InviteRevoked => text::invite_revoked(actor, name),
        EventKind::InviteAccepted => text::invite_accepted(first),
        EventKind::InviteDelivered => text::invite_delivered(name),
        EventKind::InviteDeliveryFailed => text::invite_delivery_failed(name),
        EventKind::InviteExpired => text::invite_expired(name),
    }
}

fn actor_name(actor: &Actor) -> String {
    let unnamed = match actor.kind {
        ActorKind::Account => text::somebody_first(),
        ActorKind::ApiKey => text::the_program(),
        ActorKind::System => "Countersign",
        ActorKind::Operator => text::the_operator(),
    };
    actor.name.clone().unwrap_or_else(|| unnamed.to_owned())
}

/// What changed, each in a line: "Number of users: 80 → 86"; and the reason where one was given.
pub(super) fn details(event: &Event) -> Vec<String> {
    let Value::Object(data) = &event.data else { return Vec::new() };
    let mut lines = Vec::new();
    if let (Some(from), Some(to)) = (data.get("from"), data.get("to"))
        && is_about_role(event.kind)
    {
        lines.push(text::from_to(role(from), role(to), all::members::role()));
    }
    if let (EventKind::DomainSpfWorsened | EventKind::DomainSpfImproved, Some(from), Some(to)) =
        (event.kind, spf_result(data.get("from")), spf_result(data.get("to")))
    {
        lines.push(format!("{from} → {to}"));
    }
    if let (EventKind::ClockAdvanced, Some(from), Some(to)) = (event.kind, instant(data.get("from")), instant(data.get("to"))) {
        lines.push(format!("{from} → {to}"));
    }
    for (key, value) in data {
        match key.as_str() {
            "company_name" | "name" => lines.extend(changed(words_of::company_name(), value, plain)),
            "seats" => lines.extend(changed(words_of::seats(), value, plain)),
            "external_ref" => lines.extend(changed(words_of::reference(), value, plain)),
            "plan" => lines.extend(changed(words_of::plan(), value, plan_name).or_else(|| single(words_of::plan(), value, plan_name))),
            "term" => lines.extend(changed(words_of::term(), value, term_name).or_else(|| single(words_of::term(), value, term_name))),
            "customer_edits_signatures" => lines.extend(access(value)),
            "metadata" if value.is_object() => lines.push(words_of::metadata().to_owned()),
            "email" if event.kind == EventKind::ResellerChanged => lines.push(all::settings::reply_address().to_owned()),
            "scopes" => lines.extend(scopes(value)),
            "reason" => lines.extend(value.as_str().map(words_of::reason_line)),
            "scheduled" => lines.extend(scheduled(value)),
            "modes" => lines.extend(moved(value)),
            "days" => lines.extend(value.as_u64().map(text::by_days)),
            "added" => lines.extend(some(value).map(text::people_added)),
            "changed" => lines.extend(some(value).map(text::people_changed)),
            "removed" => lines.extend(some(value).map(text::people_removed)),
            _ => {}
        }
    }
    lines
}

/// A number of people, where there are any.
fn some(value: &Value) -> Option<u64> {
    value.as_u64().filter(|count| *count > 0)
}

/// What waits for the next period: "From 22 Dec 2026: 12 users".
fn scheduled(value: &Value) -> Vec<String> {
    let Some(date) = value.get("at").and_then(Value::as_str).and_then(|at| at.get(..10)?.parse().ok()).map(date) else {
        return Vec::new();
    };
    let seats = value.get("seats").map(|seats| words_of::scheduled_seats(&date, plain(seats)));
    let plan = value.get("plan").map(|plan| words_of::scheduled_plan(&date, plan_name(plan)));
    seats.into_iter().chain(plan).collect()
}

const fn is_about_role(kind: EventKind) -> bool {
    matches!(kind, EventKind::MemberChanged | EventKind::ResellerMemberChanged)
}

fn changed(what: &str, value: &Value, say: fn(&Value) -> String) -> Option<String> {
    Some(text::from_to(say(value.get("from")?), say(value.get("to")?), what))
}

fn single(what: &str, value: &Value, say: fn(&Value) -> String) -> Option<String> {
    value.is_string().then(|| text::value(say(value), what))
}

fn access(value: &Value) -> Option<String> {
    let on = value.get("to").unwrap_or(value).as_bool()?;
    Some(if on { text::by_customer_access_on() } else { text::by_customer_access_off() }.to_owned())
}

fn scopes(value: &Value) -> Option<String> {
    let words: Vec<_> = value.as_array()?.iter().filter_map(|word| word.as_str()?.parse().ok()).map(scope).collect();
    Some(text::value(words.join(", "), all::developers::scopes()))
}

/// How far modes came: "Exchange on-premises: Not set up → Connected".
fn moved(value: &Value) -> Vec<String> {
    let line = |(mode, moved): (&String, &Value)| {
        let end = |name: &str| moved.get(name)?.as_str()?.parse().ok().map(state_label);
        Some(text::from_to(end("from")?, end("to")?, mode_label(mode.parse().ok()?)))
    };
    value.as_object().into_iter().flatten().filter_map(line).collect()
}

fn mode_in(event: &Event) -> &'static str {
    event.data.get("mode").and_then(Value::as_str).and_then(|word| word.parse().ok()).map_or("", mode_label)
}

fn step_in(event: &Event) -> &'static str {
    event.data.get("step").and_then(Value::as_str).and_then(|word| word.parse().ok()).map_or("", step_label)
}

fn instant(value: Option<&Value>) -> Option<String> {
    value?.as_str()?.parse().ok().map(date_time)
}

fn spf_result(value: Option<&Value>) -> Option<&'static str> {
    value?.as_str()?.parse().ok().map(result_label)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(figure) => figure.as_u64().map_or_else(|| figure.to_string(), number),
        _ => "–".to_owned(),
    }
}

fn plan_name(value: &Value) -> String {
    value.as_str().and_then(|word| word.parse::<Plan>().ok()).map_or_else(|| plain(value), |chosen| plan(chosen).to_owned())
}

fn term_name(value: &Value) -> String {
    value.as_str().and_then(|word| word.parse::<Term>().ok()).map_or_else(|| plain(value), |length| term(length).to_owned())
}

fn role(value: &Value) -> String {
    let word = value.as_str().unwrap_or_default();
    let of_customer = word.parse().map(|role: SubscriptionRole| words::subscription_role(role));
    let of_reseller = || word.parse().map(|role: ResellerRole| words::reseller_role(role));
    of_customer.or_else(|_| of_reseller()).unwrap_or(word).to_owned()
}
