//! Records as a whole: which texts are some, how they are read, and how our include is written into one.

use shared::domains::SpfFaultReason as Reason;

use super::term::{self, Does, Qualifier};

/// What a record begins with (RFC 7208, section 4.5).
const VERSION: &str = "v=spf1";

/// The includes of mail platforms that ours follows, since the platform's senders come first.
const PLATFORMS: [&str; 2] = ["spf.protection.outlook.com", "_spf.google.com"];

/// A term, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it is written.
    pub text: String,
    /// The byte of the record at which it begins.
    pub at: usize,
    /// What a match means.
    pub qualifier: Qualifier,
    /// What it asks for.
    pub does: Does,
}

/// A record that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// As it was published.
    pub text: String,
    /// Its terms, as they are written one after the other.
    pub terms: Vec<Term>,
}

/// The first term that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The term.
    pub term: String,
    /// The character of the record at which it begins, from 1.
    pub position: usize,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Whether a text is meant as an SPF record: `v=spf1`, and then nothing, or a space.
#[must_use]
pub fn is_spf(text: &str) -> bool {
    let Some((version, rest)) = text.split_at_checked(VERSION.len()) else { return false };
    version.eq_ignore_ascii_case(VERSION) && (rest.is_empty() || rest.starts_with(' '))
}

impl Record {
    /// Reads a record. All of it is read before any of it counts (section 4.6).
    ///
    /// # Errors
    /// The first term that is wrong.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let mut terms: Vec<Term> = Vec::new();
        for (at, word) in words(text).skip(1) {
            let wrong = |reason| {
                let before = text.get(..at).unwrap_or_default();
                Wrong { term: word.to_owned(), position: before.chars().count() + 1, reason }
            };
            let (qualifier, does) = term::parse(word).map_err(wrong)?;
            let is_same = |other: &Does| match does {
                Does::Redirect(_) => matches!(other, Does::Redirect(_)),
                Does::Explanation => matches!(other, Does::Explanation),
                _ => false,
            };
            // Section 6: these stand once at most.
            if terms.iter().any(|other| is_same(&other.does)) {
                return Err(wrong(Reason::RepeatedModifier));
            }
            terms.push(Term { text: word.to_owned(), at, qualifier, does });
        }
        Ok(Self { text: text.to_owned(), terms })
    }

    /// Those that count, in their order: none after `all` (section 5.1), and `redirect` last, where there is no `all`
    /// (section 6.1).
    pub fn effective(&self) -> impl Iterator<Item = &Term> {
        let end = self.terms.iter().position(|term| term.does == Does::All);
        let is_redirect = |term: &&Term| matches!(term.does, Does::Redirect(_));
        let mechanisms = self.terms.iter().take(end.unwrap_or(self.terms.len())).filter(move |term| !is_redirect(term));
        let redirect = self.terms.iter().filter(is_redirect).filter(move |_| end.is_none());
        mechanisms.chain(redirect)
    }

    /// The record with our include: right after the mail platform's, else before `all`, else before `redirect`, else at
    /// the end. Everything else stays as it is, to the byte.
    #[must_use]
    pub fn with_include(&self, ours: &str) -> String {
        let all = self.terms.iter().position(|term| term.does == Does::All);
        let counted = self.terms.iter().take(all.unwrap_or(self.terms.len()));
        let platform = counted.rev().find(|term| is_platform(&term.text));
        let before = all.and_then(|all| self.terms.get(all));
        let before = before.or_else(|| self.terms.iter().find(|term| matches!(term.does, Does::Redirect(_))));
        let (at, written) = match (platform, before) {
            (Some(platform), _) => (platform.at + platform.text.len(), format!(" include:{ours}")),
            (None, Some(term)) => (term.at, format!("include:{ours} ")),
            (None, None) => (self.text.trim_end_matches(' ').len(), format!(" include:{ours}")),
        };
        let (head, tail) = self.text.split_at_checked(at).unwrap_or((&self.text, ""));
        format!("{head}{written}{tail}")
    }
}

/// A record for a domain that has none: its mail platform's senders and ours, and doubt about all others, which refuses
/// no mail.
#[must_use]
pub fn fresh(platform: &str, ours: &str) -> String {
    format!("{VERSION} include:{platform} include:{ours} ~all")
}

fn is_platform(term: &str) -> bool {
    let name = term.strip_prefix('+').unwrap_or(term).to_ascii_lowercase();
    name.strip_prefix("include:").is_some_and(|name| PLATFORMS.contains(&name.strip_suffix('.').unwrap_or(name)))
}

