//! Every page and its path: the one table from which addresses are read and links are made.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::location::{BrowserUrl, LocationProvider};
use leptos_router::params::ParamsMap;
use shared::ids::SubscriptionId;
use shared::rights::Right;

use crate::areas::{Area, arriving_page};
use crate::session::{self, Session};
use crate::shell::{NotFoundPage, Shell};
use crate::subscriptions;
use crate::ui::{browser, live, watch};

/// A page of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first start.
    Setup,
    SignIn,
    ForgotPassword,
    ResetPassword,
    ConfirmEmail,
    AcceptInvite,
    /// The list of subscriptions; for a customer's people the landing page.
    Home,
    Archived,
    Import,
    Activity,
    Trials,
    Billing,
    Developers,
    Subscription(SubscriptionId),
    /// The wizard that connects a subscription.
    Connect(SubscriptionId),
    /// Where a subscription is worked in.
    SubscriptionHome(SubscriptionId),
    /// The customer's people and groups.
    Directory(SubscriptionId),
    /// People from a file.
    DirectoryImport(SubscriptionId),
    /// Where Microsoft sends the browser back after it was asked for access.
    Consent,
    Settings,
    /// No page has this path.
    Unknown,
}

impl Place {
    /// Reads a path.
    pub fn parse(path: &str) -> Self {
        let mut steps = path.split('/').filter(|step| !step.is_empty());
        let place = (steps.next(), steps.next(), steps.next());
        let below = (steps.next(), steps.next());
        let of = |id: &str, place: fn(SubscriptionId) -> Self| id.parse().map_or(Self::Unknown, place);
        match place {
            (None, ..) => Self::Home,
            (Some("setup"), None, _) => Self::Setup,
            (Some("sign-in"), None, _) => Self::SignIn,
            (Some("forgot-password"), None, _) => Self::ForgotPassword,
            (Some("reset-password"), None, _) => Self::ResetPassword,
            (Some("confirm-email"), None, _) => Self::ConfirmEmail,
            (Some("invites"), Some("accept"), None) => Self::AcceptInvite,
            (Some("archived"), None, _) => Self::Archived,
            (Some("import"), None, _) => Self::Import,
            (Some("activity"), None, _) => Self::Activity,
            (Some("trials"), None, _) => Self::Trials,
            (Some("billing"), None, _) => Self::Billing,
            (Some("developers"), None, _) => Self::Developers,
            (Some("settings"), None, _) => Self::Settings,
            (Some("subscriptions"), Some(id), None) => of(id, Self::Subscription),
            (Some("subscriptions"), Some(id), Some(page)) => match (page, below) {
                ("connect", (None, _)) => of(id, Self::Connect),
                ("home", (None, _)) => of(id, Self::SubscriptionHome),
                ("directory", (None, _)) => of(id, Self::Directory),
                ("directory", (Some("import"), None)) => of(id, Self::DirectoryImport),
                _ => Self::Unknown,
            },
            (Some("connect"), Some("microsoft"), None) => Self::Consent,
            _ => Self::Unknown,
        }
    }

    /// The path that leads here.
    pub fn path(self) -> String {
        let path = match self {
            Self::Setup => "/setup",
            Self::SignIn => "/sign-in",
            Self::ForgotPassword => "/forgot-password",
            Self::ResetPassword => "/reset-password",
            Self::ConfirmEmail => "/confirm-email",
            Self::AcceptInvite => "/invites/accept",
            Self::Home | Self::Unknown => "/",
            Self::Archived => "/archived",
            Self::Import => "/import",
            Self::Activity => "/activity",
            Self::Trials => "/trials",
            Self::Billing => "/billing",
            Self::Developers => "/developers",
            Self::Settings => "/settings",
            Self::Consent => "/connect/microsoft",
            Self::Subscription(id) => return format!("/subscriptions/{id}"),
            Self::Connect(id) => return format!("/subscriptions/{id}/connect"),
            Self::SubscriptionHome(id) => return format!("/subscriptions/{id}/home"),
            Self::Directory(id) => return format!("/subscriptions/{id}/directory"),
            Self::DirectoryImport(id) => return format!("/subscriptions/{id}/directory/import"),
        };
        path.to_owned()
    }

    /// Whether the page is for people who are not signed in, or for all.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Setup | Self::SignIn | Self::ForgotPassword | Self::ResetPassword | Self::ConfirmEmail | Self::AcceptInvite)
    }
}

/// Leads to a path without leaving a trace of this page: for redirects.
pub fn redirect() -> impl Fn(&str) + Clone + Send + Sync {
    let navigate = use_navigate();
    move |path: &str| navigate(path, NavigateOptions { replace: true, ..NavigateOptions::default() })
}

