//! The list of what can be chosen (ARIA's listbox, its options in groups).

use leptos::prelude::*;

use super::content::Search;
use super::entries::{Entry, Group};
use crate::i18n::text::palette as text;
use crate::ui::{icon, live};

/// The list's id.
pub(super) const OPTIONS: &str = "palette-options";

/// The id of an option by its place.
pub(super) fn option_id(at: usize) -> String {
    format!("palette-option-{at}")
}

/// The list; hidden where there is nothing in it.
pub(super) fn options(search: Search) -> AnyView {
    let groups = live(move || {
        let mut groups: Vec<(Group, Vec<AnyView>)> = Vec::new();
        for (at, entry) in search.entries.get().into_iter().enumerate() {
            let group = entry.group;
            let drawn = option(search, at, entry);
            match groups.last_mut() {
                Some((last, options)) if *last == group => options.push(drawn),
                _ => groups.push((group, vec![drawn])),
            }
        }
        groups.into_iter().map(|(label, options)| drawn(label, options)).collect::<Vec<_>>().into_any()
    });
    view! {
        <div class="palette-options" id=OPTIONS role="listbox" aria-label=text::title() hidden=move || search.entries.with(Vec::is_empty)>
            {groups}
        </div>
    }
    .into_any()
}

fn drawn(group: Group, options: Vec<AnyView>) -> AnyView {
    view! {
        <div role="group" aria-label=group.label()>
            <p class="palette-group" aria-hidden="true">{group.label()}</p>
            {options}
        </div>
    }
    .into_any()
}

fn option(search: Search, at: usize, entry: Entry) -> AnyView {
    let keys = entry.keys.map(|keys| {
        let keys: Vec<_> = keys.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect();
        view! { <span class="palette-keys" aria-hidden="true">{keys}</span> }
    });
    view! {
        <div
            class="palette-option"
            id=option_id(at)
            role="option"
            aria-selected=move || if search.at.get() == at { "true" } else { "false" }
            // Moved, not entered: the list may move under a pointer that rests.
            on:mousemove=move |_| search.point(at)
            // The field keeps the focus.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| search.choose(at)
        >
            {icon(entry.sign)}
            <span class="palette-label">{entry.label}</span>
            {entry.aside.map(|aside| view! { <span class="quiet">{aside}</span> })}
            {keys}
        </div>
    }
    .into_any()
}
