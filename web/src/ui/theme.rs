//! Light, dark, or as the system says: kept in this browser.

use std::str::FromStr;

use leptos::prelude::*;

use super::browser;
use super::icon::{Icon, icon};
use crate::i18n::text;

const KEPT_UNDER: &str = "countersign.theme";

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
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::System => text::common::theme_system(),
            Self::Light => text::common::theme_light(),
            Self::Dark => text::common::theme_dark(),
        }
    }

    const fn icon(self) -> Icon {
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

    fn choose(self) {
        browser::keep(KEPT_UNDER, (self != Self::System).then(|| self.as_str()));
        self.apply();
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
    let chosen = RwSignal::new(Theme::kept());
    let buttons = Theme::ALL.map(|theme| {
        view! {
            <button
                type="button"
                aria-pressed=move || if chosen.get() == theme { "true" } else { "false" }
                aria-label=theme.label()
                title=theme.label()
                on:click=move |_| {
                    theme.choose();
                    chosen.set(theme);
                }
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
