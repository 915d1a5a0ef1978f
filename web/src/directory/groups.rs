//! The table of groups; each leads to its people.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::directory::Group;

use super::filter::{GROUP, Q, SHOW};
use super::page::{Context, Rows};
use super::people::pager;
use crate::i18n::{number, text::directory as text};
use crate::routes::{Place, address};
use crate::ui::{Part, TableCard, cell, keyed};

pub(super) fn table(context: Context) -> AnyView {
    let groups = move |_: Option<&Vec<Group>>| {
        let groups = context.rows.with(|(_, rows)| match rows {
            Rows::Groups(page) => page.items.clone(),
            Rows::People(_) => Vec::new(),
        });
        groups.unwrap_or_default()
    };
    let groups = Memo::new(groups);
    let part = move |group: &Group| {
        let id = group.id;
        let found = move || groups.with(|groups| groups.iter().find(|one| one.id == id).cloned());
        Part::following(id.to_string(), found, move |group| row(context, group))
    };
    let rows = keyed(move || groups.with(|groups| groups.iter().map(part).collect()));
    let head = view! {
        <th scope="col">{text::group()}</th>
        <th scope="col">{text::email()}</th>
        <th scope="col" class="number">
            {text::people()}
        </th>
    }
    .into_any();
    view! {
        <TableCard caption=text::groups() head>
            {rows}
        </TableCard>
        {pager(context)}
    }
    .into_any()
}

fn row(context: Context, group: Memo<Group>) -> AnyView {
    let query = use_query_map();
    let id = group.with_untracked(|group| group.id);
    let members = move || {
        let changes = [(SHOW, None), (Q, None), (GROUP, Some(id.to_string()))];
        query.with(|query| address(Place::Directory(context.id), query, &changes))
    };
    view! {
        <tr>
            <td class="who-cell">
                <a href=members data-noscroll="">
                    {cell(group, |group| group.name.clone().into_any())}
                </a>
            </td>
            <td data-label=text::email()>{cell(group, |group| group.email.clone().unwrap_or_else(|| "–".to_owned()).into_any())}</td>
            <td class="number figures" data-label=text::people()>
                {cell(group, |group| number(u64::from(group.people)).into_any())}
            </td>
        </tr>
    }
    .into_any()
}
