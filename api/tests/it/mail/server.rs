//! A mail server (RFC 5321) that does as a test says, on threads of its own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What the server does with mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes them.
    Takes,
    /// Answers the recipient with this line.
    AnswersRecipients(&'static str),
    /// Answers the whole mail with this line.
    AnswersMails(&'static str),
    /// Takes the connection, and says nothing.
    SaysNothing,
    /// Takes the mail, and goes away before it says so.
    GoesAwayAfterMails,
}

/// A mail as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: String,
    pub text: String,
}

impl Received {
    /// A header's value, as it stands there.
    pub fn header(&self, name: &str) -> String {
        let prefix = format!("{name}: ");
        self.text.lines().find_map(|line| line.strip_prefix(&prefix)).unwrap_or_default().to_owned()
    }
}

#[derive(Clone)]
pub struct SmtpServer {
    address: SocketAddr,
    mood: Arc<Mutex<Mood>>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl SmtpServer {
    pub fn start() -> Self {
        let away = Self::away();
        away.come();
        away
    }

    /// A server that is not there yet: connections are refused.
    pub fn away() -> Self {
        // The system's choice, let go of at once.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self { address, mood: Arc::new(Mutex::new(Mood::Takes)), received: Arc::default() }
    }

    /// Begins to listen.
    pub fn come(&self) {
        let (listener, server) = (TcpListener::bind(self.address).unwrap(), self.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let server = server.clone();
                thread::spawn(move || server.talk(&stream.unwrap()));
            }
        });
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn address(&self) -> String {
        self.address.to_string()
    }

    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// All that came and was taken.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// One connection; it ends when the other side goes, or when nothing can be said any more.
    fn talk(&self, stream: &TcpStream) -> Option<()> {
        let mood = || *self.mood.lock().unwrap();
        let mut lines = BufReader::new(stream).lines();
        let say = |line: &str| (&*stream).write_all(format!("{line}\r\n").as_bytes()).ok();
        if mood() == Mood::SaysNothing {
            return lines.next().map(drop);
        }
        say("220 mail.example ready")?;
        let (mut from, mut to) = (String::new(), String::new());
        loop {
            let line = lines.next()?.ok()?;
            let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match (word.as_str(), mood()) {
                ("EHLO", _) => say("250-mail.example\r\n250 8BITMIME")?,
                ("MAIL", _) => {
                    from = address(&line);
                    say("250 2.1.0 Sender is fine")?;
                }
                ("RCPT", Mood::AnswersRecipients(answer)) => say(answer)?,
                ("RCPT", _) => {
                    to = address(&line);
                    say("250 2.1.5 Recipient is fine")?;
                }
                ("DATA", _) => {
                    say("354 Go on")?;
                    let mut text = String::new();
                    loop {
                        let line = lines.next()?.ok()?;
                        if line == "." {
                            break;
                        }
                        text += line.strip_prefix('.').unwrap_or(&line);
                        text += "\n";
                    }
                    if let Mood::AnswersMails(answer) = mood() {
                        say(answer)?;
                        continue;
                    }
                    self.received.lock().unwrap().push(Received { from: from.clone(), to: to.clone(), text });
                    if mood() == Mood::GoesAwayAfterMails {
                        return stream.shutdown(std::net::Shutdown::Both).ok();
                    }
                    say("250 2.0.0 Taken")?;
                }
                ("QUIT", _) => return say("221 Bye"),
                ("RSET" | "NOOP", _) => say("250 2.0.0 Fine")?,
                _ => say("502 5.5.1 What?")?,
            }
        }
    }
}

/// What stands between the angle brackets.
fn address(line: &str) -> String {
    line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(address, _)| address.to_owned()).unwrap_or_default()
}
