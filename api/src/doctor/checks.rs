//! The parts of an installation.

use std::fs;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;
use uuid::Uuid;

use super::{Finding, Level};
use crate::auth;
use crate::config::Config;
use crate::connections::Installation;
use crate::platform::clock::Clock;
use crate::platform::data_folder;
use crate::platform::db::{DatabaseUrl, Db, SchemaState};
use crate::platform::dns::{Dns, DnsAnswer};
use crate::platform::ids;
use crate::platform::outgoing::{Ask, Failure, Outgoing, Patience};
use crate::refusal::Refusal;
use crate::start::{self, StartError};

/// A clock that differs by less is right enough.
const CLOCK_LEEWAY: TimeDelta = TimeDelta::seconds(60);

pub(super) fn data_folder(config: &Config) -> Finding {
    let (part, folder) = ("data folder", &config.data_dir);
    let place = folder.display();
    if !folder.exists() {
        return Finding::new(part, Level::Notice, format!("{place} is not there yet; the first start makes it"));
    }
    let trial = folder.join(format!("{}.trial", ids::next::<Uuid>().simple()));
    let written = data_folder::private(&trial).map(drop);
    let _ = fs::remove_file(&trial);
    match written {
        Ok(()) => Finding::new(part, Level::Right, format!("{place} can be written")),
        Err(error) => Finding::new(
            part,
            Level::Fault,
            format!("{place} can't be written ({error}); run this as the server's user, and check the folder's owner and room"),
        ),
    }
}

pub(super) fn keys(config: &Config) -> Finding {
    let kept = [("COUNTERSIGN_SECRET_KEY", config.secret_key.is_some()), ("COUNTERSIGN_JWT_KEY", config.jwt_keys.is_some())];
    let kept: Vec<&str> = kept.into_iter().filter(|(_, is_set)| !is_set).map(|(variable, _)| variable).collect();
    if kept.is_empty() {
        return Finding::new("keys", Level::Right, "both are configured; keep them with the backups");
    }
    Finding::new(
        "keys",
        Level::Right,
        format!("in the data folder for want of {}; `countersign backup` takes them along", kept.join(" and ")),
    )
}

/// The database, and the clock by what is kept in it.
pub(super) async fn database(config: &Config) -> Vec<Finding> {
    let (part, url) = ("database", &config.database_url);
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        return vec![Finding::new(part, Level::Notice, format!("{url:?} is not there yet; the first start makes it"))];
    }
    let db = Db::new(url.clone(), 1);
    let schema = match db.schema_state().await {
        Err(error) => {
            let text = format!("{url:?} can't be used ({error}); check that it runs, and COUNTERSIGN_DATABASE_URL");
            return vec![Finding::new(part, Level::Fault, text)];
        }
        Ok(SchemaState::Behind) => {
            let text = format!("{url:?} answers; its schema is older than this program, and the next start brings it up to date");
            return vec![Finding::new(part, Level::Notice, text)];
        }
        Ok(SchemaState::Current) => Finding::new(part, Level::Right, format!("{url:?} answers, with the schema of this program")),
    };
    let newest = db.read(auth::service::last_sign_in_across_tenants).await;
    vec![schema, clock(newest, Clock::system().now())]
}

/// Times that were written can't lie ahead.
fn clock(newest: Result<Option<DateTime<Utc>>, Refusal>, now: DateTime<Utc>) -> Finding {
    let told = now.format("%Y-%m-%d %H:%M:%S UTC");
    match newest {
        Ok(Some(newest)) if newest > now + CLOCK_LEEWAY => {
            let text = format!("it is {told} here, and somebody signed in at {newest}; set the clock right, and keep it so by NTP");
            Finding::new("clock", Level::Fault, text)
        }
        Ok(_) => Finding::new("clock", Level::Right, format!("it is {told} here, and nothing was written after that")),
        Err(error) => Finding::new("clock", Level::Fault, format!("what was written last can't be read ({error})")),
    }
}

