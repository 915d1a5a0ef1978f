//! Data of a page: loaded, shown with what is between, loaded again.

use std::future::Future;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::live::{live, watch};
use super::{ProblemPanel, browser, online};
use crate::api::{Answer, ClientError};

/// What a page loads: nothing yet, a value, or why there is none. Copy it into handlers freely.
pub struct Load<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    error: RwSignal<Option<ClientError>>,
    busy: RwSignal<bool>,
    round: RwSignal<u32>,
    quiet: StoredValue<Quiet>,
}

/// Whether a request is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quiet {
    No,
    /// The reader did not ask for it, and need not see it.
    Yes,
    /// The same, and it did not work for the moment: what is shown is old.
    Missed,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Load<T> {
    /// Loads now, and again whenever a signal that `fetch` reads (before its first await) changes. A newer request
    /// replaces an older one, whose answer is aborted; so is the last one when the page is left.
    pub fn new<Fut: Future<Output = Answer<T>> + 'static>(fetch: impl Fn() -> Fut + 'static) -> Self {
        let load = Self {
            value: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(true),
            round: RwSignal::new(0),
            quiet: StoredValue::new(Quiet::No),
        };
        // Boxed, so that the machinery is compiled once per type and not once per page.
        load.run(Rc::new(move || fetch().boxed_local()));
        load
    }

    fn run(self, fetch: Rc<dyn Fn() -> LocalBoxFuture<'static, Answer<T>>>) {
        watch(move || {
            self.round.track();
            let quiet = self.quiet.get_value();
            self.quiet.set_value(Quiet::No);
            if quiet != Quiet::Yes {
                self.busy.set(true);
            }
            let request = fetch();
            // The effect's owner ends with its next run or with the page, and the request with it.
            let task = async move {
                let answer = request.await;
                self.settle(answer, quiet);
            };
            spawn_local_scoped_with_cancellation(task.boxed_local());
        });
        // A lost connection heals: what failed for want of one is tried again.
        Effect::new(move |was: Option<bool>| {
            let online = online::is_online();
            if online && was == Some(false) {
                if matches!(self.error.get_untracked(), Some(ClientError::Offline)) {
                    self.reload();
                } else if self.quiet.get_value() == Quiet::Missed {
                    self.refresh();
                }
            }
            online
        });
    }

    fn settle(self, answer: Answer<T>, quiet: Quiet) {
        if self.busy.get_untracked() {
            self.busy.set(false);
        }
        match answer {
            Ok(value) => self.show(value),
            // What is shown stays: the reader did not ask.
            Err(error) if quiet == Quiet::Yes && is_passing(&error) && self.value.with_untracked(Option::is_some) => {
                self.quiet.set_value(Quiet::Missed);
            }
            Err(error) => self.error.set(Some(error)),
        }
    }

    /// Shows a value. The same one changes nothing, so that nothing is drawn anew for it.
    fn show(self, value: T) {
        if self.error.with_untracked(Option::is_some) {
            self.error.set(None);
        }
        if self.value.with_untracked(|old| old.as_ref() != Some(&value)) {
            let focused = browser::focused();
            self.value.set(Some(value));
            browser::keep_focus(focused);
        }
    }

    /// Loads again because something happened: nothing shows that it does, and what fails for the moment is forgiven.
    pub fn refresh(self) {
        self.quiet.set_value(Quiet::Yes);
        self.round.update(|round| *round = round.wrapping_add(1));
    }

    /// Loads again; what is shown stays until the answer is there.
    pub fn reload(self) {
        self.round.update(|round| *round = round.wrapping_add(1));
    }

    /// The value, once it is there; tracked.
    pub fn get(self) -> Option<T> {
        self.value.get()
    }

    /// Reads the value without copying it; tracked.
    pub fn with<O>(self, read: impl FnOnce(&T) -> O) -> Option<O> {
        self.value.with(|value| value.as_ref().map(read))
    }

    /// Puts another value in place, as an answer to a change gave it.
    pub fn set(self, value: T) {
        self.show(value);
    }

    /// Changes the value in place.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update(|value| {
            if let Some(value) = value {
                change(value);
            }
        });
    }

    /// Why the last request did not work; tracked.
    pub fn error(self) -> Option<ClientError> {
        self.error.get()
    }

    /// Whether a request is under way; tracked.
    pub fn busy(self) -> bool {
        self.busy.get()
    }
}

/// Whether an error says nothing about what was asked for.
fn is_passing(error: &ClientError) -> bool {
    match error {
        ClientError::Problem(problem) => problem.status >= 500 || problem.status == 429,
        ClientError::Offline | ClientError::Unexpected { .. } => true,
    }
}

/// The same three states as [`loaded`], for content that follows the data by itself: it is drawn once, and stays while
/// the data changes.
pub fn held<T: Clone + PartialEq + Send + Sync + 'static>(
    load: Load<T>,
    skeleton: impl Fn() -> AnyView + Send + 'static,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let retry = move || load.reload();
    let there = Memo::new(move |_| load.with(|_| ()).is_some());
    live(move || match (load.error(), there.get()) {
        (Some(error), _) => view! { <ProblemPanel error retry /> }.into_any(),
        (None, true) => content(),
        (None, false) => skeleton(),
    })
}

/// The three states of loaded data: the skeleton while there is nothing, the problem with a retry, the content.
/// What was loaded stays on the page while it is loaded again; a failed reload shows its problem in place.
pub fn loaded<T: Clone + PartialEq + Send + Sync + 'static>(
    load: Load<T>,
    skeleton: impl Fn() -> AnyView + Send + 'static,
    content: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let retry = move || load.reload();
    live(move || match (load.error(), load.get()) {
        (Some(error), _) => view! { <ProblemPanel error retry /> }.into_any(),
        (None, Some(value)) => content(value),
        (None, None) => skeleton(),
    })
}
