//! `countersign doctor`: a line for each part, and what to do where something does not work.

use crate::mail::server::SmtpServer;
use crate::support::{Ended, NameServer, Program, Setup, run_program};

/// The line about a part, with its sign.
#[track_caller]
fn line<'a>(ended: &'a Ended, part: &str) -> &'a str {
    let about = |line: &&str| line.get(8..).is_some_and(|rest| rest.starts_with(part));
    ended.out.lines().find(about).unwrap_or_else(|| panic!("nothing of {part}: {} {}", ended.out, ended.err))
}

/// Runs it on a data folder with these settings besides, while the stand-ins of this thread go on answering.
async fn doctor(setup: &Setup, settings: &[(&str, &str)]) -> Ended {
    let data = setup.folder().join("data").display().to_string();
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let settings: Vec<(String, String)> = [("COUNTERSIGN_DATA_DIR", data.as_str())].iter().chain(settings).map(own).collect();
    let run = move || {
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        run_program(&["doctor"], &settings, "")
    };
    actix_web::web::block(run).await.unwrap()
}

#[test]
fn a_machine_on_which_nothing_was_started_is_told_what_is_still_to_come_and_stays_as_it_is() {
    crate::support::run(crate::support::Database::Sqlite, async |setup: Setup| {
        let dns = NameServer::start().await;
        let address = dns.address.to_string();
        let ended = doctor(&setup, &[("COUNTERSIGN_DNS", &address)]).await;
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{}", ended.out);
        for (part, expected) in [
            ("data folder", "notice  data folder"),
            ("database", "the first start makes it"),
            ("public address", "COUNTERSIGN_PUBLIC_URL is not set"),
            ("mail", "COUNTERSIGN_SMTP_URL"),
            ("DNS", "has no SPF record"),
            ("Microsoft 365", "COUNTERSIGN_MICROSOFT_CLIENT_ID"),
            ("Google", "COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT"),
        ] {
            assert!(line(&ended, part).contains(expected), "{}", ended.out);
        }
        assert!(!setup.folder().join("data").exists(), "it looks, and makes nothing");
    });
}

#[test]
fn a_server_that_runs_is_found_right_in_all_its_parts() {
    crate::support::run(crate::support::Database::Sqlite, async |setup: Setup| {
        let (dns, smtp) = (NameServer::start().await, SmtpServer::start());
        dns.text("spf.countersign.example", "v=spf1 ip4:198.51.100.0/24 -all");
        let program = Program::on_folder(&setup.folder().join("data"));
        let (address, smtp_url) = (dns.address.to_string(), smtp.url());
        let public = program.url("").replace("/api/v1", "");
        let settings = [("COUNTERSIGN_DNS", address.as_str()), ("COUNTERSIGN_SMTP_URL", &smtp_url), ("COUNTERSIGN_PUBLIC_URL", &public)];
        let ended = doctor(&setup, &settings).await;
        assert_eq!(ended.code, Some(0), "{} {}", ended.out, ended.err);
        for part in ["data folder", "keys", "database", "clock", "mail", "DNS"] {
            assert!(line(&ended, part).starts_with("ok "), "{}", ended.out);
        }
        assert!(
            line(&ended, "public address").starts_with("notice") && line(&ended, "public address").contains("without TLS"),
            "{}",
            ended.out
        );
    });
}

#[test]
fn each_fault_comes_with_its_remedy_and_the_program_ends_with_1() {
    crate::support::run(crate::support::Database::Sqlite, async |setup: Setup| {
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (database, web, smtp, dns) =
            (format!("postgres://nobody@{nobody}/none"), format!("http://{nobody}"), format!("smtp://{nobody}"), nobody.to_string());
        let keys = [
            ("COUNTERSIGN_SECRET_KEY", "a secret key of the tests of 32 characters or more"),
            ("COUNTERSIGN_JWT_KEY", "1:a signing key of the tests of 32 characters or more"),
        ];
        let faulty = [
            ("COUNTERSIGN_DATABASE_URL", database.as_str()),
            ("COUNTERSIGN_PUBLIC_URL", &web),
            ("COUNTERSIGN_SMTP_URL", &smtp),
            ("COUNTERSIGN_DNS", &dns),
            ("COUNTERSIGN_MICROSOFT_CLIENT_ID", "fa00d692-e9c7-4460-a743-29f2956fd429"),
        ];
        let settings: Vec<(&str, &str)> = keys.into_iter().chain(faulty).collect();
        let ended = doctor(&setup, &settings).await;
        assert_eq!((ended.code, ended.err.trim()), (Some(1), "countersign: 5 of 8 parts do not work"), "{}", ended.out);
        for (part, remedy) in [
            ("database", "COUNTERSIGN_DATABASE_URL"),
            ("public address", "start the server"),
            ("mail", "COUNTERSIGN_SMTP_URL"),
            ("DNS", "COUNTERSIGN_DNS"),
            ("Microsoft 365", "COUNTERSIGN_MICROSOFT_CLIENT_SECRET"),
        ] {
            let line = line(&ended, part);
            assert!(line.starts_with("FAULT") && line.contains(remedy), "{line}");
        }
    });
}
