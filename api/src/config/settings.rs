//! What was given, as text: by flag, environment or file.

use std::path::PathBuf;

use clap::Args;
use serde::{Deserialize, Deserializer};

/// A setting that is empty is not set: that is how compose files leave one out.
fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// In the file, numbers and truth values may stand without quotation marks.
fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Scalar {
        Text(String),
        Number(i64),
        Flag(bool),
    }
    Ok(Some(match Scalar::deserialize(deserializer)? {
        Scalar::Text(text) => text,
        Scalar::Number(number) => number.to_string(),
        Scalar::Flag(flag) => if flag { "on" } else { "off" }.to_owned(),
    }))
}

macro_rules! settings {
    ($($(#[$meta:meta])* $name:ident = $env:literal),+ $(,)?) => {
        /// What was given, as text. Every setting has a flag, a variable and a key of the file.
        #[derive(Debug, Clone, Default, Args, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Settings {
            /// A TOML file with any of these settings.
            #[arg(long, global = true, env = "COUNTERSIGN_CONFIG", value_name = "FILE")]
            #[serde(skip)]
            pub config: Option<PathBuf>,
            $(
                $(#[$meta])*
                #[arg(long, global = true, env = $env, hide_env_values = true)]
                #[serde(default, deserialize_with = "scalar")]
                pub $name: Option<String>
            ),+
        }

        impl Settings {
            /// These, and where one is missing the other's.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self { config: self.config, $($name: given(self.$name).or(given(other.$name))),+ }
            }
        }
    };
}

settings! {
    /// Where to listen.  [default: 127.0.0.1:8080]
    listen = "COUNTERSIGN_LISTEN",
    /// The address that people and mails use.  [default: http://<listen>]
    public_url = "COUNTERSIGN_PUBLIC_URL",
    /// Networks of reverse proxies whose X-Forwarded-For counts, with commas between.
    trusted_proxies = "COUNTERSIGN_TRUSTED_PROXIES",
    /// The folder for the database, keys and unsent mails.  [default: ./data]
    data_dir = "COUNTERSIGN_DATA_DIR",
    /// postgres://… or sqlite:…  [default: SQLite in the data folder]
    database_url = "COUNTERSIGN_DATABASE_URL",
    /// Database connections.  [default: 8]
    database_connections = "COUNTERSIGN_DATABASE_CONNECTIONS",
    /// smtp://…, smtps://…  [default: mails are written to files in the data folder]
    smtp_url = "COUNTERSIGN_SMTP_URL",
    /// A PEM file of certificates that the mail server's may be signed by.  [default: the system's alone]
    smtp_ca = "COUNTERSIGN_SMTP_CA",
    /// Who mails are from.  [default: countersign@ the public URL's host]
    mail_from = "COUNTERSIGN_MAIL_FROM",
    /// Other sites whose scripts may use the API, with commas between.
    cors_origins = "COUNTERSIGN_CORS_ORIGINS",
    /// /metrics: on, off, or a listen address of its own.  [default: on]
    metrics = "COUNTERSIGN_METRICS",
    /// /docs and /openapi.yaml: on, off, or a listen address of their own.  [default: on]
    docs = "COUNTERSIGN_DOCS",
    /// The setup code.  [default: made and printed at the first start]
    setup_code = "COUNTERSIGN_SETUP_CODE",
    /// Requests a second for one credential, or off.  [default: 50]
    rate_limit = "COUNTERSIGN_RATE_LIMIT",
    /// Threads that answer requests.  [default: one for each core]
    threads = "COUNTERSIGN_THREADS",
    /// The name server to ask, as address:port.  [default: the system's]
    dns = "COUNTERSIGN_DNS",
    /// The domain whose SPF record lets this installation send.  [default: spf.countersign.example]
    spf_include = "COUNTERSIGN_SPF_INCLUDE",
    /// The mail servers that customers' mail is handed to, by name.  [default: none]
    mail_host = "COUNTERSIGN_MAIL_HOST",
    /// Where Microsoft signs in.  [default: https://login.microsoftonline.com]
    microsoft_login_url = "COUNTERSIGN_MICROSOFT_LOGIN_URL",
    /// Where Microsoft Graph is.  [default: https://graph.microsoft.com]
    microsoft_graph_url = "COUNTERSIGN_MICROSOFT_GRAPH_URL",
    /// The application (client) id under which Microsoft knows this installation.  [default: none]
    microsoft_client_id = "COUNTERSIGN_MICROSOFT_CLIENT_ID",
    /// The client secret that goes with it.  [default: none]
    microsoft_client_secret = "COUNTERSIGN_MICROSOFT_CLIENT_SECRET",
    /// The key file (JSON) of the service account under which Google knows this installation.  [default: none]
    google_service_account = "COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT",
    /// Where Google makes access tokens.  [default: https://oauth2.googleapis.com/token]
    google_token_url = "COUNTERSIGN_GOOGLE_TOKEN_URL",
    /// Where Google's Directory API is.  [default: https://admin.googleapis.com]
    google_directory_url = "COUNTERSIGN_GOOGLE_DIRECTORY_URL",
    /// Where the Gmail API is.  [default: https://gmail.googleapis.com]
    google_gmail_url = "COUNTERSIGN_GOOGLE_GMAIL_URL",
    /// Encrypts kept secrets; 32 characters or more.  [default on SQLite: made and kept in the data folder]
    secret_key = "COUNTERSIGN_SECRET_KEY",
    /// Signs access tokens: kid:key,… of 32 characters or more, the first signs.  [default on SQLite: made and kept]
    jwt_key = "COUNTERSIGN_JWT_KEY",
    /// What is logged, such as info or countersign=debug.  [default: info]
    log = "COUNTERSIGN_LOG",
    /// text or json.  [default: text]
    log_format = "COUNTERSIGN_LOG_FORMAT",
}
