//! Lists whose parts stay what they are while others come, go and change: focus, selection and open menus stay too.

use leptos::prelude::*;

use super::live::live;

/// A part of a list: what tells it from the others, and how it is drawn when it is new.
pub struct Part {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Part {
    /// A part that follows its own data: where that changes it is drawn again in place, so that it keeps the focus.
    pub fn following<T: Clone + PartialEq + Send + Sync + 'static>(
        key: impl Into<String>,
        data: impl Fn() -> Option<T> + Send + Sync + 'static,
        draw: impl Fn(T) -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self::new(key, move || {
            let data = Memo::new(move |_| data());
            live(move || data.get().map_or_else(|| ().into_any(), &draw))
        })
    }

    /// A part. Another key means another part, which is drawn anew.
    pub fn new(key: impl Into<String>, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key: key.into(), draw: Box::new(draw) }
    }
}

/// The parts in their order. Pointers, so that the machinery is compiled once for all lists.
pub fn keyed(parts: impl Fn() -> Vec<Part> + Send + Sync + 'static) -> AnyView {
    let parts: Box<dyn Fn() -> Vec<Part> + Send + Sync> = Box::new(parts);
    view! { <For each=move || parts() key=|part| part.key.clone() children=|part| (part.draw)() /> }.into_any()
}
