//! Lists whose parts stay what they are while others come, go and change: focus, selection and open menus stay too.

use leptos::prelude::*;

use super::live::live;

/// A part of a list: what tells it from the others, and how it is drawn when it is new.
pub struct Part {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Part {
    /// A part that follows its own data. It is drawn once; what reads the data follows it by itself (see [`cell`]), and
    /// all else stays: an open menu, the focus. While it leaves the list it keeps the data that it had.
    pub fn following<T: Clone + PartialEq + Send + Sync + 'static>(
        key: impl Into<String>,
        data: impl Fn() -> Option<T> + Send + Sync + 'static,
        draw: impl FnOnce(Memo<T>) -> AnyView + Send + 'static,
    ) -> Self {
        Self::new(key, move || match untrack(&data) {
            None => ().into_any(),
            Some(first) => {
                let last = move |last: Option<&T>| data().unwrap_or_else(|| last.unwrap_or(&first).clone());
                draw(Memo::new(last))
            }
        })
    }

    /// A part. Another key means another part, which is drawn anew.
    pub fn new(key: impl Into<String>, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key: key.into(), draw: Box::new(draw) }
    }
}

/// What shows something of a part's data, and is drawn again where that changes.
pub fn cell<T: Send + Sync + 'static>(data: Memo<T>, draw: impl Fn(&T) -> AnyView + Send + 'static) -> AnyView {
    live(move || data.with(&draw))
}

/// The parts in their order. Pointers, so that the machinery is compiled once for all lists.
pub fn keyed(parts: impl Fn() -> Vec<Part> + Send + Sync + 'static) -> AnyView {
    let parts: Box<dyn Fn() -> Vec<Part> + Send + Sync> = Box::new(parts);
    view! { <For each=move || parts() key=|part| part.key.clone() children=|part| (part.draw)() /> }.into_any()
}
