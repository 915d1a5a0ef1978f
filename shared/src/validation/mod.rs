//! The rules of single fields: applied by the server to what arrives, and by the app's forms before they send.
//!
//! A rule takes the value, tidies it (white space around names) and gives it back, or says what is wrong with it.

mod credentials;
mod fault;

use std::collections::BTreeMap;

pub use credentials::{new_password, password, second_factor, token};
pub use fault::{FaultCode, JsonType};

/// The longest name of a domain, in characters (RFC 1035, section 2.3.4, less the bytes that no text shows).
pub const DOMAIN_NAME_MAX: usize = 253;
/// Days a trial lasts unless the creator says otherwise.
pub const TRIAL_DAYS: u32 = 14;
/// The longest trial that can be asked for, in days.
pub const TRIAL_DAYS_MAX: u32 = 90;
/// The most seats that one subscription can have.
pub const SEATS_MAX: u32 = 1_000_000;
/// The longest name of a company or a person, in characters.
pub const NAME_MAX: usize = 200;
/// The longest name of an API key, in characters.
pub const API_KEY_NAME_MAX: usize = 100;
/// The longest external reference, in characters.
pub const EXTERNAL_REF_MAX: usize = 100;
/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;
/// The longest name of a saved view, in characters.
pub const VIEW_NAME_MAX: usize = 60;
/// The longest query string of a saved view, in characters.
pub const VIEW_QUERY_MAX: usize = 500;
/// The most entries of a subscription's metadata.
pub const METADATA_ENTRIES_MAX: usize = 50;
/// The longest key of a metadata entry, in characters.
pub const METADATA_KEY_MAX: usize = 40;
/// The longest value of a metadata entry, in characters.
pub const METADATA_VALUE_MAX: usize = 500;
/// The fewest characters of a password (NIST SP 800-63B: length before composition).
pub const PASSWORD_MIN: usize = 12;
/// The most characters of a password; longer ones only cost hashing time.
pub const PASSWORD_MAX: usize = 256;
/// The lowest zxcvbn score (0 to 4) that a password needs.
pub const PASSWORD_SCORE_MIN: u8 = 3;
/// The longest e-mail address, in characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).
pub const EMAIL_MAX: usize = 254;

/// One line of at most `max` characters as it was sent; white space around it is taken off; no control characters.
fn line(sent: &str, max: usize) -> Result<String, FaultCode> {
    let text = sent.trim();
    if text.is_empty() {
        Err(FaultCode::Blank)
    } else if text.chars().any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
        Err(FaultCode::InvalidCharacters)
    } else if sent.chars().count() > max {
        Err(FaultCode::TooLong { max })
    } else {
        Ok(text.to_owned())
    }
}

/// The name of a company: 1 to 200 characters on one line.
///
/// # Errors
/// `blank`, `too_long`, `invalid_characters`.
pub fn company_name(text: String) -> Result<String, FaultCode> {
    line(&text, NAME_MAX)
}

/// The full name of a person: 1 to 200 characters on one line.
///
/// # Errors
/// `blank`, `too_long`, `invalid_characters`.
pub fn full_name(text: String) -> Result<String, FaultCode> {
    line(&text, NAME_MAX)
}

/// What a directory says of a person: 1 to 200 characters on one line.
///
/// # Errors
/// `blank`, `too_long`, `invalid_characters`.
pub fn attribute(text: String) -> Result<String, FaultCode> {
    line(&text, NAME_MAX)
}

/// The name of an API key: 1 to 100 characters on one line.
///
/// # Errors
/// `blank`, `too_long`, `invalid_characters`.
pub fn api_key_name(text: String) -> Result<String, FaultCode> {
    line(&text, API_KEY_NAME_MAX)
}

/// A reseller's own reference for a subscription: 1 to 100 characters on one line.
///
/// # Errors
/// `blank`, `too_long`, `invalid_characters`.
pub fn external_ref(text: String) -> Result<String, FaultCode> {
    line(&text, EXTERNAL_REF_MAX)
}

/// Why something is done: 1 to 500 characters.
///
/// # Errors
/// `blank`, `too_long`, `invalid_characters`.
pub fn reason(text: String) -> Result<String, FaultCode> {
    line(&text, REASON_MAX)
}

/// The name of a saved view: 1 to 60 characters on one line.
///
/// # Errors
/// `blank`, `too_long`, `invalid_characters`.
pub fn view_name(text: String) -> Result<String, FaultCode> {
    line(&text, VIEW_NAME_MAX)
}

/// A search text: at most 200 characters; empty means no search.
///
/// # Errors
/// `too_long`.
pub fn search(text: String) -> Result<String, FaultCode> {
    if text.chars().count() > NAME_MAX { Err(FaultCode::TooLong { max: NAME_MAX }) } else { Ok(text) }
}

/// The number of users that are served.
///
/// # Errors
/// `out_of_range`.
pub fn seats(count: i64) -> Result<u32, FaultCode> {
    whole(count, 1, SEATS_MAX)
}

/// How long a trial lasts, in days.
///
/// # Errors
/// `out_of_range`.
pub fn trial_days(days: i64) -> Result<u32, FaultCode> {
    whole(days, 1, TRIAL_DAYS_MAX)
}

