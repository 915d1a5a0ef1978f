//! The menu of the person who is signed in: language, theme, settings, sign out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::accounts::{ChangeMe, Me};
use shared::locale::Locale;

use crate::i18n::{self, text, words};
use crate::routes::Place;
use crate::session;
use crate::settings::change_me;
use crate::ui::{Avatar, Icon, Menu, ThemeSwitch, browser, icon, live, toast};

/// Name and role at the foot of the navigation, with a menu.
#[component]
pub(super) fn PersonMenu() -> impl IntoView {
    live(move || session::me().map(|me| menu(&me)).into_any())
}

fn menu(me: &Me) -> AnyView {
    let works_for = match (&me.reseller, me.subscriptions.first()) {
        (Some(reseller), _) => reseller.name.clone(),
        (None, Some(subscription)) => subscription.company_name.clone(),
        (None, None) => String::new(),
    };
    let role = me.reseller.as_ref().map(|reseller| words::reseller_role(reseller.role));
    let face = view! {
        <Avatar name=me.full_name.clone() />
        <span class="person-words">
            <b>{me.full_name.clone()}</b>
            <span class="quiet">{works_for}</span>
        </span>
        {icon(Icon::Chevron)}
    }
    .into_any();
    let email = me.email.clone();
    let languages: Vec<_> = Locale::ALL.iter().map(|locale| language(*locale)).collect();
    view! {
        <div class="person">
            <Menu face class="person-button">
                <p class="menu-head">{email} {role.map(|role| view! { <span class="tag">{role}</span> })}</p>
                <a href=Place::Settings.path()>{icon(Icon::Settings)} {text::shell::settings()}</a>
                <hr />
                <div class="menu-row" data-stays="">
                    <span>{text::common::theme()}</span>
                    <ThemeSwitch />
                </div>
                <div role="group" aria-label=text::common::language() class="menu-group">
                    {languages}
                </div>
                <hr />
                <button type="button" on:click=|_| spawn_local(session::sign_out())>
                    {icon(Icon::SignOut)}
                    {text::shell::sign_out()}
                </button>
            </Menu>
        </div>
    }
    .into_any()
}

fn language(locale: Locale) -> AnyView {
    let chosen = locale == i18n::locale();
    view! {
        <button type="button" lang=locale.as_str() aria-pressed=if chosen { "true" } else { "false" } on:click=move |_| choose_language(locale)>
            {icon(if chosen { Icon::Check } else { Icon::Globe })}
            {i18n::own_name(locale)}
        </button>
    }
    .into_any()
}

/// Changes the screens at once and the profile behind it, so that mails follow.
pub fn choose_language(locale: Locale) {
    let Some(me) = session::me_untracked().filter(|_| locale != i18n::locale()) else { return };
    session::update(Me { locale, ..me.clone() });
    browser::focus_after_redraw(".person-button");
    spawn_local(async move {
        match change_me(ChangeMe { locale: Some(locale), ..ChangeMe::default() }, me.version).await {
            Ok(changed) => session::update(changed),
            Err(error) => {
                session::update(me);
                toast::warn(error.message());
            }
        }
    });
}
