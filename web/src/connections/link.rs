//! A subscription and its connection as the pages load them.

use leptos::prelude::*;
use shared::connections::ConnectionDetail;
use shared::ids::SubscriptionId;
use shared::rights::Right;
use shared::subscriptions::Subscription;

use super::api;
use super::sync::Synchronisation;
use crate::session;
use crate::ui::Load;

/// What the parts of the pages share. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct Link {
    /// Which subscription.
    pub id: SubscriptionId,
    /// The subscription as it was read last.
    pub subscription: Load<Subscription>,
    /// Its connection as it was read last.
    pub connection: Load<ConnectionDetail>,
    /// The customer's name.
    pub company: Memo<String>,
    /// The mail servers that mail is handed to.
    pub mail_host: Memo<Option<String>>,
    /// How far the reading of the directory is.
    pub sync: Synchronisation,
    /// Whether the reader may connect subscriptions.
    pub has_right: bool,
    /// Whether the reader can change the connection now.
    pub may_change: Memo<bool>,
}

impl Link {
    pub fn new(id: SubscriptionId) -> Self {
        let subscription = Load::new(move || api::subscription(id));
        let name = move |_: Option<&String>| subscription.with(|subscription| subscription.company_name.clone()).unwrap_or_default();
        let has_right = session::rights_on(id).contains(&Right::Connect);
        let is_open = move || subscription.with(|subscription| subscription.ended_at.is_none()).unwrap_or(false);
        let connection = Load::new(move || api::connection(id));
        Self {
            id,
            subscription,
            connection,
            sync: Synchronisation::new(id),
            mail_host: Memo::new(move |_| connection.with(|connection| connection.mail_host.clone()).flatten()),
            has_right,
            company: Memo::new(name),
            may_change: Memo::new(move |_| has_right && is_open()),
        }
    }

    /// Reads both again because somebody else changed something.
    pub fn refresh(self) {
        self.subscription.refresh();
        self.connection.refresh();
    }

    /// Takes over what a change was answered with.
    pub fn took(self, connection: ConnectionDetail) {
        self.connection.set(connection);
        self.subscription.refresh();
    }
}
