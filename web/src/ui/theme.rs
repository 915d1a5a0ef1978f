//! Light, dark, or as the system says: kept in this browser.

use std::str::FromStr;

use leptos::prelude::*;

use super::browser;
use super::icon::{Icon, icon};
use crate::i18n::text;

const KEPT_UNDER: &str = "countersign.theme";

thread_local! {
    /// One for all places that show or change it.
    static CHOSEN: ArcRwSignal<Theme> = ArcRwSignal::new(Theme::kept());
}

/// How the screens are lit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its word, as it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => text::common::theme_system(),
            Self::Light => text::common::theme_light(),
            Self::Dark => text::common::theme_dark(),
        }
    }

    /// Its sign.
    pub const fn icon(self) -> Icon {
        match self {
            Self::System => Icon::Monitor,
            Self::Light => Icon::Sun,
            Self::Dark => Icon::Moon,
        }
    }

    /// The choice kept in this browser.
    pub fn kept() -> Self {
        browser::kept(KEPT_UNDER).and_then(|text| text.parse().ok()).unwrap_or(Self::System)
    }

    /// Lights the page so.
    pub fn apply(self) {
        browser::set_root_attribute("data-theme", (self != Self::System).then(|| self.as_str()));
    }

    /// The choice; tracked.
    pub fn chosen() -> Self {
        CHOSEN.with(|chosen| chosen.get())
    }

    /// Chooses it, and keeps that in this browser.
    pub fn choose(self) {
        browser::keep(KEPT_UNDER, (self != Self::System).then(|| self.as_str()));
        self.apply();
        CHOSEN.with(|chosen| chosen.set(self));
    }
}

impl FromStr for Theme {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).ok_or(())
    }
}

/// Three small buttons, one of which is pressed.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let buttons = Theme::ALL.map(|theme| {
        view! {
            <button
                type="button"
                aria-pressed=move || if Theme::chosen() == theme { "true" } else { "false" }
                aria-label=theme.label()
                title=theme.label()
                on:click=move |_| theme.choose()
            >
                {icon(theme.icon())}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="segments" role="group" aria-label=text::common::theme()>
            {buttons.into_iter().collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}
