//! What stands in the palette: the field, and what it finds.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use shared::views::SavedViews;

use super::entries::{self, Entry, Group, Ways};
use super::options::{OPTIONS, option_id, options};
use super::recent;
use super::words::{fits, words};
use crate::i18n::{text, text::palette};
use crate::ui::{Button, ButtonKind, Icon, Load, browser, icon, watch};
use crate::{session, subscriptions, views};

/// How long after the last key customers are searched.
const PAUSE: Duration = Duration::from_millis(180);

/// The customers that the server found for a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Found {
    q: String,
    entries: Vec<Entry>,
}

/// What is typed, found and pointed at. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct Search {
    ways: Ways,
    typed: RwSignal<String>,
    asked: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    found: Load<Found>,
    /// What fits, in the order in which it is shown.
    pub entries: Memo<Vec<Entry>>,
    /// The key of the entry that arrows or pointer chose; the first one where there is none.
    pointed: RwSignal<Option<String>>,
    /// The place of the entry that Enter takes.
    pub at: Memo<usize>,
}

/// The palette as it is when it opens.
pub(super) fn content(ways: Ways) -> AnyView {
    let search = Search::new(ways);
    // The option that Enter takes is in view.
    watch(move || {
        let id = option_id(search.at.get());
        request_animation_frame(move || browser::reveal(&id));
    });
    view! {
        <div class="palette-head">
            {icon(Icon::Search)}
            {field(search)}
            <Button kind=ButtonKind::Plain icon=Icon::Close label=text::common::close() on_press=move || ways.open.set(false) />
        </div>
        {options(search)}
        <p class="palette-word" role="status">{move || search.word()}</p>
    }
    .into_any()
}

fn field(search: Search) -> AnyView {
    let expanded = move || if search.entries.with(Vec::is_empty) { "false" } else { "true" };
    let active = move || search.entries.with(|entries| (!entries.is_empty()).then(|| option_id(search.at.get())));
    view! {
        <input
            class="palette-field"
            type="text"
            role="combobox"
            maxlength="200"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            autofocus=true
            aria-label=palette::title()
            placeholder=palette::placeholder()
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls=OPTIONS
            aria-expanded=expanded
            aria-activedescendant=active
            prop:value=search.typed
            on:input:target=move |event| search.type_in(event.target().value())
            on:keydown=move |event| search.key(&event)
        />
    }
    .into_any()
}

impl Search {
    fn new(ways: Ways) -> Self {
        let works_for_reseller = session::me_untracked().is_some_and(|me| me.reseller.is_some());
        let (typed, asked) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let found = Load::new(move || {
            let q = asked.get();
            async move {
                if q.is_empty() || !works_for_reseller {
                    return Ok(Found::default());
                }
                let page = subscriptions::find(&q).await?;
                Ok(Found { q, entries: page.items.iter().map(entries::found).collect() })
            }
        });
        let saved =
            Load::new(move || async move { if works_for_reseller { views::list().await } else { Ok(SavedViews { items: Vec::new() }) } });
        let (at_hand, recent) = (entries::at_hand(), recent::choices());
        let entries = Memo::new(move |_| {
            let typed = typed.get();
            let wanted = words(&typed);
            let mut all = at_hand.clone();
            all.extend(saved.with(|views| views.items.iter().map(entries::view).collect::<Vec<_>>()).unwrap_or_default());
            all.retain(|entry| fits(&wanted, &entry.label));
            // What an earlier text found stays as long as it fits: the answer to this one is on its way.
            let of_server = found.get().unwrap_or_default();
            let is_answer = of_server.q == typed.trim();
            all.extend(of_server.entries.into_iter().filter(|entry| is_answer || !wanted.is_empty() && fits(&wanted, &entry.label)));
            recent_first(all, &recent, &wanted)
        });
        let pointed = RwSignal::new(None::<String>);
        let at = Memo::new(move |_| {
            let key = pointed.get();
            entries.with(|entries| entries.iter().position(|entry| Some(&entry.key) == key.as_ref()).unwrap_or(0))
        });
        Self { ways, typed, asked, timer: StoredValue::new(None), found, entries, pointed, at }
    }

    fn type_in(self, text: String) {
        self.pointed.set(None);
        let q = text.trim().to_owned();
        self.typed.set(text);
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let ask = move || {
            // The palette may be closed by now.
            let _ = self.asked.try_set(q);
        };
        self.timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    }

    fn key(self, event: &KeyboardEvent) {
        let count = self.entries.with_untracked(Vec::len);
        let at = self.at.get_untracked();
        // Enter ends a composed character, too.
        if count == 0 || event.is_composing() {
            return;
        }
        let next = match event.key().as_str() {
            "ArrowDown" => (at + 1) % count,
            "ArrowUp" => (at + count - 1) % count,
            "PageDown" => (at + 7).min(count - 1),
            "PageUp" => at.saturating_sub(7),
            "Enter" => {
                event.prevent_default();
                return self.choose(at);
            }
            _ => return,
        };
        event.prevent_default();
        self.point(next);
    }

    /// Points at the entry of a place.
    pub fn point(self, at: usize) {
        if at != self.at.get_untracked() {
            self.pointed.set(self.entries.with_untracked(|entries| entries.get(at).map(|entry| entry.key.clone())));
        }
    }

    /// Takes the entry of a place.
    pub fn choose(self, at: usize) {
        if let Some(entry) = self.entries.with_untracked(|entries| entries.get(at).cloned()) {
            self.ways.choose(entry);
        }
    }

    /// What there is to say: that nothing fits, why customers can't be searched, or how much was found.
    fn word(self) -> AnyView {
        let count = u64::try_from(self.entries.with(Vec::len)).unwrap_or_default();
        let waits = self.found.busy() || self.typed.with(|typed| typed.trim() != self.asked.get());
        if let Some(error) = self.found.error() {
            return view! { <span class="palette-fault">{error.message()}</span> }.into_any();
        }
        match count {
            0 if waits => view! { <span>{palette::searching()}</span> }.into_any(),
            0 => view! { <span>{palette::none()}</span> }.into_any(),
            count => view! { <span class="sr">{palette::results(count)}</span> }.into_any(),
        }
    }
}

/// The entries that fit, those that were chosen last before the others.
fn recent_first(mut all: Vec<Entry>, recent: &[recent::Choice], wanted: &[String]) -> Vec<Entry> {
    let mut sorted = Vec::with_capacity(all.len());
    for (key, label) in recent {
        let entry = match all.iter().position(|entry| entry.key == *key) {
            Some(place) => Some(all.remove(place)),
            None => entries::remembered(key, label).filter(|entry| fits(wanted, &entry.label)),
        };
        sorted.extend(entry.map(|entry| entry.within(Group::Recent)));
    }
    sorted.extend(all);
    // Stable: within a group the order stays.
    sorted.sort_by_key(|entry| entry.group);
    sorted
}
