//! Getting in: the first start, the sign-in, and the links that come by mail.

pub mod api;
mod code_field;
mod confirm_email;
mod forgot_password;
mod reset_password;
mod setup;
mod sign_in;

pub use code_field::{CodeField, focus_code};
pub use confirm_email::ConfirmEmailPage;
pub use forgot_password::ForgotPasswordPage;
pub use reset_password::ResetPasswordPage;
pub use setup::SetupPage;
pub use sign_in::SignInPage;

use leptos::prelude::*;

use crate::i18n::text;
use crate::routes::Place;
use crate::shell::PublicMessage;
use crate::ui::{ButtonKind, Icon, LinkButton};

/// A mailed link whose secret part is missing.
#[component]
fn IncompleteLink() -> impl IntoView {
    view! {
        <PublicMessage sign=Icon::Mail title=text::auth::link_incomplete_title() sentence=text::auth::link_incomplete()>
            <ToSignIn />
        </PublicMessage>
    }
    .into_any()
}

/// The way to the sign-in, as the thing to do next.
#[component]
pub fn ToSignIn() -> impl IntoView {
    view! {
        <LinkButton kind=ButtonKind::Primary href=Place::SignIn.path()>
            {text::auth::to_sign_in()}
        </LinkButton>
    }
    .into_any()
}
