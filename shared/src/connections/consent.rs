//! Access to the customer's directory: given by an administrator at the platform, and proven by using it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields};
use crate::text_enum::text_enum;
use crate::validation;

text_enum! {
    /// Why a step does not work. New codes may come.
    ConnectionErrorCode {
        /// Whoever was asked for access did not give it, or may not.
        ConsentDeclined => "consent_declined",
        /// The platform did not ask for access, for a reason of its own.
        ConsentFailed => "consent_failed",
        /// Access is said to be given, and there is none.
        ConsentNotVerified => "consent_not_verified",
        /// The organisation is connected in another subscription.
        OrganisationTaken => "organisation_taken",
        /// The platform does not take the credentials of this installation.
        CredentialsRefused => "credentials_refused",
        /// The platform gave no answer.
        PlatformUnreachable => "platform_unreachable",
        /// Access was given, and taken back.
        AccessWithdrawn => "access_withdrawn",
        /// The platform does not tell the directory, for a reason that asking again does not change.
        DirectoryRefused => "directory_refused",
        /// The directory was told and could not be kept here; the installation's log says why.
        SynchronisationFailed => "synchronisation_failed",
        /// The service account may not act for the domain, or not with all scopes.
        DelegationMissing => "delegation_missing",
        /// Nobody has the administrator's address in a domain that delegated to the service account.
        AdministratorUnknown => "administrator_unknown",
        /// The one who was named as administrator may not read the directory.
        AdministratorNotAllowed => "administrator_not_allowed",
        /// The platform does not take the service account's key.
        KeyRefused => "key_refused",
        /// The project of the service account has not switched the platform's interface on.
        InterfaceDisabled => "interface_disabled",
        /// None of the people who were asked has a mailbox at the platform.
        MailboxMissing => "mailbox_missing",
        /// The add-in ran in somebody's Outlook, and did not for 30 days.
        AddInSilent => "add_in_silent",
        /// The clock of this installation differs from the platform's.
        ClockDiffers => "clock_differs",
    }
}

/// What does not work in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionStepError {
    /// What it is.
    pub code: ConnectionErrorCode,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// The customer's organisation at the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectedOrganisation {
    /// The platform's id: with Microsoft 365 the tenant's, with Google Workspace the customer's.
    #[cfg_attr(feature = "openapi", schema(example = "fa00d692-e9c7-4460-a743-29f2956fd429"))]
    pub id: String,
    /// The name that it has at the platform.
    #[cfg_attr(feature = "openapi", schema(example = "Boulangerie Mercier et Fils"))]
    pub name: String,
}

/// Where an administrator of the customer gives access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BegunConsent {
    /// The platform's page to open in the browser. It leads back to the app's page `/connect/microsoft`.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=…&state=…")
    )]
    pub url: String,
    /// Until when an answer of that page is taken.
    pub expires_at: DateTime<Utc>,
}

/// What the platform's page sent back with the browser, as it stood in the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnedConsent {
    /// What the consent was begun with; it works once.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, example = "8vJ2mQ4xT1bW9yL6pR3sZ0cK7dF5gH2nA8eU4oX1iB0"))]
    pub state: String,
    /// The directory whose administrator gave access; needed unless `error` is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(format = "uuid", min_length = 36, max_length = 36, example = "fa00d692-e9c7-4460-a743-29f2956fd429")
    )]
    pub tenant: Option<String>,
    /// `True` where access was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "True"))]
    pub admin_consent: Option<String>,
    /// Why it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub error: Option<String>,
    /// The same in a sentence, which is kept nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 8000))]
    pub error_description: Option<String>,
}

impl FromFields for ReturnedConsent {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        let failed = f.has("error");
        let state = f.required("state", validation::token);
        let tenant = match failed {
            true => f.optional("tenant", validation::foreign_uuid),
            false => f.required("tenant", validation::foreign_uuid).map(Some),
        };
        let admin_consent = f.optional("admin_consent", |text| validation::at_most(text, 200));
        let error = f.optional("error", |text| validation::at_most(text, 200));
        let description = f.optional("error_description", |text| validation::at_most(text, 8000));
        Some(Self { state: state?, tenant: tenant?, admin_consent: admin_consent?, error: error?, error_description: description? })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_directory_is_named_unless_there_is_an_error_and_all_faults_are_told() {
        let tenant = "fa00d692-e9c7-4460-a743-29f2956fd429";
        for (body, expected) in [
            (json!({"state": "x", "tenant": tenant, "admin_consent": "True"}), &[][..]),
            (json!({"state": "x", "error": "access_denied"}), &[]),
            (json!({"state": "x", "error": "access_denied", "error_description": "AADSTS65004: …\r\nTrace ID: …", "tenant": tenant}), &[]),
            (json!({"state": "x"}), &["/tenant required"]),
            (json!({"state": "x", "error": null, "tenant": null}), &["/tenant required"]),
            (json!({"tenant": "../common"}), &["/state required", "/tenant invalid_id"]),
            (
                json!({"state": "", "error": "x".repeat(201), "tenant": "fa00d692e9c74460a74329f2956fd429", "scope": "x"}),
                &["/state blank", "/tenant invalid_id", "/error too_long", "/scope unknown_field"],
            ),
        ] {
            let faults = ReturnedConsent::from_json(body.clone()).err().unwrap_or_default();
            let faults: Vec<String> = faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code.as_str())).collect();
            assert_eq!(faults, expected, "{body}");
        }
    }

    #[test]
    fn ids_are_read_whatever_their_case() {
        let body = json!({"state": "x", "tenant": "FA00D692-E9C7-4460-A743-29F2956FD429"});
        assert_eq!(ReturnedConsent::from_json(body).unwrap().tenant.unwrap(), "fa00d692-e9c7-4460-a743-29f2956fd429");
    }
}
