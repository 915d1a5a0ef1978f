//! Fields of text with label, hint and fault.

use leptos::prelude::*;

use super::form::Field;
use super::icon::{Icon, icon};
use super::live::live;

/// The frame of every field: the label above, the hint and the fault below, tied to the control by id.
#[component]
pub fn FieldShell(
    field: Field,
    #[prop(into)] label: String,
    /// Said behind the label, for fields that may stay empty.
    #[prop(optional, into)]
    aside: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    /// `true` where the label names a group of controls and not one.
    children: Children,
) -> impl IntoView {
    let id = field.id();
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
    view! {
        <div class="field">
            <label for=id>{label} {aside.map(|aside| view! { <span class="aside">{aside}</span> })}</label>
            {children()}
            {hint}
            <FieldError field />
        </div>
    }
    .into_any()
}

/// What is wrong with a field.
#[component]
pub fn FieldError(field: Field) -> impl IntoView {
    live(move || {
        let fault = field.fault().map(|sentence| {
            view! { <p class="fault" id=format!("{}-fault", field.id())>{icon(Icon::Alert)} {sentence}</p> }
        });
        fault.into_any()
    })
}

/// Whether a field has a hint below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// It has one.
    Below,
    /// It has none.
    None,
}

impl From<&Option<String>> for Hint {
    fn from(hint: &Option<String>) -> Self {
        if hint.is_some() { Self::Below } else { Self::None }
    }
}

/// The ids of hint and fault, for `aria-describedby`; tracked.
pub(super) fn described_by(field: Field, hint: Hint) -> Option<String> {
    let id = field.id();
    match (hint, field.fault()) {
        (Hint::None, None) => None,
        (Hint::Below, None) => Some(format!("{id}-hint")),
        (Hint::None, Some(_)) => Some(format!("{id}-fault")),
        (Hint::Below, Some(_)) => Some(format!("{id}-fault {id}-hint")),
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] aside: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    /// `text` unless given; `email`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in by themselves, as in HTML.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keyboard a phone shows, as in HTML.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The width in characters, where the value is short.
    #[prop(optional)]
    short: Option<()>,
    /// Has the focus when its dialog opens.
    #[prop(optional)]
    autofocus: Option<()>,
    /// Has the focus when its page is entered, in place of the heading.
    #[prop(optional)]
    first: Option<()>,
    /// Shown and sent, never typed in.
    #[prop(optional)]
    readonly: Option<()>,
) -> impl IntoView {
    let has_hint = Hint::from(&hint);
    view! {
        <FieldShell field label nostrip:aside=aside nostrip:hint=hint>
            <input
                class="input"
                class:short=short.is_some()
                id=field.id()
                data-pointer=field.pointer()
                type=kind
                autocomplete=autocomplete
                inputmode=inputmode
                autofocus=autofocus.is_some()
                data-first=first.map(|()| "")
                readonly=readonly.is_some()
                spellcheck=(kind != "text").then_some("false")
                autocapitalize=(kind == "email").then_some("none")
                prop:value=move || field.value.get()
                on:input:target=move |event| field.edit(event.target().value())
                aria-invalid=move || field.fault().map(|_| "true")
                aria-describedby=move || described_by(field, has_hint)
            />
        </FieldShell>
    }
    .into_any()
}
