//! Name, scopes and end of a new key.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use shared::api_keys::{ApiKey, ApiKeyScope, CreateApiKey, NewApiKey};
use shared::page::Page;
use shared::validation::{self, FaultCode};

use super::{api, words};
use crate::i18n::{self, text::developers as text};
use crate::ui::{CheckCards, Dialog, DialogFooter, Form, FormView, Load, Select, TextField, browser};

/// Asks for what a new key needs; hands it over to be shown once.
#[component]
pub(super) fn CreateDialog(open: RwSignal<bool>, made: RwSignal<Option<NewApiKey>>, keys: Load<Page<ApiKey>>) -> impl IntoView {
    view! { <Dialog open title=text::new_key() children=move || view! { <CreateForm open made keys /> }.into_any() /> }
}

#[component]
fn CreateForm(open: RwSignal<bool>, made: RwSignal<Option<NewApiKey>>, keys: Load<Page<ApiKey>>) -> impl IntoView {
    let form = Form::new();
    let name = form.field("/name", "");
    let scopes = form.field("/scopes", ApiKeyScope::Read.as_str());
    let expiry = form.field("/expires_at", "90");
    let submit = move || {
        form.clear();
        let name = name.checked(validation::api_key_name);
        let scopes = scopes.checked(chosen);
        let expires_at = expiry.checked(|days| Ok(end_after(&days)));
        let (Some(name), Some(scopes), Some(expires_at)) = (name, scopes, expires_at) else { return form.focus_fault() };
        form.send(api::create(CreateApiKey { name, scopes, expires_at }), move |key| {
            open.set(false);
            made.set(Some(key));
            keys.reload();
        });
    };
    view! {
        <FormView form on_submit=submit>
            <TextField field=name label=text::name() hint=text::name_hint() autofocus=() />
            <CheckCards field=scopes legend=text::scopes() options=scope_cards() />
            <Select field=expiry label=text::expires() hint=text::expires_hint() options=spans() />
            <DialogFooter open form action=text::create() />
        </FormView>
    }
}

fn scope_cards() -> Vec<(String, String, String)> {
    let card = |scope: &ApiKeyScope| (scope.to_string(), words::scope(*scope).to_owned(), words::scope_about(*scope).to_owned());
    ApiKeyScope::ALL.iter().map(card).collect()
}

/// The scopes that are ticked, of which there must be one.
fn chosen(ticked: String) -> Result<Vec<ApiKeyScope>, FaultCode> {
    let scopes = ticked.split_whitespace().map(str::parse).collect::<Result<Vec<_>, _>>()?;
    if scopes.is_empty() { Err(FaultCode::Required) } else { Ok(scopes) }
}

/// The spans to choose from, in days; nothing for a key without an end.
fn spans() -> Vec<(String, String)> {
    let days = |count: u64| (count.to_string(), text::in_days(i18n::number(count)));
    vec![(String::new(), text::never().to_owned()), days(30), days(90), ("365".to_owned(), text::in_a_year().to_owned())]
}

/// The end of a key that is to work for so many days. By the reader's clock: a few minutes more or less don't matter.
fn end_after(days: &str) -> Option<DateTime<Utc>> {
    let now = DateTime::from_timestamp_millis(browser::now_millis())?;
    now.checked_add_signed(TimeDelta::try_days(days.parse().ok()?)?)
}
