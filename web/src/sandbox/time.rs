//! What time it is for the company: by the reader's clock, and so much later where the company is a sandbox. For words
//! such as "2 hours ago", never for rules.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::ui::browser;

thread_local! {
    static AHEAD: RefCell<ArcRwSignal<i64>> = RefCell::new(ArcRwSignal::new(0));
}

fn signal() -> ArcRwSignal<i64> {
    AHEAD.with_borrow(Clone::clone)
}

/// How many milliseconds the company is ahead; tracked.
pub fn ahead_millis() -> i64 {
    signal().get()
}

/// Notes how far ahead it is.
pub(super) fn set_ahead(millis: i64) {
    let signal = signal();
    if signal.get_untracked() != millis {
        signal.set(millis);
    }
}

/// Milliseconds since 1970, for the company; not tracked.
pub fn now_millis() -> i64 {
    browser::now_millis() + signal().get_untracked()
}
