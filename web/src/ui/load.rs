//! Data of a page: loaded, shown with what is between, loaded again.

use std::future::Future;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use super::live::{live, watch};
use super::{ProblemPanel, online};
use crate::api::{Answer, ClientError};

/// What a page loads: nothing yet, a value, or why there is none. Copy it into handlers freely.
pub struct Load<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    error: RwSignal<Option<ClientError>>,
    busy: RwSignal<bool>,
    round: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// Loads now, and again whenever a signal that `fetch` reads (before its first await) changes. A newer request
    /// replaces an older one, whose answer is aborted; so is the last one when the page is left.
    pub fn new<Fut: Future<Output = Answer<T>> + 'static>(fetch: impl Fn() -> Fut + 'static) -> Self {
        let load = Self { value: RwSignal::new(None), error: RwSignal::new(None), busy: RwSignal::new(true), round: RwSignal::new(0) };
        // Boxed, so that the machinery is compiled once per type and not once per page.
        load.run(Rc::new(move || fetch().boxed_local()));
        load
    }

    fn run(self, fetch: Rc<dyn Fn() -> LocalBoxFuture<'static, Answer<T>>>) {
        watch(move || {
            self.round.track();
            self.busy.set(true);
            let request = fetch();
            // The effect's owner ends with its next run or with the page, and the request with it.
            let task = async move {
                let answer = request.await;
                self.settle(answer);
            };
            spawn_local_scoped_with_cancellation(task.boxed_local());
        });
        // A lost connection heals: what failed for want of one is tried again.
        Effect::new(move |was: Option<bool>| {
            let online = online::is_online();
            if online && was == Some(false) && matches!(self.error.get_untracked(), Some(ClientError::Offline)) {
                self.reload();
            }
            online
        });
    }

    fn settle(self, answer: Answer<T>) {
        self.busy.set(false);
        match answer {
            Ok(value) => {
                self.error.set(None);
                self.value.set(Some(value));
            }
            Err(error) => self.error.set(Some(error)),
        }
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
        self.error.set(None);
        self.value.set(Some(value));
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

/// The three states of loaded data: the skeleton while there is nothing, the problem with a retry, the content.
/// What was loaded stays on the page while it is loaded again; a failed reload shows its problem in place.
pub fn loaded<T: Clone + Send + Sync + 'static>(
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