/// What spaces part, with where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let parts = text.split(' ').map(move |word| {
        let begins = at;
        at += word.len() + 1;
        (begins, word)
    });
    parts.filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OURS: &str = "spf.countersign.example";

    #[test]
    fn our_include_has_its_place() {
        for (now, then) in [
            ("v=spf1 -all", "v=spf1 include:OURS -all"),
            ("v=spf1", "v=spf1 include:OURS"),
            ("v=spf1  ", "v=spf1 include:OURS  "),
            ("v=spf1 a mx", "v=spf1 a mx include:OURS"),
            ("v=spf1 include:spf.protection.outlook.com -all", "v=spf1 include:spf.protection.outlook.com include:OURS -all"),
            ("v=spf1 +include:_SPF.google.com. a ~all", "v=spf1 +include:_SPF.google.com. include:OURS a ~all"),
            ("v=spf1 a redirect=_spf.example.com", "v=spf1 a include:OURS redirect=_spf.example.com"),
            ("v=spf1 exp=e.example.com ip4:192.0.2.1 ?all", "v=spf1 exp=e.example.com ip4:192.0.2.1 include:OURS ?all"),
            // What stands after `all` counts for nothing.
            ("v=spf1 -all include:_spf.google.com", "v=spf1 include:OURS -all include:_spf.google.com"),
            ("v=spf1 -include:_spf.google.com  mx   -all", "v=spf1 -include:_spf.google.com  mx   include:OURS -all"),
            ("V=SPF1 A -ALL", "V=SPF1 A include:OURS -ALL"),
        ] {
            assert_eq!(Record::parse(now).unwrap().with_include(OURS), then.replace("OURS", OURS), "{now}");
        }
    }

    #[test]
    fn only_the_version_makes_a_text_a_record() {
        for text in ["v=spf1", "v=spf1 ", "V=SPF1 a", "v=spf1 nonsense"] {
            assert!(is_spf(text), "{text}");
        }
        for text in ["", "v=spf", "v=spf10", "v=spf1\ta", " v=spf1", "v=spf2.0/pra a", "google-site-verification=x", "ü=spf1"] {
            assert!(!is_spf(text), "{text}");
        }
    }

    #[test]
    fn the_place_of_a_fault_is_told_in_characters() {
        let wrong = Record::parse("v=spf1  a ip4:192.0.2.300 -all").unwrap_err();
        assert_eq!(wrong, Wrong { term: "ip4:192.0.2.300".to_owned(), position: 11, reason: Reason::InvalidNetwork });
        let twice = Record::parse("v=spf1 redirect=a.example mx redirect=b.example").unwrap_err();
        assert_eq!((twice.position, twice.reason), (30, Reason::RepeatedModifier));
        assert_eq!(Record::parse("v=spf1 exp=a.example exp=b.example").unwrap_err().reason, Reason::RepeatedModifier);
        assert!(Record::parse("v=spf1 moo=1 moo=2").is_ok());
    }

    #[test]
    fn what_counts_ends_at_all_and_redirect_comes_last() {
        let counted = |text: &str| Record::parse(text).unwrap().effective().map(|term| term.text.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(counted("v=spf1 a -all mx"), "a");
        assert_eq!(counted("v=spf1 redirect=x.example a"), "a redirect=x.example");
        assert_eq!(counted("v=spf1 redirect=x.example a -all"), "a");
    }

    fn term() -> impl Strategy<Value = String> {
        let qualifier = prop::sample::select(vec!["", "+", "-", "~", "?"]);
        let mechanism = prop::sample::select(vec![
            "a",
            "mx",
            "ptr",
            "a:mail.example.com/24",
            "ip4:192.0.2.0/24",
            "ip6:2001:db8::1",
            "include:_spf.google.com",
            "include:spf.protection.outlook.com",
            "include:other.example",
            "exists:%{i}.x.example",
            "all",
        ]);
        let modifier = prop::sample::select(vec!["redirect=r.example", "exp=e.example", "moo=1"]);
        prop_oneof![6 => (qualifier, mechanism).prop_map(|(sign, name)| format!("{sign}{name}")), 1 => modifier.prop_map(str::to_owned)]
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_stumble(text in "(v=spf1 )?[ -~äü]{0,120}") {
            if let Ok(record) = Record::parse(&text) {
                for term in &record.terms {
                    prop_assert_eq!(&text[term.at..term.at + term.text.len()], &term.text);
                }
                prop_assert!(record.effective().count() <= record.terms.len());
            }
        }

        #[test]
        fn what_is_written_is_the_record_with_one_include_more_that_counts(
            terms in prop::collection::vec((term(), 1_usize..4), 0..12), end in 0_usize..3,
        ) {
            let mut text = VERSION.to_owned();
            for (term, spaces) in &terms {
                text.push_str(&" ".repeat(*spaces));
                text.push_str(term);
            }
            text.push_str(&" ".repeat(end));
            let Ok(record) = Record::parse(&text) else { return Ok(()) };
            let written = record.with_include(OURS);
            let after = Record::parse(&written).unwrap();
            let include = format!("include:{OURS}");
            prop_assert!(after.effective().any(|term| term.text == include));
            let kept: Vec<&str> = after.terms.iter().map(|term| term.text.as_str()).filter(|text| *text != include).collect();
            let before: Vec<&str> = record.terms.iter().map(|term| term.text.as_str()).collect();
            prop_assert_eq!(kept, before);
            // To the byte.
            let taken_out = written.replacen(&format!(" {include}"), "", 1);
            let taken_out_behind = written.replacen(&format!("{include} "), "", 1);
            prop_assert!(taken_out == text || taken_out_behind == text);
        }
    }
}
