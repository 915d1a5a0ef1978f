//! The connection of a subscription to the customer's mail platform: its modes, the steps that each takes, and launch.

mod consent;
mod offboarding;
mod service_account;
mod sync;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields, any};
use crate::events::Actor;
use crate::ids::SubscriptionId;
use crate::subscriptions::{ConnectionStatus, Product};
use crate::text_enum::text_enum;

pub use self::consent::{BegunConsent, ConnectedOrganisation, ConnectionErrorCode, ConnectionStepError, ReturnedConsent};
pub use self::offboarding::{Offboarding, OffboardingKind, OffboardingStep};
pub use self::service_account::{ConnectionServiceAccount, KEY_FILE_MAX, KeyFile, SetServiceAccount};
pub use self::sync::{DirectorySync, SyncState};

text_enum! {
    /// A way in which signatures get into mails. New modes may come.
    ConnectionMode {
        /// Added in transit, by Countersign's mail servers.
        ServerSide => "server_side",
        /// Added while the mail is written.
        ClientSide => "client_side",
        /// Added in transit, to mails of the customer's own Exchange; with Microsoft 365 alone.
        ExchangeOnPremises => "exchange_on_premises",
    }
}

text_enum! {
    /// How far a mode is. New states may come.
    ConnectionModeState {
        /// It is off and always was, or its first step is open and needs nobody's consent.
        NotConfigured => "not_configured",
        /// The customer's administrator has not given access yet.
        ConsentRequired => "consent_required",
        /// There is access; steps after it are open.
        Syncing => "syncing",
        /// All its steps are done.
        Connected => "connected",
        /// All its steps were done, and something does not work any more.
        Degraded => "degraded",
        /// It is off, after steps of it were done.
        Removed => "removed",
    }
}

text_enum! {
    /// Something that has to be done for a mode. New steps may come.
    ConnectionStep {
        /// An administrator of the customer lets Countersign read the Microsoft 365 directory.
        Consent => "consent",
        /// An administrator of the customer lets a service account act in Google Workspace.
        ServiceAccount => "service_account",
        /// People and groups are read for the first time.
        Directory => "directory",
        /// Connectors and a rule lead Exchange Online's mails through Countersign.
        MailFlow => "mail_flow",
        /// The SMTP relay service and a routing rule lead Gmail's mails through Countersign.
        Routing => "routing",
        /// A mail through Countersign arrives with its signature.
        TestMail => "test_mail",
        /// The Outlook add-in is deployed to the customer's people.
        AddIn => "add_in",
        /// Signatures can be written into the people's Gmail settings: those of some people are read to find out.
        SendAs => "send_as",
        /// A send connector leads mails of the customer's own Exchange through Countersign.
        SendConnector => "send_connector",
        /// A mail of the customer's own Exchange arrives with its signature.
        OnPremisesTestMail => "on_premises_test_mail",
    }
}

text_enum! {
    /// Whether a step is done. New states may come.
    ConnectionStepState {
        /// It is yet to be done.
        Open => "open",
        /// It is done.
        Done => "done",
    }
}

text_enum! {
    /// A script for the customer's administrator. New scripts may come.
    ConnectionScript {
        /// Makes the connectors and the rule of Exchange Online; run again it changes nothing more.
        ExchangeOnlineSetup => "exchange_online_setup",
        /// Takes them away.
        ExchangeOnlineRemoval => "exchange_online_removal",
        /// Makes the send connector of an Exchange server; run again it changes nothing more.
        ExchangeOnPremisesSetup => "exchange_on_premises_setup",
        /// Takes it away.
        ExchangeOnPremisesRemoval => "exchange_on_premises_removal",
    }
}

text_enum! {
    /// Where launch leads. New places may come.
    LaunchTarget {
        /// To the wizard: no mode is connected.
        ConfigureConnection => "configure_connection",
        /// To the subscription's home page.
        Home => "home",
    }
}

