//! Colleagues who are invited and have not answered yet.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::invites::{Delivery, Invite, InviteState};
use shared::locale::Locale;
use shared::page::Page;
use shared::resellers::InviteColleague;
use shared::rights::ResellerRole;
use shared::validation;

use super::api;
use super::profile::languages;
use super::team::{next_page, role_cards};
use crate::i18n::{self, text, words};
use crate::live::follow;
use crate::ui::{
    Badge, Card, Confirm, Dialog, DialogFooter, EmptyState, Form, FormView, Icon, Load, Menu, Part, PersonCell, RadioCards, Select,
    SkeletonRows, TableCard, TextField, Tone, cell, held, icon, keyed, live, toast,
};

/// The table of open invites.
#[component]
pub(super) fn InvitesCard(invites: Load<Page<Invite>>) -> impl IntoView {
    let revoking = RwSignal::new(None::<Invite>);
    follow(|news| news.is_about_team() && news.is_of(&["invite"]), move || invites.refresh());
    let parts = move |page: &Page<Invite>| {
        let part = |invite: &Invite| {
            let id = invite.id;
            let found = move || invites.with(|page| page.items.iter().find(|one| one.id == id).cloned()).flatten();
            Part::following(id.to_string(), found, move |invite| row(invite, invites, revoking))
        };
        page.items.iter().map(part).collect::<Vec<_>>()
    };
    let is_empty = Memo::new(move |_| invites.with(|page| page.items.is_empty()).unwrap_or(true));
    let more = next_page(invites, api::invites);
    let table = move || {
        let rows = keyed(move || invites.with(parts).unwrap_or_default());
        let head = view! {
            <th scope="col">{text::settings::name()}</th>
            <th scope="col">{text::settings::role()}</th>
            <th scope="col">{text::settings::state()}</th>
            <th scope="col">
                <span class="sr">{text::common::actions()}</span>
            </th>
        };
        view! {
            <TableCard caption=text::settings::invites() head=head.into_any()>
                {rows}
            </TableCard>
            {more}
        }
        .into_any()
    };
    let nobody =
        || view! { <EmptyState sign=Icon::Mail title=text::settings::no_invites() sentence=text::settings::no_invites_advice() /> };
    let content = move || live(move || if is_empty.get() { nobody().into_any() } else { table() });
    view! {
        <Card title=text::settings::invites() flush=()>
            {held(invites, || view! { <SkeletonRows rows=2 /> }.into_any(), content)}
        </Card>
        <RevokeDialog revoking invites />
    }
}

/// How an invite and its mail stand.
fn state_of(invite: &Invite) -> AnyView {
    if invite.state == InviteState::Expired {
        return view! { <Badge label=text::settings::expired() /> }.into_any();
    }
    let badge = match invite.delivery {
        Delivery::Queued => view! { <Badge tone=Tone::Calm label=text::settings::delivery_queued() /> },
        Delivery::Sent => view! { <Badge tone=Tone::Good label=text::settings::delivery_sent() /> },
        Delivery::Failed => view! { <Badge tone=Tone::Bad label=text::settings::delivery_failed() /> },
    };
    let below = invite
        .delivery_detail
        .clone()
        .filter(|_| invite.delivery != Delivery::Sent)
        .unwrap_or_else(|| text::settings::expires(i18n::day(invite.expires_at)));
    view! {
        <div class="state-cell">
            {badge} <span class="quiet">{below}</span>
        </div>
    }
    .into_any()
}

