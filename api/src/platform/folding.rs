//! Text without regard to case and accents: for sorting and searching alike on both databases.

use std::collections::BTreeSet;

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

/// The most words of a text: as many as a name of 200 characters and a reference of 100 can hold.
const WORDS_MAX: usize = 150;

/// The folded words of a text, each once, the first 150 that stand in it, of at most 64 characters; in their own order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    first_words(text, WORDS_MAX)
}

/// The folded words of a search: as [`words`], the first 24.
#[must_use]
pub fn searched(text: &str) -> Vec<String> {
    first_words(text, 24)
}

/// The words that a list is searched by. A search without a letter or digit finds nothing, rather than everything.
#[must_use]
pub fn asked(text: &str) -> Vec<String> {
    let words = searched(text);
    if words.is_empty() && !text.trim().is_empty() { vec!["\u{10ffff}".to_owned()] } else { words }
}

/// Texts as one that is searched by how its words begin: folded, with a blank before each.
#[must_use]
pub fn searchable<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let together: Vec<&str> = texts.into_iter().collect();
    words(&together.join(" ")).iter().flat_map(|word| [" ", word.as_str()]).collect()
}

fn first_words(text: &str, most: usize) -> Vec<String> {
    let folded = fold(text);
    let all = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words = BTreeSet::new();
    for word in all {
        if words.len() == most {
            break;
        }
        words.insert(word.chars().take(64).collect::<String>());
    }
    words.into_iter().collect()
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
    fn words_are_found_by_how_they_begin_and_nothing_by_nothing() {
        let text = searchable(["\u{c9}lodie Mercier", "elodie@mercier.example"]);
        assert_eq!(text, " elodie example mercier");
        let finds = |sought: &str| asked(sought).iter().all(|word| text.contains(&format!(" {word}")));
        assert!(finds("merc \u{c9}LO") && finds("") && !finds("lodie") && !finds("%"));
    }

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
    fn no_word_of_a_long_name_is_lost() {
        let name: Vec<String> = (0..60).rev().map(|n| format!("w{n:02}")).collect();
        assert_eq!(words(&name.join(" ")).len(), 60);
        assert_eq!(words(&format!("zz {}", "a ".repeat(99))), ["a", "zz"]);
        assert_eq!(searched(&name.join(" ")).first().map(String::as_str), Some("w36"), "of a search the first 24 as they stand");
    }

    #[test]
    fn the_prefix_range_holds_its_words_and_no_others() {
        for (prefix, word, inside) in [("mer", "mercier", true), ("mer", "mer", true), ("mer", "mes", false), ("mer", "me", false)] {
            assert_eq!((prefix..after_prefix(prefix).as_str()).contains(&word), inside, "{prefix} {word}");
        }
    }
}
