//! The rows that are ticked. They stay so while pages, filters and the data change.

use std::collections::BTreeMap;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use shared::ids::SubscriptionId;
use shared::subscriptions::Subscription;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::i18n::text::bulk as text;
use crate::subscriptions::rows::Shown;
use crate::ui::Load;

/// What is ticked, with its name. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub struct Selection {
    chosen: RwSignal<BTreeMap<SubscriptionId, String>>,
    /// The row that was ticked last: a range begins there.
    last: StoredValue<Option<SubscriptionId>>,
}

/// How many of a page's rows are ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ticked {
    None,
    Some,
    All,
}

impl Selection {
    /// Nothing.
    pub fn new() -> Self {
        Self { chosen: RwSignal::new(BTreeMap::new()), last: StoredValue::new(None) }
    }

    /// Whether a row is ticked; tracked.
    fn has(self, id: SubscriptionId) -> bool {
        self.chosen.with(|chosen| chosen.contains_key(&id))
    }

    /// How many are ticked; tracked.
    pub fn count(self) -> usize {
        self.chosen.with(BTreeMap::len)
    }

    /// What is ticked now.
    pub fn now(self) -> Vec<(SubscriptionId, String)> {
        self.chosen.with_untracked(|chosen| chosen.iter().map(|(id, name)| (*id, name.clone())).collect())
    }

    /// Ticks rows, or no longer. Nothing to do where the page was left.
    pub fn set(self, rows: &[(SubscriptionId, String)], ticked: Tick) {
        let change = |chosen: &mut BTreeMap<_, _>| {
            for (id, name) in rows {
                match ticked {
                    Tick::On => drop(chosen.insert(*id, name.clone())),
                    Tick::Off => drop(chosen.remove(id)),
                }
            }
        };
        let _ = self.chosen.try_update(change);
    }

    /// Ticks nothing.
    pub fn clear(self) {
        self.last.set_value(None);
        self.chosen.set(BTreeMap::new());
    }

    /// Ticks a row as it was clicked; with Shift all between it and the one before.
    fn click(self, id: SubscriptionId, rows: &[(SubscriptionId, String)], event: &MouseEvent) {
        let place = |id: SubscriptionId| rows.iter().position(|(row, _)| *row == id);
        let Some(here) = place(id) else { return };
        let from = self.last.get_value().filter(|_| event.shift_key()).and_then(place).unwrap_or(here);
        self.set(rows.get(from.min(here)..=from.max(here)).unwrap_or_default(), Tick::of(event));
        self.last.set_value(Some(id));
    }

    fn of(self, page: &[Subscription]) -> Ticked {
        let count = self.chosen.with(|chosen| page.iter().filter(|row| chosen.contains_key(&row.id)).count());
        match count {
            0 => Ticked::None,
            count if count == page.len() => Ticked::All,
            _ => Ticked::Some,
        }
    }
}

/// What a click makes of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    On,
    Off,
}

impl Tick {
    fn of(event: &MouseEvent) -> Self {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if input.is_some_and(|input| input.checked()) { Self::On } else { Self::Off }
    }
}

/// A row with its name, as a selection keeps it.
pub(super) fn named(rows: &[Subscription]) -> Vec<(SubscriptionId, String)> {
    rows.iter().map(|row| (row.id, row.company_name.clone())).collect()
}

fn page_rows(shown: Load<Shown>) -> Vec<(SubscriptionId, String)> {
    untrack(|| shown.with(|(_, page)| named(&page.items))).unwrap_or_default()
}

/// The head over the boxes: ticks all rows of the page, or none.
pub fn page_box(selection: Selection, shown: Load<Shown>) -> AnyView {
    let ticked = Memo::new(move |_| shown.with(|(_, page)| selection.of(&page.items)).unwrap_or(Ticked::None));
    view! {
        <th scope="col" class="pick">
            <label>
                <input
                    type="checkbox"
                    aria-label=text::select_page()
                    prop:checked=move || ticked.get() == Ticked::All
                    prop:indeterminate=move || ticked.get() == Ticked::Some
                    on:click=move |event| selection.set(&page_rows(shown), Tick::of(&event))
                />
            </label>
        </th>
    }
    .into_any()
}

/// The cell with the box of a row.
pub fn row_box(selection: Selection, id: SubscriptionId, name: Memo<String>, shown: Load<Shown>) -> AnyView {
    view! {
        <td class="pick">
            <label>
                <input
                    type="checkbox"
                    aria-label=move || text::select_row(name.get())
                    prop:checked=move || selection.has(id)
                    on:click=move |event| selection.click(id, &page_rows(shown), &event)
                />
            </label>
        </td>
    }
    .into_any()
}