/// The address of a page with some query parameters changed: `None` takes one away. The page of a list is taken
/// away as well, since another filter or order begins at its first page.
pub fn address(place: Place, query: &ParamsMap, changes: &[(&'static str, Option<String>)]) -> String {
    let mut next = query.clone();
    next.remove("cursor");
    next.remove("from");
    for (name, value) in changes {
        match value {
            Some(value) if !value.is_empty() => next.replace(*name, value.clone()),
            _ => drop(next.remove(name)),
        }
    }
    place.path() + &next.to_query_string()
}

/// The place that the address bar names. Changes of the query alone change nothing.
fn use_place() -> Memo<Place> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| Place::parse(path)))
}

/// The page that the address names, inside the shell where somebody is signed in.
#[component]
pub fn Pages() -> impl IntoView {
    let place = use_place();
    let url = use_context::<BrowserUrl>();
    // The router changes the address once the new page is there.
    watch(move || {
        place.track();
        if let Some(url) = &url {
            url.ready_to_complete();
        }
    });
    // Only whether and as whom, so that a changed name does not draw the page anew.
    let signed_in = Memo::new(|_| match session::session() {
        Session::SignedIn(me) => Some((me.id, me.reseller.is_some())),
        _ => None,
    });
    let public = Memo::new(move |_| place.get().is_public());
    // Another mailed link, opened in this tab, changes nothing but what stands behind `#`: the page is drawn anew for it.
    let link = RwSignal::new(());
    let opened = window_event_listener(ev::hashchange, move |_| {
        if browser::has_fragment() {
            link.set(());
        }
    });
    on_cleanup(move || opened.remove());
    live(move || {
        if public.get() {
            // Who is signed in is not asked here: a public page goes on when that changes, and says what came of it.
            return live(move || {
                link.track();
                public_page(place.get())
            });
        }
        match signed_in.get() {
            None => view! { <ToSignIn /> }.into_any(),
            Some((_, works_for_reseller)) => view! { <Shell place>{move || page(place.get(), works_for_reseller)}</Shell> }.into_any(),
        }
    })
}

fn public_page(place: Place) -> AnyView {
    let area = Area::of(place).filter(|_| place.is_public());
    arriving_page(area.unwrap_or(Area::SignIn), place)
}

fn page(place: Place, works_for_reseller: bool) -> AnyView {
    let is_open = match place {
        Place::Home if works_for_reseller => return view! { <subscriptions::ListPage /> }.into_any(),
        Place::Archived | Place::Activity | Place::Trials => works_for_reseller,
        Place::Import => session::may(Right::ManageSubscriptions),
        Place::Billing => session::may(Right::Bill),
        Place::Developers => session::may(Right::ManageTeam),
        _ => true,
    };
    match Area::of(place) {
        Some(area) if is_open => arriving_page(area, place),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// Leads to the sign-in, and from there back here.
#[component]
fn ToSignIn() -> impl IntoView {
    let redirect = redirect();
    watch(move || {
        let here = browser::path_and_query();
        let next = if here == "/" { String::new() } else { format!("?next={}", browser::encode(&here)) };
        redirect(&format!("{}{next}", Place::SignIn.path()));
    });
}

/// Where to go after signing in: to the page that asked for it, never to another site.
pub fn next_after_sign_in() -> String {
    let next = use_query_map().with_untracked(|query| query.get("next"));
    next.filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')).unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn every_page_is_found_at_its_own_path() {
        let id = "01a200bd-0293-7636-891b-c30a582e820d".parse().unwrap();
        for place in [
            Place::Setup,
            Place::SignIn,
            Place::ForgotPassword,
            Place::ResetPassword,
            Place::ConfirmEmail,
            Place::AcceptInvite,
            Place::Home,
            Place::Archived,
            Place::Import,
            Place::Trials,
            Place::Billing,
            Place::Developers,
            Place::Settings,
            Place::Subscription(id),
            Place::Connect(id),
            Place::SubscriptionHome(id),
            Place::Directory(id),
            Place::DirectoryImport(id),
            Place::Consent,
        ] {
            assert_eq!(Place::parse(&place.path()), place);
        }
    }

    #[test]
    fn a_path_that_is_no_pages_is_unknown() {
        for path in [
            "/nope", "/subscriptions", "/subscriptions/7", "/settings/team", "/invites/accept/x", "/sign-in/x", "/subscriptions/7/home",
            "/connect", "/connect/google",
        ] {
            assert_eq!(Place::parse(path), Place::Unknown, "{path}");
        }
        assert_eq!(Place::parse("//"), Place::Home);
    }
}
