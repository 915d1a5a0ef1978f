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
use crate::ui::{Badge, Icon, Menu, PersonCell, Tone, cell, icon, toast};

pub(super) fn member_row(context: Context, member: Memo<Member>) -> AnyView {
    let is_me = session::me_untracked().is_some_and(|me| member.with_untracked(|member| me.id == member.account_id));
    let person = move |member: &Member| {
        let you = is_me.then(|| view! { <span class="quiet you">{text::you()}</span> });
        view! {
            <PersonCell name=member.full_name.clone() email=member.email.clone()>
                {you}
            </PersonCell>
        }
        .into_any()
    };
    let entries = view! {
        <button type="button" on:click=move |_| context.ask(Asked::Role(member.get_untracked()))>
            {icon(Icon::Key)}
            {text::change_role()}
        </button>
        <button type="button" class="danger" on:click=move |_| context.ask(Asked::Removal(member.get_untracked()))>
            {icon(Icon::Trash)}
            {text::remove()}
        </button>
    };
    row(Row {
        email: Signal::derive(move || member.with(|member| member.email.clone())),
        person: cell(member, person),
        role: cell(member, |member| words::subscription_role(member.role).into_any()),
        state: view! { <Badge tone=Tone::Good label=text::joined() /> }.into_any(),
        actions: row_menu(context, Signal::derive(move || member.with(|member| text::row_actions(&member.full_name))), entries.into_any()),
    })
}

pub(super) fn invite_row(context: Context, invite: Memo<Invite>) -> AnyView {
    let resend = move || {
        let (id, email) = invite.with_untracked(|invite| (invite.id, invite.email.clone()));
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
    let entries = view! {
        <button type="button" on:click=move |_| resend()>
            {icon(Icon::Mail)}
            {text::resend()}
        </button>
        <button type="button" class="danger" on:click=move |_| context.ask(Asked::Revocation(invite.get_untracked()))>
            {icon(Icon::Close)}
            {text::revoke()}
        </button>
    };
    let person = |invite: &Invite| view! { <PersonCell name=invite.full_name.clone() email=invite.email.clone() /> }.into_any();
    let row = row(Row {
        email: Signal::derive(move || invite.with(|invite| invite.email.clone())),
        person: cell(invite, person),
        role: cell(invite, |invite| words::invite_role(invite.role).into_any()),
        state: cell(invite, invite_state),
        actions: row_menu(context, Signal::derive(move || invite.with(|invite| text::row_actions(&invite.full_name))), entries.into_any()),
    });
    view! {
        {row}
        {cell(invite, said)}
    }
    .into_any()
}

/// What the mail's server said, where the mail is not on its way to the person.
fn said(invite: &Invite) -> AnyView {
    let words = invite.delivery_detail.clone().filter(|_| invite.delivery != Delivery::Sent);
    let line = words.map(|words| {
        view! {
            <tr class="said">
                <td colspan="4">{text::server_said(words)}</td>
            </tr>
        }
    });
    line.into_any()
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

/// The cells of a row.
struct Row {
    email: Signal<String>,
    person: AnyView,
    role: AnyView,
    state: AnyView,
    actions: AnyView,
}

fn row(cells: Row) -> AnyView {
    view! {
        <tr>
            <td class="who-cell" title=cells.email>
                {cells.person}
            </td>
            <td data-label=text::role()>{cells.role}</td>
            <td class="state">{cells.state}</td>
            <td class="actions">{cells.actions}</td>
        </tr>
    }
    .into_any()
}

/// What can be done with a person, for readers who may.
fn row_menu(context: Context, label: Signal<String>, entries: AnyView) -> AnyView {
    if !context.may_manage.get_untracked() {
        return ().into_any();
    }
    let face = icon(Icon::More).into_any();
    view! {
        <Menu face class="button plain small icon-only" label>
            {entries}
        </Menu>
    }
    .into_any()
}
