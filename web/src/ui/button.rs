//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::icon::{Icon, icon as draw};

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Normal,
    /// The one thing to do here.
    Primary,
    /// Quiet, without a border.
    Plain,
    /// Takes something away.
    Danger,
    /// Takes something away for good: the last button before it.
    DangerPrimary,
}

/// How tall a button is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// As tall as a field.
    #[default]
    Normal,
    /// For rows of tables and heads of cards.
    Small,
    /// The whole width of its form.
    Wide,
}

fn class(kind: ButtonKind, size: ButtonSize) -> String {
    let kind = match kind {
        ButtonKind::Normal => "",
        ButtonKind::Primary => " primary",
        ButtonKind::Plain => " plain",
        ButtonKind::Danger => " danger",
        ButtonKind::DangerPrimary => " danger primary",
    };
    let size = match size {
        ButtonSize::Normal => "",
        ButtonSize::Small => " small",
        ButtonSize::Wide => " wide",
    };
    format!("button{kind}{size}")
}

/// A button that does something on this page.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    /// Drawn before the label.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// What a screen reader says in place of the children: needed where these are an icon alone.
    #[prop(optional, into)]
    label: Option<String>,
    /// While true the button shows that it works, and does nothing.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it does.
    #[prop(into)]
    on_press: UnsyncCallback<()>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let tooltip = label.clone();
    let alone = children.is_none();
    view! {
        <button
            type="button"
            class=class(kind, size)
            class:icon-only=alone
            aria-label=label
            title=tooltip
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| {
                if !busy.get_untracked() {
                    on_press.run(());
                }
            }
        >
            {icon.map(draw)}
            {children.map(|children| children())}
        </button>
    }
    .into_any()
}

/// The button that sends its form. The form sees to it that it never sends twice.
#[component]
pub fn SubmitButton(
    #[prop(optional)] kind: Option<ButtonKind>,
    #[prop(optional)] size: ButtonSize,
    /// While true the form is being sent.
    #[prop(into)]
    busy: Signal<bool>,
    #[prop(into)] label: String,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=class(kind.unwrap_or(ButtonKind::Primary), size)
            class:busy=move || busy.get()
            aria-disabled=move || busy.get().then_some("true")
        >
            {label}
        </button>
    }
    .into_any()
}

/// A link to another page that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional, into)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=class(kind, size) href=href>
            {icon.map(draw)}
            {children()}
        </a>
    }
    .into_any()
}
