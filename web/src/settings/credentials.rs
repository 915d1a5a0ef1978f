//! What one signs in with: the e-mail address, the password and the second factor, each changed in a dialog.

use leptos::prelude::*;
use shared::accounts::{ChangeEmail, ChangePassword};
use shared::validation;

use super::api;
use super::two_factor::{TwoFactorDialogs, TwoFactorRow, WhichDialog};
use crate::i18n::text;
use crate::session;
use crate::ui::{
    Button, ButtonSize, Card, Dialog, DialogFooter, Form, FormView, Icon, NewPasswordField, Notice, PasswordField, TextField, Tone, icon,
    toast,
};

/// The address and the one that waits to be confirmed; the password; the second factor.
#[component]
pub(super) fn CredentialsCard() -> impl IntoView {
    let (email_open, password_open) = (RwSignal::new(false), RwSignal::new(false));
    let two_factor = WhichDialog::new();
    let address = || session::me().map(|me| me.email);
    let pending = || {
        let email = session::me().and_then(|me| me.new_email)?;
        Some(view! { <li><Notice tone=Tone::Calm>{text::settings::email_pending(email)}</Notice></li> })
    };
    view! {
        <Card title=text::settings::credentials() flush=()>
            <ul class="rows">
                <li>
                    <span class="row-sign">{icon(Icon::Mail)}</span>
                    <div class="row-words">
                        <b>{address}</b>
                        <span class="quiet">{text::settings::email_about()}</span>
                    </div>
                    <Button size=ButtonSize::Small on_press=move || email_open.set(true)>
                        {text::settings::change_email()}
                    </Button>
                </li>
                {pending}
                <li>
                    <span class="row-sign">{icon(Icon::Key)}</span>
                    <div class="row-words">
                        <b>{text::auth::password()}</b>
                        <span class="quiet">{text::settings::password_about()}</span>
                    </div>
                    <Button size=ButtonSize::Small on_press=move || password_open.set(true)>
                        {text::settings::change_password()}
                    </Button>
                </li>
                <TwoFactorRow dialog=two_factor />
            </ul>
        </Card>
        <Dialog open=email_open title=text::settings::change_email_title() children=move || view! { <EmailForm open=email_open /> }.into_any() />
        <Dialog
            open=password_open
            title=text::settings::change_password()
            children=move || view! { <PasswordForm open=password_open /> }.into_any()
        />
        <TwoFactorDialogs dialog=two_factor />
    }
}

#[component]
fn EmailForm(open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new();
    let email = form.field("/email", "");
    let password = form.field("/password", "");
    let submit = move || {
        let (checked_email, checked_password) = (email.checked(validation::email), password.checked(validation::password));
        let (Some(email), Some(password)) = (checked_email, checked_password) else { return form.focus_fault() };
        form.send(api::change_email(ChangeEmail { email: email.clone(), password }), move |me| {
            form.close(open);
            session::update(me);
            toast::say(text::settings::email_sent(email));
        });
    };
    view! {
        <FormView form on_submit=submit>
            <p class="quiet">{text::settings::change_email_about()}</p>
            <TextField field=email label=text::auth::email() kind="email" autocomplete="email" autofocus=() />
            <PasswordField field=password label=text::settings::current_password() />
            <DialogFooter open form action=text::settings::change_email_action() />
        </FormView>
    }
}

#[component]
fn PasswordForm(open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new();
    let user = session::me_untracked().map(|me| me.email);
    let current = form.field("/current", "");
    let new = form.field("/new", "");
    let submit = move || {
        let (checked_current, checked_new) = (current.checked(validation::password), new.checked(validation::new_password));
        let (Some(current), Some(new)) = (checked_current, checked_new) else { return form.focus_fault() };
        form.send(api::change_password(ChangePassword { current, new }), move |()| {
            form.close(open);
            toast::say(text::settings::password_changed());
        });
    };
    view! {
        <FormView form on_submit=submit>
            // Tells password managers whose password this is.
            <input type="email" autocomplete="username" value=user hidden readonly />
            <PasswordField field=current label=text::settings::current_password() autofocus=() />
            <NewPasswordField field=new label=text::auth::new_password() />
            <DialogFooter open form action=text::settings::change_password() />
        </FormView>
    }
}
