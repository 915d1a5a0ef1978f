//! The frame of pages for people who are not signed in: the mark, one card, language and theme.

use leptos::html;
use leptos::prelude::*;
use shared::locale::Locale;

use crate::i18n::{self, text};
use crate::ui::{Icon, Mark, ThemeSwitch, browser, enter_page, icon};

/// One card in the middle of the window.
#[component]
pub fn PublicLayout(
    #[prop(into)] title: String,
    /// A line under the title.
    #[prop(optional, into)]
    about: Option<String>,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    enter_page(&title, heading);
    view! {
        <div class="public">
            <header>
                <a class="brand" href="/">
                    <Mark />
                    <span>"Countersign"</span>
                </a>
            </header>
            <main>
                <div class="public-card">
                    <div class="public-head">
                        <h1 node_ref=heading tabindex="-1">
                            {title}
                        </h1>
                        {about.map(|about| view! { <p class="quiet">{about}</p> })}
                    </div>
                    {children()}
                </div>
            </main>
            <footer>
                <LanguageSelect />
                <ThemeSwitch />
            </footer>
        </div>
    }
    .into_any()
}

/// A page that says one thing, and leads on.
#[component]
pub fn PublicMessage(sign: Icon, #[prop(into)] title: String, #[prop(into)] sentence: String, children: Children) -> impl IntoView {
    view! {
        <PublicLayout title>
            <div class="public-message">
                <span class="panel-sign">{icon(sign)}</span>
                <p>{sentence}</p>
                {children()}
            </div>
        </PublicLayout>
    }
    .into_any()
}

/// The language of this browser, before somebody signs in.
#[component]
fn LanguageSelect() -> impl IntoView {
    let options: Vec<_> = Locale::ALL
        .iter()
        .map(|locale| view! { <option value=locale.as_str() selected=*locale == i18n::locale() lang=locale.as_str()>{i18n::own_name(*locale)}</option> })
        .collect();
    view! {
        <label class="language">
            <span class="sr">{text::common::language()}</span>
            {icon(Icon::Globe)}
            <select
                class="input select"
                on:change:target=move |event| {
                    if let Ok(locale) = event.target().value().parse() {
                        i18n::set_locale(locale);
                        browser::focus_after_redraw(".language select");
                    }
                }
            >
                {options}
            </select>
        </label>
    }
}
