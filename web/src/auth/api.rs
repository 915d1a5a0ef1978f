//! Calls of setup, sign-in and passwords.

use shared::accounts::ConfirmEmail;
use shared::auth::{ForgotPassword, Login, ResetPassword, SignedIn};
use shared::problem::ProblemCode;
use shared::setup::{SetUp, SetUpState};

use crate::api::{self, Answer};

/// Whether the installation has its first reseller.
pub async fn set_up_state() -> Answer<SetUpState> {
    api::get_public("/setup").await
}

/// Creates the first reseller and its owner.
pub async fn set_up(setup: SetUp) -> Answer<SignedIn> {
    api::post_public("/setup", &setup).await
}

/// What a sign-in with the right password comes to.
#[derive(Debug, Clone)]
pub enum Entered {
    /// A session.
    SignedIn(Box<SignedIn>),
    /// The account has a second factor: it is to be sent again, with a code.
    CodeNeeded,
}

/// Signs in.
pub async fn login(login: Login) -> Answer<Entered> {
    match api::post_public("/auth/login", &login).await {
        Ok(signed_in) => Ok(Entered::SignedIn(signed_in)),
        Err(error) if error.code() == Some(ProblemCode::TwoFactorRequired) => Ok(Entered::CodeNeeded),
        Err(error) => Err(error),
    }
}

/// Asks for a mail with a link to choose a new password.
pub async fn forgot_password(email: String) -> Answer<()> {
    api::post_public("/auth/password/forgot", &ForgotPassword { email }).await
}

/// Chooses a new password with the token of that mail.
pub async fn reset_password(token: String, password: String) -> Answer<()> {
    api::post_public("/auth/password/reset", &ResetPassword { token, password }).await
}

/// Confirms a new address with the token of the mail.
pub async fn confirm_email(token: String) -> Answer<()> {
    api::post_public("/me/email/confirm", &ConfirmEmail { token }).await
}
