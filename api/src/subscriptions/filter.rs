//! What of the subscriptions is listed, as the store understands it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::ids::SubscriptionId;
use shared::subscriptions::{ConnectionStatus, Product, Status, SubscriptionQuery, SubscriptionSort};

use crate::platform::folding;

/// A filter with its texts folded and its windows as instants and dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Only those with this status.
    pub status: Option<Status>,
    /// Only those of this product.
    pub product: Option<Product>,
    /// Only those whose connection stands so.
    pub connection: Option<ConnectionStatus>,
    /// Only these.
    pub ids: Option<Vec<SubscriptionId>>,
    /// Only those that have words that begin with each of these.
    pub words: Vec<String>,
    /// The archived ones in place of the others.
    pub archived: bool,
    /// Only trials that end until then.
    pub trial_ends_until: Option<DateTime<Utc>>,
    /// Only those whose payment is due until then.
    pub payment_due_until: Option<NaiveDate>,
}

impl Filter {
    /// The filter of a request.
    #[must_use]
    pub fn of(query: &SubscriptionQuery, now: DateTime<Utc>) -> Self {
        let ahead = |days: u32| now + TimeDelta::days(i64::from(days));
        Self {
            status: query.status,
            product: query.product,
            connection: query.connection,
            ids: query.ids.clone(),
            words: query.q.as_deref().map(folding::asked).unwrap_or_default(),
            archived: query.archived.unwrap_or(false) || query.status == Some(Status::Ended),
            trial_ends_until: query.trial_ends_within.map(ahead),
            payment_due_until: query.payment_due_within.map(|days| ahead(days).date_naive()),
        }
    }
}

/// The text that a cursor is bound to: everything of the request that decides which rows come in which order.
#[must_use]
pub fn fingerprint(query: &SubscriptionQuery) -> String {
    format!(
        "subscriptions {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        query.status,
        query.product,
        query.connection,
        query.ids,
        query.q.as_deref().map(folding::searched),
        query.archived,
        query.trial_ends_within,
        query.payment_due_within,
        query.sort,
    )
}

/// The order: by which key, and in which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By which key.
    pub by: SortBy,
    /// From the greatest.
    pub descending: bool,
}

/// The keys of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    /// The customer's folded name.
    CompanyName,
    /// The number of users.
    Seats,
    /// The status, in the order of life.
    Status,
    /// The next payment date; missing ones last.
    NextPaymentDate,
    /// Birth.
    CreatedAt,
}

impl From<SubscriptionSort> for Order {
    fn from(sort: SubscriptionSort) -> Self {
        let (by, descending) = match sort {
            SubscriptionSort::CompanyName => (SortBy::CompanyName, false),
            SubscriptionSort::CompanyNameDesc => (SortBy::CompanyName, true),
            SubscriptionSort::Seats => (SortBy::Seats, false),
            SubscriptionSort::SeatsDesc => (SortBy::Seats, true),
            SubscriptionSort::Status => (SortBy::Status, false),
            SubscriptionSort::StatusDesc => (SortBy::Status, true),
            SubscriptionSort::NextPaymentDate => (SortBy::NextPaymentDate, false),
            SubscriptionSort::NextPaymentDateDesc => (SortBy::NextPaymentDate, true),
            SubscriptionSort::CreatedAt => (SortBy::CreatedAt, false),
            SubscriptionSort::CreatedAtDesc => (SortBy::CreatedAt, true),
        };
        Self { by, descending }
    }
}
