//! The table of people.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::directory::{Person, PersonSource};
use shared::page::{Page, TOTAL_MAX};

use super::dialogs::Asked;
use super::page::{Context, Rows};
use crate::i18n;
use crate::i18n::text::{directory as text, events, subscriptions};
use crate::routes::{Place, address};
use crate::ui::{Badge, EmptyState, Icon, LinkButton, Menu, Pager, Part, PersonCell, TableCard, Tone, cell, icon, keyed, live, range};

/// The people of a page; nothing where groups are shown.
fn page(context: Context) -> impl Fn() -> Vec<Person> + Copy + Send + Sync {
    move || {
        let people = context.rows.with(|(_, rows)| match rows {
            Rows::People(page) => page.items.clone(),
            Rows::Groups(_) => Vec::new(),
        });
        people.unwrap_or_default()
    }
}

pub(super) fn table(context: Context) -> AnyView {
    let people = Memo::new(move |_| page(context)());
    let part = move |person: &Person| {
        let id = person.id;
        let found = move || people.with(|people| people.iter().find(|one| one.id == id).cloned());
        Part::following(id.to_string(), found, move |person| row(context, person))
    };
    let rows = keyed(move || people.with(|people| people.iter().map(part).collect()));
    let head = view! {
        <th scope="col">{text::person()}</th>
        <th scope="col">{text::job_title()}</th>
        <th scope="col">{text::department()}</th>
        <th scope="col">{text::phone()}</th>
        <th scope="col">{text::source()}</th>
        <th scope="col">
            <span class="sr">{subscriptions::manage()}</span>
        </th>
    }
    .into_any();
    view! {
        <TableCard caption=text::people() head>
            {rows}
        </TableCard>
        {pager(context)}
    }
    .into_any()
}

fn row(context: Context, person: Memo<Person>) -> AnyView {
    let who = |person: &Person| view! { <PersonCell name=person.display_name.clone() email=person.email.clone() /> }.into_any();
    let known = move |read: fn(&Person) -> &Option<String>| {
        cell(person, move |person| read(person).clone().unwrap_or_else(|| "–".to_owned()).into_any())
    };
    let phone = |person: &Person| {
        let numbers = [&person.profile.phone, &person.profile.mobile];
        numbers.into_iter().flatten().next().cloned().unwrap_or_else(|| "–".to_owned()).into_any()
    };
    view! {
        <tr>
            <td class="who-cell" title=move || person.with(|person| person.email.clone())>
                {cell(person, who)}
            </td>
            <td data-label=text::job_title()>{known(|person| &person.profile.job_title)}</td>
            <td data-label=text::department()>{known(|person| &person.profile.department)}</td>
            <td data-label=text::phone() class="figures">
                {cell(person, phone)}
            </td>
            <td class="state">{cell(person, source)}</td>
            <td class="actions menu-cell">{actions(context, person)}</td>
        </tr>
    }
    .into_any()
}

fn source(person: &Person) -> AnyView {
    let (tone, label) = match person.source {
        PersonSource::Platform => (Tone::Good, text::from_platform()),
        PersonSource::Manual => (Tone::Neutral, text::by_hand()),
    };
    let seatless = (!person.takes_seat).then(|| view! { <span class="quiet until">{text::without_seat()}</span> });
    view! {
        <Badge tone label />
        {seatless}
    }
    .into_any()
}

/// What can be done with a person who is kept here.
fn actions(context: Context, person: Memo<Person>) -> AnyView {
    let may = Memo::new(move |_| context.may_change.get() && person.with(|person| person.source == PersonSource::Manual));
    let ask = move |asked: Asked| {
        context.asked.set(Some(asked));
        context.asking.set(true);
    };
    live(move || {
        if !may.get() {
            return ().into_any();
        }
        let label = Signal::derive(move || person.with(|person| text::row_actions(&person.display_name)));
        let face = icon(Icon::More).into_any();
        view! {
            <Menu face class="button plain small icon-only" label>
                <button type="button" on:click=move |_| ask(Asked::Change(person.get_untracked()))>
                    {icon(Icon::Pencil)}
                    {text::edit()}
                </button>
                <button type="button" class="danger" on:click=move |_| ask(Asked::Removal(person.get_untracked()))>
                    {icon(Icon::Trash)}
                    {text::remove()}
                </button>
            </Menu>
        }
        .into_any()
    })
}

/// What stands there where no row does: that nothing was found, or what to do first.
pub(super) fn nothing(context: Context) -> AnyView {
    let filter = context.filter.get();
    if filter.is_set() {
        return view! {
            <EmptyState sign=Icon::Search title=text::none_found() sentence=text::none_found_advice()>
                <LinkButton href=Place::Directory(context.id).path()>{subscriptions::clear_filters()}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let (title, sentence) = match filter.groups {
        true => (text::no_groups(), text::no_groups_advice()),
        false => (text::nobody(), text::nobody_advice()),
    };
    let may_change = context.may_change.get();
    view! {
        <EmptyState sign=Icon::People title sentence>
            {may_change.then(|| view! { <LinkButton href=Place::Connect(context.id).path()>{text::connect()}</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}

/// The foot of either list.
pub(super) fn pager(context: Context) -> AnyView {
    let query = use_query_map();
    let shown = move || {
        query.with(|query| {
            let to = |cursor: &str, from: u64| {
                let changes = [("cursor", Some(cursor.to_owned())), ("from", Some(from.to_string()))];
                address(Place::Directory(context.id), query, &changes)
            };
            context.rows.with(|(from, rows)| match rows {
                Rows::People(page) => foot(page, *from, to),
                Rows::Groups(page) => foot(page, *from, to),
            })
        })
    };
    view! { {shown} }.into_any()
}

fn foot<T>(page: &Page<T>, from: u64, to: impl Fn(&str, u64) -> String) -> AnyView {
    let (first, last, previous, next) = range(page, from, to);
    let summary = match page.total {
        Some(total) => events::range(first, last, i18n::number(u64::from(total))),
        None => events::range_many(first, last, i18n::number(u64::from(TOTAL_MAX))),
    };
    view! { <Pager summary previous next /> }.into_any()
}
