//! Single terms of a record (RFC 7208, sections 4.6.1, 5 and 6).

use std::net::{Ipv4Addr, Ipv6Addr};

use shared::domains::SpfFaultReason as Reason;

use super::macros::{DomainSpec, is_macro_string};

/// What a match of a mechanism means (section 4.6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// The sender may send: `+`, or nothing.
    Pass,
    /// Anything else.
    Other,
}

/// What a term asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// `all`: matches always, so that nothing after it counts.
    All,
    /// `include:` another record.
    Include(DomainSpec),
    /// `a`: the addresses of a name, or of the domain itself.
    A(Option<DomainSpec>),
    /// `mx`: the addresses of the mail servers of a name, or of the domain itself.
    Mx(Option<DomainSpec>),
    /// `ptr`: the names of the sender's address.
    Ptr,
    /// `exists:` a name.
    Exists(DomainSpec),
    /// `redirect=`: another record in the place of this one.
    Redirect(DomainSpec),
    /// `exp=`: where an explanation stands; asked only after a refusal, and not counted (section 4.6.4).
    Explanation,
    /// What asks nothing.
    Nothing,
}

/// Reads a term.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str) -> Result<(Qualifier, Does), Reason> {
    match text.find([':', '/', '=']).map(|at| text.split_at(at)) {
        Some((name, value)) if value.starts_with('=') => {
            Ok((Qualifier::Pass, modifier(name, value.strip_prefix('=').unwrap_or_default())?))
        }
        Some((name, value)) => mechanism(name, value),
        None => mechanism(text, ""),
    }
}

fn modifier(name: &str, value: &str) -> Result<Does, Reason> {
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !is_name {
        return Err(Reason::UnknownTerm);
    }
    let domain = || DomainSpec::parse(value).ok_or(Reason::InvalidDomain);
    match name.to_ascii_lowercase().as_str() {
        "redirect" => domain().map(Does::Redirect),
        "exp" => domain().map(|_| Does::Explanation),
        _ if is_macro_string(value) => Ok(Does::Nothing),
        _ => Err(Reason::InvalidModifier),
    }
}

fn mechanism(name: &str, value: &str) -> Result<(Qualifier, Does), Reason> {
    let (qualifier, name) = match name.strip_prefix(['-', '~', '?']) {
        Some(name) => (Qualifier::Other, name),
        None => (Qualifier::Pass, name.strip_prefix('+').unwrap_or(name)),
    };
    let does = match name.to_ascii_lowercase().as_str() {
        "all" if value.is_empty() => Does::All,
        "include" => Does::Include(needed(value)?),
        "exists" => Does::Exists(needed(value)?),
        "ptr" => {
            wanted(value)?;
            Does::Ptr
        }
        "a" => Does::A(wanted(without_lengths(value)?)?),
        "mx" => Does::Mx(wanted(without_lengths(value)?)?),
        "ip4" => network::<Ipv4Addr>(value, 32)?,
        "ip6" => network::<Ipv6Addr>(value, 128)?,
        _ => return Err(Reason::UnknownTerm),
    };
    Ok((qualifier, does))
}

/// `:` and a domain.
fn needed(value: &str) -> Result<DomainSpec, Reason> {
    value.strip_prefix(':').and_then(DomainSpec::parse).ok_or(Reason::InvalidDomain)
}

/// `:` and a domain, or nothing.
fn wanted(value: &str) -> Result<Option<DomainSpec>, Reason> {
    if value.is_empty() { Ok(None) } else { needed(value).map(Some) }
}

/// What is left of a value without the lengths of prefixes at its end (section 5.6, `dual-cidr-length`).
fn without_lengths(value: &str) -> Result<&str, Reason> {
    let (left, six) = length_at_end(value, "//");
    let (left, four) = length_at_end(left, "/");
    let fits = |length: Option<&str>, max| length.is_none_or(|length| is_length(length, max));
    if fits(six, 128) && fits(four, 32) { Ok(left) } else { Err(Reason::InvalidNetwork) }
}

