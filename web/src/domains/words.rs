//! What is said of a domain's SPF record.

use shared::domains::{LOOKUPS_MAX, SpfAdvice, SpfFault, SpfFaultReason as Reason, SpfLookupState as State, SpfReport, SpfResult};

use super::report::to_publish;
use crate::i18n::number;
use crate::i18n::text::domains as text;
use crate::ui::Tone;

/// A result in a word or two.
pub fn label(result: SpfResult) -> &'static str {
    match result {
        SpfResult::Ok => text::ok(),
        SpfResult::OkWithoutUs => text::ok_without_us(),
        SpfResult::Missing => text::missing(),
        SpfResult::Multiple => text::multiple(),
        SpfResult::Malformed => text::malformed(),
        SpfResult::OverLimit => text::over_limit(),
        SpfResult::VoidLimit => text::void_limit(),
        SpfResult::DnsError => text::dns_error(),
    }
}

pub(super) const fn tone(result: SpfResult) -> Tone {
    match result {
        SpfResult::Ok => Tone::Good,
        SpfResult::OkWithoutUs | SpfResult::Missing => Tone::Warn,
        SpfResult::DnsError => Tone::Neutral,
        SpfResult::Multiple | SpfResult::Malformed | SpfResult::OverLimit | SpfResult::VoidLimit => Tone::Bad,
    }
}

/// What a report means, and what is to be done: a sentence or two.
pub(super) fn meaning(report: &SpfReport) -> String {
    let sentence = match report.result {
        SpfResult::Ok => text::about_ok().to_owned(),
        SpfResult::OkWithoutUs => text::about_ok_without_us().to_owned(),
        SpfResult::Missing => text::about_missing().to_owned(),
        SpfResult::Multiple => text::about_multiple().to_owned(),
        SpfResult::Malformed => report.fault.as_ref().map_or_else(|| text::malformed().to_owned(), fault),
        SpfResult::OverLimit => text::about_over_limit(number(LOOKUPS_MAX), number(report.lookups_now)),
        SpfResult::VoidLimit => text::about_void_limit(number(report.void_lookups)),
        SpfResult::DnsError => text::about_dns_error().to_owned(),
    };
    if to_publish(report).is_some() && report.advice.contains(&SpfAdvice::WouldExceedLimit) {
        format!("{sentence} {}", text::would_exceed(number(LOOKUPS_MAX), number(report.lookups_after)))
    } else {
        sentence
    }
}

fn fault(fault: &SpfFault) -> String {
    let why = match fault.reason {
        Reason::UnknownTerm => text::unknown_term(),
        Reason::InvalidDomain => text::invalid_domain(),
        Reason::InvalidNetwork => text::invalid_network(),
        Reason::InvalidModifier => text::invalid_modifier(),
        Reason::RepeatedModifier => text::repeated_modifier(),
        Reason::NoRecord => text::no_record(),
        Reason::MultipleRecords => text::multiple_records(),
    };
    text::about_malformed(&fault.domain, number(fault.position), &fault.term, why)
}

/// How a look-up went, where that is worth a word.
pub(super) fn state(state: State) -> Option<(Tone, &'static str)> {
    match state {
        State::Ok => None,
        State::NotAsked => Some((Tone::Neutral, text::state_not_asked())),
        State::Void => Some((Tone::Warn, text::state_void())),
        State::NoRecord => Some((Tone::Bad, text::state_no_record())),
        State::MultipleRecords => Some((Tone::Bad, text::state_multiple_records())),
        State::Malformed => Some((Tone::Bad, text::malformed())),
        State::Loop => Some((Tone::Bad, text::state_loop())),
        State::TooManyServers => Some((Tone::Bad, text::state_too_many_servers())),
        State::DnsError => Some((Tone::Neutral, text::dns_error())),
    }
}
