//! Another program's mail server: aiosmtpd, in the tests' virtual environment. Without it these tests are left out, and
//! say so; in CI that is a failure.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::json;

use super::{invite, read, told};
use crate::support::{Setup, TestApp};

/// The Python of the tests' virtual environment.
#[expect(clippy::disallowed_methods, reason = "which Python to use is for whoever runs the tests")]
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("COUNTERSIGN_TEST_PYTHON").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.venv/bin/python");
    let found = named.or_else(|| usual.exists().then_some(usual));
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "there is no .venv: run scripts/ensure-python.sh");
        eprintln!("left out: there is no .venv; scripts/ensure-python.sh makes it");
    }
    found
}

/// How the server wants to be spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speech {
    Open,
    StartTls,
    ImplicitTls,
}

/// The folder of the tests' own authority, and of the certificate for 127.0.0.1 that it signed.
fn certificates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mail/tls")
}

/// aiosmtpd, which puts what it takes into a Maildir.
struct Aiosmtpd {
    python: PathBuf,
    speech: Speech,
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Aiosmtpd {
    fn start(python: PathBuf, speech: Speech, setup: &Setup) -> Self {
        let folder = setup.folder().join("smtp");
        std::fs::create_dir(&folder).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Self::run(&python, speech, port, &folder);
        Self { python, speech, child, port, folder }
    }

    fn run(python: &Path, speech: Speech, port: u16, folder: &Path) -> Child {
        let mut command = Command::new(python);
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mail/smtp_server.py")).arg(port.to_string()).arg(folder);
        match speech {
            Speech::Open => &mut command,
            Speech::StartTls => command.arg("starttls"),
            Speech::ImplicitTls => command.arg("implicit"),
        };
        if speech != Speech::Open {
            command.arg(certificates().join("server.pem")).arg(certificates().join("server.key"));
        }
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert_eq!(child.try_wait().unwrap(), None, "aiosmtpd ended");
            assert!(begun.elapsed() < Duration::from_secs(60), "aiosmtpd does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        child
    }

    fn go_down(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn come_up(&mut self) {
        self.child = Self::run(&self.python, self.speech, self.port, &self.folder);
    }

    /// Answers recipients with a line from now on, or takes them again.
    fn answer(&self, line: Option<&str>) {
        let mood = self.folder.join("mood");
        match line {
            Some(line) => std::fs::write(mood, line).unwrap(),
            None => std::fs::remove_file(mood).unwrap(),
        }
    }

    fn url(&self) -> String {
        match self.speech {
            Speech::Open => format!("smtp://127.0.0.1:{}", self.port),
            Speech::StartTls => format!("smtp://127.0.0.1:{}?tls=required", self.port),
            Speech::ImplicitTls => format!("smtps://127.0.0.1:{}", self.port),
        }
    }

    async fn app(&self, setup: &Setup) -> TestApp {
        let url = self.url();
        setup.start_with(move |settings| settings.smtp_url = Some(url)).await
    }

    fn received(&self) -> Vec<String> {
        let Ok(new) = std::fs::read_dir(self.folder.join("maildir/new")) else { return Vec::new() };
        new.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
    }
}

impl Drop for Aiosmtpd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn is_delivered(app: &TestApp) {
    let reseller = app.reseller("Northwind IT").await;
    let made = invite(&reseller).await;
    app.catch_up().await;
    let invite = read(reseller.owner(), &made).await;
    assert_eq!(invite["delivery"], json!("sent"), "{invite}");
    assert_eq!(told(app).await, (1, 0));
}

on_both_databases! {
    async fn it_takes_our_mails(setup: Setup) {
        let Some(python) = python() else { return };
        let smtp = Aiosmtpd::start(python, Speech::Open, &setup);
        is_delivered(&smtp.app(&setup).await).await;
        let received = smtp.received();
        assert_eq!(received.len(), 1);
        for part in ["X-MailFrom: countersign@portal.example", "X-RcptTo: camille@mercier.example", "Reply-To: owner@northwind-it.example"] {
            assert!(received[0].contains(part), "{part}: {}", received[0]);
        }
    }

    async fn what_comes_while_it_is_down_is_delivered_once_when_it_is_up_again(setup: Setup) {
        let Some(python) = python() else { return };
        let mut smtp = Aiosmtpd::start(python, Speech::Open, &setup);
        let app = smtp.app(&setup).await;
        let reseller = app.reseller("Northwind IT").await;
        // A connection that is kept from before is of no use any more.
        let first = reseller.subscription().contact("first@mercier.example").create().await;
        app.catch_up().await;
        assert_eq!(read(reseller.owner(), &first).await["delivery"], "sent");
        smtp.go_down();
        let made = invite(&reseller).await;
        for wait in [15, 30] {
            app.catch_up().await;
            assert_eq!(read(reseller.owner(), &made).await["delivery"], "queued");
            app.clock.advance(TimeDelta::seconds(wait));
        }
        smtp.come_up();
        app.catch_up().await;
        assert_eq!(read(reseller.owner(), &made).await["delivery"], "sent");
        assert_eq!((smtp.received().len(), told(&app).await), (2, (2, 0)));
    }

    async fn its_refusals_are_told_in_its_words(setup: Setup) {
        let Some(python) = python() else { return };
        let smtp = Aiosmtpd::start(python, Speech::Open, &setup);
        let app = smtp.app(&setup).await;
        let reseller = app.reseller("Northwind IT").await;
        smtp.answer(Some("550 5.1.1 No such user here"));
        let refused = reseller.subscription().contact("nobody@mercier.example").create().await;
        app.catch_up().await;
        let invite_of = read(reseller.owner(), &refused).await;
        assert_eq!(invite_of["delivery"], "failed");
        assert!(invite_of["delivery_detail"].as_str().unwrap().contains("No such user here"), "{invite_of}");
        smtp.answer(Some("451 4.7.1 Greylisted, come back later"));
        let made = invite(&reseller).await;
        app.catch_up().await;
        let queued = read(reseller.owner(), &made).await;
        assert_eq!(queued["delivery"], "queued");
        assert!(queued["delivery_detail"].as_str().unwrap().contains("Greylisted"), "{queued}");
        smtp.answer(None);
        app.clock.advance(TimeDelta::seconds(15));
        app.catch_up().await;
        assert_eq!(read(reseller.owner(), &made).await["delivery"], "sent");
        assert_eq!((smtp.received().len(), told(&app).await), (1, (1, 1)));
    }

    async fn over_tls_its_certificate_must_be_of_an_authority_that_is_trusted(setup: Setup) {
        let Some(python) = python() else { return };
        for speech in [Speech::StartTls, Speech::ImplicitTls] {
            let smtp = Aiosmtpd::start(python.clone(), speech, &setup);
            let stranger = smtp.app(&setup).await;
            let reseller = stranger.reseller(&format!("{speech:?} IT")).await;
            let made = invite(&reseller).await;
            stranger.catch_up().await;
            let queued = read(reseller.owner(), &made).await;
            assert_eq!(queued["delivery"], "queued", "nothing goes to a server that can't prove who it is: {queued}");
            assert_eq!(smtp.received().len(), 0);

            let url = smtp.url();
            let ca = certificates().join("ca.pem").display().to_string();
            let trusting = setup.start_with(move |settings| (settings.smtp_url, settings.smtp_ca) = (Some(url), Some(ca))).await;
            trusting.clock.advance(TimeDelta::seconds(15));
            trusting.catch_up().await;
            let sent = read(reseller.owner(), &made).await;
            assert_eq!(sent["delivery"], "sent", "{speech:?}: {sent}");
            assert_eq!(smtp.received().len(), 1);
            std::fs::remove_dir_all(setup.folder().join("smtp")).unwrap();
        }
    }
}
