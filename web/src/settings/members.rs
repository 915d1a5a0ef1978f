//! Colleagues: their roles, changed and taken away.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::page::Page;
use shared::resellers::{ChangeResellerMember, ResellerMember};
use shared::rights::ResellerRole;

use super::api;
use super::team::{next_page, role_cards, roles_to_give};
use crate::i18n::{self, text, words};
use crate::live::follow;
use crate::session;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, Confirm, Dialog, DialogFooter, Form, FormView, Icon, Load, Menu, Part, PersonCell, RadioCards,
    SkeletonRows, TableCard, cell, held, icon, keyed, live, toast,
};

/// What is being done with whom.
#[derive(Clone, PartialEq)]
enum Deed {
    ChangeRole(ResellerMember),
    Remove(ResellerMember),
}

/// The table of colleagues, with the way to invite one more.
#[component]
pub(super) fn MembersCard(inviting: RwSignal<bool>) -> impl IntoView {
    let members = Load::new(|| api::members(None));
    follow(|news| news.is_of(&["reseller_member"]), move || members.refresh());
    let deed = RwSignal::new(None::<Deed>);
    let company = session::me_untracked().and_then(|me| me.reseller).map(|reseller| reseller.name).unwrap_or_default();
    let actions = move || {
        view! {
            <Button kind=ButtonKind::Primary size=ButtonSize::Small icon=Icon::Plus on_press=move || inviting.set(true)>
                {text::settings::invite()}
            </Button>
        }
    };
    let parts = move |page: &Page<ResellerMember>| {
        let part = |member: &ResellerMember| {
            let id = member.id;
            let found = move || members.with(|page| page.items.iter().find(|one| one.id == id).cloned()).flatten();
            Part::following(id.to_string(), found, move |member| row(member, deed))
        };
        page.items.iter().map(part).collect::<Vec<_>>()
    };
    let more = next_page(members, api::members);
    let table = move || {
        let rows = keyed(move || members.with(parts).unwrap_or_default());
        let head = view! {
            <th scope="col">{text::settings::name()}</th>
            <th scope="col">{text::settings::role()}</th>
            <th scope="col">{text::two_factor::column()}</th>
            <th scope="col">{text::settings::joined()}</th>
            <th scope="col">
                <span class="sr">{text::common::actions()}</span>
            </th>
        };
        view! {
            <TableCard caption=text::settings::members() head=head.into_any()>
                {rows}
            </TableCard>
            {more}
        }
        .into_any()
    };
    view! {
        <Card title=text::settings::members() about=text::settings::members_about(company) actions flush=()>
            {held(members, || view! { <SkeletonRows rows=3 /> }.into_any(), table)}
        </Card>
        <DeedDialog deed members />
    }
}

fn row(member: Memo<ResellerMember>, deed: RwSignal<Option<Deed>>) -> AnyView {
    let own = session::me_untracked().is_some_and(|me| member.with_untracked(|member| me.id == member.account_id));
    // An owner is an owner's to change; nobody locks themselves out.
    let mine_to_change = Memo::new(move |_| !own && member.with(|member| roles_to_give().contains(&member.role)));
    let menu = move || {
        let label = Signal::derive(move || member.with(|member| text::settings::row_actions(&member.full_name)));
        view! {
            <Menu face=icon(Icon::More).into_any() class="button small plain icon-only" label>
                <button type="button" on:click=move |_| deed.set(Some(Deed::ChangeRole(member.get_untracked())))>
                    {icon(Icon::Key)}
                    {text::settings::change_role()}
                </button>
                <button type="button" class="danger" on:click=move |_| deed.set(Some(Deed::Remove(member.get_untracked())))>
                    {icon(Icon::Trash)}
                    {text::settings::remove()}
                </button>
            </Menu>
        }
    };
    let person = move |member: &ResellerMember| {
        view! {
            <PersonCell name=member.full_name.clone() email=member.email.clone()>
                {own.then(|| view! { <span class="tag">{text::settings::you()}</span> })}
            </PersonCell>
        }
        .into_any()
    };
    view! {
        <tr>
            <td class="who-cell">{cell(member, person)}</td>
            <td data-label=text::settings::role()>{cell(member, |member| words::reseller_role(member.role).into_any())}</td>
            <td data-label=text::two_factor::column()>
                {cell(member, |member| if member.two_factor { text::two_factor::on() } else { text::two_factor::off() }.into_any())}
            </td>
            <td data-label=text::settings::joined() class="figures">
                {cell(member, |member| i18n::day(member.created_at).into_any())}
            </td>
            <td class="actions menu-cell">{move || mine_to_change.get().then(menu)}</td>
        </tr>
    }
    .into_any()
}

