use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender as Channel, channel};
use std::thread;
use std::time::Duration;

use rstest::rstest;
use secrecy::SecretString;
use uuid::Uuid;

use super::super::tests::{mail, sender};
use super::super::{MailError, Mailer};

#[rstest]
#[case("smtp://mail.example", "the SMTP server mail.example:25 (unencrypted)")]
#[case("smtp://mail.example?tls=none", "the SMTP server mail.example:25 (unencrypted)")]
#[case("smtp://u:p@mail.example?tls=required", "the SMTP server mail.example:587 (STARTTLS)")]
#[case("smtp://u%40x:p%2F@mail.example:2525/portal.example?tls=opportunistic", "the SMTP server mail.example:2525 (TLS where offered)")]
#[case("smtps://u:p@mail.example", "the SMTP server mail.example:465 (TLS)")]
#[case("smtp://127.0.0.1:1025", "the SMTP server 127.0.0.1:1025 (unencrypted)")]
#[case("smtp://[::1]:1025", "the SMTP server ::1:1025 (unencrypted)")]
#[tokio::test]
async fn a_url_says_where_and_how(#[case] url: &str, #[case] expected: &str) {
    let mailer = Mailer::smtp(&SecretString::from(url), sender()).unwrap();
    assert_eq!(mailer.describe(), expected);
    assert!(!format!("{mailer:?}").contains("p%2F") && !format!("{mailer:?}").contains("p/"));
}

#[rstest]
#[case("mail.example")]
#[case("http://user:hunter2@mail.example")]
#[case("smtp://user:hunter2@")]
#[case("smtp://user:hunter2@mail.example:99999")]
#[case("smtp://user:hunter2@mail.example?tls=yes")]
#[case("smtps://user:hunter2@mail.example?tls=none")]
#[case("smtp://hunter2@mail.example")]
#[case("smtp://user:hunter2@mail.example?starttls=1")]
#[case("smtp://user:%ffhunter2@mail.example")]
#[case("smtp://user:hunt er2/@mail.example")]
fn a_wrong_url_is_told_without_its_password(#[case] url: &str) {
    let error = Mailer::smtp(&SecretString::from(url), sender()).unwrap_err().to_string();
    assert!(error.contains("write smtp://") && !error.contains("hunter2"), "{error}");
}

/// What the server does when it reads a line that begins so; for all else it is a server that takes everything.
#[derive(Clone, Copy)]
enum Whim {
    None,
    Say(&'static str, &'static str),
    Hang(&'static str),
    /// Closes the connection without a word.
    Leave(&'static str),
}

/// A small SMTP server on a port of its own; what it hears comes out of the receiver, a line at a time.
fn server(whim: Whim) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (heard, lines) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let heard = heard.clone();
            thread::spawn(move || drop(serve(&stream.unwrap(), whim, &heard)));
        }
    });
    (port, lines)
}

fn serve(stream: &TcpStream, whim: Whim, heard: &Channel<String>) -> std::io::Result<()> {
    let mut out = stream;
    let mut lines = BufReader::new(stream).lines();
    let mut in_data = false;
    let mut line = "CONNECT".to_owned();
    loop {
        drop(heard.send(line.clone()));
        let answer = match whim {
            Whim::Say(start, answer) if line.starts_with(start) => answer,
            Whim::Leave(start) if line.starts_with(start) => return Ok(()),
            Whim::Hang(start) if line.starts_with(start) => {
                thread::sleep(Duration::from_secs(30));
                return Ok(());
            }
            _ if in_data && line != "." => "",
            _ if line.starts_with("CONNECT") => "220 mail.example ESMTP",
            _ if line.starts_with("EHLO") => "250-mail.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
            _ if line.starts_with("AUTH") => "235 2.7.0 welcome",
            _ if line == "DATA" => "354 go on",
            _ if line == "QUIT" => "221 bye",
            _ => "250 2.0.0 fine",
        };
        in_data = answer.starts_with("354") || (in_data && line != ".");
        if !answer.is_empty() {
            write!(out, "{answer}\r\n")?;
        }
        match lines.next() {
            Some(next) => line = next?,
            None => return Ok(()),
        }
    }
}

fn mailer(port: u16) -> Mailer {
    let url = SecretString::from(format!("smtp://portal:s%C3%A9same%2Fopen@127.0.0.1:{port}/portal.example?tls=none"));
    Mailer::smtp(&url, sender()).unwrap().with_time_limit(Duration::from_secs(5))
}

#[tokio::test]
async fn mails_go_over_one_connection_while_it_lives() {
    let (port, heard) = server(Whim::None);
    let mailer = mailer(port);
    let mut second = mail();
    second.id = Uuid::from_u128(2);
    second.text = "A line that begins with a point:\n.\nand goes on\n".to_owned();
    mailer.send(&mail()).await.unwrap();
    mailer.send(&second).await.unwrap();
    let heard: Vec<String> = heard.try_iter().collect();
    let count = |start: &str| heard.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("CONNECT"), count("EHLO portal.example"), count("AUTH PLAIN"), count("NOOP")), (1, 1, 1, 1), "{heard:#?}");
    assert_eq!((count("MAIL FROM:<countersign@portal.example>"), count("RCPT TO:<camille@mercier.example>")), (2, 2), "{heard:#?}");
    assert!(count("Message-ID: <01a200bd-") == 1 && count("Message-ID: <00000000-") == 1 && count("..") == 1, "{heard:#?}");
}

