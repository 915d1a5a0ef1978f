//! The step by which a customer's Google Workspace gives access: what the admin console asks for, as whom the service
//! account acts, and a key of the customer's own.

use js_sys::Uint8Array;
use leptos::prelude::*;
use shared::connections::{
    ConnectionDetail, ConnectionServiceAccount, ConnectionStep as Step, ConnectionStepDetail, KEY_FILE_MAX, SetServiceAccount,
};
use shared::validation::{self, FaultCode};

use super::access::{given, remedy};
use super::link::Link;
use super::{api, missing};
use crate::i18n::text::connections as text;
use crate::ui::{
    ButtonSize, Chosen, CopyText, Fact, Facts, Field, FieldError, FileDrop, Form, FormView, Select, SubmitButton, TextField, live, toast,
};

/// The page of the admin console on which scopes are delegated.
const CONSOLE: &str = "https://admin.google.com/ac/owl/domainwidedelegation";
/// The variable that names the installation's service account.
const VARIABLE: &str = "COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT";
/// The choice of a service account of the customer's own.
const OWN: &str = "own";

/// Who gave access, and the way to give it.
pub(super) fn delegation(link: Link, step: &ConnectionStepDetail) -> AnyView {
    let account = Memo::new(move |_| link.connection.with(|connection| connection.service_account.clone()).flatten());
    let is_done = step.done_at.is_some();
    let acts_as = move || {
        let administrator = account.with(|account| account.as_ref().and_then(|account| account.administrator.clone()));
        administrator.filter(|_| is_done).map(|administrator| view! { <p class="quiet">{text::acts_as(administrator)}</p> })
    };
    let is_open = !is_done || step.error.is_some();
    let way = live(move || match (link.may_change.get(), is_open) {
        (false, _) => ().into_any(),
        (true, true) => way(link, account),
        (true, false) => view! {
            <details>
                <summary>{text::change_access()}</summary>
                {way(link, account)}
            </details>
        }
        .into_any(),
    });
    view! {
        {given(link, step)}
        {acts_as}
        {way}
    }
    .into_any()
}

/// What to enter at Google, and what to enter here.
fn way(link: Link, account: Memo<Option<ConnectionServiceAccount>>) -> AnyView {
    let is_missing = Memo::new(move |_| account.with(|account| account.as_ref().is_some_and(|account| account.client_id.is_none())));
    let (has_own, has_any) = untrack(|| account.with(|account| account.as_ref().map_or((false, false), own_and_any)));
    let form = Form::new();
    let source = form.field("/source", if has_own || !has_any { OWN } else { "" });
    // What is shown goes with what is chosen: nobody should let one account in and connect by the other.
    let shown = move || account.get().filter(|account| account.own_key == source.value.with(|source| source == OWN));
    let shown = Memo::new(move |_| shown());
    let console = live(move || shown.get().map_or_else(|| ().into_any(), console));
    let notice = live(move || if is_missing.get() { missing::notice(link, text::no_google(), VARIABLE) } else { ().into_any() });
    view! {
        {notice}
        {console}
        <DelegationForm link account=account.get_untracked() form source />
    }
    .into_any()
}

/// Whether the customer's account has a key of its own, and whether there is any account at all.
const fn own_and_any(account: &ConnectionServiceAccount) -> (bool, bool) {
    (account.own_key, account.client_id.is_some())
}

/// The client id and the scopes, to be copied into the admin console.
fn console(account: ConnectionServiceAccount) -> AnyView {
    let Some(client_id) = account.client_id else { return ().into_any() };
    view! {
        <p>{text::delegation_about()}</p>
        <div class="step-values">
            <Facts>
                <Fact name=text::client_id()>
                    <CopyText value=client_id what=text::copy_client_id() />
                </Fact>
                <Fact name=text::scopes()>
                    <CopyText value=account.scopes.join(",") what=text::copy_scopes() />
                </Fact>
            </Facts>
        </div>
        <p>
            <a href=CONSOLE target="_blank" rel="noreferrer">
                {text::open_console()}
            </a>
        </p>
    }
    .into_any()
}

