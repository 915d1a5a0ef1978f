//! Text without regard to case and accents: for sorting and searching alike on both databases.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The folded form of a text: compatibility decomposition, marks taken off, full case folding, and the letters that
/// have no decomposition but are searched without their stroke.
#[must_use]
pub fn fold(text: &str) -> String {
    let bare: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let mut folded = String::with_capacity(bare.len());
    for c in caseless::default_case_fold_str(&bare).chars() {
        match c {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            other => folded.push(other),
        }
    }
    folded
}

/// The key by which a name is sorted: its folded words, one blank between them.
#[must_use]
pub fn sort_key(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The folded words of a text, each once, at most 24 of at most 64 characters.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| word.chars().take(64).collect()).collect();
    words.sort();
    words.dedup();
    words.truncate(24);
    words
}

/// The least text above all texts that begin with `prefix`, in the order of code points.
#[must_use]
pub fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        for (text, folded) in [
            ("Kanzlei Öztürk & Söhne", "kanzlei ozturk & sohne"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("Ærø Łódź", "aero lodz"),
            ("ﬁle", "file"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
        assert_eq!(sort_key("  De   Vries "), "de vries");
    }

    #[test]
    fn words_are_what_stands_between_other_characters() {
        assert_eq!(words("De Vries Logistiek B.V., de"), ["b", "de", "logistiek", "v", "vries"]);
        assert_eq!(words("&-"), Vec::<String>::new());
    }

    #[test]
    fn the_prefix_range_holds_its_words_and_no_others() {
        for (prefix, word, inside) in [("mer", "mercier", true), ("mer", "mer", true), ("mer", "mes", false), ("mer", "me", false)] {
            assert_eq!((prefix..after_prefix(prefix).as_str()).contains(&word), inside, "{prefix} {word}");
        }
    }
}
