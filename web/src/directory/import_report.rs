//! What a file of people came to.

use leptos::prelude::*;
use shared::directory::{FaultyPerson, PeopleReport};

use super::import_page::{Import, Stage};
use crate::i18n;
use crate::i18n::text::{directory as text, import};
use crate::routes::Place;
use crate::ui::{Button, ButtonKind, Notice, Tone, file_refused, file_row, file_table, file_under_way, file_unread, live};

/// What stands below the card with the file.
pub(super) fn outcome(import: Import) -> AnyView {
    live(move || match import.stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Checking => file_under_way(import::checking(import.name.get_untracked())),
        Stage::Importing => file_under_way(text::importing().to_owned()),
        Stage::Unread(sentence) => file_unread(sentence),
        Stage::Refused(error) => file_refused(&error),
        Stage::Checked(report) if report.faulty > 0 => faulty(&report),
        Stage::Checked(report) => ready(import, &report),
        Stage::Imported(report) => imported(import, &report),
    })
}

/// How many are new, other, and as they were.
fn counts(report: &PeopleReport) -> AnyView {
    let said = [
        (report.added, text::are_new(u64::from(report.added))),
        (report.changed, text::are_other(u64::from(report.changed))),
        (report.unchanged, text::are_same(u64::from(report.unchanged))),
    ];
    let lines = said.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| view! { <li>{line}</li> }).collect::<Vec<_>>();
    view! { <ul class="import-places">{lines}</ul> }.into_any()
}

fn ready(import: Import, report: &PeopleReport) -> AnyView {
    let (changes, rows) = (u64::from(report.added + report.changed), u64::from(report.rows));
    let (press, counts) = (move || import.send(false), counts(report));
    let button = (changes > 0).then(|| {
        view! {
            <Button kind=ButtonKind::Primary on_press=press>
                {text::import_people(changes)}
            </Button>
        }
    });
    view! {
        <section class="card import-ready">
            <div class="body stack">
                <div role="status">
                    <Notice tone=Tone::Good>
                        <p>{import::ready(rows)}</p>
                        {counts}
                    </Notice>
                </div>
                <div class="buttons">{button}</div>
            </div>
        </section>
    }
    .into_any()
}

fn imported(import: Import, report: &PeopleReport) -> AnyView {
    let counts = counts(report);
    view! {
        <div class="import-imported" role="status" tabindex="-1">
            <Notice tone=Tone::Good>
                <p>{text::imported()}</p>
                {counts}
                <p>
                    <a href=Place::Directory(import.id).path()>{text::to_directory()}</a>
                </p>
            </Notice>
        </div>
    }
    .into_any()
}

fn faulty(report: &PeopleReport) -> AnyView {
    let sentence = import::faulty(u64::from(report.faulty), i18n::number(u64::from(report.rows)));
    let one = |row: &FaultyPerson| file_row(row.line, (&report.columns, &row.cells), &row.faults, None);
    let rows = report.faulty_rows.iter().map(one).collect();
    let table = file_table(text::faulty_rows(), &report.columns, rows);
    let shown = u64::try_from(report.faulty_rows.len()).unwrap_or_default();
    let more = (u64::from(report.faulty) > shown).then(|| view! { <p class="quiet body">{text::first_faults(shown)}</p> });
    view! {
        <div role="alert">
            <Notice tone=Tone::Warn>
                <p>{sentence}</p>
                <p>{text::faulty_advice()}</p>
            </Notice>
        </div>
        <section class="card list-card import-rows" aria-label=text::faulty_rows()>
            <header>
                <h2>{text::faulty_rows()}</h2>
            </header>
            {table}
            {more}
        </section>
    }
    .into_any()
}
