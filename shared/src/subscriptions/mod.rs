//! Subscriptions: one product for one customer.

mod bulk;
mod changes;
mod import;
mod life;
mod listing;
mod summary;
mod whole;
mod words;

pub use bulk::{BULK_MAX, Bulk, BulkAction, BulkItem, BulkResult, BulkStatus};
pub use changes::{Activate, Cancel, ChangeSubscription, Contact, CreateSubscription};
pub use import::{
    IMPORT_BYTES_MAX, IMPORT_COLUMNS, IMPORT_COLUMNS_NEEDED, IMPORT_ROWS_MAX, ImportFault, ImportQuery, ImportReport, ImportRow,
};
pub use life::{NextPeriod, Pause, Preview, PreviewChange, PreviewCharge, PreviewScheduled, Reactivate};
pub use listing::{SubscriptionQuery, SubscriptionSort};
pub use summary::{ProductCount, StatusCount, Summary};
pub use whole::{Connection, Hold, ScheduledChange, Subscription};
pub use words::{Action, CancelWhen, ConnectionStatus, HoldKind, Lifecycle, Plan, Product, ScheduledChangeKind, Status, Term};
