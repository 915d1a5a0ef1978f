//! A row for each member and each open invite.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::invites::{Delivery, Invite, InviteState};
use shared::members::Member;

use super::api;
use super::card::Context;
use super::dialogs::Asked;
use crate::i18n::{self, text::members as text, words};
use crate::session;
use crate::ui::{Badge, Icon, Menu, PersonCell, Tone, icon, toast};

pub(super) fn member_row(context: Context, member: &Member) -> AnyView {
    let is_me = session::me_untracked().is_some_and(|me| me.id == member.account_id);
    let you = is_me.then(|| view! { <span class="quiet you">{text::you()}</span> });
    let (for_role, for_removal) = (member.clone(), member.clone());
    let entries = view! {
        <button type="button" on:click=move |_| context.ask(Asked::Role(for_role.clone()))>
            {icon(Icon::Key)}
            {text::change_role()}
        </button>
        <button type="button" class="danger" on:click=move |_| context.ask(Asked::Removal(for_removal.clone()))>
            {icon(Icon::Trash)}
            {text::remove()}
        </button>
    };
    let actions = row_menu(context, &member.full_name, entries.into_any());
    let state = view! { <Badge tone=Tone::Good label=text::joined() /> }.into_any();
    let person = view! {
        <PersonCell name=member.full_name.clone() email=member.email.clone()>
            {you}
        </PersonCell>
    }
    .into_any();
    row((person, member.email.clone()), words::subscription_role(member.role), state, actions)
}

pub(super) fn invite_row(context: Context, invite: &Invite) -> AnyView {
    let (id, email) = (invite.id, invite.email.clone());
    let resend = move || {
        let email = email.clone();
        spawn_local(async move {
            match api::resend(context.people.id, id).await {
                Ok(_) => {
                    toast::say(text::resent(email));
                    context.people.reload();
                }
                Err(error) => toast::warn(error.message()),
            }
        });
    };
    let for_removal = invite.clone();
    let entries = view! {
        <button type="button" on:click=move |_| resend()>
            {icon(Icon::Mail)}
            {text::resend()}
        </button>
        <button type="button" class="danger" on:click=move |_| context.ask(Asked::Revocation(for_removal.clone()))>
            {icon(Icon::Close)}
            {text::revoke()}
        </button>
    };
    let actions = row_menu(context, &invite.full_name, entries.into_any());
    let words_said = invite.delivery_detail.clone().filter(|_| invite.delivery != Delivery::Sent);
    let person = view! {
        <PersonCell name=invite.full_name.clone() email=invite.email.clone() />
    }
    .into_any();
    let said = words_said.map(|said| {
        view! {
            <tr class="said">
                <td colspan="4">{text::server_said(said)}</td>
            </tr>
        }
    });
    let row = row((person, invite.email.clone()), words::invite_role(invite.role), invite_state(invite), actions);
    view! {
        {row}
        {said}
    }
    .into_any()
}

fn invite_state(invite: &Invite) -> AnyView {
    let (tone, label) = match (invite.state, invite.delivery) {
        (InviteState::Expired, _) => (Tone::Warn, text::expired()),
        (_, Delivery::Queued) => (Tone::Calm, text::sending()),
        (_, Delivery::Failed) => (Tone::Bad, text::not_delivered()),
        (_, Delivery::Sent) => (Tone::Calm, text::invited()),
    };
    let until = (invite.state == InviteState::Pending && invite.delivery == Delivery::Sent)
        .then(|| view! { <span class="quiet until">{text::until(i18n::day(invite.expires_at))}</span> });
    view! {
        <Badge tone label />
        {until}
    }
    .into_any()
}

fn row((person, email): (AnyView, String), role: &'static str, state: AnyView, actions: AnyView) -> AnyView {
    view! {
        <tr>
            <td class="who-cell" title=email>{person}</td>
            <td data-label=text::role()>{role}</td>
            <td class="state">{state}</td>
            <td class="actions">{actions}</td>
        </tr>
    }
    .into_any()
}

/// What can be done with a person, for readers who may.
fn row_menu(context: Context, name: &str, entries: AnyView) -> AnyView {
    if !context.may_manage.get() {
        return ().into_any();
    }
    let face = icon(Icon::More).into_any();
    view! {
        <Menu face class="button plain small icon-only" label=text::row_actions(name)>
            {entries}
        </Menu>
    }
    .into_any()
}
