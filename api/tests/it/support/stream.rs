//! Streams of events, read as they come.

use std::time::Duration;

use serde_json::Value;

/// Nothing takes this long; a stream that is silent for longer fails the test instead of holding it.
const SAFETY: Duration = Duration::from_secs(60);

/// An event as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub id: String,
    pub kind: String,
    pub event: Value,
}

impl Sent {
    /// The event's number.
    pub fn seq(&self) -> i64 {
        self.event["seq"].as_i64().unwrap()
    }
}

/// A stream that is open until it is dropped.
pub struct EventStream {
    response: reqwest::Response,
    text: String,
    /// The id that was sent last.
    pub last_id: String,
}

impl EventStream {
    /// Begins to read; the greeting says where the stream begins.
    pub(super) async fn begin(response: reqwest::Response) -> Self {
        let mut stream = Self { response, text: String::new(), last_id: String::new() };
        let hello = stream.block().await.unwrap_or_default();
        assert!(hello.contains("id: ") && !hello.contains("data: "), "{hello}");
        stream
    }

    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The next event; nothing when the stream has ended as it should.
    pub async fn next(&mut self) -> Option<Sent> {
        loop {
            let block = self.block().await?;
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            if let (Some(id), Some(kind), Some(data)) = (field("id: "), field("event: "), field("data: ")) {
                return Some(Sent { id, kind, event: serde_json::from_str(&data).unwrap() });
            }
        }
    }

    /// So many events.
    pub async fn take(&mut self, count: usize) -> Vec<Sent> {
        let mut events = Vec::with_capacity(count);
        while events.len() < count {
            events.push(self.next().await.unwrap_or_else(|| panic!("the stream ended after {} of {count}", events.len())));
        }
        events
    }

    /// The text up to the next empty line.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                if let Some(id) = block.lines().find_map(|line| line.strip_prefix("id: ")) {
                    id.clone_into(&mut self.last_id);
                }
                return Some(block);
            }
            let chunk = tokio::time::timeout(SAFETY, self.response.chunk()).await.expect("the stream is silent").unwrap()?;
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}
