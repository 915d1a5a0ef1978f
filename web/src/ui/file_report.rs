//! What is said of a file: while it is looked at, where it can't be read, and what is wrong with its rows.

use leptos::prelude::*;
use shared::subscriptions::ImportFault;

use super::card::{Notice, Tone};
use super::icon::{Icon, icon};
use super::table::TableCard;
use crate::api::ClientError;
use crate::i18n::{self, text::import};

/// Something is under way with a file, nobody knows how long.
pub fn file_under_way(sentence: String) -> AnyView {
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

/// The browser does not give a file, or it is too large to be sent: the sentence says which.
pub fn file_unread(sentence: &str) -> AnyView {
    alert(sentence.to_owned(), Vec::new())
}

/// The server can't read a file: where, and what to do there.
pub fn file_refused(error: &ClientError) -> AnyView {
    let sentence = if error.field_errors().is_empty() { error.message() } else { import::unread().to_owned() };
    alert(sentence, places(error))
}

fn alert(sentence: String, places: Vec<String>) -> AnyView {
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

/// The rows of a file, made by [`file_row`], below its columns.
pub fn file_table(title: &str, columns: &[String], rows: Vec<AnyView>) -> AnyView {
    let heads: Vec<_> = columns.iter().map(|column| view! { <th scope="col">{column.clone()}</th> }).collect();
    let head = view! {
        <th scope="col" class="number">
            {import::line()}
        </th>
        {heads}
    };
    view! {
        // Wide tables scroll by themselves, so the keyboard must reach them.
        <div class="import-scroll" role="group" tabindex="0" aria-label=title.to_owned()>
            <TableCard caption=title head=head.into_any()>
                {rows}
            </TableCard>
        </div>
    }
    .into_any()
}

/// A row of a file, with what is wrong at the cell that it concerns. `made` is the column whose cell leads to what the row
/// became, and where to.
pub fn file_row(line: u32, (columns, cells): (&[String], &[String]), faults: &[ImportFault], made: Option<(&str, String)>) -> AnyView {
    let of = |column: Option<&String>| -> Vec<_> {
        let of_cell = faults.iter().filter(|fault| fault.column.as_ref() == column);
        of_cell.map(|fault| view! { <span class="fault">{icon(Icon::Alert)} {fault.detail.clone()}</span> }).collect()
    };
    let cell = |(place, column): (usize, &String)| {
        let text = cells.get(place).cloned().unwrap_or_default();
        let faults = of(Some(column));
        let is_faulty = !faults.is_empty();
        let text = match made.as_ref().filter(|(name, _)| name == column) {
            Some((_, href)) => view! { <a href=href.clone()>{text}</a> }.into_any(),
            None => text.into_any(),
        };
        view! { <td class:faulty=is_faulty data-label=column.clone()>{text} {faults}</td> }
    };
    let cells: Vec<_> = columns.iter().enumerate().map(cell).collect();
    view! {
        <tr>
            <td class="number figures" data-label=import::line()>
                {i18n::number(line)}
                {of(None)}
            </td>
            {cells}
        </tr>
    }
    .into_any()
}
