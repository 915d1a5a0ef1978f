//! The one source of ids.

use uuid::Uuid;

/// A new id: UUID v7, rising within the process, so that ids sort by birth.
#[must_use]
pub fn next<T: From<Uuid>>() -> T {
    #[expect(clippy::disallowed_methods, reason = "this is the one home of ids")]
    T::from(Uuid::now_v7())
}
