//! People from a file of comma-separated values.

use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::subscriptions::ImportFault;

/// The most rows of one file.
pub const PEOPLE_ROWS_MAX: usize = 10_000;
/// The most bytes of one file.
pub const PEOPLE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most rows with faults that are shown of one file.
pub const PEOPLE_FAULTS_SHOWN: usize = 100;
/// The columns that a file can have, in the order of the template.
pub const PEOPLE_COLUMNS: [&str; 11] =
    ["email", "display_name", "given_name", "surname", "job_title", "department", "phone", "mobile", "office", "company", "takes_seat"];
/// Those that every file needs.
pub const PEOPLE_COLUMNS_NEEDED: [&str; 2] = ["email", "display_name"];

/// Whether a file of people is only looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PeopleImportQuery {
    /// Only say what would become of the rows, and what is wrong with them; true unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, example = true))]
    pub dry_run: Option<bool>,
}

impl PeopleImportQuery {
    /// Whether nothing is to be written.
    #[must_use]
    pub fn is_dry(&self) -> bool {
        self.dry_run != Some(false)
    }
}

impl FromFields for PeopleImportQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { dry_run: f.optional("dry_run", any::<bool>)? })
    }
}

/// A row of a file of people that something is wrong with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaultyPerson {
    /// The line of the file on which it begins; the header's is 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 2, example = 2))]
    pub line: u32,
    /// Its cells as they were read, in the order of the columns.
    pub cells: Vec<String>,
    /// What is wrong with it: everything at once.
    pub faults: Vec<ImportFault>,
}

/// What a file of people holds, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeopleReport {
    /// Whether it was only looked at.
    pub dry_run: bool,
    /// The columns that the file has, in its order.
    pub columns: Vec<String>,
    /// How many rows it has; rows without any text do not count.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000, example = 21))]
    pub rows: u32,
    /// How many people are new by it.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000, example = 18))]
    pub added: u32,
    /// How many people are other by it.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000, example = 2))]
    pub changed: u32,
    /// How many rows say what is known already.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000, example = 0))]
    pub unchanged: u32,
    /// How many rows something is wrong with.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10_000, example = 1))]
    pub faulty: u32,
    /// The first hundred of them.
    pub faulty_rows: Vec<FaultyPerson>,
}
