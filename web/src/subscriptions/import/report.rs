//! What a file came to: why it can't be read, what is wrong with its rows, or what they became.

use leptos::prelude::*;
use shared::subscriptions::ImportReport;
use shared::validation::FaultCode;

use super::rows::rows;
use super::{Fault, Import, Stage};
use crate::api::ClientError;
use crate::i18n::{self, text::import};
use crate::routes::Place;
use crate::subscriptions::api;
use crate::ui::{Checkbox, Form, FormView, Notice, SubmitButton, Tone, browser, live};

/// What stands below the card with the file.
pub(super) fn outcome(import: Import) -> AnyView {
    live(move || match import.stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Checking => progress(import::checking(import.name.get_untracked())),
        Stage::Unread(fault) => unread(fault),
        Stage::Checked(report) if report.faulty > 0 => faulty(import, report),
        Stage::Checked(report) => ready(import, report),
        Stage::Created(report) => created(import, report),
    })
}

/// Something is under way, nobody knows how long.
fn progress(sentence: String) -> AnyView {
    view! {
        <div class="bulk-progress">
            <p role="status" id="import-progress">
                {sentence}
            </p>
            <progress aria-labelledby="import-progress"></progress>
        </div>
    }
    .into_any()
}

fn unread(fault: Fault) -> AnyView {
    let (sentence, places) = match fault {
        Fault::Here(sentence) => (sentence.to_owned(), Vec::new()),
        Fault::There(error) => (sentence(&error), places(&error)),
    };
    let places = (!places.is_empty()).then(|| {
        let line = |place: String| view! { <li>{place}</li> };
        view! { <ul class="import-places">{places.into_iter().map(line).collect::<Vec<_>>()}</ul> }
    });
    view! {
        <div role="alert">
            <Notice tone=Tone::Bad>
                <p>{sentence}</p>
                {places}
            </Notice>
        </div>
    }
    .into_any()
}

fn sentence(error: &ClientError) -> String {
    if error.field_errors().is_empty() { error.message() } else { import::unread().to_owned() }
}

/// The places of a file that the server names, with what to do there.
fn places(error: &ClientError) -> Vec<String> {
    let place = |pointer: &str, detail: &str| {
        let mut steps = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
        match (steps.next(), steps.next()) {
            (Some(line), Some(column)) => import::place(column, detail, line),
            (Some(line), None) => import::place_line(detail, line),
            _ => detail.to_owned(),
        }
    };
    error.field_errors().iter().map(|wrong| place(&wrong.pointer, &wrong.detail)).collect()
}

fn faulty(import: Import, report: ImportReport) -> AnyView {
    let total = i18n::number(u64::try_from(report.rows.len()).unwrap_or_default());
    view! {
        <div role="alert">
            <Notice tone=Tone::Warn>
                <p>{import::faulty(u64::from(report.faulty), total)}</p>
                <p>{import::faulty_advice()}</p>
            </Notice>
        </div>
        {rows(import.name.get_untracked(), report)}
    }
    .into_any()
}

/// Nothing is wrong: asks for the terms, and creates.
fn ready(import: Import, report: ImportReport) -> AnyView {
    let count = u64::try_from(report.rows.len()).unwrap_or_default();
    let form = Form::new();
    let terms = form.field("/terms_accepted", "");
    let submit = move || {
        let accept = |text: String| if text == "true" { Ok(()) } else { Err(FaultCode::TermsNotAccepted) };
        let accepted = terms.checked(accept);
        let (Some(()), Some(bytes)) = (accepted, import.bytes.get_value()) else { return form.focus_fault() };
        let name = import.name.get_untracked();
        form.send(async move { api::import_file(&name, bytes).await }, move |made: ImportReport| {
            import.stage.set(Stage::Created(made));
            browser::focus_after_redraw(".import-created");
        });
    };
    let working = move || {
        let label = move || if form.busy().get() { progress(import::creating().to_owned()) } else { ().into_any() };
        live(label)
    };
    view! {
        <section class="card import-ready">
            <div class="body">
                <FormView form on_submit=submit>
                    <div role="status">
                        <Notice tone=Tone::Good>{import::ready(count)}</Notice>
                    </div>
                    <Checkbox field=terms>{import::terms()}</Checkbox>
                    {working()}
                    <SubmitButton busy=form.busy() label=import::create(count) />
                </FormView>
            </div>
        </section>
        {rows(import.name.get_untracked(), report)}
    }
    .into_any()
}

fn created(import: Import, report: ImportReport) -> AnyView {
    let count = u64::from(report.created);
    view! {
        <div class="import-created" role="status" tabindex="-1">
            <Notice tone=Tone::Good>
                <p>{import::created(count)}</p>
                <p>
                    <a href=Place::Home.path()>{import::to_list()}</a>
                </p>
            </Notice>
        </div>
        {rows(import.name.get_untracked(), report)}
    }
    .into_any()
}