pub(super) async fn public_address(config: &Config) -> Finding {
    let part = "public address";
    let Some(address) = &config.public_url else {
        let text = "COUNTERSIGN_PUBLIC_URL is not set: links in mails lead to this machine alone";
        return Finding::new(part, Level::Notice, text);
    };
    let Ok(url) = Url::parse(&format!("{address}/healthz")) else {
        return Finding::new(part, Level::Fault, format!("{address} is no address; correct COUNTERSIGN_PUBLIC_URL"));
    };
    let outgoing = Outgoing::new(Clock::system(), Patience::default());
    let (level, text) = match outgoing.send(&Ask::get(url)).await {
        Ok(reply) if reply.is_success() && reply.body.get("status").is_some_and(|status| status == "ok") => {
            if address.starts_with("https://") {
                (Level::Right, format!("{address} leads here"))
            } else {
                (Level::Notice, format!("{address} leads here without TLS: passwords go in the clear, and Outlook takes no add-in from it"))
            }
        }
        Ok(_) => {
            (Level::Fault, format!("at {address} somebody else answers; correct COUNTERSIGN_PUBLIC_URL, or the proxy before the server"))
        }
        Err(Failure::Redirects) => (Level::Fault, format!("{address} leads elsewhere; set COUNTERSIGN_PUBLIC_URL to the address itself")),
        Err(failure) => (
            Level::Fault,
            format!("{address} can't be reached from here ({failure}); start the server, and check DNS, the proxy and its certificate"),
        ),
    };
    Finding::new(part, level, text)
}

pub(super) async fn mail(config: &Config) -> Result<Finding, StartError> {
    let mailer = start::mailer(config, config.public_url.as_deref().unwrap_or("http://localhost"))?;
    let place = mailer.describe();
    let (level, text) = match mailer.probe().await {
        Ok(true) => (Level::Right, format!("{place} lets us in")),
        Ok(false) => (Level::Notice, format!("{place}: nobody gets them until COUNTERSIGN_SMTP_URL names a mail server")),
        Err(error) => (Level::Fault, format!("{place} does not let us in ({error}); check COUNTERSIGN_SMTP_URL")),
    };
    Ok(Finding::new("mail", level, text))
}

pub(super) async fn name_server(config: &Config) -> Finding {
    let include = &config.spf_include;
    let (level, text) = match Dns::new(config.dns).texts(include).await {
        DnsAnswer::Found(texts) if texts.iter().any(|text| text.to_ascii_lowercase().starts_with("v=spf1")) => {
            (Level::Right, format!("it answers, and {include} has an SPF record"))
        }
        DnsAnswer::Found(_) | DnsAnswer::Nothing => (
            Level::Notice,
            format!(
                "it answers, and {include} has no SPF record: publish one there, or set COUNTERSIGN_SPF_INCLUDE to the domain that has it"
            ),
        ),
        DnsAnswer::Failed => (Level::Fault, "no name server answers, so that no domain can be checked; set COUNTERSIGN_DNS".to_owned()),
    };
    Finding::new("DNS", level, text)
}

/// The mail platforms, as far as they can be judged without a customer.
pub(super) fn platforms(config: &Config) -> Result<[Finding; 2], StartError> {
    let clock = Clock::system();
    let installation = Installation::new(config, &Outgoing::new(clock.clone(), Patience::default()), &clock).map_err(StartError)?;
    let missing = installation.microsoft.missing();
    let microsoft = match missing {
        [] => Finding::new("Microsoft 365", Level::Right, "the application is configured"),
        [one] => Finding::new("Microsoft 365", Level::Fault, format!("{one} is missing beside the other one; set both, or neither")),
        _ => Finding::new("Microsoft 365", Level::Notice, format!("customers can't be connected: {} are not set", missing.join(" and "))),
    };
    let google = match &installation.service_account {
        Some(account) => Finding::new("Google", Level::Right, format!("the service account {} is configured", account.client_id)),
        None => {
            let text = "COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT is not set: customers bring service accounts of their own";
            Finding::new("Google", Level::Notice, text)
        }
    };
    Ok([microsoft, google])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_back_shows_by_what_was_written() {
        let now: DateTime<Utc> = "2026-11-28T12:00:00Z".parse().unwrap();
        for (seconds, expected) in [(-3600, Level::Right), (0, Level::Right), (59, Level::Right), (61, Level::Fault)] {
            let newest = now + TimeDelta::seconds(seconds);
            assert_eq!(clock(Ok(Some(newest)), now).level, expected, "{seconds}");
        }
        assert_eq!(clock(Ok(None), now).level, Level::Right);
    }
}