/// The administrator, and whose service account it is.
#[component]
fn DelegationForm(link: Link, account: Option<ConnectionServiceAccount>, form: Form, source: Field) -> impl IntoView {
    let (has_own, has_any) = account.as_ref().map_or((false, false), own_and_any);
    let administrator = form.field("/administrator", account.and_then(|account| account.administrator).unwrap_or_default());
    let key = form.field("/key", "");
    let submit = move || {
        let address = administrator.checked(validation::email);
        let key = key.checked(|text| wanted_key(&source.value.get_untracked(), text, has_own));
        let (Some(administrator), Some(key)) = (address, key) else { return form.focus_fault() };
        let named = administrator.clone();
        form.send(api::set_service_account(link.id, SetServiceAccount { administrator, key }), move |connection| {
            say(&connection, &named);
            link.took(connection);
        });
    };
    let own = live(move || if source.value.with(|source| source == OWN) { key_field(key, has_own) } else { ().into_any() });
    let sources = [("", text::service_account_installation()), (OWN, text::service_account_own())];
    let sources: Vec<_> = sources
        .into_iter()
        .filter(|(value, _)| has_any || *value == OWN)
        .map(|(value, label)| (value.to_owned(), label.to_owned()))
        .collect();
    view! {
        <FormView form on_submit=submit>
            <TextField field=administrator label=text::administrator() hint=text::administrator_hint() kind="email" />
            <Select field=source label=text::service_account() options=sources />
            {own}
            <div class="step-standing">
                <SubmitButton size=ButtonSize::Small busy=form.busy() label=text::connect_google() />
            </div>
        </FormView>
    }
}

/// What is sent of the key: nothing where the one that is kept is to stay, and null for the installation's.
fn wanted_key(source: &str, text: String, has_own: bool) -> Result<Option<Option<String>>, FaultCode> {
    match (source == OWN, text.is_empty(), has_own) {
        (false, _, _) => Ok(Some(None)),
        (true, false, _) => Ok(Some(Some(text))),
        (true, true, true) => Ok(None),
        (true, true, false) => Err(FaultCode::Required),
    }
}

/// What the step can't show: that an attempt failed although there is access, and in a moment's words what came of others.
fn say(connection: &ConnectionDetail, named: &str) {
    let step = connection.modes.iter().flat_map(|mode| &mode.steps).find(|step| step.step == Step::ServiceAccount);
    let is_kept = connection.service_account.as_ref().and_then(|account| account.administrator.as_deref()) == Some(named);
    match (step.and_then(|step| step.error), &connection.organisation) {
        (Some(error), _) => toast::warn(remedy(error.code)),
        (None, Some(organisation)) if is_kept => toast::say(text::consent_done(&organisation.name)),
        (None, _) => toast::warn(text::delegation_kept()),
    }
}

/// A key file, chosen or dropped.
fn key_field(key: Field, has_own: bool) -> AnyView {
    let name = RwSignal::new(String::new());
    let take = move |chosen: Chosen| {
        // What is no text is no key file either: the server says so.
        match chosen.bytes.map(|bytes| String::from_utf8_lossy(&Uint8Array::new(&bytes).to_vec()).into_owned()) {
            Ok(text) => {
                name.set(chosen.name);
                key.edit(text);
            }
            Err(sentence) => {
                key.edit(String::new());
                toast::warn(sentence);
            }
        }
    };
    let hint = if has_own { text::key_file_kept() } else { text::key_file_hint() };
    view! {
        <div class="field">
            <span class="legend">{text::key_file()}</span>
            <div>
                <FileDrop name most=KEY_FILE_MAX too_large=text::key_too_large() accept=".json,application/json" field=key on_chosen=take />
            </div>
            <p class="hint" id=format!("{}-hint", key.id())>{hint}</p>
            <FieldError field=key />
        </div>
    }
    .into_any()
}
