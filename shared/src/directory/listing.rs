//! Which people and groups are listed.

use serde::Serialize;

use crate::body::{Fields, FromFields, any};
use crate::ids::GroupId;
use crate::page;
use crate::validation;

/// Which people of a directory are listed; by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct PersonQuery {
    /// Only those of whom name, address, job title, department, office or company have words that begin with these.
    #[cfg_attr(feature = "openapi", param(nullable = false, max_length = 200, pattern = r"^[^\u0000]*$"))]
    pub q: Option<String>,
    /// Only those who belong to this group, or to a group in it.
    #[cfg_attr(feature = "openapi", param(value_type = String, required = false, nullable = false, format = "uuid"))]
    pub group: Option<GroupId>,
    /// Only those who take a seat, or who take none.
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub takes_seat: Option<bool>,
    /// Rows of the page; 50 unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u32>,
    /// Where the page begins: a cursor that the list gave out for the same filter.
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub cursor: Option<String>,
}

impl FromFields for PersonQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let q = f.optional("q", validation::search);
        let group = f.optional("group", any::<GroupId>);
        let takes_seat = f.optional("takes_seat", any::<bool>);
        let limit = f.optional("limit", page::limit);
        let cursor = f.optional("cursor", validation::cursor);
        Some(Self { q: q?, group: group?, takes_seat: takes_seat?, limit: limit?, cursor: cursor? })
    }
}

/// Which groups of a directory are listed; by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct GroupQuery {
    /// Only those whose name or address has words that begin with these.
    #[cfg_attr(feature = "openapi", param(nullable = false, max_length = 200, pattern = r"^[^\u0000]*$"))]
    pub q: Option<String>,
    /// Rows of the page; 50 unless given.
    #[cfg_attr(feature = "openapi", param(nullable = false, minimum = 1, maximum = 200, example = 50))]
    pub limit: Option<u32>,
    /// Where the page begins: a cursor that the list gave out for the same filter.
    #[cfg_attr(feature = "openapi", param(nullable = false))]
    pub cursor: Option<String>,
}

impl FromFields for GroupQuery {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let q = f.optional("q", validation::search);
        let limit = f.optional("limit", page::limit);
        let cursor = f.optional("cursor", validation::cursor);
        Some(Self { q: q?, limit: limit?, cursor: cursor? })
    }
}
