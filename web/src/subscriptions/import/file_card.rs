//! The card that takes the file: chosen, or dropped on it.

use leptos::prelude::*;
use shared::subscriptions::{IMPORT_BYTES_MAX, IMPORT_COLUMNS, IMPORT_ROWS_MAX};

use super::columns::columns;
use super::{Fault, Import, Stage};
use crate::i18n::{self, text::import as text};
use crate::ui::{Button, ButtonKind, ButtonSize, Card, Chosen, FileDrop, Icon, browser};

/// A row as an example, below the columns' names.
const EXAMPLE: &str = "microsoft_365,Example Ltd,12,true,Ada Example,ada@example.com,en,CRM-1001,,,";

/// Takes a file, says what it must hold, and gives a template.
pub(super) fn file_card(import: Import) -> AnyView {
    let actions = || {
        let press = || {
            let rows = format!("{}\r\n{EXAMPLE}\r\n", IMPORT_COLUMNS.join(","));
            browser::save(&format!("{}.csv", text::template_name()), "text/csv;charset=utf-8", &rows);
        };
        view! {
            <Button kind=ButtonKind::Plain size=ButtonSize::Small icon=Icon::Download on_press=press>
                {text::template()}
            </Button>
        }
    };
    let most = u64::try_from(IMPORT_ROWS_MAX).unwrap_or_default();
    view! {
        <Card title=text::file() about=text::about(i18n::number(most)) actions>
            {drop_zone(import)} {columns()}
        </Card>
    }
    .into_any()
}

/// Takes the file.
fn drop_zone(import: Import) -> AnyView {
    let take = move |file: Chosen| match file.bytes {
        Ok(bytes) => import.check(file.name, bytes),
        Err(sentence) => {
            import.name.set(file.name);
            import.stage.set(Stage::Unread(Fault::Here(sentence)));
        }
    };
    view! { <FileDrop name=import.name most=IMPORT_BYTES_MAX too_large=text::too_large() on_chosen=take /> }.into_any()
}
