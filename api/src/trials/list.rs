//! The pipeline of trials, and the report on how they went.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, Utc};
use shared::ids::{ResellerId, SubscriptionId};
use shared::page::{LIMIT_DEFAULT, Page};
use shared::sql::Instant;
use shared::subscriptions::Subscription;
use shared::trials::{TrialMonth, TrialOutcome, TrialQuery, TrialReport};

use crate::http::caller::Capacity;
use crate::http::cursor::{self, Cursor};
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::subscriptions::service;
use crate::subscriptions::trial_store::{self, Course};

/// Months of a report.
const MONTHS: u32 = 12;

/// A page of the subscriptions with trials, by the trials' ends.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    conn: &mut Connection,
    (reseller, capacity): (ResellerId, Capacity),
    query: &TrialQuery,
    now: DateTime<Utc>,
) -> Result<Page<Subscription>, Refusal> {
    let filter = format!("trials {:?} {:?} {:?}", query.outcome, query.ends_before, query.ends_after);
    let cursor = query.cursor.as_deref().map(|text| Cursor::<(i64, SubscriptionId)>::decode(text, &filter)).transpose()?;
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    let wanted = trial_store::Wanted {
        outcome: query.outcome,
        ends_before: query.ends_before.map(Instant::from),
        ends_after: query.ends_after.map(Instant::from),
    };
    let side = cursor.as_ref().map(|cursor| cursor.side);
    let at = cursor.map(|cursor| {
        let (micros, id) = cursor.key;
        (cursor.side, (Instant::from(DateTime::from_timestamp_micros(micros).unwrap_or_default()), id))
    });
    let rows = trial_store::list(conn, reseller, wanted, at, limit)?;
    let total = trial_store::count(conn, reseller, wanted)?;
    let page = cursor::page(rows, limit, side, &filter, total, |(ends_at, id)| (DateTime::<Utc>::from(*ends_at).timestamp_micros(), *id))?;
    let ids: Vec<SubscriptionId> = page.items.iter().map(|(_, id)| *id).collect();
    let items = service::by_ids(conn, (reseller, capacity), &ids, now)?;
    Ok(Page { items, next_cursor: page.next_cursor, prev_cursor: page.prev_cursor, total: page.total })
}

/// How the trials of the latest twelve months went, by the month in which they began.
///
/// # Errors
/// The database failed.
pub fn report(conn: &mut Connection, reseller: ResellerId, now: DateTime<Utc>) -> Result<TrialReport, Refusal> {
    let this_month = now.date_naive().with_day(1).unwrap_or(now.date_naive());
    let first = this_month.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(this_month);
    let courses = trial_store::courses(conn, reseller, crate::subscriptions::due::midnight(first).into())?;
    let months = (0..MONTHS).filter_map(|ahead| first.checked_add_months(Months::new(ahead)));
    Ok(TrialReport { months: months.map(|month| went(month, &courses)).collect() })
}

fn went(month: NaiveDate, courses: &[Course]) -> TrialMonth {
    let began = |course: &&Course| {
        let date = DateTime::<Utc>::from(course.started_at).date_naive();
        (date.year(), date.month()) == (month.year(), month.month())
    };
    let of_month: Vec<&Course> = courses.iter().filter(began).collect();
    let count = |outcomes: &[TrialOutcome]| {
        u32::try_from(of_month.iter().filter(|course| outcomes.contains(&course.outcome)).count()).unwrap_or(u32::MAX)
    };
    let converted = of_month.iter().filter(|course| course.outcome == TrialOutcome::Converted);
    let mut hours: Vec<i64> = converted
        .filter_map(|course| Some((DateTime::<Utc>::from(course.ended_at?) - DateTime::<Utc>::from(course.started_at)).num_hours()))
        .collect();
    TrialMonth {
        month: month.format("%Y-%m").to_string(),
        started: u32::try_from(of_month.len()).unwrap_or(u32::MAX),
        converted: count(&[TrialOutcome::Converted]),
        lost: count(&[TrialOutcome::Expired, TrialOutcome::Ended]),
        running: count(&[TrialOutcome::Running]),
        median_hours: median(&mut hours),
    }
}

/// The median, rounded to a whole.
fn median(values: &mut [i64]) -> Option<u32> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    let lower = if values.len().is_multiple_of(2) { *values.get(middle.checked_sub(1)?)? } else { upper };
    u32::try_from((lower + upper + 1) / 2).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_in_the_middle() {
        for (values, expected) in
            [(vec![], None), (vec![24], Some(24)), (vec![24, 48], Some(36)), (vec![240, 24, 72], Some(72)), (vec![0, 5], Some(3))]
        {
            assert_eq!(median(&mut values.clone()), expected, "{values:?}");
        }
    }
}
