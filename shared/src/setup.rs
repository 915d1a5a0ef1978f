//! The first start: one reseller and its owner, with the setup code that the server prints.

use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields};
use crate::validation;

/// Whether the installation has its first reseller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetUpState {
    /// False until somebody has set the installation up.
    pub set_up: bool,
}

/// Creates the first reseller and its owner. Works once, on an empty installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// The code that the server printed at its first start.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "K7QF-2M9D-XWPA-81TR"))]
    pub setup_code: String,
    /// The name of the reseller's organisation.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Northwind IT"))]
    pub reseller_name: String,
    /// The owner's full name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "Olga Ostrova"))]
    pub full_name: String,
    /// The owner's e-mail address, which is the user name.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, format = "email", example = "olga@northwind.example"))]
    pub email: String,
    /// The owner's password: 12 characters or more, and not easy to guess.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 256, format = "password", example = "violet-harbour-tango-93"))]
    pub password: String,
}

impl FromFields for SetUp {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let setup_code = f.required("setup_code", validation::token);
        let reseller_name = f.required("reseller_name", validation::company_name);
        let full_name = f.required("full_name", validation::full_name);
        let email = f.required("email", validation::email);
        let password = f.required("password", validation::new_password);
        Some(Self { setup_code: setup_code?, reseller_name: reseller_name?, full_name: full_name?, email: email?, password: password? })
    }
}
