//! A subscription's domains as they are loaded.

use shared::domains::Domain;
use shared::ids::SubscriptionId;
use shared::page::Page;

use super::api;
use crate::invites::follow_delivery;
use crate::ui::Load;

/// The domains of a subscription. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub struct Domains {
    pub(super) id: SubscriptionId,
    pub(super) page: Load<Page<Domain>>,
}

impl Domains {
    /// Loads them, and looks again while the first check of one is under way.
    pub fn new(id: SubscriptionId) -> Self {
        let domains = Self { id, page: Load::new(move || api::list(id)) };
        follow_delivery(domains.page, |page| page.items.iter().any(|domain| domain.spf.is_none()));
        domains
    }

    /// Loads them again because somebody else changed them, or DNS did.
    pub fn refresh(self) {
        self.page.refresh();
    }

    /// Loads them again.
    pub(super) fn reload(self) {
        self.page.reload();
    }
}
