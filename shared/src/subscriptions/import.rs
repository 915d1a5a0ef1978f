//! New subscriptions from a file of comma-separated values.

use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::ids::SubscriptionId;
use crate::validation::FaultCode;

/// The most rows of one file.
pub const IMPORT_ROWS_MAX: usize = 1000;
/// The most bytes of one file.
pub const IMPORT_BYTES_MAX: usize = 1024 * 1024;

/// The columns that a file can have, in the order of the template.
pub const IMPORT_COLUMNS: [&str; 11] = [
    "product", "company_name", "seats", "customer_edits_signatures", "contact_name", "contact_email", "locale", "external_ref", "plan",
    "term", "trial_days",
];
/// Those that every file needs.
pub const IMPORT_COLUMNS_NEEDED: [&str; 5] = ["product", "company_name", "seats", "customer_edits_signatures", "locale"];

/// Whether a file is only looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ImportQuery {
    /// Only say what is wrong with each row, and create nothing; true unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, example = true))]
    pub dry_run: Option<bool>,
    /// Whether the customers accept the terms; must be true for rows to be created.
    #[cfg_attr(feature = "openapi", param(nullable = false, example = true))]
    pub terms_accepted: Option<bool>,
}

impl ImportQuery {
    /// Whether nothing is to be created.
    #[must_use]
    pub fn is_dry(&self) -> bool {
        self.dry_run != Some(false)
    }
}

impl FromFields for ImportQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let dry_run = f.optional("dry_run", any::<bool>);
        let (creates, says) = (dry_run == Some(Some(false)), f.has("terms_accepted"));
        let terms_accepted = f.optional("terms_accepted", any::<bool>);
        if creates {
            match terms_accepted {
                Some(None) if !says => f.fault("terms_accepted", FaultCode::Required),
                Some(Some(false)) => f.fault("terms_accepted", FaultCode::TermsNotAccepted),
                _ => {}
            }
        }
        Some(Self { dry_run: dry_run?, terms_accepted: terms_accepted? })
    }
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportFault {
    /// In which column; null where it is the row as a whole.
    #[cfg_attr(feature = "openapi", schema(example = "seats"))]
    pub column: Option<String>,
    /// What is wrong, for programs.
    #[cfg_attr(feature = "openapi", schema(example = "out_of_range"))]
    pub code: String,
    /// What is wrong and what to do, for people, in the language of the request.
    #[cfg_attr(feature = "openapi", schema(example = "Enter a number from 1 to 1000000."))]
    pub detail: String,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// The line of the file on which it begins; the header's is 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 2, example = 2))]
    pub line: u32,
    /// Its cells as they were read, in the order of the columns.
    pub cells: Vec<String>,
    /// What is wrong with it: everything at once.
    pub faults: Vec<ImportFault>,
    /// The subscription that was created from it; null after a dry run.
    pub subscription_id: Option<SubscriptionId>,
}

/// What a file holds, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// Whether it was only looked at.
    pub dry_run: bool,
    /// The columns that the file has, in its order.
    pub columns: Vec<String>,
    /// Its rows, in its order; rows without any text are left out.
    pub rows: Vec<ImportRow>,
    /// How many rows something is wrong with.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000, example = 1))]
    pub faulty: u32,
    /// How many subscriptions were created.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000, example = 0))]
    pub created: u32,
}

#[cfg(test)]
mod tests {
    use super::ImportQuery;
    use crate::body::FromFields as _;

    #[test]
    fn rows_are_created_only_where_that_is_said_and_the_terms_are_accepted() {
        let read = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let text =
                |faults: Vec<crate::body::Fault>| faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect();
            ImportQuery::from_query(pairs).map(|query| query.is_dry()).map_err(|faults| -> Vec<String> { text(faults) })
        };
        assert_eq!(read(&[]), Ok(true));
        assert_eq!(read(&[("dry_run", "true"), ("terms_accepted", "false")]), Ok(true));
        assert_eq!(read(&[("dry_run", "false"), ("terms_accepted", "true")]), Ok(false));
        assert_eq!(read(&[("dry_run", "false")]), Err(vec!["/terms_accepted required".to_owned()]));
        assert_eq!(read(&[("dry_run", "false"), ("terms_accepted", "false")]), Err(vec!["/terms_accepted terms_not_accepted".to_owned()]));
        assert_eq!(read(&[("dry_run", "maybe")]), Err(vec!["/dry_run wrong_type".to_owned()]));
    }
}