/// Parts digits after a mark from the end of a text.
fn length_at_end<'a>(text: &'a str, mark: &str) -> (&'a str, Option<&'a str>) {
    let left = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_prefix(left).filter(|digits| !digits.is_empty());
    match (left.strip_suffix(mark), digits) {
        (Some(left), Some(digits)) => (left, Some(digits)),
        _ => (text, None),
    }
}

fn is_length(digits: &str, max: u32) -> bool {
    let plain = digits == "0" || !digits.starts_with('0');
    plain && digits.len() <= 3 && digits.parse::<u32>().is_ok_and(|length| length <= max)
}

/// `:`, an address, and the length of a prefix.
fn network<T: std::str::FromStr>(value: &str, max: u32) -> Result<Does, Reason> {
    let network = value.strip_prefix(':').ok_or(Reason::InvalidNetwork)?;
    let (address, length) = match network.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (network, None),
    };
    let digits = |length: &str| length.chars().all(|c| c.is_ascii_digit()) && !length.is_empty() && is_length(length, max);
    if address.parse::<T>().is_ok() && length.is_none_or(digits) { Ok(Does::Nothing) } else { Err(Reason::InvalidNetwork) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_that_are_right() {
        for text in [
            "all", "+all", "-ALL", "~all", "?all", "a", "A", "a/24", "a//64", "a/24//64", "a:mail.example.com", "a:mail.example.com/24",
            "a:%{d}/0", "mx", "-mx", "mx:example.com//128", "ptr", "ptr:example.com", "ip4:192.0.2.1", "ip4:192.0.2.0/24",
            "ip6:2001:db8::1", "ip6:2001:db8::/32", "ip6:::ffff:192.0.2.1", "include:_spf.example.com", "exists:%{i}._spf.%{d}",
            "redirect=_spf.example.com", "exp=explain._spf.%{d}", "moo=", "unknown-modifier=%{i}", "a=b", "x.y_z-1=v",
        ] {
            assert!(parse(text).is_ok(), "{text}: {:?}", parse(text));
        }
        assert_eq!(parse("-a").unwrap().0, Qualifier::Other);
        assert_eq!(parse("+a").unwrap(), (Qualifier::Pass, Does::A(None)));
    }

    #[test]
    fn terms_that_are_wrong_and_why() {
        use Reason::{InvalidDomain, InvalidModifier, InvalidNetwork, UnknownTerm};
        for (text, reason) in [
            ("", UnknownTerm),
            ("al", UnknownTerm),
            ("all:x.example", UnknownTerm),
            ("all/8", UnknownTerm),
            ("++a", UnknownTerm),
            ("+", UnknownTerm),
            ("ipv4:192.0.2.1", UnknownTerm),
            ("=x", UnknownTerm),
            ("-redirect=x.example", UnknownTerm),
            ("1x=y", UnknownTerm),
            ("bücher", UnknownTerm),
            ("a\tmx", UnknownTerm),
            ("include", InvalidDomain),
            ("include:", InvalidDomain),
            ("include:example", InvalidDomain),
            ("include:example.com/24", InvalidDomain),
            ("exists", InvalidDomain),
            ("a:", InvalidDomain),
            ("a:192.0.2.1", InvalidDomain),
            ("ptr:", InvalidDomain),
            ("ptr/24", InvalidDomain),
            ("redirect=", InvalidDomain),
            ("a/33", InvalidNetwork),
            ("a//129", InvalidNetwork),
            ("a/024", InvalidNetwork),
            ("a/", InvalidDomain),
            ("ip4", InvalidNetwork),
            ("ip4:192.0.2", InvalidNetwork),
            ("ip4:192.0.2.1/33", InvalidNetwork),
            ("ip4:192.0.2.1/", InvalidNetwork),
            ("ip4:192.0.2.300", InvalidNetwork),
            ("ip6:192.0.2.1", InvalidNetwork),
            ("ip6:2001:db8::/129", InvalidNetwork),
            ("ip4:192.0.2.1/+8", InvalidNetwork),
            ("moo=%x", InvalidModifier),
            ("moo=ü", InvalidModifier),
        ] {
            assert_eq!(parse(text), Err(reason), "{text}");
        }
    }
}
