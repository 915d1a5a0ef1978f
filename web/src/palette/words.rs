//! Finding by the beginnings of words, without regard to case and accents, as the server's search does.

use js_sys::JsString;

/// The folded words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    let lower: String = JsString::from(text).normalize("NFKD").to_lower_case().into();
    let bare: String = lower.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    let parts = bare.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() || matches!(c, '“' | '”' | '„' | '’' | '…' | '–'));
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether each wanted word begins one of the text's.
pub(super) fn fits(wanted: &[String], text: &str) -> bool {
    let words = words(text);
    wanted.iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted.as_str())))
}
