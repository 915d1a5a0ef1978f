//! Rows of sender domains as the contract shows them.

use shared::domains::Domain;

use super::store::DomainRow;
use crate::platform::domain_name;
use crate::refusal::Refusal;

pub(super) fn domain(row: DomainRow) -> Result<Domain, Refusal> {
    Ok(Domain {
        id: row.id,
        subscription_id: row.subscription_id,
        unicode_name: domain_name::unicode(&row.name),
        name: row.name,
        spf: row.report.as_deref().map(serde_json::from_str).transpose()?,
        gone_since: row.gone_since.map(Into::into),
        next_check_at: row.next_check_at.map(Into::into),
        created_at: row.created_at.into(),
        version: row.version,
    })
}
