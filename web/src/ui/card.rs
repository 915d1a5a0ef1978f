//! Cards, facts and notices: what pages are laid out with.

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// A part of a page with a heading, and what can be done with it at the right of that.
#[component]
pub fn Card(
    #[prop(into)] title: String,
    /// A line under the title.
    #[prop(optional, into)]
    about: Option<String>,
    /// Buttons beside the title.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// `flush` where a table fills the card to its edges.
    #[prop(optional)]
    flush: Option<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card">
            <header>
                <div>
                    <h2>{title}</h2>
                    {about.map(|about| view! { <p class="quiet">{about}</p> })}
                </div>
                {actions.map(|actions| actions.run())}
            </header>
            <div class:body=flush.is_none()>{children()}</div>
        </section>
    }
    .into_any()
}

/// A list of facts: names at the left, values at the right.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }.into_any()
}

/// One fact of [`Facts`].
#[component]
pub fn Fact(#[prop(into)] name: String, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
    .into_any()
}

/// What a notice or a badge is about. Its shape says the same as its colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// Under way.
    Calm,
    /// Well.
    Good,
    /// Soon to be looked after.
    Warn,
    /// Wrong.
    Bad,
}

impl Tone {
    /// The class of the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Calm => "calm",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A sentence or two that stand out on a page.
#[component]
pub fn Notice(#[prop(optional)] tone: Tone, children: Children) -> impl IntoView {
    let sign = match tone {
        Tone::Good => Icon::Check,
        Tone::Neutral | Tone::Calm | Tone::Warn | Tone::Bad => Icon::Alert,
    };
    view! {
        <div class=format!("notice {}", tone.class())>
            {icon(sign)} <div>{children()}</div>
        </div>
    }
    .into_any()
}
