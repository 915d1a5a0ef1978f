//! The language of the screens: every sentence by key, every date and number by the browser's own `Intl`.
//!
//! A language change draws the pages anew, so sentences are plain values: `text::auth::sign_in()`.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use shared::locale::Locale;

use crate::ui::browser;

mod format;
mod problems;
pub mod words;

pub use format::{date, date_time, day, money, month, number, really_relative, relative, utc_day};
pub use problems::{code_text, fault_text, problem_text};

/// Every sentence of the app, a module per file of `locales/en`, made by `build.rs`.
pub mod text {
    use super::{fill, is_one, number, pick};

    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

const KEPT_UNDER: &str = "countersign.locale";

thread_local! {
    static CURRENT: Cell<Locale> = const { Cell::new(Locale::En) };
    static CHANGED: RefCell<Option<ArcRwSignal<Locale>>> = const { RefCell::new(None) };
}

/// Chooses the language at the start: the one kept in this browser, else the best that the browser asks for.
pub fn start() -> ArcRwSignal<Locale> {
    let kept = browser::kept(KEPT_UNDER).and_then(|text| text.parse().ok());
    let locale = kept.unwrap_or_else(|| best_of(&browser::languages()));
    let signal = ArcRwSignal::new(locale);
    CHANGED.with_borrow_mut(|changed| *changed = Some(signal.clone()));
    apply(locale);
    signal
}

/// The first of the reader's languages that is one of ours. (The header's weights are the server's business, and
/// parsing such numbers alone would cost 12 kB.)
fn best_of(languages: &str) -> Locale {
    let ours = |tag: &str| tag.split('-').next().and_then(|primary| primary.to_ascii_lowercase().parse().ok());
    languages.split(',').find_map(ours).unwrap_or_default()
}

/// The language of the screens now. Not tracked: a change draws the pages anew.
pub fn locale() -> Locale {
    CURRENT.get()
}

/// Changes the language of the screens and keeps the choice in this browser.
pub fn set_locale(locale: Locale) {
    browser::keep(KEPT_UNDER, Some(locale.as_str()));
    if locale != CURRENT.get() {
        apply(locale);
        CHANGED.with_borrow(|changed| {
            if let Some(signal) = changed {
                signal.set(locale);
            }
        });
    }
}

/// Takes the language of somebody who comes here for the first time from what they were sent.
pub fn suggest_locale(locale: Locale) {
    if browser::kept(KEPT_UNDER).is_none() {
        set_locale(locale);
    }
}

fn apply(locale: Locale) {
    CURRENT.set(locale);
    browser::set_root_attribute("lang", Some(locale.as_str()));
}

/// What a language calls itself.
pub const fn own_name(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::Fr => "Français",
        Locale::Nl => "Nederlands",
        Locale::De => "Deutsch",
    }
}

fn pick(texts: [&'static str; 4]) -> &'static str {
    let [en, fr, nl, de] = texts;
    match CURRENT.get() {
        Locale::En => en,
        Locale::Fr => fr,
        Locale::Nl => nl,
        Locale::De => de,
    }
}

/// Whether a number takes the singular: in French 0 does as well.
fn is_one(count: u64) -> bool {
    match CURRENT.get() {
        Locale::Fr => count <= 1,
        Locale::En | Locale::Nl | Locale::De => count == 1,
    }
}

fn fill(text: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut filled = text.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::{Locale, best_of, fill};

    #[test]
    fn the_first_language_that_is_ours_is_taken() {
        for (languages, expected) in
            [("fr-BE,en", Locale::Fr), ("ja,DE-ch,fr", Locale::De), ("nl", Locale::Nl), ("ja", Locale::En), ("", Locale::En)]
        {
            assert_eq!(best_of(languages), expected, "{languages}");
        }
    }

    /// The app's sentences and the server's: a line never breaks before `:`, `;`, `?`, `!` or inside quotation marks.
    #[test]
    fn french_signs_stand_behind_spaces_that_do_not_break() {
        for folder in ["locales/fr", "../api/locales/fr"] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for file in std::fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                let text = std::fs::read_to_string(&path).unwrap();
                let sentences = text.lines().filter(|line| !line.trim_start().starts_with('#'));
                let wrong: Vec<_> =
                    sentences.filter(|line| [" :", " ;", " ?", " !", "« ", " »"].iter().any(|sign| line.contains(sign))).collect();
                assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
            }
        }
    }

    #[test]
    fn placeholders_are_filled_by_name() {
        assert_eq!(fill("{a} and {b}, {a}", &[("a", &1), ("b", &"x")]), "1 and x, 1");
    }
}
