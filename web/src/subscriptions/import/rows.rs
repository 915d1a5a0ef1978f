//! The rows of a file as a table, a page at a time, with what is wrong at the cell that it concerns.

use leptos::prelude::*;
use shared::subscriptions::{ImportReport, ImportRow};

use crate::i18n::{self, text, text::import};
use crate::routes::Place;
use crate::ui::{Button, ButtonSize, file_row, file_table, live};

/// How many rows are shown at once.
const PAGE: usize = 50;

/// Which rows are shown: those with faults alone, where there are any and nobody wants the others, from this one on.
#[derive(Clone, Copy)]
struct Window {
    only_faulty: RwSignal<bool>,
    from: RwSignal<usize>,
}

/// The rows of a file.
pub(super) fn rows(name: String, report: ImportReport) -> AnyView {
    let window = Window { only_faulty: RwSignal::new(report.faulty > 0), from: RwSignal::new(0) };
    let has_faulty = report.faulty > 0;
    let report = StoredValue::new(report);
    let (title, heading, caption) = (import::rows(&name), import::rows(&name), import::rows(&name));
    let toggle = move |_| {
        window.from.set(0);
        window.only_faulty.update(|only| *only = !*only);
    };
    view! {
        <section class="card list-card import-rows" aria-label=title>
            <header>
                <h2>{heading}</h2>
                {has_faulty
                    .then(|| {
                        view! {
                            <label class="checkbox">
                                <input type="checkbox" prop:checked=window.only_faulty on:change=toggle />
                                <span>{import::only_faulty()}</span>
                            </label>
                        }
                    })}
            </header>
            {live(move || table(&caption, report, window))}
        </section>
    }
    .into_any()
}

fn table(title: &str, report: StoredValue<ImportReport>, window: Window) -> AnyView {
    let (only_faulty, from) = (window.only_faulty.get(), window.from.get());
    report.with_value(|report| {
        let shown: Vec<_> = report.rows.iter().filter(|row| !only_faulty || !row.faults.is_empty()).collect();
        let page = shown.iter().skip(from).take(PAGE).map(|row| table_row(&report.columns, row)).collect::<Vec<_>>();
        view! {
            {file_table(title, &report.columns, page)}
            {steps(window, from, shown.len())}
        }
        .into_any()
    })
}

fn table_row(columns: &[String], row: &ImportRow) -> AnyView {
    let made = row.subscription_id.map(|id| ("company_name", Place::Subscription(id).path()));
    file_row(row.line, (columns, &row.cells), &row.faults, made)
}

/// Which rows are shown of how many, and the way to the others.
fn steps(window: Window, from: usize, total: usize) -> AnyView {
    let figure = |count: usize| i18n::number(u64::try_from(count).unwrap_or_default());
    let (before, after) = (from.checked_sub(PAGE), Some(from + PAGE).filter(|next| *next < total));
    let step = |label: &'static str, to: Option<usize>| {
        to.map(|to| view! { <Button size=ButtonSize::Small on_press=move || window.from.set(to)>{label}</Button> })
    };
    view! {
        <div class="pager">
            <span class="figures">{text::subscriptions::range(figure(from + 1), figure((from + PAGE).min(total)), figure(total))}</span>
            <span class="pager-steps">{step(text::common::previous(), before)} {step(text::common::next(), after)}</span>
        </div>
    }
    .into_any()
}
