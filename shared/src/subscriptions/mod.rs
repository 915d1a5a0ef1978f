//! Subscriptions: one product for one customer.

mod changes;
mod life;
mod listing;
mod summary;
mod whole;
mod words;

pub use changes::{Activate, Cancel, ChangeSubscription, Contact, CreateSubscription};
pub use life::{NextPeriod, Pause, Preview, PreviewChange, PreviewCharge, PreviewScheduled, Reactivate};
pub use listing::{SubscriptionQuery, SubscriptionSort};
pub use summary::{ProductCount, StatusCount, Summary};
pub use whole::{Connection, Hold, ScheduledChange, Subscription};
pub use words::{Action, CancelWhen, ConnectionStatus, HoldKind, Lifecycle, Plan, Product, ScheduledChangeKind, Status, Term};
