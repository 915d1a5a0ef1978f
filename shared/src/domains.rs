//! The sender domains of a subscription, and their SPF records (RFC 7208).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::body::{Fields, FromFields};
use crate::ids::{DomainId, SubscriptionId};
use crate::text_enum::text_enum;
use crate::validation;

/// The most sender domains of one subscription.
pub const DOMAINS_MAX: u32 = 200;
/// The most terms of a record, those of its includes counted in, that may ask DNS (RFC 7208, section 4.6.4).
pub const LOOKUPS_MAX: u32 = 10;
/// The most look-ups of a record that may find nothing (RFC 7208, section 4.6.4).
pub const VOID_LOOKUPS_MAX: u32 = 2;

text_enum! {
    /// What a domain's SPF record comes to. New results may come.
    SpfResult {
        /// The record is right, and lets Countersign send.
        Ok => "ok",
        /// The record is right, and does not let Countersign send.
        OkWithoutUs => "ok_without_us",
        /// The domain has no record, or there is no such domain.
        Missing => "missing",
        /// The domain has several records, so that receivers heed none (RFC 7208, section 4.5).
        Multiple => "multiple",
        /// A record can't be read, or includes a domain that has none; `fault` says where.
        Malformed => "malformed",
        /// The record needs more than 10 look-ups, or includes itself.
        OverLimit => "over_limit",
        /// More than two look-ups of the record find nothing.
        VoidLimit => "void_limit",
        /// DNS did not answer.
        DnsError => "dns_error",
    }
}

impl SpfResult {
    /// Whether receivers can make use of the record.
    #[must_use]
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Ok | Self::OkWithoutUs)
    }
}

text_enum! {
    /// What to do about a domain's record. New advice may come.
    SpfAdvice {
        /// Put `record_to_publish` in the place of the present record.
        PublishRecord => "publish_record",
        /// Keep one record, and delete the others.
        KeepOneRecord => "keep_one_record",
        /// Correct the term that `fault` names.
        CorrectRecord => "correct_record",
        /// Take out terms that need look-ups.
        ReduceLookups => "reduce_lookups",
        /// The record to publish would need more than 10 look-ups: take out others before.
        WouldExceedLimit => "would_exceed_limit",
        /// Take out terms whose look-ups find nothing.
        RemoveVoidTerms => "remove_void_terms",
        /// Ask again later.
        AskAgain => "ask_again",
    }
}

text_enum! {
    /// What is wrong with a term of a record. New reasons may come.
    SpfFaultReason {
        /// There is no such mechanism, or it can't have this form.
        UnknownTerm => "unknown_term",
        /// What should be a domain is none.
        InvalidDomain => "invalid_domain",
        /// What should be a network, or the length of its prefix, is none.
        InvalidNetwork => "invalid_network",
        /// The modifier's value can't be read.
        InvalidModifier => "invalid_modifier",
        /// The modifier stands there twice.
        RepeatedModifier => "repeated_modifier",
        /// The domain that the term names has no record.
        NoRecord => "no_record",
        /// The domain that the term names has several records.
        MultipleRecords => "multiple_records",
    }
}

text_enum! {
    /// How a look-up of the tree went. New states may come.
    SpfLookupState {
        /// It was answered.
        Ok => "ok",
        /// It was not asked: its name depends on the mail, or the record was too large to ask for all of it.
        NotAsked => "not_asked",
        /// It finds nothing.
        Void => "void",
        /// The domain has no record.
        NoRecord => "no_record",
        /// The domain has several records.
        MultipleRecords => "multiple_records",
        /// The domain's record can't be read.
        Malformed => "malformed",
        /// The domain is being looked up already: the record includes itself.
        Loop => "loop",
        /// The domain has more than 10 mail servers (RFC 7208, section 4.6.4).
        TooManyServers => "too_many_servers",
        /// DNS did not answer.
        DnsError => "dns_error",
    }
}

