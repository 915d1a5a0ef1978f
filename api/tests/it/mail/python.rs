//! Another program's mail server: aiosmtpd, where its Python is installed, and else our own.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::server::SmtpServer;
use super::{invite, read, told, with_smtp};
use crate::support::{Setup, TestApp};

/// The Python of the tests' virtual environment.
#[expect(clippy::disallowed_methods, reason = "which Python to use is for whoever runs the tests")]
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("COUNTERSIGN_TEST_PYTHON").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.venv/bin/python");
    named.or_else(|| usual.exists().then_some(usual))
}

/// aiosmtpd, which puts what it takes into a Maildir.
struct Aiosmtpd {
    child: Child,
    port: u16,
    folder: PathBuf,
}

impl Aiosmtpd {
    fn start(python: &Path, folder: PathBuf) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(python);
        command.args(["-m", "aiosmtpd", "--nosetuid", "--listen", &format!("127.0.0.1:{port}"), "--class", "aiosmtpd.handlers.Mailbox"]);
        let mut child = command.arg(&folder).stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert_eq!(child.try_wait().unwrap(), None, "aiosmtpd ended");
            assert!(begun.elapsed() < Duration::from_secs(60), "aiosmtpd does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { child, port, folder }
    }

    fn received(&self) -> Vec<String> {
        let new = std::fs::read_dir(self.folder.join("new")).unwrap();
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
    async fn a_mail_server_by_others_takes_our_mails(setup: Setup) {
        let Some(python) = python() else {
            let smtp = SmtpServer::start();
            is_delivered(&with_smtp(&setup, &smtp).await).await;
            assert_eq!(smtp.received().len(), 1);
            return;
        };
        let smtp = Aiosmtpd::start(&python, setup.folder().join("maildir"));
        let url = format!("smtp://127.0.0.1:{}", smtp.port);
        let app = setup.start_with(move |settings| settings.smtp_url = Some(url)).await;
        is_delivered(&app).await;
        let received = smtp.received();
        assert_eq!(received.len(), 1);
        for part in ["X-MailFrom: countersign@portal.example", "X-RcptTo: camille@mercier.example", "Reply-To: owner@northwind-it.example"] {
            assert!(received[0].contains(part), "{part}: {}", received[0]);
        }
    }
}
