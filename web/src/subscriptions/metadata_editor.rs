//! The reseller's own entries of a subscription, to be edited: a row for each, and one more when asked for.

use leptos::prelude::*;
use shared::validation::{self, Metadata};

use crate::i18n::{fault_text, text, text::subscriptions as words_of};
use crate::ui::{Button, ButtonKind, ButtonSize, Field, FieldError, Form, Icon};

/// A row while it is edited.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Entry {
    id: u32,
    key: RwSignal<String>,
    value: RwSignal<String>,
}

/// The rows. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct MetadataEditor {
    form: Form,
    field: Field,
    entries: RwSignal<Vec<Entry>>,
    last: StoredValue<u32>,
}

impl MetadataEditor {
    /// Rows for the present entries.
    pub fn new(form: Form, present: &Metadata) -> Self {
        let editor = Self { form, field: form.field("/metadata", ""), entries: RwSignal::new(Vec::new()), last: StoredValue::new(0) };
        editor.load(present);
        editor
    }

    /// Puts other entries in place.
    pub fn load(self, entries: &Metadata) {
        self.entries.set(Vec::new());
        for (key, value) in entries {
            self.add(key, value);
        }
    }

    fn add(self, key: &str, value: &str) {
        self.last.update_value(|last| *last += 1);
        let entry = Entry { id: self.last.get_value(), key: RwSignal::new(key.to_owned()), value: RwSignal::new(value.to_owned()) };
        self.entries.update(|entries| entries.push(entry));
    }

    /// The entries as they stand, rows without a name and a value left out; nothing where one is wrong.
    pub fn checked(self) -> Option<Metadata> {
        let rows = self.entries.with_untracked(|entries| {
            let texts = entries.iter().map(|entry| (entry.key.get_untracked().trim().to_owned(), entry.value.get_untracked()));
            texts.filter(|(key, value)| !key.is_empty() || !value.is_empty()).collect::<Vec<_>>()
        });
        let count = rows.len();
        let entries: Metadata = rows.into_iter().collect();
        let fault = match validation::metadata(&entries) {
            Ok(()) if entries.len() < count => words_of::metadata_twice().to_owned(),
            Ok(()) => return Some(entries),
            // One line has room for one sentence: the first of the faults.
            Err(faults) => match faults.into_iter().next()? {
                (Some(key), fault) if !key.is_empty() => words_of::metadata_fault(key, fault_text(&fault)),
                (_, fault) => fault_text(&fault),
            },
        };
        self.form.fault(self.field.pointer(), fault);
        None
    }

    /// The rows, with a button for one more.
    pub fn view(self) -> AnyView {
        let rows = move || {
            let rows = self.entries.get().into_iter().enumerate().map(|(index, entry)| (index + 1, entry));
            rows.map(|(number, entry)| self.row(number, entry)).collect::<Vec<_>>()
        };
        let invalid = move || self.field.fault().map(|_| "true");
        view! {
            <fieldset class="field" data-pointer=self.field.pointer() aria-describedby=format!("{}-hint", self.field.id())>
                <legend class="legend">
                    {words_of::metadata()} <span class="aside">{text::common::optional()}</span>
                </legend>
                <div class="entry-rows">{rows}</div>
                <div aria-invalid=invalid tabindex=move || self.field.fault().map(|_| "-1")>
                    <FieldError field=self.field />
                </div>
                <p class="hint" id=format!("{}-hint", self.field.id())>
                    {words_of::metadata_hint()}
                </p>
                <div>
                    <Button size=ButtonSize::Small icon=Icon::Plus on_press=move || self.add("", "")>
                        {words_of::add_entry()}
                    </Button>
                </div>
            </fieldset>
        }
        .into_any()
    }

    fn row(self, number: usize, entry: Entry) -> AnyView {
        let remove = move || self.entries.update(|entries| entries.retain(|other| other.id != entry.id));
        let edit = move |signal: RwSignal<String>, text: String| {
            signal.set(text);
            self.field.edit(String::new());
        };
        view! {
            <div class="entry-row">
                <input
                    class="input"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=words_of::entry_name(number)
                    prop:value=entry.key
                    on:input:target=move |event| edit(entry.key, event.target().value())
                />
                <input
                    class="input"
                    autocomplete="off"
                    aria-label=words_of::entry_value(number)
                    prop:value=entry.value
                    on:input:target=move |event| edit(entry.value, event.target().value())
                />
                <Button kind=ButtonKind::Plain icon=Icon::Trash label=words_of::remove_entry(number) on_press=remove />
            </div>
        }
        .into_any()
    }
}
