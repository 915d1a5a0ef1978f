//! What to do about a record, first things first.

use shared::domains::{LOOKUPS_MAX, SpfAdvice, SpfResult};

/// The advice for a result, with the look-ups now and after, where another record is to be published or not.
pub fn advice(result: SpfResult, (now, after): (u32, u32), is_other: bool) -> Vec<SpfAdvice> {
    let first = match result {
        SpfResult::Ok | SpfResult::OkWithoutUs | SpfResult::Missing => None,
        SpfResult::Multiple => Some(SpfAdvice::KeepOneRecord),
        SpfResult::Malformed => Some(SpfAdvice::CorrectRecord),
        SpfResult::OverLimit => Some(SpfAdvice::ReduceLookups),
        SpfResult::VoidLimit => Some(SpfAdvice::RemoveVoidTerms),
        SpfResult::DnsError => Some(SpfAdvice::AskAgain),
    };
    let exceeds = is_other && now <= LOOKUPS_MAX && after > LOOKUPS_MAX;
    let publish = is_other.then_some(SpfAdvice::PublishRecord);
    first.into_iter().chain(exceeds.then_some(SpfAdvice::WouldExceedLimit)).chain(publish).collect()
}
