//! Asking name servers: without a cache, so that what was published a moment ago is seen, and never for long.

use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, RecordType};

/// How long a name server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often it is asked again, where it said nothing.
const FURTHER_TRIES: usize = 1;

/// What a name server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DnsAnswer<T> {
    /// What was asked for.
    Found(T),
    /// The name has nothing of the kind, or there is no such name.
    Nothing,
    /// It did not say, in time or at all.
    Failed,
}

/// Asks name servers.
#[derive(Clone)]
pub struct Dns(Option<TokioResolver>);

impl std::fmt::Debug for Dns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Dns" } else { "Dns (without a name server)" })
    }
}

impl Dns {
    /// Asks this name server, or the system's. Where the system names none, no question is answered.
    #[must_use]
    pub fn new(server: Option<SocketAddr>) -> Self {
        let provider = TokioRuntimeProvider::default();
        let builder = match server {
            Some(server) => {
                let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
                    connection.port = server.port();
                    connection
                });
                let server = NameServerConfig::new(server.ip(), true, connections.into());
                Ok(TokioResolver::builder_with_config(ResolverConfig::from_parts(None, Vec::new(), vec![server]), provider))
            }
            None => TokioResolver::builder(provider),
        };
        let built = builder.and_then(|mut builder| {
            configure(builder.options_mut());
            builder.build()
        });
        Self(built.inspect_err(|error| tracing::warn!(%error, "there is no name server to ask; set COUNTERSIGN_DNS")).ok())
    }

    /// The texts of a name, each joined from its strings without spaces (RFC 7208, section 3.3).
    pub async fn texts(&self, name: &str) -> DnsAnswer<Vec<String>> {
        let text = |data: &RData| match data {
            RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
            _ => None,
        };
        self.ask(name, RecordType::TXT, text).await
    }

    /// How many addresses of IPv4 a name has.
    pub async fn ipv4_addresses(&self, name: &str) -> DnsAnswer<usize> {
        self.count(name, RecordType::A, |data| matches!(data, RData::A(_))).await
    }

    /// How many addresses of IPv6 a name has.
    pub async fn ipv6_addresses(&self, name: &str) -> DnsAnswer<usize> {
        self.count(name, RecordType::AAAA, |data| matches!(data, RData::AAAA(_))).await
    }

    /// How many mail servers a name has.
    pub async fn mail_servers(&self, name: &str) -> DnsAnswer<usize> {
        self.count(name, RecordType::MX, |data| matches!(data, RData::MX(_))).await
    }

    async fn count(&self, name: &str, kind: RecordType, is_one: fn(&RData) -> bool) -> DnsAnswer<usize> {
        match self.ask(name, kind, |data| is_one(data).then_some(())).await {
            DnsAnswer::Found(found) => DnsAnswer::Found(found.len()),
            DnsAnswer::Nothing => DnsAnswer::Nothing,
            DnsAnswer::Failed => DnsAnswer::Failed,
        }
    }

    async fn ask<T>(&self, name: &str, kind: RecordType, read: impl Fn(&RData) -> Option<T>) -> DnsAnswer<Vec<T>> {
        let Some(resolver) = &self.0 else { return DnsAnswer::Failed };
        // A name that DNS can't hold is one that it doesn't know (RFC 7208, section 4.8).
        let Ok(mut name) = Name::from_labels(name.split('.').map(str::as_bytes)) else { return DnsAnswer::Nothing };
        // Whole as it is: the system's search domains are not for it.
        name.set_fqdn(true);
        match resolver.lookup(name, kind).await {
            Ok(answer) => {
                let found: Vec<T> = answer.answers().iter().filter_map(|record| read(&record.data)).collect();
                if found.is_empty() { DnsAnswer::Nothing } else { DnsAnswer::Found(found) }
            }
            Err(NetError::Dns(DnsError::NoRecordsFound(none))) => match none.response_code {
                ResponseCode::NoError | ResponseCode::NXDomain => DnsAnswer::Nothing,
                _ => DnsAnswer::Failed,
            },
            Err(_) => DnsAnswer::Failed,
        }
    }
}

fn configure(options: &mut ResolverOpts) {
    options.cache_size = 0;
    options.timeout = PATIENCE;
    options.attempts = FURTHER_TRIES;
    options.use_hosts_file = ResolveHosts::Never;
    // Answers that went astray are asked for once more over TCP.
    options.try_tcp_on_error = true;
}