/// Where a record is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpfFault {
    /// The domain whose record it is.
    #[cfg_attr(feature = "openapi", schema(example = "mercier.example"))]
    pub domain: String,
    /// The term.
    #[cfg_attr(feature = "openapi", schema(example = "ip4:198.51.100.300"))]
    pub term: String,
    /// Where the term begins in the record: the first character is 1.
    #[cfg_attr(feature = "openapi", schema(example = 8))]
    pub position: u32,
    /// What is wrong with it.
    pub reason: SpfFaultReason,
}

/// A term that asks DNS, with those below it; at the top the domain itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpfLookup {
    /// The term as it stands in the record; at the top the domain.
    #[cfg_attr(feature = "openapi", schema(example = "include:spf.protection.outlook.com"))]
    pub term: String,
    /// The name that is asked for; null where it depends on the mail.
    #[cfg_attr(feature = "openapi", schema(example = "spf.protection.outlook.com"))]
    pub domain: Option<String>,
    /// How it went.
    pub state: SpfLookupState,
    /// The look-ups that the term costs, those below it counted in; at the top those of the whole record.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub lookups: u32,
    /// The record that was found there, where one was asked for and found.
    pub record: Option<String>,
    /// Whether this is what lets Countersign send.
    pub ours: bool,
    /// The terms of that record that ask DNS in their turn.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub children: Vec<SpfLookup>,
}

/// What a check of a domain's SPF record found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpfReport {
    /// What it comes to.
    pub result: SpfResult,
    /// The look-ups that the present record needs at worst: 10 are allowed. At least this many where a record includes
    /// itself, or was too large to ask for all of it.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub lookups_now: u32,
    /// The look-ups that the record to publish needs at worst.
    #[cfg_attr(feature = "openapi", schema(example = 4))]
    pub lookups_after: u32,
    /// The look-ups that find nothing: two are allowed.
    #[cfg_attr(feature = "openapi", schema(example = 0))]
    pub void_lookups: u32,
    /// Each SPF record that the domain has.
    pub records: Vec<String>,
    /// The domain's SPF record, where it has exactly one.
    #[cfg_attr(feature = "openapi", schema(example = "v=spf1 include:spf.protection.outlook.com -all"))]
    pub record_now: Option<String>,
    /// The record to publish; the present one where nothing is to be done, null where there is no saying before the
    /// present state is put right.
    #[cfg_attr(feature = "openapi", schema(example = "v=spf1 include:spf.protection.outlook.com include:spf.countersign.example -all"))]
    pub record_to_publish: Option<String>,
    /// Where a record is wrong, for `malformed`.
    pub fault: Option<SpfFault>,
    /// What to do, first things first; empty where all is right.
    pub advice: Vec<SpfAdvice>,
    /// What costs which look-ups.
    pub tree: SpfLookup,
    /// When DNS was asked.
    pub checked_at: DateTime<Utc>,
}

/// A sender domain of a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Domain {
    /// Names the domain.
    pub id: DomainId,
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// The domain's name as DNS knows it: in lower case, international names in their ASCII form (RFC 5890).
    #[cfg_attr(feature = "openapi", schema(example = "xn--bckerei-5wa.example"))]
    pub name: String,
    /// The name as people read it.
    #[cfg_attr(feature = "openapi", schema(example = "bäckerei.example"))]
    pub unicode_name: String,
    /// What the last check of its SPF record found; null before the first one.
    pub spf: Option<SpfReport>,
    /// Since when the customer's platform does not name the domain any more; null where it does, or never did.
    pub gone_since: Option<DateTime<Utc>>,
    /// When it is checked next without being asked.
    pub next_check_at: Option<DateTime<Utc>>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// Grows by one with each change, checks included.
    pub version: i64,
}

/// Adds a sender domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddDomain {
    /// The domain's name, in any script: what stands behind the `@` of the customer's addresses.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 253, example = "mercier.example"))]
    pub name: String,
}

impl FromFields for AddDomain {
    fn from_fields(f: &mut Fields) -> Option<Self> {
        Some(Self { name: f.required("name", validation::domain_name)? })
    }
}
