//! The rarer areas of the app: each is compiled into files of its own, which come when it is wanted. What stands here and what
//! it calls is all that the main part knows of them.
//!
//! A function under `#[wasm_split]` is where an area begins. What it calls is in the area's files, unless the main part calls
//! it too: so a page or a dialog that only an area shows must be named nowhere else.

mod arriving;
mod intent;
mod missing;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::routes::Place;
use crate::shell::NotFoundPage;
use crate::{auth, connections, customers, developers, directory, events, invites, settings, statements, subscriptions, trials};
pub use arriving::{arriving, arriving_in_dialog, arriving_page};
pub use intent::fetch_on_intent;

/// What an area draws, or that it could not be fetched.
pub type Drawn = Result<AnyView, SplitLoaderError>;

/// Pages that come in files of their own. (What else does, such as dialogs, is fetched by its own function alone.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    SignIn,
    /// The other pages of people who are not signed in.
    Entry,
    /// Where a customer's people land.
    Landing,
    Archive,
    Import,
    Activity,
    Trials,
    Billing,
    Developers,
    Settings,
    Subscription,
    Connection,
    Directory,
}

impl Area {
    /// The area that a page is in. The list of subscriptions is in none: the home of who works for a reseller is never asked
    /// for here.
    pub const fn of(place: Place) -> Option<Self> {
        Some(match place {
            Place::SignIn => Self::SignIn,
            Place::Setup | Place::ForgotPassword | Place::ResetPassword | Place::ConfirmEmail | Place::AcceptInvite => Self::Entry,
            Place::Home => Self::Landing,
            Place::Archived => Self::Archive,
            Place::Import => Self::Import,
            Place::Activity => Self::Activity,
            Place::Trials => Self::Trials,
            Place::Billing => Self::Billing,
            Place::Developers => Self::Developers,
            Place::Settings => Self::Settings,
            Place::Subscription(_) => Self::Subscription,
            Place::Connect(_) | Place::SubscriptionHome(_) | Place::Consent => Self::Connection,
            Place::Directory(_) | Place::DirectoryImport(_) => Self::Directory,
            Place::Unknown => return None,
        })
    }

    /// Fetches the area's files.
    fn fetch(self) -> LocalBoxFuture<'static, Result<(), SplitLoaderError>> {
        match self {
            Self::SignIn => fetch_sign_in().boxed_local(),
            Self::Entry => fetch_entry().boxed_local(),
            Self::Landing => fetch_landing().boxed_local(),
            Self::Archive => fetch_archive().boxed_local(),
            Self::Import => fetch_import().boxed_local(),
            Self::Activity => fetch_activity().boxed_local(),
            Self::Trials => fetch_trials().boxed_local(),
            Self::Billing => fetch_billing().boxed_local(),
            Self::Developers => fetch_developers().boxed_local(),
            Self::Settings => fetch_settings().boxed_local(),
            Self::Subscription => fetch_subscription().boxed_local(),
            Self::Connection => fetch_connection().boxed_local(),
            Self::Directory => fetch_directory().boxed_local(),
        }
    }

    /// Fetches the area's files in advance. What becomes of it shows when the area is wanted.
    pub fn prefetch(self) {
        let fetch = self.fetch();
        spawn_local(async move { drop(fetch.await) });
    }

    /// Draws a page of the area.
    fn page(self, place: Place) -> LocalBoxFuture<'static, Drawn> {
        match self {
            Self::SignIn => sign_in().boxed_local(),
            Self::Entry => entry(place).boxed_local(),
            Self::Landing => landing().boxed_local(),
            Self::Archive => archive().boxed_local(),
            Self::Import => import().boxed_local(),
            Self::Activity => activity().boxed_local(),
            Self::Trials => trial_board().boxed_local(),
            Self::Billing => billing().boxed_local(),
            Self::Developers => developer().boxed_local(),
            Self::Settings => setting().boxed_local(),
            Self::Subscription => subscription(place).boxed_local(),
            Self::Connection => connection(place).boxed_local(),
            Self::Directory => people(place).boxed_local(),
        }
    }
}

#[wasm_split(sign_in, fallible, preload(fetch_sign_in))]
fn sign_in() -> Drawn {
    Ok(view! { <auth::SignInPage /> }.into_any())
}

#[wasm_split(entry, fallible, preload(fetch_entry))]
fn entry(place: Place) -> Drawn {
    Ok(match place {
        Place::Setup => view! { <auth::SetupPage /> }.into_any(),
        Place::ForgotPassword => view! { <auth::ForgotPasswordPage /> }.into_any(),
        Place::ResetPassword => view! { <auth::ResetPasswordPage /> }.into_any(),
        Place::ConfirmEmail => view! { <auth::ConfirmEmailPage /> }.into_any(),
        Place::AcceptInvite => view! { <invites::AcceptInvitePage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    })
}

#[wasm_split(landing, fallible, preload(fetch_landing))]
fn landing() -> Drawn {
    Ok(view! { <customers::LandingPage /> }.into_any())
}

#[wasm_split(archive, fallible, preload(fetch_archive))]
fn archive() -> Drawn {
    Ok(view! { <subscriptions::ArchivedPage /> }.into_any())
}

#[wasm_split(import, fallible, preload(fetch_import))]
fn import() -> Drawn {
    Ok(view! { <subscriptions::ImportPage /> }.into_any())
}

#[wasm_split(activity, fallible, preload(fetch_activity))]
fn activity() -> Drawn {
    Ok(view! { <events::ActivityPage /> }.into_any())
}

#[wasm_split(trials, fallible, preload(fetch_trials))]
fn trial_board() -> Drawn {
    Ok(view! { <trials::TrialsPage /> }.into_any())
}

#[wasm_split(billing, fallible, preload(fetch_billing))]
fn billing() -> Drawn {
    Ok(view! { <statements::BillingPage /> }.into_any())
}

#[wasm_split(developers, fallible, preload(fetch_developers))]
fn developer() -> Drawn {
    Ok(view! { <developers::DevelopersPage /> }.into_any())
}

#[wasm_split(settings, fallible, preload(fetch_settings))]
fn setting() -> Drawn {
    Ok(view! { <settings::SettingsPage /> }.into_any())
}

#[wasm_split(subscription, fallible, preload(fetch_subscription))]
fn subscription(place: Place) -> Drawn {
    Ok(match place {
        Place::Subscription(id) => view! { <subscriptions::DetailPage id /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    })
}

#[wasm_split(connection, fallible, preload(fetch_connection))]
fn connection(place: Place) -> Drawn {
    Ok(match place {
        Place::Connect(id) => view! { <connections::WizardPage id /> }.into_any(),
        Place::SubscriptionHome(id) => view! { <connections::HomePage id /> }.into_any(),
        _ => view! { <connections::ConsentPage /> }.into_any(),
    })
}

#[wasm_split(directory, fallible, preload(fetch_directory))]
fn people(place: Place) -> Drawn {
    Ok(match place {
        Place::DirectoryImport(id) => view! { <directory::ImportPage id /> }.into_any(),
        Place::Directory(id) => view! { <directory::DirectoryPage id /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    })
}
