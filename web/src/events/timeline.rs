//! Events as a list of sentences.

use leptos::prelude::*;
use shared::events::{Event, EventKind};

use super::sentence::{Told, details, sentence};
use crate::i18n::text::events as text;
use crate::routes::Place;
use crate::sandbox::time;
use crate::ui::{Icon, Part, TimeAgo, icon, keyed};

/// The events, in the order given. They follow the list; those that have a higher number than `seen` came meanwhile, and
/// stand out for a moment.
pub(super) fn timeline(events: Signal<Vec<Event>>, told: Told, seen: i64) -> AnyView {
    let part = move |event: &Event| {
        // An event stays what it is; the names in it may change.
        let (by, of) = (event.actor.name.as_deref().unwrap_or_default(), event.subject.name.as_deref().unwrap_or_default());
        // In a sandbox that is moved ahead, "just now" becomes "2 weeks ago".
        let key = format!("{}\n{by}\n{of}\n{}", event.seq, time::ahead_millis());
        let event = event.clone();
        Part::new(key, move || entry(&event, told, seen))
    };
    let parts = move || events.with(|events| events.iter().map(part).collect());
    view! { <ol class="timeline">{keyed(parts)}</ol> }.into_any()
}

fn entry(event: &Event, told: Told, seen: i64) -> AnyView {
    let is_new = event.seq > seen;
    let (sign, tone) = sign(event.kind);
    let lines: Vec<_> = details(event).into_iter().map(|line| view! { <span class="detail">{line}</span> }).collect();
    let link = event.subscription_id.filter(|_| told == Told::AmongAll).map(|id| {
        view! {
            " · "
            <a href=Place::Subscription(id).path()>{text::open_subscription()}</a>
        }
    });
    view! {
        <li class:fresh=is_new>
            <span class=format!("timeline-sign {tone}")>{icon(sign)}</span>
            <div>
                <p>{sentence(event, told)}</p>
                {lines}
                <p class="quiet when">
                    <TimeAgo at=event.at />
                    {link}
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// The icon of a kind of event, and the class of its colour.
const fn sign(kind: EventKind) -> (Icon, &'static str) {
    match kind {
        EventKind::ResellerCreated | EventKind::ResellerChanged => (Icon::Building, ""),
        EventKind::ClockAdvanced => (Icon::Clock, "calm"),
        EventKind::ApiKeyCreated => (Icon::Key, "calm"),
        EventKind::ApiKeyRevoked => (Icon::Key, "bad"),
        EventKind::SubscriptionCreated => (Icon::Plus, "calm"),
        EventKind::SubscriptionChanged => (Icon::Pencil, ""),
        EventKind::SubscriptionActivated | EventKind::SubscriptionKept | EventKind::SubscriptionReactivated => (Icon::Check, "good"),
        EventKind::SubscriptionRenewed => (Icon::Refresh, "good"),
        EventKind::SubscriptionChangeScheduled => (Icon::Clock, "calm"),
        EventKind::SubscriptionChangeUnscheduled => (Icon::Close, ""),
        EventKind::SubscriptionPaused | EventKind::SubscriptionHeld => (Icon::Pause, "bad"),
        EventKind::SubscriptionResumed | EventKind::SubscriptionReleased => (Icon::Play, "good"),
        EventKind::SubscriptionErasureAnnounced => (Icon::Trash, "warn"),
        EventKind::SubscriptionErased => (Icon::Trash, "bad"),
        EventKind::TrialExtended => (Icon::Clock, "calm"),
        EventKind::TrialExpired => (Icon::Clock, "bad"),
        EventKind::ReminderDelivered => (Icon::Mail, "calm"),
        EventKind::ReminderDeliveryFailed => (Icon::Alert, "bad"),
        EventKind::SubscriptionCancelRequested => (Icon::Clock, "warn"),
        EventKind::SubscriptionEnded => (Icon::Archive, "bad"),
        EventKind::ResellerMemberAdded | EventKind::MemberAdded | EventKind::InviteAccepted => (Icon::Person, "good"),
        EventKind::ResellerMemberChanged | EventKind::MemberChanged => (Icon::Key, ""),
        EventKind::ResellerMemberRemoved | EventKind::MemberRemoved => (Icon::Person, "bad"),
        EventKind::ResellerMemberTwoFactorOn => (Icon::Shield, "good"),
        EventKind::ResellerMemberTwoFactorOff => (Icon::Shield, "warn"),
        EventKind::SubscriptionLaunched => (Icon::Play, "calm"),
        EventKind::ConnectionModeEnabled => (Icon::Plus, "calm"),
        EventKind::ConnectionModeDisabled | EventKind::ConnectionStepReopened => (Icon::Close, ""),
        EventKind::ConnectionStepDone => (Icon::Check, "good"),
        EventKind::PersonAdded => (Icon::Plus, "calm"),
        EventKind::PersonChanged => (Icon::Pencil, ""),
        EventKind::PersonRemoved => (Icon::Close, ""),
        EventKind::DirectoryImported => (Icon::Plus, "calm"),
        EventKind::DirectorySynchronised => (Icon::Refresh, "good"),
        EventKind::ConnectionStepFailed => (Icon::Alert, "bad"),
        EventKind::DomainAdded => (Icon::Plus, "calm"),
        EventKind::DomainRemoved => (Icon::Close, ""),
        EventKind::DomainSpfWorsened | EventKind::DomainGone => (Icon::Alert, "bad"),
        EventKind::DomainSpfImproved | EventKind::DomainReturned => (Icon::Check, "good"),
        EventKind::InviteCreated | EventKind::InviteResent => (Icon::Mail, "calm"),
        EventKind::InviteDelivered => (Icon::Mail, "good"),
        EventKind::InviteDeliveryFailed => (Icon::Alert, "bad"),
        EventKind::InviteRevoked => (Icon::Close, ""),
        EventKind::InviteExpired => (Icon::Clock, "warn"),
    }
}
