//! "Select all that match": the pages of the present filter are read one after another, and can be stopped.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::selection::{Selection, Tick, named};
use crate::subscriptions::api;
use crate::subscriptions::list_state::ListState;
use crate::ui::toast;

/// Whether pages are being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Walk {
    /// No.
    Over,
    /// Yes, since the walk of this number began.
    Under(u32),
}

/// Ticks every row of a list, page by page, while `walk` says so.
pub(super) fn select_matching(state: &ListState, selection: Selection, walk: RwSignal<Walk>) {
    thread_local! {
        static WALKS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    let number = WALKS.get().wrapping_add(1);
    WALKS.set(number);
    walk.set(Walk::Under(number));
    let state = state.clone();
    spawn_local(async move {
        let mut cursor = None;
        loop {
            let page = api::matching(&state, cursor.take()).await;
            // It was stopped, or the page was left.
            if walk.try_get_untracked() != Some(Walk::Under(number)) {
                return;
            }
            match page {
                Ok(page) => {
                    selection.set(&named(&page.items), Tick::On);
                    cursor = page.next_cursor;
                }
                Err(error) => toast::warn(error.message()),
            }
            if cursor.is_none() {
                return walk.set(Walk::Over);
            }
        }
    });
}