#[tokio::test]
async fn a_kept_connection_that_died_is_replaced() {
    let (port, heard) = server(Whim::Leave("NOOP"));
    let mailer = mailer(port);
    mailer.send(&mail()).await.unwrap();
    mailer.send(&mail()).await.unwrap();
    assert_eq!(heard.try_iter().filter(|line| line == "CONNECT").count(), 2);
}

#[rstest]
#[case::greylisted(Whim::Say("RCPT", "450 4.2.0 Greylisted, come back later"), "450 4.2.0 Greylisted, come back later")]
#[case::full(Whim::Say(".", "452 4.3.1 Out of storage"), "452 4.3.1 Out of storage")]
#[case::closing(Whim::Say("MAIL", "421 4.3.2 Shutting down"), "421 4.3.2 Shutting down")]
#[case::closed_to_all(Whim::Say("CONNECT", "554 5.3.2 No service today"), "554 5.3.2 No service today")]
#[case::wrong_password(Whim::Say("AUTH", "535 5.7.8 Bad credentials"), "535 5.7.8 Bad credentials")]
#[case::sign_in_wanted(Whim::Say("MAIL", "530 5.7.0 Authentication required"), "530 5.7.0 Authentication required")]
#[case::gone(Whim::Leave("DATA"), "incomplete response")]
#[tokio::test]
async fn what_may_get_better_is_transient(#[case] whim: Whim, #[case] words: &str) {
    let (port, _heard) = server(whim);
    match mailer(port).send(&mail()).await {
        Err(MailError::Transient(said)) => assert!(said.contains(words), "{said}"),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case::unknown("RCPT", "550 5.1.1 No such user here", "550 5.1.1 No such user here")]
#[case::several_lines("RCPT", "550-5.1.1 No such user\r\n550 5.1.1 See mail.example/help", "550 5.1.1 No such user See mail.example/help")]
#[case::unwanted(".", "554 5.7.1 Looks like spam", "554 5.7.1 Looks like spam")]
#[case::no_relay("MAIL", "553 5.7.1 You may not send as this", "553 5.7.1 You may not send as this")]
#[tokio::test]
async fn a_refusal_is_permanent_with_the_servers_words(#[case] at: &'static str, #[case] says: &'static str, #[case] words: &str) {
    let (port, _heard) = server(Whim::Say(at, says));
    assert_eq!(mailer(port).send(&mail()).await, Err(MailError::Permanent(words.to_owned())));
}

#[rstest]
#[case("535 no user with sésame/open")]
#[case("500 what is AUTH PLAIN AHBvcnRhbABzw6lzYW1lL29wZW4=?")]
#[case("500 what is c8Opc2FtZS9vcGVu?")]
#[tokio::test]
async fn a_password_that_the_server_repeats_is_not_passed_on(#[case] says: &'static str) {
    let (port, _heard) = server(Whim::Say("AUTH", says));
    let said = mailer(port).send(&mail()).await.unwrap_err().to_string();
    assert!(said.contains('…') && !said.contains("open") && !said.contains("L29wZW4") && !said.contains("vcGVu"), "{said}");
}

#[rstest]
#[case("CONNECT")]
#[case("EHLO")]
#[case("RCPT")]
#[case(".")]
#[tokio::test]
async fn a_server_that_hangs_is_given_up_on_and_never_trusted_again(#[case] at: &'static str) {
    let (port, heard) = server(Whim::Hang(at));
    let mailer = mailer(port).with_time_limit(Duration::from_millis(300));
    for _ in 0..2 {
        match mailer.send(&mail()).await {
            Err(MailError::Transient(said)) => assert!(said.contains("did not answer within 300ms"), "{said}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(heard.try_iter().filter(|line| line == "CONNECT").count(), 2, "each on a connection of its own");
}

#[tokio::test]
async fn no_server_at_all_is_transient() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = mailer(port).send(&mail()).await.unwrap_err();
    assert!(matches!(&error, MailError::Transient(said) if said.starts_with(&format!("127.0.0.1:{port}:"))), "{error}");
}

#[tokio::test]
async fn a_server_without_the_required_tls_gets_nothing() {
    let (port, heard) = server(Whim::None);
    let url = SecretString::from(format!("smtp://portal:sesame@127.0.0.1:{port}?tls=required"));
    let error = Mailer::smtp(&url, sender()).unwrap().send(&mail()).await.unwrap_err();
    assert!(matches!(&error, MailError::Transient(said) if said.contains("STARTTLS")), "{error}");
    assert!(!heard.try_iter().any(|line| line.starts_with("AUTH") || line.starts_with("MAIL")));
}
