//! The page on which people are imported from a file: it is looked at first; only a file without faults can be imported.

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::directory::{PEOPLE_BYTES_MAX, PEOPLE_COLUMNS, PEOPLE_COLUMNS_NEEDED, PEOPLE_ROWS_MAX, PeopleReport};
use shared::ids::SubscriptionId;
use shared::rights::Right;

use super::page::breadcrumb;
use super::{api, import_report};
use crate::api::ClientError;
use crate::i18n::{self, text::common, text::directory as text, text::import};
use crate::routes::Place;
use crate::session;
use crate::shell::NotFoundPage;
use crate::ui::{Button, ButtonKind, ButtonSize, Card, Chosen, FileDrop, Icon, Load, PageHead, browser};

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stage {
    Waiting,
    Checking,
    /// The browser does not give the file: a sentence.
    Unread(&'static str),
    Refused(ClientError),
    Checked(PeopleReport),
    Importing,
    Imported(PeopleReport),
}

/// An import. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct Import {
    pub id: SubscriptionId,
    pub stage: RwSignal<Stage>,
    pub name: RwSignal<String>,
    bytes: StoredValue<Option<ArrayBuffer>, LocalStorage>,
}

impl Import {
    fn take(self, file: Chosen) {
        self.name.set(file.name);
        match file.bytes {
            Ok(bytes) => {
                self.bytes.set_value(Some(bytes));
                self.send(true);
            }
            Err(sentence) => self.stage.set(Stage::Unread(sentence)),
        }
    }

    /// Sends the file: to be looked at, or for good.
    pub fn send(self, dry_run: bool) {
        let (Some(bytes), name) = (self.bytes.get_value(), self.name.get_untracked()) else { return };
        self.stage.set(if dry_run { Stage::Checking } else { Stage::Importing });
        spawn_local(async move {
            let stage = match api::send_file(self.id, dry_run, &name, bytes).await {
                Ok(report) if dry_run => Stage::Checked(report),
                Ok(report) => Stage::Imported(report),
                Err(error) => Stage::Refused(error),
            };
            // Another file may have been chosen meanwhile, or the page left.
            if self.name.try_with_untracked(|now| *now == name) == Some(true) {
                self.stage.set(stage);
                browser::focus_after_redraw(".import-imported");
            }
        });
    }
}

/// People from a file.
#[component]
pub fn ImportPage(id: SubscriptionId) -> impl IntoView {
    if !session::rights_on(id).contains(&Right::Connect) {
        return view! { <NotFoundPage /> }.into_any();
    }
    let subscription = Load::new(move || api::subscription(id));
    let import =
        Import { id, stage: RwSignal::new(Stage::Waiting), name: RwSignal::new(String::new()), bytes: StoredValue::new_local(None) };
    view! {
        {breadcrumb(id, subscription, Some(Place::Directory(id)), import::link())}
        <PageHead title=text::import_title() />
        <div class="stack import">{file_card(import)} {import_report::outcome(import)}</div>
    }
    .into_any()
}

fn file_card(import: Import) -> AnyView {
    let actions = || {
        let press = || {
            let rows = format!("{}\r\nada@example.com,Ada Example,Ada,Example,Baker,Production,,,,,true\r\n", PEOPLE_COLUMNS.join(","));
            browser::save(&format!("{}.csv", text::template_name()), "text/csv;charset=utf-8", &rows);
        };
        view! {
            <Button kind=ButtonKind::Plain size=ButtonSize::Small icon=Icon::Download on_press=press>
                {import::template()}
            </Button>
        }
        .into_any()
    };
    let most = u64::try_from(PEOPLE_ROWS_MAX).unwrap_or_default();
    view! {
        <Card title=import::file() about=text::import_about(i18n::number(most)) actions>
            <FileDrop
                name=import.name
                most=PEOPLE_BYTES_MAX
                too_large=text::too_large()
                on_chosen=move |file| import.take(file)
            />
            {columns()}
        </Card>
    }
    .into_any()
}

/// The columns, to be opened.
fn columns() -> AnyView {
    let one = |column: &'static str| {
        let needed = PEOPLE_COLUMNS_NEEDED.contains(&column);
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
            <summary>{import::columns()}</summary>
            <dl class="facts">{PEOPLE_COLUMNS.map(one).collect_view()}</dl>
        </details>
    }
    .into_any()
}

fn about(column: &str) -> &'static str {
    match column {
        "email" => text::column_email(),
        "display_name" => text::display_name(),
        "given_name" => text::given_name(),
        "surname" => text::surname(),
        "job_title" => text::job_title(),
        "department" => text::department(),
        "phone" => text::phone(),
        "mobile" => text::mobile(),
        "office" => text::office(),
        "company" => text::company(),
        _ => text::column_takes_seat(),
    }
}
