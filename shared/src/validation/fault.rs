//! What can be wrong with a field.

/// What is wrong with one field: a stable code for programs, with what a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultCode {
    /// The field is needed and absent (or null).
    Required,
    /// No such field exists.
    UnknownField,
    /// The parameter stands twice in the query string.
    Twice,
    /// The value is of another JSON type.
    WrongType {
        /// The type that is wanted.
        expected: JsonType,
    },
    /// Nothing but white space.
    Blank,
    /// Fewer characters than allowed.
    TooShort {
        /// The fewest characters.
        min: usize,
    },
    /// More characters (or entries) than allowed.
    TooLong {
        /// The most characters (or entries).
        max: usize,
    },
    /// A number outside its range.
    OutOfRange {
        /// The least value.
        min: i64,
        /// The greatest value.
        max: i64,
    },
    /// None of the words that the field can hold.
    NotAllowed {
        /// The words that it can hold.
        allowed: Vec<&'static str>,
    },
    /// Control characters, or others that can't stand in this text.
    InvalidCharacters,
    /// Not an e-mail address.
    InvalidEmail,
    /// Not the name of a domain that sends mail.
    InvalidDomain,
    /// Not a phone number.
    InvalidPhone,
    /// Not a date like 2026-11-24.
    InvalidDate,
    /// Not an instant like 2026-11-24T09:30:00Z.
    InvalidInstant,
    /// An instant that is not to come.
    NotInFuture,
    /// An instant that is too far ahead.
    TooFarAhead {
        /// The most days ahead.
        days: i64,
    },
    /// Not a UUID.
    InvalidId,
    /// A cursor that this list did not give out, or gave out for another filter or order.
    InvalidCursor,
    /// The terms are not accepted.
    TermsNotAccepted,
    /// A password that is too easy to guess.
    TooWeak,
    /// A password that is not the account's present one.
    WrongPassword,
    /// A code of two-factor sign-in that is wrong, or of no such form.
    WrongCode,
    /// A setup code that is not the server's.
    WrongSetupCode,
    /// The field can't stand beside another one's value.
    NotWanted {
        /// The other field.
        because_of: &'static str,
    },
    /// A mode that the subscription's product does not have.
    ModeNotOffered,
    /// A text that is no JSON.
    NotJson,
    /// A file that is not the key file of a service account.
    NotAServiceAccount,
    /// A file without an entry that it needs.
    MissingEntry {
        /// The entry.
        name: &'static str,
    },
    /// A key that is none of RSA.
    NotAnRsaKey,
    /// A file without a column that it needs.
    MissingColumn,
    /// A row of a file that has more or fewer cells than the file has columns.
    WrongCellCount {
        /// The number of columns.
        expected: usize,
    },
    /// A row of a file that is about the same person as an earlier one.
    RepeatedRow {
        /// The line on which the earlier one begins.
        line: u32,
    },
    /// A person whom the customer's platform keeps.
    KeptByPlatform,
    /// A quotation mark in a file that no other one closes.
    UnclosedQuote,
    /// Bytes of a file that are not UTF-8.
    NotUtf8,
    /// A file without a row below its header.
    NoRows,
    /// A file with more rows than one can have.
    TooManyRows {
        /// The most rows.
        max: usize,
    },
}

/// The JSON types, as a fault names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// `{…}`.
    Object,
    /// `[…]`.
    Array,
}

impl JsonType {
    /// The type's name in JSON Schema.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
        }
    }
}

impl FaultCode {
    /// The stable code that stands in a problem's `errors`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::UnknownField => "unknown_field",
            Self::Twice => "twice",
            Self::WrongType { .. } => "wrong_type",
            Self::Blank => "blank",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::OutOfRange { .. } => "out_of_range",
            Self::NotAllowed { .. } => "not_allowed",
            Self::InvalidCharacters => "invalid_characters",
            Self::InvalidEmail => "invalid_email",
            Self::InvalidDomain => "invalid_domain",
            Self::InvalidPhone => "invalid_phone",
            Self::InvalidDate => "invalid_date",
            Self::InvalidInstant => "invalid_instant",
            Self::NotInFuture => "not_in_future",
            Self::TooFarAhead { .. } => "too_far_ahead",
            Self::InvalidId => "invalid_id",
            Self::InvalidCursor => "invalid_cursor",
            Self::TermsNotAccepted => "terms_not_accepted",
            Self::TooWeak => "too_weak",
            Self::WrongPassword => "wrong_password",
            Self::WrongCode => "wrong_code",
            Self::WrongSetupCode => "wrong_setup_code",
            Self::NotWanted { .. } => "not_wanted",
            Self::ModeNotOffered => "mode_not_offered",
            Self::NotJson => "not_json",
            Self::NotAServiceAccount => "not_a_service_account",
            Self::MissingEntry { .. } => "missing_entry",
            Self::NotAnRsaKey => "not_an_rsa_key",
            Self::MissingColumn => "missing_column",
            Self::WrongCellCount { .. } => "wrong_cell_count",
            Self::RepeatedRow { .. } => "repeated_row",
            Self::KeptByPlatform => "kept_by_platform",
            Self::UnclosedQuote => "unclosed_quote",
            Self::NotUtf8 => "not_utf8",
            Self::NoRows => "no_rows",
            Self::TooManyRows { .. } => "too_many_rows",
        }
    }

    /// The figures and words that a sentence about the fault names, by the placeholder's name.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongType { expected } => vec![("expected", expected.as_str().to_owned())],
            Self::TooShort { min } => vec![("min", min.to_string())],
            Self::TooLong { max } => vec![("max", max.to_string())],
            Self::OutOfRange { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
            Self::TooFarAhead { days } => vec![("days", days.to_string())],
            Self::NotAllowed { allowed } => vec![("allowed", allowed.join(", "))],
            Self::WrongCellCount { expected } => vec![("expected", expected.to_string())],
            Self::RepeatedRow { line } => vec![("line", line.to_string())],
            Self::TooManyRows { max } => vec![("max", max.to_string())],
            Self::MissingEntry { name } => vec![("name", (*name).to_owned())],
            Self::NotWanted { because_of } => vec![("field", (*because_of).to_owned())],
            _ => Vec::new(),
        }
    }
}
