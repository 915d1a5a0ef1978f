//! Toasts: what worked, said in passing, with a way back where there is one.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::browser;
use super::icon::{Icon, icon};
use super::{Button, ButtonKind, ButtonSize};
use crate::i18n::text;

/// Long enough to read. Whoever points at a toast, or has the focus in it, keeps it.
const SHOWN: Duration = Duration::from_secs(6);
/// Long enough to think again and to reach "Undo" as well.
const SHOWN_WITH_ACTION: Duration = Duration::from_secs(10);
/// More would cover the page.
const MOST: usize = 3;

#[derive(Clone)]
struct Toast {
    id: u32,
    sentence: String,
    bad: bool,
    action: Option<(String, Arc<dyn Fn() + Send + Sync>)>,
}

thread_local! {
    static TOASTS: RefCell<ArcRwSignal<Vec<Toast>>> = RefCell::new(ArcRwSignal::new(Vec::new()));
    static LAST: Cell<u32> = const { Cell::new(0) };
    /// Where toasts can stand: on the page, and in each open dialog. They stand in the last.
    static HOSTS: RefCell<ArcRwSignal<Vec<u32>>> = RefCell::new(ArcRwSignal::new(Vec::new()));
    static HELD: Cell<bool> = const { Cell::new(false) };
    /// Those whose time ran out while they were held.
    static OVERDUE: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Says that something worked.
pub fn say(sentence: impl Into<String>) {
    show(sentence.into(), false, None);
}

/// Says that something worked, with a button that takes it back or leads on.
pub fn say_with(sentence: impl Into<String>, label: impl Into<String>, action: impl Fn() + Send + Sync + 'static) {
    show(sentence.into(), false, Some((label.into(), Arc::new(action))));
}

/// Says that something did not work, where there is no form to say it in.
pub fn warn(sentence: impl Into<String>) {
    show(sentence.into(), true, None);
}

fn signal() -> ArcRwSignal<Vec<Toast>> {
    TOASTS.with_borrow(Clone::clone)
}

fn hosts() -> ArcRwSignal<Vec<u32>> {
    HOSTS.with_borrow(Clone::clone)
}

fn next() -> u32 {
    let id = LAST.get().wrapping_add(1);
    LAST.set(id);
    id
}

fn show(sentence: String, bad: bool, action: Option<(String, Arc<dyn Fn() + Send + Sync>)>) {
    let id = next();
    let shown = if action.is_some() { SHOWN_WITH_ACTION } else { SHOWN };
    signal().update(|toasts| {
        toasts.push(Toast { id, sentence, bad, action });
        let surplus = toasts.len().saturating_sub(MOST);
        toasts.drain(..surplus);
    });
    expire(id, shown);
}

fn expire(id: u32, after: Duration) {
    let over = move || {
        if HELD.get() {
            OVERDUE.with_borrow_mut(|overdue| overdue.push(id));
        } else {
            dismiss(id);
        }
    };
    set_timeout(over, after);
}

fn hold() {
    HELD.set(true);
}

/// Those whose time is over get it once more.
fn release() {
    HELD.set(false);
    for id in OVERDUE.take() {
        expire(id, SHOWN);
    }
}

fn dismiss(id: u32) {
    signal().update(|toasts| toasts.retain(|toast| toast.id != id));
}

/// Takes a toast away by its own button. It takes pointer and focus with it, which no event tells.
fn close(id: u32) {
    dismiss(id);
    release();
    browser::focus_if_lost("h1");
}

/// Where the toasts stand: at the end of the app, and at the end of a dialog while it is open.
#[component]
pub fn Toasts() -> impl IntoView {
    let host = next();
    hosts().update(|hosts| hosts.push(host));
    on_cleanup(move || hosts().update(|hosts| hosts.retain(|other| *other != host)));
    let here = Memo::new(move |_| hosts().with(|hosts| hosts.last() == Some(&host)));
    let shown = move || {
        let toasts = if here.get() { signal().get() } else { Vec::new() };
        toasts.into_iter().map(one).collect::<Vec<_>>()
    };
    view! {
        <div
            class="toasts"
            role="status"
            aria-live="polite"
            on:pointerenter=|_| hold()
            on:pointerleave=|_| release()
            on:focusin=|_| hold()
            on:focusout=|_| release()
        >
            {shown}
        </div>
    }
    .into_any()
}

fn one(toast: Toast) -> AnyView {
    let id = toast.id;
    let action = toast.action.map(|(label, action)| {
        let press = move |()| {
            action();
            close(id);
        };
        view! {
            <Button kind=ButtonKind::Plain size=ButtonSize::Small on_press=press>
                {label}
            </Button>
        }
    });
    view! {
        <div class="toast" class:bad=toast.bad>
            {icon(if toast.bad { Icon::Alert } else { Icon::Check })}
            <p>{toast.sentence}</p>
            {action}
            <Button kind=ButtonKind::Plain size=ButtonSize::Small icon=Icon::Close label=text::common::close() on_press=move |()| close(id) />
        </div>
    }
    .into_any()
}
