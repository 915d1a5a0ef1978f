//! The page of an open invite: who invites you to what, and the way in.

use leptos::prelude::*;
use shared::auth::{Login, SignedIn};
use shared::invites::{AcceptInvite, InviteOffer};
use shared::validation;

use super::api;
use super::refused::{RefusedInvite, ends_invite};
use crate::api::{Answer, ClientError, start_session};
use crate::auth::api::{Entered, login};
use crate::auth::{CodeField, focus_code};
use crate::i18n::{self, text, words};
use crate::routes::{Place, redirect};
use crate::session;
use crate::shell::PublicLayout;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Fact, Facts, Form, FormView, Load, NewPasswordField, Notice, PasswordField, Skeleton, SubmitButton,
    TextField, Tone, browser, live, toast, watch,
};

/// Looks the token up, then offers to accept: with a new account, or with the one that the address has.
#[component]
pub fn AcceptInvitePage() -> impl IntoView {
    let token = browser::take_fragment().unwrap_or_default();
    let asked = token.clone();
    let offer = Load::new(move || api::look_up(asked.clone()));
    // A refusal while accepting takes the whole page.
    let ended = RwSignal::new(None::<ClientError>);
    let retry = move || offer.reload();
    watch(move || {
        if let Some(locale) = offer.with(|offer| offer.locale) {
            i18n::suggest_locale(locale);
        }
    });
    live(move || match (ended.get().or_else(|| offer.error()), offer.get()) {
        (Some(error), _) => view! { <RefusedInvite error retry /> }.into_any(),
        (None, None) => view! {
            <PublicLayout title=text::invites::title_loading()>
                <Skeleton />
                <Skeleton shape="half" />
                <Skeleton />
            </PublicLayout>
        }
        .into_any(),
        (None, Some(offer)) => view! { <Offer offer token=token.clone() ended /> }.into_any(),
    })
}

/// What is offered, and the form that fits the reader's account.
#[component]
fn Offer(offer: InviteOffer, token: String, ended: RwSignal<Option<ClientError>>) -> impl IntoView {
    let (title, about) = who_invites(&offer);
    let facts = offer.clone();
    let served_by = facts.company_name.is_some().then_some(facts.reseller_name);
    // Why the account that has just signed in can't accept: it is told where that account's form takes over.
    let refused = RwSignal::new(None::<ClientError>);
    let form = live(move || {
        let (offer, token) = (offer.clone(), token.clone());
        let me = session::me();
        let own = me.as_ref().is_some_and(|me| me.email.eq_ignore_ascii_case(&offer.email));
        match (offer.account_exists, me) {
            (false, me) => view! { <NewAccount offer token ended other=me.map(|me| me.email) /> }.into_any(),
            (true, Some(me)) if own => view! { <OwnAccount name=me.full_name token ended refused /> }.into_any(),
            (true, Some(me)) => view! { <OtherAccount email=me.email /> }.into_any(),
            (true, None) => view! { <ExistingAccount email=offer.email token ended refused /> }.into_any(),
        }
    });
    view! {
        <PublicLayout title about>
            <div class="offer">
                <Facts>
                    {facts.product.map(|product| view! { <Fact name=text::invites::product()>{words::product(product)}</Fact> })}
                    {served_by.map(|name| view! { <Fact name=text::customers::reseller()>{name}</Fact> })}
                    <Fact name=text::invites::role()>{words::invite_role(facts.role)}</Fact>
                    <Fact name=text::invites::valid_until()>{i18n::date_time(facts.expires_at)}</Fact>
                </Facts>
            </div>
            {form}
        </PublicLayout>
    }
}

/// Title and sentence: a person where one is known, who may be of the reseller or of the customer.
fn who_invites(offer: &InviteOffer) -> (String, String) {
    let reseller = &offer.reseller_name;
    let title = text::invites::title(offer.company_name.as_ref().unwrap_or(reseller));
    let about = match (&offer.company_name, &offer.inviter_name) {
        (Some(company), Some(inviter)) => text::invites::for_customer_by(company, inviter),
        (Some(company), None) => text::invites::for_customer(company, reseller),
        (None, Some(inviter)) => text::invites::for_reseller_by(inviter, reseller),
        (None, None) => text::invites::for_reseller(reseller),
    };
    (title, about)
}

/// Sends the acceptance and leads into the app.
fn enter(
    form: Form,
    ended: RwSignal<Option<ClientError>>,
    request: impl Future<Output = Answer<SignedIn>> + 'static,
    go: impl Fn(&str) + 'static,
) {
    let request = async move {
        let answer = request.await;
        if let Err(error) = &answer
            && ends_invite(error)
        {
            ended.try_set(Some(error.clone()));
        }
        answer
    };
    form.send(request, move |signed_in: SignedIn| {
        let name = signed_in.account.full_name.clone();
        session::enter(signed_in);
        toast::say(text::invites::your_welcome(name));
        go(&Place::Home.path());
    });
}

