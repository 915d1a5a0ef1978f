//! The page "Billing": the statement of a month, its lines, as CSV and to print.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::page::Page;
use shared::statements::{Statement, StatementLine};

use super::api;
use crate::i18n::{self, text::statements as text, words};
use crate::live::{News, follow};
use crate::routes::{Place, address};
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Load, PageHead, Pager, SkeletonRows, TableCard, browser, loaded, toast};

/// What the reseller owes.
#[component]
pub fn BillingPage() -> impl IntoView {
    let query = use_query_map();
    let statements = Load::new(api::all);
    // The month that the address names, else the latest.
    let month = Memo::new(move |_| {
        let named = query.with(|query| query.get("month"));
        named.or_else(|| statements.with(|page| page.items.first().map(|statement| statement.month.clone())).flatten())
    });
    let lines: Load<Option<Page<StatementLine>>> = Load::new(move || {
        let (month, cursor) = (month.get(), query.with(|query| query.get("cursor")));
        async move {
            match month {
                Some(month) => api::lines(&month, cursor).await.map(Some),
                None => Ok(None),
            }
        }
    });
    follow(News::is_of_subscriptions, move || {
        statements.refresh();
        lines.refresh();
    });
    let content = move |page: Page<Statement>| {
        if page.items.is_empty() {
            return view! { <EmptyState sign=Icon::Receipt title=text::empty() sentence=text::empty_advice() /> }.into_any();
        }
        statement(&page.items, month, lines)
    };
    view! {
        <PageHead title=text::title() />
        <section class="card statement" aria-label=text::title()>
            {loaded(statements, || view! { <SkeletonRows rows=8 /> }.into_any(), content)}
        </section>
    }
    .into_any()
}

fn statement(all: &[Statement], month: Memo<Option<String>>, lines: Load<Option<Page<StatementLine>>>) -> AnyView {
    let months = StoredValue::new(all.to_vec());
    let chosen = move || months.with_value(|all| all.iter().find(|one| Some(&one.month) == month.get().as_ref()).cloned());
    let total = move || chosen().map(|one| i18n::money(one.total, &one.currency));
    let name = move || month.get().as_deref().map(month_name);
    let counted = move || chosen().map(|one| text::lines(u64::from(one.lines)));
    let table = move |page: Option<Page<StatementLine>>| page.map_or_else(|| ().into_any(), |page| table(&page));
    view! {
        <header class="statement-head">
            <div>
                <h2>{name}</h2>
                <p class="quiet">{counted}</p>
            </div>
            <p class="statement-total figures">{total}</p>
            <div class="statement-actions">{choice(months, month)} {actions(month)}</div>
        </header>
        {loaded(lines, || view! { <SkeletonRows rows=6 /> }.into_any(), table)}
    }
    .into_any()
}

/// The months to choose from: the choice lives in the address.
fn choice(months: StoredValue<Vec<Statement>>, month: Memo<Option<String>>) -> AnyView {
    let (query, navigate) = (use_query_map(), use_navigate());
    let options: Vec<_> = months.with_value(|all| {
        all.iter()
            .map(|one| {
                let (value, chosen) = (one.month.clone(), one.month.clone());
                view! { <option value=value selected=move || month.get().as_ref() == Some(&chosen)>{month_name(&one.month)}</option> }
            })
            .collect()
    });
    let choose = move |value: String| {
        let to = query.with_untracked(|query| address(Place::Billing, query, &[("month", Some(value))]));
        navigate(&to, NavigateOptions { scroll: false, resolve: false, ..NavigateOptions::default() });
    };
    view! {
        <select class="input select" aria-label=text::month() on:change:target=move |event| choose(event.target().value())>
            {options}
        </select>
    }
    .into_any()
}

fn actions(month: Memo<Option<String>>) -> AnyView {
    let busy = RwSignal::new(false);
    let export = move || {
        let Some(month) = month.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            match api::csv(&month).await {
                Ok(rows) => browser::save(&format!("{}-{month}.csv", text::file_name()), "text/csv;charset=utf-8", &rows),
                Err(error) => toast::warn(error.message()),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Button kind=ButtonKind::Plain icon=Icon::Download busy on_press=export>
            {text::export()}
        </Button>
        <Button kind=ButtonKind::Plain icon=Icon::Receipt on_press=browser::print>
            {text::print()}
        </Button>
    }
    .into_any()
}

fn table(page: &Page<StatementLine>) -> AnyView {
    let rows: Vec<_> = page.items.iter().map(row).collect();
    let head = view! {
        <th scope="col">{text::customer()}</th>
        <th scope="col">{text::product()}</th>
        <th scope="col">{text::charges()}</th>
        <th scope="col" class="number">{text::amount()}</th>
    }
    .into_any();
    let query = use_query_map();
    let to = |cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| query.with_untracked(|query| address(Place::Billing, query, &[("cursor", Some(cursor.clone()))])))
    };
    let summary = text::lines(u64::from(page.total.unwrap_or_default()));
    view! {
        <TableCard caption=text::title() head>
            {rows}
        </TableCard>
        <Pager summary previous=to(&page.prev_cursor) next=to(&page.next_cursor) />
    }
    .into_any()
}

fn row(line: &StatementLine) -> AnyView {
    let href = Place::Subscription(line.subscription_id).path();
    let name = line.company_name.clone().unwrap_or_else(|| text::erased().to_owned());
    let title = name.clone();
    let charges: Vec<_> = line
        .charges
        .iter()
        .map(|charge| {
            let (from, until) = (i18n::date(charge.period_start), i18n::date(charge.period_end));
            let kind = match charge.kind {
                shared::statements::ChargeKind::Period => text::kind_period(),
                shared::statements::ChargeKind::Seats => text::kind_seats(),
                shared::statements::ChargeKind::Plan => text::kind_plan(),
                shared::statements::ChargeKind::Credit => text::kind_credit(),
            };
            let amount = i18n::money(charge.amount, &line.currency);
            view! { <li>{text::charge(amount, from, kind, i18n::number(charge.seats), until)}</li> }
        })
        .collect();
    view! {
        <tr>
            <td class="who-cell">
                <a class="who" href=href title=title>
                    {name}
                </a>
            </td>
            <td class="quiet" data-label=text::product()>{words::product(line.product)}</td>
            <td class="quiet charges" data-label=text::charges()>
                <ul>{charges}</ul>
            </td>
            <td class="number" data-label=text::amount()>{i18n::money(line.amount, &line.currency)}</td>
        </tr>
    }
    .into_any()
}

fn month_name(month: &str) -> String {
    format!("{month}-01").parse::<NaiveDate>().map_or_else(|_| month.to_owned(), i18n::month)
}
