//! Server-Sent Events, read by fetch so that the token stays in a header.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::client::{self, AbortOnDrop, Call};
use super::{Answer, ClientError};

/// A stream that is open until it is dropped.
pub struct Stream {
    reader: ReadableStreamDefaultReader,
    unread: Vec<u8>,
    _guard: AbortOnDrop,
}

/// What stands between two empty lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The place to resume at.
    pub id: Option<String>,
    /// What is told; comments and bare ids tell nothing.
    pub data: Option<String>,
}

/// Opens a stream, after the message with this id.
pub async fn open_stream(path: &str, last_id: Option<String>) -> Answer<Stream> {
    let call = Call { accept: "text/event-stream", last_id, ..Call::new("GET", path) };
    let (response, guard) = client::open(&call).await?;
    let reader = response.body().map(|body| body.get_reader().unchecked_into());
    let reader = reader.ok_or(ClientError::Unexpected { request_id: None })?;
    Ok(Stream { reader, unread: Vec::new(), _guard: guard })
}

impl Stream {
    /// The next message; nothing when the stream has ended or broken.
    pub async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
                let rest = self.unread.split_off(end + 2);
                let block = std::mem::replace(&mut self.unread, rest);
                return Some(Message::parse(&String::from_utf8_lossy(&block)));
            }
            let chunk = JsFuture::from(self.reader.read()).await.ok()?;
            let value = Reflect::get(&chunk, &JsValue::from_str("value")).ok().filter(|value| !value.is_undefined())?;
            self.unread.extend(Uint8Array::new(&value).to_vec());
        }
    }
}

impl Message {
    fn parse(block: &str) -> Self {
        let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        Self { id: field("id: "), data: field("data: ") }
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn messages_have_an_id_and_data_and_comments_neither() {
        let message = Message::parse("id: 17\nevent: invite.created\ndata: {\"seq\":17}\n\n");
        assert_eq!(message, Message { id: Some("17".to_owned()), data: Some("{\"seq\":17}".to_owned()) });
        assert_eq!(Message::parse("retry: 1000\nid: 4\n\n"), Message { id: Some("4".to_owned()), data: None });
        assert_eq!(Message::parse(":\n\n"), Message::default());
    }
}
