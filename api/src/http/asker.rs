//! Who sent a request and whose data it is about, for its line in the log: found while the caller is recognised, on another
//! thread.

use std::sync::{Arc, OnceLock};

use actix_web::{HttpMessage as _, HttpRequest};
use uuid::Uuid;

use crate::tenancy::Scope;

/// The place where it is noted. Clones are the same place.
#[derive(Debug, Clone, Default)]
pub struct Asker(Arc<OnceLock<Known>>);

/// What is known of who sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Whose data it is about.
    pub scope: Scope,
    /// The account, or the API key.
    pub id: Uuid,
}

impl Known {
    /// The reseller's id; of a customer's person, who may belong to several, the account's.
    #[must_use]
    pub fn tenant(&self) -> Uuid {
        match self.scope {
            Scope::Reseller(reseller) => reseller.into(),
            Scope::Customer(account) => account.into(),
        }
    }
}

impl Asker {
    /// The place of this request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_default()
    }

    /// Notes who it is; the first word counts.
    pub fn note(&self, known: Known) {
        let _ = self.0.set(known);
    }

    /// Who it is; nobody where no token was good.
    #[must_use]
    pub fn known(&self) -> Option<Known> {
        self.0.get().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::ids;
    use shared::ids::{AccountId, ResellerId};

    #[test]
    fn it_is_noted_once_and_read_from_any_clone() {
        let (asker, reseller, account): (_, ResellerId, AccountId) = (Asker::default(), ids::next(), ids::next());
        assert_eq!(asker.known(), None);
        let clone = asker.clone();
        clone.note(Known { scope: Scope::Reseller(reseller), id: account.into() });
        asker.note(Known { scope: Scope::Customer(account), id: account.into() });
        assert_eq!(asker.known().map(|known| (known.tenant(), known.id)), Some((reseller.into(), account.into())));
        let customer = Known { scope: Scope::Customer(account), id: account.into() };
        assert_eq!(customer.tenant(), customer.id);
    }
}
