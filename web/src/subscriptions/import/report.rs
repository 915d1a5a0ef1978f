//! What a file came to: why it can't be read, what is wrong with its rows, or what they became.

use leptos::prelude::*;
use shared::subscriptions::ImportReport;
use shared::validation::FaultCode;

use super::rows::rows;
use super::{Fault, Import, Stage};
use crate::i18n::{self, text::import};
use crate::routes::Place;
use crate::subscriptions::api;
use crate::ui::{Checkbox, Form, FormView, Notice, SubmitButton, Tone, browser, file_refused, file_under_way, file_unread, live};

/// What stands below the card with the file.
pub(super) fn outcome(import: Import) -> AnyView {
    live(move || match import.stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Checking => file_under_way(import::checking(import.name.get_untracked())),
        Stage::Unread(Fault::Here(sentence)) => file_unread(sentence),
        Stage::Unread(Fault::There(error)) => file_refused(&error),
        Stage::Checked(report) if report.faulty > 0 => faulty(import, report),
        Stage::Checked(report) => ready(import, report),
        Stage::Created(report) => created(import, report),
    })
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
        let label = move || if form.busy().get() { file_under_way(import::creating().to_owned()) } else { ().into_any() };
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
