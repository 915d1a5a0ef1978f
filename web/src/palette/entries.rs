//! What can be chosen, by whom, and what it does.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use shared::ids::SubscriptionId;
use shared::locale::Locale;
use shared::rights::Right;
use shared::subscriptions::{Product, Subscription};
use shared::views::{SavedView, ViewList};

use super::keys::key_of;
use super::recent;
use crate::i18n::{self, text::palette as text};
use crate::routes::Place;
use crate::subscriptions::{creating_address, words};
use crate::ui::{Icon, Theme};
use crate::{session, shell};

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Recent,
    Pages,
    Actions,
    Views,
    Customers,
}

impl Group {
    /// What stands above its entries.
    pub fn label(self) -> &'static str {
        match self {
            Self::Recent => text::recent(),
            Self::Pages => text::pages(),
            Self::Actions => text::actions(),
            Self::Views => i18n::text::views::saved_views(),
            Self::Customers => text::customers(),
        }
    }
}

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    Go(String),
    Light(Theme),
    Speak(Locale),
    ListShortcuts,
    SignOut,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The same for the same thing each time, so that it is known again.
    pub key: String,
    pub group: Group,
    pub sign: Icon,
    pub label: String,
    /// Said after the label: a customer's product.
    pub aside: Option<&'static str>,
    /// The keys that do the same.
    pub keys: Option<String>,
    deed: Deed,
}

impl Entry {
    fn new(group: Group, key: String, sign: Icon, label: String, deed: Deed) -> Self {
        Self { key, group, sign, label, aside: None, keys: None, deed }
    }

    /// The same in another group.
    pub fn within(self, group: Group) -> Self {
        Self { group, ..self }
    }
}

/// Leads to an address.
pub(super) type Navigate = Arc<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// What entries need to do what they say. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct Ways {
    pub open: RwSignal<bool>,
    pub shortcuts: RwSignal<bool>,
    pub navigate: StoredValue<Navigate>,
}

impl Ways {
    /// Closes the palette and does what the entry says.
    pub fn choose(self, entry: Entry) {
        self.open.set(false);
        match entry.deed {
            Deed::Go(path) => {
                recent::note(&entry.key, &entry.label);
                self.navigate.with_value(|navigate| navigate(&path, NavigateOptions::default()));
            }
            Deed::Light(theme) => theme.choose(),
            Deed::Speak(locale) => shell::choose_language(locale),
            Deed::ListShortcuts => self.shortcuts.set(true),
            Deed::SignOut => spawn_local(session::sign_out()),
        }
    }
}

/// Pages, commands, and a customer's person's own subscriptions: what is there without asking the server.
pub(super) fn at_hand() -> Vec<Entry> {
    let mut entries: Vec<_> = shell::pages().into_iter().map(|(place, sign, name)| page(place, sign, name)).collect();
    if untrack(|| session::may(Right::ManageSubscriptions)) {
        let mut new = action("new", Icon::Plus, i18n::text::subscriptions::new().to_owned(), Deed::Go(creating_address()));
        new.keys = Some("n".to_owned());
        entries.push(new);
        let path = Place::Import.path();
        entries.push(action("import", Icon::Upload, i18n::text::import::title().to_owned(), Deed::Go(path)));
    }
    let mut shortcuts = action("shortcuts", Icon::Keyboard, i18n::text::subscriptions::shortcuts().to_owned(), Deed::ListShortcuts);
    shortcuts.keys = Some("?".to_owned());
    entries.push(shortcuts);
    let lit = untrack(Theme::chosen);
    let themes = Theme::ALL.into_iter().filter(|theme| *theme != lit);
    entries.extend(themes.map(|theme| action(theme.as_str(), theme.icon(), text::theme(theme.label()), Deed::Light(theme))));
    let languages = Locale::ALL.iter().copied().filter(|locale| *locale != i18n::locale());
    let language = |locale: Locale| action(locale.as_str(), Icon::Globe, text::language(i18n::own_name(locale)), Deed::Speak(locale));
    entries.extend(languages.map(language));
    entries.push(action("sign-out", Icon::SignOut, i18n::text::shell::sign_out().to_owned(), Deed::SignOut));
    let own = session::me_untracked().map(|me| me.subscriptions).unwrap_or_default();
    entries.extend(own.into_iter().map(|membership| customer(membership.id, membership.company_name, Some(membership.product))));
    entries
}

fn page(place: Place, sign: Icon, name: &'static str) -> Entry {
    let path = place.path();
    let keys = key_of(place).map(|key| format!("g {key}"));
    Entry { keys, ..Entry::new(Group::Pages, format!("page:{path}"), sign, name.to_owned(), Deed::Go(path)) }
}

fn action(key: &str, sign: Icon, label: String, deed: Deed) -> Entry {
    Entry::new(Group::Actions, format!("action:{key}"), sign, label, deed)
}

/// A saved view leads to its list.
pub(super) fn view(view: &SavedView) -> Entry {
    let place = if view.list == ViewList::Archived { Place::Archived } else { Place::Home };
    let path = format!("{}?{}", place.path(), view.query);
    Entry::new(Group::Views, format!("view:{}", view.id), Icon::Bookmark, view.name.clone(), Deed::Go(path))
}

/// A customer that the server found leads to its page.
pub(super) fn found(subscription: &Subscription) -> Entry {
    customer(subscription.id, subscription.company_name.clone(), Some(subscription.product))
}

const CUSTOMER: &str = "customer:";

fn customer(id: SubscriptionId, name: String, product: Option<Product>) -> Entry {
    let deed = Deed::Go(Place::Subscription(id).path());
    let entry = Entry::new(Group::Customers, format!("{CUSTOMER}{id}"), Icon::Building, name, deed);
    Entry { aside: product.map(words::product_short), ..entry }
}

/// A customer that was chosen before.
pub(super) fn remembered(key: &str, label: &str) -> Option<Entry> {
    let id = key.strip_prefix(CUSTOMER)?.parse().ok()?;
    Some(customer(id, label.to_owned(), None))
}
