//! What a file's columns hold.

use leptos::prelude::*;
use shared::subscriptions::{IMPORT_COLUMNS, IMPORT_COLUMNS_NEEDED};

use crate::i18n::text::{common, import as text};

/// The columns, to be opened.
pub(super) fn columns() -> AnyView {
    let one = |column: &'static str| {
        let needed = IMPORT_COLUMNS_NEEDED.contains(&column);
        view! {
            <div>
                <dt>
                    <code>{column}</code>
                    " "
                    {(!needed).then(|| view! { <span class="aside">{common::optional()}</span> })}
                </dt>
                <dd>{about(column)}</dd>
            </div>
        }
    };
    view! {
        <details class="import-columns">
            <summary>{text::columns()}</summary>
            <dl class="facts">{IMPORT_COLUMNS.map(one).collect_view()}</dl>
        </details>
    }
    .into_any()
}

fn about(column: &str) -> &'static str {
    match column {
        "product" => text::column_product(),
        "company_name" => text::column_company_name(),
        "seats" => text::column_seats(),
        "customer_edits_signatures" => text::column_edits(),
        "contact_name" | "contact_email" => text::column_contact(),
        "locale" => text::column_locale(),
        "external_ref" => text::column_reference(),
        "plan" => text::column_plan(),
        "term" => text::column_term(),
        _ => text::column_trial_days(),
    }
}