fn row(invite: Memo<Invite>, invites: Load<Page<Invite>>, revoking: RwSignal<Option<Invite>>) -> AnyView {
    let label = Signal::derive(move || invite.with(|invite| text::settings::row_actions(&invite.full_name)));
    let person = |invite: &Invite| view! { <PersonCell name=invite.full_name.clone() email=invite.email.clone() /> }.into_any();
    view! {
        <tr>
            <td class="who-cell">{cell(invite, person)}</td>
            <td data-label=text::settings::role()>{cell(invite, |invite| words::invite_role(invite.role).into_any())}</td>
            <td class="wrap">{cell(invite, state_of)}</td>
            <td class="actions menu-cell">
                <Menu face=icon(Icon::More).into_any() class="button small plain icon-only" label>
                    <button type="button" on:click=move |_| resend(invite.with_untracked(|invite| invite.id), invites)>
                        {icon(Icon::Mail)}
                        {text::settings::resend()}
                    </button>
                    <button type="button" class="danger" on:click=move |_| revoking.set(Some(invite.get_untracked()))>
                        {icon(Icon::Trash)}
                        {text::settings::revoke()}
                    </button>
                </Menu>
            </td>
        </tr>
    }
    .into_any()
}

fn resend(id: shared::ids::InviteId, invites: Load<Page<Invite>>) {
    spawn_local(async move {
        match api::resend_invite(id).await {
            Ok(sent) => {
                toast::say(text::settings::invite_resent(&sent.email));
                invites.update(|page| {
                    if let Some(row) = page.items.iter_mut().find(|row| row.id == sent.id) {
                        *row = sent;
                    }
                });
            }
            Err(error) => {
                toast::warn(error.message());
                invites.reload();
            }
        }
    });
}

#[component]
fn RevokeDialog(revoking: RwSignal<Option<Invite>>, invites: Load<Page<Invite>>) -> impl IntoView {
    live(move || {
        let dialog = revoking.get().map(|invite| {
            let open = RwSignal::new(true);
            let id = invite.id;
            let email = StoredValue::new(invite.email.clone());
            let done = move |()| {
                invites.update(|page| page.items.retain(|row| row.id != id));
                toast::say(text::settings::invite_revoked(email.get_value()));
            };
            view! {
                <Confirm
                    open
                    title=text::settings::revoke_title(invite.full_name)
                    sentence=text::settings::revoke_sentence(invite.email)
                    action=text::settings::revoke()
                    request=move || api::revoke_invite(id)
                    done
                />
            }
        });
        dialog.into_any()
    })
}

/// Name, address, role and language of a new colleague.
#[component]
pub(super) fn InviteDialog(open: RwSignal<bool>, invites: Load<Page<Invite>>) -> impl IntoView {
    view! { <Dialog open title=text::settings::invite() children=move || view! { <InviteForm open invites /> }.into_any() /> }
}

#[component]
fn InviteForm(open: RwSignal<bool>, invites: Load<Page<Invite>>) -> impl IntoView {
    let form = Form::new();
    let name = form.field("/full_name", "");
    let email = form.field("/email", "");
    let role = form.field("/role", ResellerRole::Support.as_str());
    let locale = form.field("/locale", i18n::locale().as_str());
    let submit = move || {
        let full_name = name.checked(validation::full_name);
        let email = email.checked(validation::email);
        let role = role.checked(|text| text.parse::<ResellerRole>());
        let locale = locale.checked(|text| text.parse::<Locale>());
        let (Some(full_name), Some(email), Some(role), Some(locale)) = (full_name, email, role, locale) else { return form.focus_fault() };
        form.send(api::invite(InviteColleague { full_name, email, role, locale }), move |sent| {
            form.close(open);
            toast::say(text::settings::invite_sent(&sent.email));
            invites.update(|page| page.items.insert(0, sent));
        });
    };
    view! {
        <FormView form on_submit=submit>
            <div class="fields">
                <TextField field=name label=text::auth::full_name() autofocus=() />
                <TextField field=email label=text::auth::email() kind="email" />
            </div>
            <RadioCards field=role legend=text::settings::role() options=role_cards() />
            <Select field=locale label=text::settings::mail_language() options=languages() />
            <DialogFooter open form action=text::settings::invite_action() />
        </FormView>
    }
}
