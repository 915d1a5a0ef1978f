//! The mails that the server wrote into its data folder, taken apart as a mail program would.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::TestApp;

/// A mail.
#[derive(Debug, Clone)]
pub struct Mail {
    headers: Vec<(String, String)>,
    pub text: String,
    pub html: String,
}

impl Mail {
    /// A header's value, unfolded and decoded; empty where there is none.
    pub fn header(&self, name: &str) -> String {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    pub fn subject(&self) -> String {
        self.header("Subject")
    }

    pub fn to(&self) -> String {
        self.header("To")
    }

    /// The link into the app that the text has.
    #[track_caller]
    pub fn link(&self) -> String {
        let found = self.text.split_whitespace().find(|word| word.starts_with("https://portal.example/"));
        found.unwrap_or_else(|| panic!("no link: {}", self.text)).to_owned()
    }

    /// The token of that link.
    #[track_caller]
    pub fn token(&self) -> String {
        let link = self.link();
        link.split_once('#').unwrap_or_else(|| panic!("no token: {link}")).1.to_owned()
    }

    fn parse(raw: &str) -> Self {
        let (headers, body) = part(raw);
        let kind = value_of(&headers, "Content-Type");
        let boundary = kind.split_once("boundary=\"").and_then(|(_, rest)| rest.split_once('"')).unwrap().0;
        let (mut text, mut html) = (String::new(), String::new());
        for piece in body.split(&format!("--{boundary}")).skip(1).filter(|piece| !piece.starts_with("--")) {
            let (headers, body) = part(piece.trim_start_matches("\r\n"));
            let decoded = match value_of(&headers, "Content-Transfer-Encoding").as_str() {
                "quoted-printable" => quoted_printable(&body),
                "base64" => STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap(),
                _ => body.into_bytes(),
            };
            let decoded = String::from_utf8(decoded).unwrap().replace("\r\n", "\n");
            if value_of(&headers, "Content-Type").starts_with("text/html") { html = decoded } else { text = decoded }
        }
        Self { headers, text, html }
    }
}

/// Headers, unfolded and decoded, and body.
fn part(raw: &str) -> (Vec<(String, String)>, String) {
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let headers = unfolded.split("\r\n").filter_map(|line| line.split_once(':'));
    (headers.map(|(name, value)| (name.to_owned(), decoded_words(value.trim()))).collect(), body.to_owned())
}

fn value_of(headers: &[(String, String)], name: &str) -> String {
    headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// RFC 2045, section 6.7.
fn quoted_printable(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'=' {
            let (code, after) = rest.split_at(2);
            bytes.push(u8::from_str_radix(std::str::from_utf8(code).unwrap(), 16).unwrap());
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    bytes
}

/// RFC 2047: words such as `=?utf-8?b?…?=`; the white space between two of them is none.
fn decoded_words(value: &str) -> String {
    let mut decoded = String::new();
    let mut after_word = false;
    for word in value.split(' ') {
        let inner = word.strip_prefix("=?utf-8?").and_then(|word| word.strip_suffix("?="));
        let bytes = inner.and_then(|inner| match inner.split_once('?')? {
            ("b" | "B", text) => STANDARD.decode(text).ok(),
            ("q" | "Q", text) => Some(quoted_printable(&text.replace('_', " "))),
            _ => None,
        });
        let joined = after_word && bytes.is_some();
        if !(joined || decoded.is_empty()) {
            decoded.push(' ');
        }
        after_word = bytes.is_some();
        match bytes {
            Some(bytes) => decoded.push_str(&String::from_utf8(bytes).unwrap()),
            None => decoded.push_str(word),
        }
    }
    decoded
}

impl TestApp {
    /// All mails so far, in the order in which they were asked for. Jobs that are due are carried out first.
    pub async fn mails(&self) -> Vec<Mail> {
        self.catch_up().await;
        let Ok(folder) = std::fs::read_dir(self.data_dir.join("mail")) else { return Vec::new() };
        // Names are ids, which sort by birth.
        let mut files: Vec<_> =
            folder.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "eml")).collect();
        files.sort();
        files.iter().map(|path| Mail::parse(&std::fs::read_to_string(path).unwrap())).collect()
    }

    /// The newest mail to an address.
    pub async fn mail_to(&self, address: &str) -> Mail {
        let mails = self.mails_to(address).await;
        mails.last().unwrap_or_else(|| panic!("no mail to {address}")).clone()
    }

    /// All mails to an address.
    pub async fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().await.into_iter().filter(|mail| mail.to().contains(address)).collect()
    }
}
