//! Forms: fields with their faults, one submit at a time, the server's faults put at their fields.

use std::future::Future;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev::SubmitEvent, html};
use shared::validation::FaultCode;

use super::browser;
use super::card::{Notice, Tone};
use super::live::live;
use super::toast;
use crate::api::{Answer, ClientError};
use crate::i18n::{fault_text, text};

/// A form's state. Copy it into handlers freely.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Names the form's elements, so that labels and errors find their fields.
    id: u32,
    faults: RwSignal<Vec<(String, String)>>,
    problem: RwSignal<Option<ClientError>>,
    busy: RwSignal<bool>,
    node: NodeRef<html::Form>,
    scope: FormScope,
}

/// The part of the page that a form's answer is for. A dialog gives its own: it outlives the form that is closed with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormScope(RwSignal<()>);

impl FormScope {
    /// The part of the page that is being made.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(()))
    }

    fn is_gone(self) -> bool {
        self.0.is_disposed()
    }
}

/// One field of a form: its value, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    form: Form,
    pointer: &'static str,
    /// What stands in the field.
    pub value: RwSignal<String>,
}

/// What happens with an answer. Boxed with its request, so that sending is compiled once and not once per form.
type Done = Box<dyn FnOnce()>;

thread_local! {
    static FORMS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

impl Form {
    /// An empty form. To be made where the component runs.
    pub fn new() -> Self {
        let id = FORMS.get().wrapping_add(1);
        FORMS.set(id);
        Self {
            id,
            faults: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
            node: NodeRef::new(),
            scope: use_context().unwrap_or_else(FormScope::new),
        }
    }

    /// A field, by the JSON pointer that the API names it with: `form.field("/email", "")`.
    pub fn field(self, pointer: &'static str, initial: impl Into<String>) -> Field {
        Field { form: self, pointer, value: RwSignal::new(initial.into()) }
    }

    /// Whether the form is being sent; tracked.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What the server refused, apart from single fields; tracked.
    pub fn problem(self) -> Option<ClientError> {
        self.problem.get()
    }

    /// Forgets what was wrong: call it before the fields are checked.
    pub fn clear(self) {
        self.faults.set(Vec::new());
        self.problem.set(None);
    }

    /// Notes that a field is wrong.
    pub fn fault(self, pointer: &str, sentence: String) {
        self.faults.update(|faults| faults.push((pointer.to_owned(), sentence)));
    }

    /// Moves the focus to the first wrong field.
    pub fn focus_fault(self) {
        // After the faults are painted, since the selector reads them off the page.
        request_animation_frame(move || {
            // The refusal may have put another page in the form's place.
            if let Some(form) = self.node.try_get_untracked().flatten() {
                browser::focus_first(&form, "[aria-invalid=true], .form-problem");
            }
        });
    }

    /// Closes the form's dialog after its answer. Not one that was closed and opened anew meanwhile: that is another form's.
    pub fn close(self, open: RwSignal<bool>) {
        if !self.busy.is_disposed() {
            open.set(false);
        }
    }

    /// Sends unless it is sent already; puts faults at their fields; calls `done` with the answer, also where the form's
    /// dialog was closed meanwhile: what the server did has to be shown. (So `done` reads nothing that the dialog made.)
    pub fn send<T: 'static>(self, request: impl Future<Output = Answer<T>> + 'static, done: impl FnOnce(T) + 'static) {
        let request = async move {
            let value = request.await?;
            let done: Done = Box::new(move || done(value));
            Ok(done)
        };
        self.run(request.boxed_local());
    }

    fn run(self, request: LocalBoxFuture<'static, Answer<Done>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = request.await;
            let closed = self.busy.try_set(false).is_some();
            match answer {
                // The page was left: what `done` is about is gone with it.
                _ if closed && self.scope.is_gone() => {}
                Ok(done) => done(),
                Err(error) if closed => toast::warn(error.message()),
                Err(error) => self.refused(error),
            }
        });
    }

    /// Shows a refusal: at the fields that it names, the rest above the form.
    pub fn refused(self, error: ClientError) {
        let mut elsewhere = error.field_errors().is_empty();
        for wrong in error.field_errors() {
            if self.shows(&wrong.pointer) {
                self.fault(&wrong.pointer, wrong.detail.clone());
            } else {
                elsewhere = true;
            }
        }
        self.problem.set(elsewhere.then_some(error));
        self.focus_fault();
    }

    /// Whether a field with this pointer stands on the page now.
    fn shows(self, pointer: &str) -> bool {
        let selector = format!("[data-pointer=\"{pointer}\"]");
        self.node.get_untracked().and_then(|form| form.query_selector(&selector).ok().flatten()).is_some()
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl Field {
    /// The element's id.
    pub fn id(self) -> String {
        format!("f{}{}", self.form.id, self.pointer.replace('/', "-"))
    }

    /// The JSON pointer that the API names the field with.
    pub const fn pointer(self) -> &'static str {
        self.pointer
    }

    /// What is wrong with the field; tracked.
    pub fn fault(self) -> Option<String> {
        self.form.faults.with(|faults| faults.iter().find(|(pointer, _)| pointer == self.pointer).map(|(_, sentence)| sentence.clone()))
    }

    /// Takes a new value over and forgets what was wrong with the old one.
    pub fn edit(self, value: String) {
        self.value.set(value);
        if self.form.faults.with_untracked(|faults| faults.iter().any(|(pointer, _)| pointer == self.pointer)) {
            self.form.faults.update(|faults| faults.retain(|(pointer, _)| pointer != self.pointer));
        }
    }

    /// The value by a rule of `shared::validation`; a fault is shown at the field, and gives `None`.
    pub fn checked<T>(self, rule: impl FnOnce(String) -> Result<T, FaultCode>) -> Option<T> {
        match rule(self.value.get_untracked()) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.form.fault(self.pointer, fault_text(&fault));
                None
            }
        }
    }

    /// The same for a field that may stay empty: `Some(None)` where it is.
    pub fn checked_optional<T>(self, rule: impl FnOnce(String) -> Result<T, FaultCode>) -> Option<Option<T>> {
        if self.value.with_untracked(|value| value.trim().is_empty()) { Some(None) } else { self.checked(rule).map(Some) }
    }
}

/// The form's element: Enter submits, the browser's own checks are off, since ours speak the reader's language.
#[component]
pub fn FormView(
    form: Form,
    /// Checks the fields and calls [`Form::send`].
    #[prop(into)]
    on_submit: UnsyncCallback<()>,
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.busy.get_untracked() {
            form.clear();
            on_submit.run(());
        }
    };
    view! {
        <form class="form" novalidate node_ref=form.node on:submit=submit aria-busy=move || form.busy.get().then_some("true")>
            <FormProblem form />
            {children()}
        </form>
    }
    .into_any()
}

/// What the server refused, apart from single fields. [`FormView`] shows it above the fields.
#[component]
pub fn FormProblem(form: Form) -> impl IntoView {
    live(move || {
        let problem = form.problem().map(|error| {
            let request_id =
                error.request_id().filter(|_| error.code().is_none_or(|code| code.status() >= 500)).map(text::common::request_id);
            view! {
                <div class="form-problem" tabindex="-1" role="alert">
                    <Notice tone=Tone::Bad>
                        {error.message()} {request_id.map(|line| view! { <span class="request-id">{line}</span> })}
                    </Notice>
                </div>
            }
        });
        problem.into_any()
    })
}
