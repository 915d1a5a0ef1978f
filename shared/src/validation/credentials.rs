//! Passwords, tokens and codes, as far as one can tell without knowing the right ones.

use super::{FaultCode, PASSWORD_MAX, PASSWORD_MIN};

/// A new password's length; whether it is easy to guess is for the server's estimator.
///
/// # Errors
/// `too_short`, `too_long`.
pub fn new_password(text: String) -> Result<String, FaultCode> {
    match text.chars().count() {
        count if count < PASSWORD_MIN => Err(FaultCode::TooShort { min: PASSWORD_MIN }),
        count if count > PASSWORD_MAX => Err(FaultCode::TooLong { max: PASSWORD_MAX }),
        _ => Ok(text),
    }
}

/// A password that was chosen before: only bounded.
///
/// # Errors
/// `blank`, `too_long`.
pub fn password(text: String) -> Result<String, FaultCode> {
    match text.chars().count() {
        0 => Err(FaultCode::Blank),
        count if count > PASSWORD_MAX => Err(FaultCode::TooLong { max: PASSWORD_MAX }),
        _ => Ok(text),
    }
}

/// A token or code as it came by mail or log: only bounded; whether it is known is for the server.
///
/// # Errors
/// `blank`, `too_long`.
pub fn token(text: String) -> Result<String, FaultCode> {
    if text.chars().count() > 200 {
        return Err(FaultCode::TooLong { max: 200 });
    }
    let text = text.trim();
    if text.is_empty() { Err(FaultCode::Blank) } else { Ok(text.to_owned()) }
}

/// A code of two-factor sign-in as people type it, without what they put between: six digits, or the sixteen letters and
/// digits of a recovery code, in capitals.
///
/// # Errors
/// `wrong_code`.
pub fn second_factor(text: String) -> Result<String, FaultCode> {
    let typed = text.len() <= 40;
    let code: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).map(|c| c.to_ascii_uppercase()).collect();
    let is_of_app = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    let is_recovery = code.len() == 16 && code.bytes().all(|byte| matches!(byte, b'A'..=b'H' | b'J'..=b'N' | b'P'..=b'Z' | b'2'..=b'9'));
    if typed && (is_of_app || is_recovery) { Ok(code) } else { Err(FaultCode::WrongCode) }
}
