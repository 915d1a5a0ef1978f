//! Domains of terms, with their macros (RFC 7208, section 7).

/// A domain as a term writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainSpec(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Macro(Macro),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Macro {
    letter: char,
    keep: Option<usize>,
    reversed: bool,
    delimiters: String,
}

/// Whether the letters that only an explanation can use may stand there (section 7.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// In a domain.
    OfDomains,
    /// In the text of a modifier that is not known here.
    All,
}

impl DomainSpec {
    /// Reads a domain: a macro string that ends in a top label, or in a macro (section 7.1, `domain-spec`).
    pub fn parse(text: &str) -> Option<Self> {
        let parts = macro_string(text, Letters::OfDomains)?;
        let ends = match parts.last()? {
            Part::Macro(_) => true,
            // What `%%`, `%_` and `%-` stand for ends no name that DNS knows.
            Part::Literal(tail) => tail.strip_suffix('.').unwrap_or(tail).rsplit_once('.').is_some_and(|(_, top)| is_top_label(top)),
        };
        ends.then_some(Self(parts))
    }

    /// The name, where it doesn't depend on the mail: `d` is the domain whose record this is, and `o` the sender's. Names
    /// that are too long lose labels from the left (section 7.3).
    pub fn expand(&self, domain: &str, sender: &str) -> Option<String> {
        let mut name = String::new();
        for part in &self.0 {
            match part {
                Part::Literal(text) => name.push_str(text),
                Part::Macro(found) => name.push_str(&found.expand(match found.letter {
                    'd' => domain,
                    'o' => sender,
                    _ => return None,
                })),
            }
        }
        let mut name = name.strip_suffix('.').map_or_else(|| name.clone(), str::to_owned).to_ascii_lowercase();
        while name.len() > 253 {
            name = name.split_once('.')?.1.to_owned();
        }
        Some(name)
    }
}

impl Macro {
    fn expand(&self, value: &str) -> String {
        let mut parts: Vec<&str> = value.split(|c| self.delimiters.contains(c)).collect();
        if self.reversed {
            parts.reverse();
        }
        let skipped = self.keep.map_or(0, |keep| parts.len().saturating_sub(keep));
        parts.into_iter().skip(skipped).collect::<Vec<_>>().join(".")
    }
}

/// Whether a text is a macro string, whatever it stands for (section 7.1).
pub fn is_macro_string(text: &str) -> bool {
    macro_string(text, Letters::All).is_some()
}

fn macro_string(text: &str, letters: Letters) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match first {
            '%' => {
                let after = rest.strip_prefix('%')?;
                if let Some(inside) = after.strip_prefix('{') {
                    let (inside, left) = inside.split_once('}')?;
                    if !literal.is_empty() {
                        parts.push(Part::Literal(std::mem::take(&mut literal)));
                    }
                    parts.push(Part::Macro(parse_macro(inside, letters)?));
                    rest = left;
                } else {
                    let escaped = after.chars().next()?;
                    literal.push_str(match escaped {
                        '%' => "%",
                        '_' => " ",
                        '-' => "%20",
                        _ => return None,
                    });
                    rest = after.strip_prefix(escaped)?;
                }
            }
            '!'..='~' => {
                literal.push(first);
                rest = rest.strip_prefix(first)?;
            }
            _ => return None,
        }
    }
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Some(parts)
}

/// A letter, how many labels from the right, whether reversed, and what parts them.
fn parse_macro(inside: &str, letters: Letters) -> Option<Macro> {
    let letter = inside.chars().next()?;
    let known = match letters {
        Letters::OfDomains => "slodiphv",
        Letters::All => "slodiphvcrt",
    };
    let lower = letter.to_ascii_lowercase();
    if !known.contains(lower) {
        return None;
    }
    let rest = inside.strip_prefix(letter)?;
    let (digits, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let keep = match digits {
        "" => None,
        digits => Some(digits.parse::<usize>().unwrap_or(usize::MAX)).filter(|keep| *keep > 0).map(Some)?,
    };
    let (reversed, rest) = match rest.strip_prefix(['r', 'R']) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let delimiters = if rest.is_empty() { "." } else { rest };
    let fits = delimiters.chars().all(|c| ".-+,/_=".contains(c));
    fits.then(|| Macro { letter: lower, keep, reversed, delimiters: delimiters.to_owned() })
}

/// Letters, digits and hyphens, not all digits, no hyphen at an end (section 7.1, `toplabel`).
fn is_top_label(label: &str) -> bool {
    let inner = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    inner && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && !label.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(text: &str) -> Option<String> {
        DomainSpec::parse(text).unwrap_or_else(|| panic!("{text}")).expand("strong.email.example", "email.example")
    }

    #[test]
    fn what_does_not_depend_on_the_mail_is_expanded_as_the_rfc_does() {
        // RFC 7208, section 7.4, and others of its kind.
        for (text, expected) in [
            ("%{d}", Some("strong.email.example")),
            ("%{d4}", Some("strong.email.example")),
            ("%{d2}.trusted.example", Some("email.example.trusted.example")),
            ("%{d1}.example", Some("example.example")),
            ("%{dr}", Some("example.email.strong")),
            ("%{d2r}", Some("email.strong")),
            ("%{o}", Some("email.example")),
            ("%{D}", Some("strong.email.example")),
            ("_SPF.%{d}", Some("_spf.strong.email.example")),
            ("%{i}._spf.%{d2}", None),
            ("%{ir}.%{v}._spf.%{d2}", None),
            ("%{lr-}.lp._spf.%{d2}", None),
            ("%{h}", None),
        ] {
            assert_eq!(expand(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn delimiters_part_and_dots_join() {
        let spec = DomainSpec::parse("%{d-}").unwrap();
        assert_eq!(spec.expand("a-b-c", "x"), Some("a.b.c".to_owned()));
        assert_eq!(DomainSpec::parse("%{dr-.}").unwrap().expand("a-b.c", "x"), Some("c.b.a".to_owned()));
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for text in [
            "", "example", "example.123", "example.com-", ".", "%", "%{", "%{d", "%{}", "%{x}.example", "%{d0}.example", "%{dx}.example",
            "%{c}.example", "%a.example", "exa mple.com", "bücher.example", "192.0.2.1",
        ] {
            assert_eq!(DomainSpec::parse(text), None, "{text}");
        }
        assert!(!is_macro_string("%{c} is none") && is_macro_string("%{c}%_%{t}") && is_macro_string(""));
    }

    #[test]
    fn names_that_are_too_long_lose_labels_from_the_left() {
        let domain = format!("{}.example", vec!["a234567890"; 22].join("."));
        let expanded = DomainSpec::parse("first.%{d}").unwrap().expand(&domain, "x").unwrap();
        assert!(expanded.len() <= 253 && expanded.ends_with("a234567890.example") && !expanded.starts_with("first"));
    }
}
