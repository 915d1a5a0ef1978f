//! The card that takes the file: chosen, or dropped on it.

use js_sys::ArrayBuffer;
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::subscriptions::{IMPORT_BYTES_MAX, IMPORT_COLUMNS, IMPORT_ROWS_MAX};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

use super::columns::columns;
use super::{Fault, Import, Stage};
use crate::i18n::{self, text::import as text};
use crate::ui::{Button, ButtonKind, ButtonSize, Card, Icon, browser, icon};

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

/// A field for a file, as large as the card so that a file can be dropped on it.
fn drop_zone(import: Import) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            take(import, input.files());
            // The same file can be chosen again, once it is corrected.
            input.set_value("");
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(import, event.data_transfer().and_then(|data| data.files()));
    };
    let dragged = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let label = move || {
        let name = import.name.get();
        if name.is_empty() { text::choose().to_owned() } else { text::choose_another(name) }
    };
    view! {
        <label class="drop-zone" class:over=over on:dragover=dragged on:dragleave=move |_| over.set(false) on:drop=dropped>
            {icon(Icon::Upload)}
            <span>{label}</span>
            <input class="sr" type="file" accept=".csv,text/csv" node_ref=input on:change=chosen />
        </label>
    }
    .into_any()
}

fn take(import: Import, files: Option<FileList>) {
    let Some(file) = files.and_then(|files| files.item(0)) else { return };
    spawn_local(async move {
        match bytes(&file).await {
            Ok(bytes) => import.check(file.name(), bytes),
            Err(fault) => {
                import.name.set(file.name());
                import.stage.set(Stage::Unread(fault));
            }
        }
    });
}

/// What a file holds now: it may be changed on the disk while it is looked at.
async fn bytes(file: &File) -> Result<ArrayBuffer, Fault> {
    let most = browser::exact(i64::try_from(IMPORT_BYTES_MAX).unwrap_or_default());
    if file.size() > most {
        return Err(Fault::Here(text::too_large()));
    }
    let read = JsFuture::from(file.array_buffer()).await.ok().and_then(|bytes| bytes.dyn_into().ok());
    read.ok_or(Fault::Here(text::unreadable()))
}