/// By how many days a trial is made longer at once.
///
/// # Errors
/// `out_of_range`.
pub fn extension_days(days: i64) -> Result<u32, FaultCode> {
    whole(days, 1, crate::trials::EXTENSION_DAYS_MAX)
}

fn whole(value: i64, min: u32, max: u32) -> Result<u32, FaultCode> {
    u32::try_from(value)
        .ok()
        .filter(|value| (min..=max).contains(value))
        .ok_or(FaultCode::OutOfRange { min: i64::from(min), max: i64::from(max) })
}

/// An e-mail address in the form that mail servers accept without extensions: `dot-atom@domain` (RFC 5321, section
/// 4.1.2), the domain with at least one dot. Kept as typed.
///
/// # Errors
/// `blank`, `too_long`, `invalid_email`.
pub fn email(text: String) -> Result<String, FaultCode> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FaultCode::Blank);
    }
    if text.len() > EMAIL_MAX {
        return Err(FaultCode::TooLong { max: EMAIL_MAX });
    }
    let (local, domain) = text.rsplit_once('@').ok_or(FaultCode::InvalidEmail)?;
    let atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    let local_fits = local.len() <= 64 && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(atext));
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let domain_fits = domain.contains('.')
        && domain.split('.').all(label)
        && domain.rsplit('.').next().is_some_and(|top| top.chars().any(|c| c.is_ascii_alphabetic()));
    if local_fits && domain_fits { Ok(text.to_owned()) } else { Err(FaultCode::InvalidEmail) }
}

/// The name of a domain as people write it, in any script: labels with dots between, and no address of a machine. What
/// international names come to (RFC 5890) is for the server's tables.
///
/// # Errors
/// `blank`, `too_long`, `invalid_characters`, `invalid_domain`.
pub fn domain_name(text: String) -> Result<String, FaultCode> {
    let text = line(&text, DOMAIN_NAME_MAX)?;
    let name = text.strip_suffix('.').unwrap_or(&text);
    let label = |label: &str| !label.is_empty() && !label.chars().any(|c| c.is_whitespace() || "@/:_*[]".contains(c));
    let top_fits = name.rsplit('.').next().is_some_and(|top| !top.chars().all(|c| c.is_ascii_digit()));
    if name.contains('.') && name.split('.').all(label) && top_fits { Ok(text) } else { Err(FaultCode::InvalidDomain) }
}

/// A phone number as people write it: 3 to 32 characters, at least 3 of them digits.
///
/// # Errors
/// `blank`, `too_long`, `invalid_phone`.
pub fn phone(text: String) -> Result<String, FaultCode> {
    let text = line(&text, 32)?;
    let known = text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if known && digits >= 3 { Ok(text) } else { Err(FaultCode::InvalidPhone) }
}

/// A UUID that somebody else gave out, in lower case.
///
/// # Errors
/// `invalid_id`.
pub fn foreign_uuid(text: String) -> Result<String, FaultCode> {
    let id = Some(text).filter(|text| text.len() == 36).and_then(|text| uuid::Uuid::try_parse(&text).ok());
    id.map(|id| id.to_string()).ok_or(FaultCode::InvalidId)
}

/// A text of at most so many characters, whatever stands in it.
///
/// # Errors
/// `too_long`.
pub fn at_most(text: String, max: usize) -> Result<String, FaultCode> {
    if text.chars().count() > max { Err(FaultCode::TooLong { max }) } else { Ok(text) }
}

/// A list's cursor: only bounded; whether the list gave it out is for the server.
///
/// # Errors
/// `invalid_cursor`.
pub fn cursor(text: String) -> Result<String, FaultCode> {
    if text.is_empty() || text.len() > 1000 { Err(FaultCode::InvalidCursor) } else { Ok(text) }
}

/// Free entries that an integrator keeps at a subscription.
pub type Metadata = BTreeMap<String, String>;

/// What is wrong with metadata: faults, each with the key that it concerns (none for the count).
pub type MetadataFaults = Vec<(Option<String>, FaultCode)>;

/// At most 50 entries; keys of 1 to 40 characters, values of at most 500.
///
/// # Errors
/// All of `too_long`, `blank`, `invalid_characters`.
pub fn metadata(entries: &Metadata) -> Result<(), MetadataFaults> {
    let too_many = (entries.len() > METADATA_ENTRIES_MAX).then_some((None, FaultCode::TooLong { max: METADATA_ENTRIES_MAX }));
    let wrong = entries.iter().filter_map(|(key, value)| Some((Some(key.clone()), metadata_entry(key, value)?)));
    let faults: MetadataFaults = too_many.into_iter().chain(wrong).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn metadata_entry(key: &str, value: &str) -> Option<FaultCode> {
    if key.is_empty() {
        Some(FaultCode::Blank)
    } else if key.chars().count() > METADATA_KEY_MAX {
        Some(FaultCode::TooLong { max: METADATA_KEY_MAX })
    } else if key.chars().chain(value.chars()).any(|c| c == '\0') {
        Some(FaultCode::InvalidCharacters)
    } else if value.chars().count() > METADATA_VALUE_MAX {
        Some(FaultCode::TooLong { max: METADATA_VALUE_MAX })
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