/// A step of a mode. What several modes need is done once for all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionStepDetail {
    /// What it is.
    pub step: ConnectionStep,
    /// Whether it is done.
    pub state: ConnectionStepState,
    /// Whether a person does it and says so; otherwise Countersign finds it out by itself.
    pub confirmable: bool,
    /// The permissions that the platform is asked for, by the platform's own names.
    pub permissions: Vec<String>,
    /// The scripts that do it and take it back.
    pub scripts: Vec<ConnectionScript>,
    /// Who confirmed that it is done.
    pub done_by: Option<Actor>,
    /// Since when it is done.
    pub done_at: Option<DateTime<Utc>>,
    /// When it last worked, where Countersign finds that out by itself.
    pub last_success_at: Option<DateTime<Utc>>,
    /// What does not work; null where nothing is known to be wrong.
    pub error: Option<ConnectionStepError>,
}

/// A mode of the subscription's product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionModeDetail {
    /// Which it is.
    pub mode: ConnectionMode,
    /// Whether it is wanted.
    pub enabled: bool,
    /// How far it is.
    pub state: ConnectionModeState,
    /// What it takes, in the order in which it is done.
    pub steps: Vec<ConnectionStepDetail>,
}

/// The connection of a subscription to the customer's mail platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionDetail {
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// What is sold: it says which platform it is.
    pub product: Product,
    /// All modes taken together.
    pub status: ConnectionStatus,
    /// The customer's organisation at the platform, once access to it is proven.
    pub organisation: Option<ConnectedOrganisation>,
    /// What Google Workspace's admin console asks for; null with other products.
    pub service_account: Option<ConnectionServiceAccount>,
    /// The modes that the product has.
    pub modes: Vec<ConnectionModeDetail>,
    /// The mail servers of this installation, to which the customer's mail is handed; null where none are configured.
    #[cfg_attr(feature = "openapi", schema(example = "mail.countersign.example"))]
    pub mail_host: Option<String>,
    /// Where the Outlook add-in is served from; null where this installation has no address that Outlook takes.
    #[cfg_attr(feature = "openapi", schema(example = "https://portal.example"))]
    pub add_in_origin: Option<String>,
    /// The variables that the operator has not set and that the modes need; for the reseller's administrators alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub missing_settings: Option<Vec<String>>,
    /// When it was last changed; null where nothing was ever set up.
    pub updated_at: Option<DateTime<Utc>>,
    /// Grows by one with each change, from 0.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, example = 3))]
    pub version: i64,
}

/// Switches a mode on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetConnectionMode {
    /// Whether the mode is wanted. Switching it off opens the steps again that no other mode needs.
    pub enabled: bool,
}

impl FromFields for SetConnectionMode {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { enabled: f.required("enabled", any::<bool>)? })
    }
}

/// Confirms that a step is done, or takes that back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetConnectionStep {
    /// Whether the step is done. Taking it back opens the step that builds on it, too.
    pub done: bool,
}

impl FromFields for SetConnectionStep {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { done: f.required("done", any::<bool>)? })
    }
}

/// A script with the values of its subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionScriptText {
    /// Which it is.
    pub script: ConnectionScript,
    /// What to save it as.
    #[cfg_attr(feature = "openapi", schema(example = "countersign-exchange-online-setup.ps1"))]
    pub file_name: String,
    /// The script, for PowerShell. That of a set-up holds a secret of the subscription.
    pub content: String,
}

/// The manifest of a subscription's Outlook add-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddInManifest {
    /// Where Microsoft 365 can load it from, in place of the file. It holds a key of the subscription.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://portal.example/outlook/01a200bd-0293-7636-891b-c30b6a11f0c2/5f0c…/manifest.xml")
    )]
    pub manifest_url: String,
    /// What to save it as.
    #[cfg_attr(feature = "openapi", schema(example = "countersign-outlook.xml"))]
    pub file_name: String,
    /// The manifest: XML.
    pub content: String,
}

/// Where a launch leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Launch {
    /// What to show next.
    pub next: LaunchTarget,
}
