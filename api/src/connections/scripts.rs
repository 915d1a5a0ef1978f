//! The scripts that lead mail through Countersign and out of it again, for the customer's administrators to run. No
//! interface of the platforms makes connectors for others, so that it is their own shell that does.

use shared::connections::{ConnectionMode as Mode, ConnectionScript as Script, ConnectionScriptText as ScriptText, ConnectionStep as Step};
use shared::ids::SubscriptionId;
use shared::problem::ProblemCode;
use shared::subscriptions::Product;

use super::service::Place;
use super::{Installation, platforms};
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::subscriptions;

/// What stands in a script besides its text.
#[derive(Clone, Copy)]
pub(super) struct Values<'a> {
    /// The subscription that it is for.
    pub subscription: SubscriptionId,
    /// Where mail is handed to: the operator's mail servers.
    pub mail_host: &'a str,
    /// The value of the header by which mail that comes back is known.
    pub header_secret: &'a str,
}

/// The scripts of a step.
pub(super) const fn of_step(step: Step) -> &'static [Script] {
    match step {
        Step::MailFlow => &[Script::ExchangeOnlineSetup, Script::ExchangeOnlineRemoval],
        Step::SendConnector => &[Script::ExchangeOnPremisesSetup, Script::ExchangeOnPremisesRemoval],
        _ => &[],
    }
}

/// Whether a product has a step that the script is for.
pub(super) fn is_of(product: Product, script: Script) -> bool {
    let has = |mode: &Mode| platforms::steps(product, *mode).iter().any(|step| of_step(*step).contains(&script));
    platforms::modes(product).iter().any(has)
}

/// Whether the script names the operator's mail servers.
pub(super) const fn names_mail_host(script: Script) -> bool {
    matches!(script, Script::ExchangeOnlineSetup | Script::ExchangeOnPremisesSetup)
}

/// What the script is saved as.
pub(super) fn file_name(script: Script) -> String {
    format!("countersign-{}.ps1", script.as_str().replace('_', "-"))
}

/// The script with its values. These stand in single quotes, where PowerShell reads nothing into them.
pub(super) fn render(script: Script, values: &Values<'_>) -> String {
    let text = match script {
        Script::ExchangeOnlineSetup => include_str!("../../templates/scripts/exchange_online_setup.ps1"),
        Script::ExchangeOnlineRemoval => include_str!("../../templates/scripts/exchange_online_removal.ps1"),
        Script::ExchangeOnPremisesSetup => include_str!("../../templates/scripts/exchange_on_premises_setup.ps1"),
        Script::ExchangeOnPremisesRemoval => include_str!("../../templates/scripts/exchange_on_premises_removal.ps1"),
    };
    text.replace("{{subscription}}", &values.subscription.to_string())
        .replace("{{mail_host}}", &quoted(values.mail_host))
        .replace("{{header_secret}}", &quoted(values.header_secret))
}

/// A text for between single quotes: a quotation mark within is written twice, the curly ones that PowerShell takes for the
/// same as well.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
            quoted.push(c);
        }
        quoted.push(c);
    }
    quoted
}

/// The value of the header by which a subscription's mail is known when it comes back: outsiders who send the header can't
/// know it. It follows from the installation's key, so that there is nothing to keep.
pub(super) fn header_secret(vault: &Vault, subscription: SubscriptionId) -> String {
    let derived = vault.derive("connection header", subscription.0.as_bytes());
    derived.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// A script with the values of its subscription.
///
/// # Errors
/// `not_found` where the product does not have it; `setting_missing` where it names mail servers and there are none.
pub fn read(
    conn: &mut Connection,
    vault: &Vault,
    (reseller, subscription): Place,
    script: Script,
    installation: &Installation,
) -> Result<ScriptText, Refusal> {
    let (_, product) = subscriptions::service::customer(conn, reseller, subscription)?;
    if !is_of(product, script) {
        return Err(ProblemCode::NotFound.into());
    }
    let mail_host = match &installation.mail_host {
        Some(host) => host.as_str(),
        None if names_mail_host(script) => return Err(ProblemCode::SettingMissing.into()),
        None => "",
    };
    let values = Values { subscription, mail_host, header_secret: &header_secret(vault, subscription) };
    Ok(ScriptText { script, file_name: file_name(script), content: render(script, &values) })
}

#[cfg(test)]
mod tests;