/// The dialog of what is being done.
#[component]
fn DeedDialog(deed: RwSignal<Option<Deed>>, members: Load<Page<ResellerMember>>) -> impl IntoView {
    live(move || {
        let open = RwSignal::new(true);
        match deed.get() {
            None => ().into_any(),
            Some(Deed::ChangeRole(member)) => {
                let title = text::settings::change_role_title(&member.full_name);
                let content = move || view! { <RoleForm open member=member.clone() members /> }.into_any();
                view! { <Dialog open title children=content /> }.into_any()
            }
            Some(Deed::Remove(member)) => view! { <RemoveMember open member members /> }.into_any(),
        }
    })
}

#[component]
fn RoleForm(open: RwSignal<bool>, member: ResellerMember, members: Load<Page<ResellerMember>>) -> impl IntoView {
    let form = Form::new();
    let role = form.field("/role", member.role.as_str());
    let submit = move || {
        let Some(role) = role.checked(|text| text.parse::<ResellerRole>()) else { return form.focus_fault() };
        form.send(api::change_member(member.id, ChangeResellerMember { role }, member.version), move |changed| {
            form.close(open);
            let back = move |changed: &ResellerMember| put_back(members, changed, member.role);
            let undo = changed.clone();
            toast::say_with(role_sentence(&changed), text::common::undo(), move || back(&undo));
            took(members, changed);
        });
    };
    view! {
        <FormView form on_submit=submit>
            <RadioCards field=role legend=text::settings::role() options=role_cards() />
            <DialogFooter open form action=text::common::save() />
        </FormView>
    }
}

fn role_sentence(member: &ResellerMember) -> String {
    text::settings::role_changed(&member.full_name, words::reseller_role(member.role))
}

fn took(members: Load<Page<ResellerMember>>, changed: ResellerMember) {
    members.update(|page| {
        if let Some(row) = page.items.iter_mut().find(|row| row.id == changed.id) {
            *row = changed;
        }
    });
}

/// Gives a colleague the role from before a change.
fn put_back(members: Load<Page<ResellerMember>>, changed: &ResellerMember, role: ResellerRole) {
    let (id, version) = (changed.id, changed.version);
    spawn_local(async move {
        match api::change_member(id, ChangeResellerMember { role }, version).await {
            Ok(member) => {
                toast::say(role_sentence(&member));
                took(members, member);
            }
            Err(error) => toast::warn(error.message()),
        }
    });
}

#[component]
fn RemoveMember(open: RwSignal<bool>, member: ResellerMember, members: Load<Page<ResellerMember>>) -> impl IntoView {
    let company = session::me_untracked().and_then(|me| me.reseller).map(|reseller| reseller.name).unwrap_or_default();
    let name = StoredValue::new(member.full_name.clone());
    let id = member.id;
    let done = move |()| {
        members.update(|page| page.items.retain(|row| row.id != id));
        toast::say(text::settings::removed(name.get_value()));
    };
    view! {
        <Confirm
            open
            title=text::settings::remove_title(&member.full_name)
            sentence=text::settings::remove_sentence(company, &member.full_name)
            action=text::settings::remove()
            request=move || api::remove_member(id)
            done
        />
    }
}
