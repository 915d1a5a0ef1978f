//! Parts of a page that change by themselves, and effects, each compiled once and not once per place that uses them:
//! what differs is behind a pointer. That keeps the app small.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;

/// A part of a page that is drawn anew when a signal that it reads changes. `view!` does the same for closures written
/// in it; this is for components that are nothing else.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let shared: Arc<Mutex<dyn FnMut() -> AnyView + Send>> = Arc::new(Mutex::new(view));
    shared.into_any()
}

/// Runs now and whenever a signal that it reads changes.
pub fn watch(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(move |_| run());
}
