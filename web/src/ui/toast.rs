//! Toasts: what worked, said in passing, with a way back where there is one.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::{Button, ButtonKind, ButtonSize};
use crate::i18n::text;

/// Long enough to read and to reach "Undo".
const SHOWN: Duration = Duration::from_secs(6);
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

fn show(sentence: String, bad: bool, action: Option<(String, Arc<dyn Fn() + Send + Sync>)>) {
    let id = LAST.get().wrapping_add(1);
    LAST.set(id);
    signal().update(|toasts| {
        toasts.push(Toast { id, sentence, bad, action });
        let surplus = toasts.len().saturating_sub(MOST);
        toasts.drain(..surplus);
    });
    set_timeout(move || dismiss(id), SHOWN);
}

fn dismiss(id: u32) {
    signal().update(|toasts| toasts.retain(|toast| toast.id != id));
}

/// Where the toasts stand: once, at the end of the app.
#[component]
pub fn Toasts() -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {move || signal().get().into_iter().map(one).collect::<Vec<_>>()}
        </div>
    }
}

fn one(toast: Toast) -> AnyView {
    let id = toast.id;
    let action = toast.action.map(|(label, action)| {
        let press = move |()| {
            action();
            dismiss(id);
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
            <Button kind=ButtonKind::Plain size=ButtonSize::Small icon=Icon::Close label=text::common::close() on_press=move |()| dismiss(id) />
        </div>
    }
    .into_any()
}
