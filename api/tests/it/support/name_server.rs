//! A name server on loopback, over UDP and TCP: zones as tables, and a note of each question that it was asked.

use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use hickory_proto::op::{Message, MessageType, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UdpSocket};

/// The largest answer over UDP; longer ones must be asked for over TCP.
const UDP_MAX: usize = 1232;

/// What a name has, or what becomes of questions about it.
#[derive(Clone)]
pub enum Zone {
    /// A text of these strings.
    Txt(Vec<String>),
    /// Addresses of IPv4, so many.
    A(u8),
    /// Addresses of IPv6, so many.
    Aaaa(u8),
    /// Mail servers, so many.
    Mx(u16),
    /// Another name.
    Cname(String),
    /// The server fails: SERVFAIL.
    Fails,
    /// The server refuses: REFUSED.
    Refuses,
    /// The server says nothing.
    Silent,
}

/// A running server. It ends with the runtime.
#[derive(Clone)]
pub struct NameServer {
    pub address: SocketAddr,
    zones: Arc<Mutex<HashMap<String, Vec<Zone>>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl NameServer {
    pub async fn start() -> Self {
        // The same port for both: where another has one of them, the next is tried.
        let (udp, tcp) = loop {
            let udp = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()).await {
                break (udp, tcp);
            }
        };
        let server = Self { address: udp.local_addr().unwrap(), zones: Arc::default(), asked: Arc::default() };
        tokio::spawn(server.clone().serve_udp(udp));
        tokio::spawn(server.clone().serve_tcp(tcp));
        server
    }

    /// Puts these in the place of what a name has.
    pub fn set(&self, name: &str, zones: impl IntoIterator<Item = Zone>) {
        self.zones.lock().unwrap().insert(name.to_owned(), zones.into_iter().collect());
    }

    /// Gives a name this text, as one string, and nothing else.
    pub fn text(&self, name: &str, text: &str) {
        self.set(name, [Zone::Txt(vec![text.to_owned()])]);
    }

    /// Takes all names away, and forgets what was asked.
    pub fn clear(&self) {
        self.zones.lock().unwrap().clear();
        self.asked.lock().unwrap().clear();
    }

    /// What was asked so far, as `TXT mercier.example`; a repeat comes again.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    async fn serve_udp(self, socket: UdpSocket) {
        let mut buffer = [0; 4096];
        while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
            let Some(answer) = self.answer(&buffer[..length]) else { continue };
            let whole = answer.to_vec().unwrap();
            let sent = if whole.len() > UDP_MAX { answer.truncate().to_vec().unwrap() } else { whole };
            let _ = socket.send_to(&sent, from).await;
        }
    }

    async fn serve_tcp(self, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(self.clone().serve_connection(stream));
        }
    }

    async fn serve_connection(self, mut stream: TcpStream) {
        while let Ok(length) = stream.read_u16().await {
            let mut question = vec![0; length.into()];
            if stream.read_exact(&mut question).await.is_err() {
                return;
            }
            let Some(answer) = self.answer(&question) else { continue };
            let bytes = answer.to_vec().unwrap();
            let _ = stream.write_u16(bytes.len().try_into().unwrap()).await;
            let _ = stream.write_all(&bytes).await;
        }
    }

    fn answer(&self, question: &[u8]) -> Option<Message> {
        let question = Message::from_vec(question).ok()?;
        let query = question.queries.first()?.clone();
        let name = query.name().to_ascii().to_lowercase().trim_end_matches('.').to_owned();
        self.asked.lock().unwrap().push(format!("{} {name}", query.query_type()));
        let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
        answer.metadata.message_type = MessageType::Response;
        answer.metadata.recursion_desired = true;
        answer.metadata.recursion_available = true;
        answer.add_query(query.clone());
        let zones = self.zones.lock().unwrap();
        let Some(mut found) = zones.get(&name) else {
            answer.metadata.response_code = ResponseCode::NXDomain;
            return Some(answer);
        };
        let mut owner = query.name().clone();
        if let Some(Zone::Cname(other)) = found.first() {
            let target = Name::from_ascii(format!("{other}.")).unwrap();
            answer.add_answer(Record::from_rdata(owner, 300, RData::CNAME(CNAME(target.clone()))));
            (owner, found) = (target, zones.get(other)?);
        }
        for zone in found {
            for data in zone.data(query.query_type()) {
                answer.add_answer(Record::from_rdata(owner.clone(), 300, data));
            }
            match zone {
                Zone::Fails => answer.metadata.response_code = ResponseCode::ServFail,
                Zone::Refuses => answer.metadata.response_code = ResponseCode::Refused,
                Zone::Silent => return None,
                _ => {}
            }
        }
        Some(answer)
    }
}

impl Zone {
    fn data(&self, kind: RecordType) -> Vec<RData> {
        match (self, kind) {
            (Self::Txt(strings), RecordType::TXT) => vec![RData::TXT(TXT::new(strings.clone()))],
            (Self::A(count), RecordType::A) => (1..=*count).map(|n| RData::A(A(Ipv4Addr::new(192, 0, 2, n)))).collect(),
            (Self::Aaaa(count), RecordType::AAAA) => {
                (1..=*count).map(|n| RData::AAAA(AAAA(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, n.into())))).collect()
            }
            (Self::Mx(count), RecordType::MX) => {
                (1..=*count).map(|n| RData::MX(MX::new(n, Name::from_ascii(format!("mx{n}.example.")).unwrap()))).collect()
            }
            _ => Vec::new(),
        }
    }
}