/// The address is new: name, phone and a password make the account.
#[component]
fn NewAccount(offer: InviteOffer, token: String, ended: RwSignal<Option<ClientError>>, other: Option<String>) -> impl IntoView {
    let form = Form::new();
    let email = form.field("/email", offer.email);
    let name = form.field("/full_name", offer.full_name);
    let phone = form.field("/phone", "");
    let password = form.field("/password", "");
    let redirect = redirect();
    let submit = move || {
        let full_name = name.checked(validation::full_name);
        let phone = phone.checked_optional(validation::phone);
        let password = password.checked(validation::new_password);
        let (Some(full_name), Some(phone), Some(password)) = (full_name, phone, password) else { return form.focus_fault() };
        let accept = AcceptInvite { token: token.clone(), full_name: Some(full_name), phone, password: Some(password) };
        enter(form, ended, api::accept_new(accept), redirect.clone());
    };
    view! {
        {other.map(|email| view! { <Notice tone=Tone::Calm>{text::invites::as_other_new(email)}</Notice> })}
        <FormView form on_submit=submit>
            <TextField field=email label=text::invites::user_name() kind="email" autocomplete="username" readonly=() />
            <TextField field=name label=text::auth::full_name() autocomplete="name" />
            <TextField field=phone label=text::auth::phone() aside=text::common::optional() kind="tel" autocomplete="tel" />
            <NewPasswordField field=password label=text::auth::password() />
            <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::invites::accept() />
        </FormView>
    }
}

/// The address has an account: its password accepts, with a code where it has a second factor.
#[component]
fn ExistingAccount(
    email: String,
    token: String,
    ended: RwSignal<Option<ClientError>>,
    refused: RwSignal<Option<ClientError>>,
) -> impl IntoView {
    let form = Form::new();
    let user = form.field("/email", email.clone());
    let password = form.field("/password", "");
    let code = form.field("/code", "");
    let needs_code = RwSignal::new(false);
    let redirect = redirect();
    let submit = move || {
        let checked_code = if needs_code.get_untracked() { code.checked(validation::second_factor).map(Some) } else { Some(None) };
        let (Some(password), Some(code)) = (password.checked(validation::password), checked_code) else { return form.focus_fault() };
        let (wanted, token, redirect) = (Login { email: email.clone(), password, code }, token.clone(), redirect.clone());
        form.send(login(wanted), move |entered| match entered {
            Entered::CodeNeeded => {
                needs_code.set(true);
                focus_code();
            }
            Entered::SignedIn(signed_in) => enter(form, ended, accept_as(*signed_in, token, refused), redirect),
        });
    };
    view! {
        <p>{text::invites::have_account()}</p>
        <FormView form on_submit=submit>
            <TextField field=user label=text::invites::user_name() kind="email" autocomplete="username" readonly=() />
            <PasswordField field=password label=text::auth::password() />
            {move || needs_code.get().then(|| view! { <CodeField field=code /> })}
            <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::invites::sign_in_and_accept() />
        </FormView>
        <p class="public-foot">
            <a href=Place::ForgotPassword.path()>{text::auth::forgot_link()}</a>
        </p>
    }
}

/// Accepts as an account that has just signed in. Its token alone is taken over: the account is not shown as signed in before
/// the invite has its answer.
async fn accept_as(signed_in: SignedIn, token: String, refused: RwSignal<Option<ClientError>>) -> Answer<SignedIn> {
    start_session(&signed_in);
    let answer = api::accept_signed_in(token).await;
    if let Err(error) = &answer {
        refused.set(Some(error.clone()));
        session::enter(signed_in);
    }
    answer
}

/// The invited account is signed in: one press accepts.
#[component]
fn OwnAccount(name: String, token: String, ended: RwSignal<Option<ClientError>>, refused: RwSignal<Option<ClientError>>) -> impl IntoView {
    let form = Form::new();
    if let Some(error) = refused.try_update(Option::take).flatten() {
        form.refused(error);
    }
    let redirect = redirect();
    let submit = move || enter(form, ended, api::accept_signed_in(token.clone()), redirect.clone());
    view! {
        <FormView form on_submit=submit>
            <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::invites::accept_as(name) />
        </FormView>
    }
}

/// Somebody else is signed in.
#[component]
fn OtherAccount(email: String) -> impl IntoView {
    let leave = || leptos::task::spawn_local(session::sign_out());
    view! {
        <Notice tone=Tone::Warn>{text::invites::as_other(email)}</Notice>
        <Button kind=ButtonKind::Primary size=ButtonSize::Wide on_press=leave>
            {text::invites::sign_out_and_go_on()}
        </Button>
    }
}
