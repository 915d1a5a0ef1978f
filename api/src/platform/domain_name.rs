//! Names of domains, in the one form in which they are kept and compared.

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

/// A name as DNS knows it: in lower case, international names in their ASCII form (RFC 5890, by UTS 46), without a dot at
/// its end. Nothing where it is no name with a dot, or an address of the network.
#[must_use]
pub fn ascii(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_suffix(['.', '\u{3002}']).unwrap_or(text);
    let name = Uts46::new().to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify).ok()?;
    let top = name.rsplit_once('.')?.1;
    // No top-level domain is all digits, and an address of IPv4 ends in nothing else (RFC 3696, section 2).
    (!top.chars().all(|c| c.is_ascii_digit())).then(|| name.into_owned())
}

/// A name as people read it.
#[must_use]
pub fn unicode(name: &str) -> String {
    idna::domain_to_unicode(name).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_form() {
        for (text, name, read) in [
            ("mercier.example", "mercier.example", "mercier.example"),
            (" MERCIER.Example. ", "mercier.example", "mercier.example"),
            ("bäckerei.example", "xn--bckerei-5wa.example", "bäckerei.example"),
            ("BÄCKEREI.example", "xn--bckerei-5wa.example", "bäckerei.example"),
            ("xn--bckerei-5wa.example", "xn--bckerei-5wa.example", "bäckerei.example"),
            ("faß.example", "xn--fa-hia.example", "faß.example"),
            ("例え。テスト", "xn--r8jz45g.xn--zckzah", "例え.テスト"),
            ("a-b.c1.example", "a-b.c1.example", "a-b.c1.example"),
        ] {
            let found = ascii(text);
            assert_eq!(found.as_deref(), Some(name), "{text}");
            assert_eq!(unicode(name), read);
        }
    }

    #[test]
    fn what_is_no_domain_is_none() {
        let long = format!("{}.example", "a".repeat(64));
        for text in [
            "",
            ".",
            "localhost",
            "example",
            "192.0.2.1",
            "1.2",
            "[2001:db8::1]",
            "2001:db8::1",
            "a..example",
            ".example",
            "-a.example",
            "a-.example",
            "info@mercier.example",
            "https://mercier.example",
            "mercier.example/",
            "a b.example",
            "_spf.example",
            "xn--a.example",
            long.as_str(),
            "*.example",
        ] {
            assert_eq!(ascii(text), None, "{text}");
        }
    }
}
