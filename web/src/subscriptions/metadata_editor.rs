//! The reseller's own entries of a subscription, to be edited: a row for each, and one more when asked for.

use leptos::prelude::*;
use shared::validation::{self, FaultCode, METADATA_ENTRIES_MAX, Metadata};

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
    /// The row that is wrong, and which of its two fields.
    wrong: RwSignal<Option<(u32, Part)>>,
    last: StoredValue<u32>,
}

/// One of a row's two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Key,
    Value,
}

/// What is wrong with the rows, and where.
#[derive(Debug, PartialEq)]
struct Wrong {
    row: usize,
    part: Part,
    what: What,
}

#[derive(Debug, PartialEq)]
enum What {
    TooMany,
    Twice,
    /// A fault of the row with this name.
    Entry(String, FaultCode),
}

impl What {
    fn sentence(&self) -> String {
        match self {
            Self::TooMany => words_of::metadata_too_many(METADATA_ENTRIES_MAX),
            Self::Twice => words_of::metadata_twice().to_owned(),
            Self::Entry(name, fault) if name.is_empty() => fault_text(fault),
            Self::Entry(name, fault) => words_of::metadata_fault(name, fault_text(fault)),
        }
    }
}

/// The rows as entries, or the first fault.
fn judged(rows: &[(String, String)]) -> Result<Metadata, Wrong> {
    let mut entries = Metadata::new();
    for (row, (key, value)) in rows.iter().enumerate() {
        let wrong = |part, what| Err(Wrong { row, part, what });
        if row >= METADATA_ENTRIES_MAX {
            return wrong(Part::Key, What::TooMany);
        }
        let alone = |value: &str| validation::metadata(&Metadata::from([(key.clone(), value.to_owned())]));
        if let Some((_, fault)) = alone(value).err().and_then(|faults| faults.into_iter().next()) {
            // Wrong without its value as well: then it is the name.
            let part = if alone("").is_err() { Part::Key } else { Part::Value };
            return wrong(part, What::Entry(key.clone(), fault));
        }
        if entries.insert(key.clone(), value.clone()).is_some() {
            return wrong(Part::Key, What::Twice);
        }
    }
    Ok(entries)
}

impl MetadataEditor {
    /// Rows for the present entries.
    pub fn new(form: Form, present: &Metadata) -> Self {
        let editor = Self {
            form,
            field: form.field("/metadata", ""),
            entries: RwSignal::new(Vec::new()),
            wrong: RwSignal::new(None),
            last: StoredValue::new(0),
        };
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
        let (ids, rows): (Vec<_>, Vec<_>) = self.entries.with_untracked(|entries| {
            let texts = |entry: &Entry| (entry.id, (entry.key.get_untracked().trim().to_owned(), entry.value.get_untracked()));
            entries.iter().map(texts).filter(|(_, (key, value))| !key.is_empty() || !value.is_empty()).unzip()
        });
        match judged(&rows) {
            Ok(entries) => Some(entries),
            Err(Wrong { row, part, what }) => {
                self.wrong.set(ids.get(row).map(|id| (*id, part)));
                self.form.fault(self.field.pointer(), what.sentence());
                None
            }
        }
    }

    /// The rows, with a button for one more.
    pub fn view(self) -> AnyView {
        let rows = move || {
            let rows = self.entries.get().into_iter().enumerate().map(|(index, entry)| (index + 1, entry));
            rows.map(|(number, entry)| self.row(number, entry)).collect::<Vec<_>>()
        };
        view! {
            <fieldset class="field" data-pointer=self.field.pointer() aria-describedby=format!("{}-hint", self.field.id())>
                <legend class="legend">
                    {words_of::metadata()} <span class="aside">{text::common::optional()}</span>
                </legend>
                <div class="entry-rows">{rows}</div>
                <FieldError field=self.field />
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
        // A fault that the server found names no row: it is told at the first.
        let fault = move |part: Part| {
            let here = self.wrong.get().map_or(number == 1 && part == Part::Key, |(id, wrong)| id == entry.id && wrong == part);
            here.then(|| self.field.fault()).flatten()
        };
        let invalid = move |part: Part| fault(part).map(|_| "true");
        let described = move |part: Part| fault(part).map(|_| format!("{}-fault", self.field.id()));
        view! {
            <div class="entry-row">
                <input
                    class="input"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=words_of::entry_name(number)
                    aria-invalid=move || invalid(Part::Key)
                    aria-describedby=move || described(Part::Key)
                    prop:value=entry.key
                    on:input:target=move |event| edit(entry.key, event.target().value())
                />
                <input
                    class="input"
                    autocomplete="off"
                    aria-label=words_of::entry_value(number)
                    aria-invalid=move || invalid(Part::Value)
                    aria-describedby=move || described(Part::Value)
                    prop:value=entry.value
                    on:input:target=move |event| edit(entry.value, event.target().value())
                />
                <Button kind=ButtonKind::Plain icon=Icon::Trash label=words_of::remove_entry(number) on_press=remove />
            </div>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use shared::validation::{FaultCode, METADATA_ENTRIES_MAX};

    use super::{Part, What, Wrong, judged};

    fn rows(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_wrong_field_of_the_wrong_row_is_named() {
        let (long_key, long_value) = ("k".repeat(41), "v".repeat(501));
        for (pairs, row, part, what) in [
            (vec![("a", "1"), ("", "2")], 1, Part::Key, What::Entry(String::new(), FaultCode::Blank)),
            (vec![(long_key.as_str(), "1")], 0, Part::Key, What::Entry(long_key.clone(), FaultCode::TooLong { max: 40 })),
            (vec![("a", "1"), ("b", long_value.as_str())], 1, Part::Value, What::Entry("b".to_owned(), FaultCode::TooLong { max: 500 })),
            (vec![("a", "1"), ("b", "2"), ("a", "3")], 2, Part::Key, What::Twice),
        ] {
            assert_eq!(judged(&rows(&pairs)), Err(Wrong { row, part, what }), "{pairs:?}");
        }
    }

    #[test]
    fn one_entry_too_many_is_a_matter_of_entries_not_of_characters() {
        let mut all: Vec<_> = (0..METADATA_ENTRIES_MAX).map(|n| (format!("key{n}"), "x".to_owned())).collect();
        assert_eq!(judged(&all).map(|entries| entries.len()), Ok(METADATA_ENTRIES_MAX));
        all.push(("one more".to_owned(), String::new()));
        assert_eq!(judged(&all), Err(Wrong { row: METADATA_ENTRIES_MAX, part: Part::Key, what: What::TooMany }));
    }
}
