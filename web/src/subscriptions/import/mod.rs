//! The page on which subscriptions are created from a file: the file is looked at first, and what is wrong with its rows
//! stands at their cells; only a file without faults can be imported.

mod columns;
mod file_card;
mod report;
mod rows;

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::subscriptions::ImportReport;

use crate::api::ClientError;
use crate::i18n::text::import as text;
use crate::routes::Place;
use crate::subscriptions::api;
use crate::ui::{ButtonKind, Icon, LinkButton, PageHead};

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    /// A file is to be chosen.
    Waiting,
    /// The file is looked at.
    Checking,
    /// It can't be read, and why.
    Unread(Fault),
    /// Its rows are known.
    Checked(ImportReport),
    /// Its rows became subscriptions.
    Created(ImportReport),
}

/// Why a file can't be read.
#[derive(Debug, Clone, PartialEq)]
enum Fault {
    /// The browser does not give it, or it is too large to be sent: the sentence says which.
    Here(&'static str),
    /// The server says no.
    There(ClientError),
}

/// An import. Copy it into handlers freely.
#[derive(Clone, Copy)]
struct Import {
    stage: RwSignal<Stage>,
    /// What the file is called.
    name: RwSignal<String>,
    bytes: StoredValue<Option<ArrayBuffer>, LocalStorage>,
}

impl Import {
    fn new() -> Self {
        Self { stage: RwSignal::new(Stage::Waiting), name: RwSignal::new(String::new()), bytes: StoredValue::new_local(None) }
    }

    /// Looks at a file.
    fn check(self, name: String, bytes: ArrayBuffer) {
        self.name.set(name.clone());
        self.stage.set(Stage::Checking);
        self.bytes.set_value(Some(bytes.clone()));
        spawn_local(async move {
            let stage = match api::check_file(&name, bytes).await {
                Ok(report) => Stage::Checked(report),
                Err(error) => Stage::Unread(Fault::There(error)),
            };
            // Another file may have been chosen meanwhile, or the page left.
            if self.name.try_with_untracked(|now| *now == name) == Some(true) {
                self.stage.set(stage);
            }
        });
    }
}

/// New subscriptions from a file.
#[component]
pub fn ImportPage() -> impl IntoView {
    let import = Import::new();
    view! {
        <PageHead title=text::title()>
            <LinkButton href=Place::Home.path() kind=ButtonKind::Plain icon=Icon::ArrowLeft>
                {text::to_list()}
            </LinkButton>
        </PageHead>
        <div class="stack import">{file_card::file_card(import)} {report::outcome(import)}</div>
    }
    .into_any()
}
