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
use crate::ui::{Card, Form, FormView, Select, SubmitButton, Switch, TextField, toast};

/// The languages for a [`Select`].
pub(super) fn languages() -> Vec<(String, String)> {
    Locale::ALL.iter().map(|locale| (locale.to_string(), own_name(*locale).to_owned())).collect()
}

/// Two cards: the profile, and what one signs in with.
#[component]
pub(super) fn ProfileSection() -> impl IntoView {
    session::me_untracked().map(|me| {
        view! {
            <Card title=text::settings::profile() about=text::settings::profile_about()>
                <ProfileForm me />
            </Card>
            <CredentialsCard />
        }
    })
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
