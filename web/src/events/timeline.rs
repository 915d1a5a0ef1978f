//! Events as a list of sentences.

use leptos::prelude::*;
use shared::events::{Event, EventKind};

use super::sentence::{Told, details, sentence};
use crate::i18n::text::events as text;
use crate::routes::Place;
use crate::ui::{Icon, TimeAgo, icon};

/// The events, in the order given.
pub(super) fn timeline(events: &[Event], told: Told) -> AnyView {
    let entries: Vec<_> = events.iter().map(|event| entry(event, told)).collect();
    view! { <ol class="timeline">{entries}</ol> }.into_any()
}

fn entry(event: &Event, told: Told) -> AnyView {
    let (sign, tone) = sign(event.kind);
    let lines: Vec<_> = details(event).into_iter().map(|line| view! { <span class="detail">{line}</span> }).collect();
    let link = event.subscription_id.filter(|_| told == Told::AmongAll).map(|id| {
        view! {
            " · "
            <a href=Place::Subscription(id).path()>{text::open_subscription()}</a>
        }
    });
    view! {
        <li>
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
        EventKind::InviteCreated | EventKind::InviteResent => (Icon::Mail, "calm"),
        EventKind::InviteDelivered => (Icon::Mail, "good"),
        EventKind::InviteDeliveryFailed => (Icon::Alert, "bad"),
        EventKind::InviteRevoked => (Icon::Close, ""),
        EventKind::InviteExpired => (Icon::Clock, "warn"),
    }
}
