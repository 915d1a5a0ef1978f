//! One's own name, phone and language.

use leptos::prelude::*;
use shared::accounts::{ChangeMe, Me};
use shared::locale::Locale;
use shared::rights::ResellerRole;
use shared::validation;

use super::api;
use super::credentials::CredentialsCard;
use crate::i18n::{own_name, text};
use crate::session;
use crate::ui::{Card, Form, FormView, Select, SubmitButton, Switch, TextField, keys, toast, watch};

/// The languages for a [`Select`].
pub(super) fn languages() -> Vec<(String, String)> {
    Locale::ALL.iter().map(|locale| (locale.to_string(), own_name(*locale).to_owned())).collect()
}

/// Three cards: the profile, what one signs in with, and the keyboard.
#[component]
pub(super) fn ProfileSection() -> impl IntoView {
    session::me_untracked().map(|me| {
        view! {
            <Card title=text::settings::profile() about=text::settings::profile_about()>
                <ProfileForm me />
            </Card>
            <CredentialsCard />
            <KeysCard />
        }
    })
}

/// Whether single keys do something, in this browser.
#[component]
fn KeysCard() -> impl IntoView {
    let on = if keys::single_keys() { "true" } else { "" };
    let single = Form::new().field("/single_keys", on);
    watch(move || if single.value.with(|value| value == "true") { keys::turn_on() } else { keys::turn_off() });
    view! {
        <Card title=text::settings::keys() about=text::settings::keys_about()>
            <Switch field=single label=text::settings::keys_single() about=text::settings::keys_single_about() />
        </Card>
    }
    .into_any()
}

#[component]
fn ProfileForm(me: Me) -> impl IntoView {
    let form = Form::new();
    let name = form.field("/full_name", me.full_name);
    let phone = form.field("/phone", me.phone.unwrap_or_default());
    let locale = form.field("/locale", me.locale.as_str());
    let manages = me.reseller.as_ref().is_some_and(|reseller| matches!(reseller.role, ResellerRole::Owner | ResellerRole::Admin));
    let trial_mails = form.field("/trial_mails", if me.trial_mails { "true" } else { "" });
    let submit = move || {
        let full_name = name.checked(validation::full_name);
        let phone = phone.checked_optional(validation::phone);
        let locale = locale.checked(|text| text.parse::<Locale>());
        let (Some(full_name), Some(phone), Some(locale)) = (full_name, phone, locale) else { return form.focus_fault() };
        let trial_mails = manages.then(|| trial_mails.value.with_untracked(|value| value == "true"));
        let change = ChangeMe { full_name: Some(full_name), phone: Some(phone), locale: Some(locale), trial_mails };
        let version = session::me_untracked().map_or(0, |me| me.version);
        form.send(api::change_me(change, version), |me| {
            session::update(me);
            // After the update: in the language that was chosen.
            toast::say(text::settings::saved());
        });
    };
    view! {
        <FormView form on_submit=submit>
            <div class="fields">
                <TextField field=name label=text::settings::name() autocomplete="name" />
                <TextField field=phone label=text::auth::phone() aside=text::common::optional() kind="tel" autocomplete="tel" />
            </div>
            <div class="fields">
                <Select field=locale label=text::settings::language() options=languages() />
            </div>
            {manages
                .then(|| view! { <Switch field=trial_mails label=text::settings::trial_mails() about=text::settings::trial_mails_about() /> })}
            <SubmitButton busy=form.busy() label=text::common::save() />
        </FormView>
    }
}
