//! The way to a customer's directory: by whom, and as whom, it is read.

use shared::problem::ProblemCode;
use shared::subscriptions::Product;

use super::service::Tenant;
use super::source::{Source, Trouble};
use crate::connections::delegation::service::{Keys, delegate};
use crate::connections::installation::{Access, Installation};
use crate::connections::service::Place;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;

/// A directory, or why nobody can read it now.
pub type Reached = Result<Box<dyn Source>, Trouble>;

/// The directory of a customer at its platform.
///
/// # Errors
/// The database failed.
pub fn reach(conn: &mut Connection, installation: &Installation, vault: &Vault, place: Place, tenant: &Tenant) -> Result<Reached, Refusal> {
    match tenant.product {
        Product::Microsoft365 => Ok(match &installation.microsoft {
            Access::Configured(microsoft) => Ok(Box::new(microsoft.directory(tenant.organisation.clone()))),
            missing @ Access::Missing(_) => Err(Trouble::Credentials(format!("{} is not set", missing.missing().join(", ")))),
        }),
        Product::GoogleWorkspace => {
            let keys = Keys { vault, installation: installation.service_account.as_ref() };
            match delegate(conn, keys, place) {
                Ok(Some(delegate)) => Ok(Ok(Box::new(installation.google.directory(delegate, tenant.organisation.clone())))),
                Ok(None) => Ok(Err(Trouble::Withdrawn("nobody to act as".to_owned()))),
                Err(Refusal::Problem(ProblemCode::SettingMissing)) => Ok(Err(Trouble::Credentials("no service account is set".to_owned()))),
                // The secret under which the key was encrypted is another one now.
                Err(Refusal::Internal(why)) => Ok(Err(Trouble::Credentials(why))),
                Err(refusal) => Err(refusal),
            }
        }
    }
}
