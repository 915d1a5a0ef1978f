//! Where a request comes from: the peer, or what trusted proxies say of it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The caller's address. Each proxy writes the address that it was called from to the right end of `X-Forwarded-For`, so
/// that the list is believed from the right, and only as far as trusted proxies wrote it: the first address that is none
/// of theirs is the caller's. What can't be read ends the way as well, since whatever stands before it may be the caller's
/// own invention; then it is the proxy that passed it on.
#[must_use]
pub fn caller<'a>(peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>, is_trusted: impl Fn(&IpAddr) -> bool) -> IpAddr {
    let mut nearest = peer.to_canonical();
    for part in forwarded.rev() {
        if !is_trusted(&nearest) {
            break;
        }
        match address_in(part) {
            Some(address) => nearest = address,
            None => break,
        }
    }
    nearest
}

/// The network by which a caller is counted: with IPv6 the first 64 bits, since whoever has one address has all of them (RFC 4291,
/// section 2.5.4, and RFC 6177).
#[must_use]
pub fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(six)) => format!("{}/64", Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        _ => address.to_owned(),
    }
}

/// An address as proxies write it: bare, with a port, or in brackets. IPv4 in IPv6's clothes is IPv4.
fn address_in(part: &str) -> Option<IpAddr> {
    let part = part.trim();
    let bare = || part.parse::<IpAddr>().ok();
    let with_port = || part.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || part.strip_prefix('[')?.strip_suffix(']')?.parse::<IpAddr>().ok();
    bare().or_else(with_port).or_else(bracketed).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_one_address_of_ipv6_is_counted_as_all_of_its_network() {
        for (address, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
            ("", ""),
        ] {
            assert_eq!(network(address), expected);
        }
    }

    #[test]
    fn only_what_trusted_proxies_wrote_is_believed() {
        let is_trusted = |address: &IpAddr| matches!(address, IpAddr::V4(four) if four.octets()[0] == 10);
        for (peer, forwarded, expected) in [
            ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("10.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
            ("10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
            ("10.0.0.1", "203.0.113.7:52144", "203.0.113.7"),
            ("10.0.0.1", "[2001:db8::1]:52144", "2001:db8::1"),
            ("10.0.0.1", "[2001:db8::1]", "2001:db8::1"),
            ("10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
            ("::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7"),
            ("10.0.0.1", "203.0.113.7, ::ffff:10.0.0.2", "203.0.113.7"),
            // Nobody chooses an address by making a part that the proxy's own is taken for.
            ("10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"),
            ("10.0.0.1", "198.51.100.1, _hidden, 10.0.0.2", "10.0.0.2"),
            ("10.0.0.1", "198.51.100.1, , 10.0.0.2", "10.0.0.2"),
            ("10.0.0.1", "", "10.0.0.1"),
        ] {
            let found = caller(peer.parse().unwrap(), forwarded.split(','), is_trusted);
            assert_eq!(found, expected.parse::<IpAddr>().unwrap(), "{peer} {forwarded}");
        }
    }
}
