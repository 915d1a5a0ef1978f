//! Paid periods. They keep their anchor day: a monthly period that began on 31 January ends on 28 (29) February, then on
//! 31 March. All arithmetic is on UTC dates.

use chrono::{Months, NaiveDate};
use shared::subscriptions::Term;

/// The months of a term.
#[must_use]
pub const fn months(term: Term) -> u32 {
    match term {
        Term::Monthly => 1,
        Term::Annual => 12,
    }
}

/// The end of the first period that begins on `anchor` and ends after `date`; each period ends on the day on which the
/// next begins. Dates beyond the calendar end it.
#[must_use]
pub fn end_after(anchor: NaiveDate, term: Term, date: NaiveDate) -> NaiveDate {
    (1_u32..)
        .map_while(|count| anchor.checked_add_months(Months::new(count.checked_mul(months(term))?)))
        .find(|end| *end > date)
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_keep_their_anchor_day() {
        for (anchor, term, after, end) in [
            ("2026-01-31", Term::Monthly, "2026-01-31", "2026-02-28"),
            ("2026-01-31", Term::Monthly, "2026-02-28", "2026-03-31"),
            ("2028-01-31", Term::Monthly, "2028-01-31", "2028-02-29"),
            ("2026-01-31", Term::Monthly, "2026-03-31", "2026-04-30"),
            ("2026-12-15", Term::Monthly, "2026-12-15", "2027-01-15"),
            ("2028-02-29", Term::Annual, "2028-02-29", "2029-02-28"),
            ("2028-02-29", Term::Annual, "2031-03-01", "2032-02-29"),
            ("2026-05-31", Term::Monthly, "2026-06-29", "2026-06-30"),
            ("2026-05-31", Term::Monthly, "2026-06-30", "2026-07-31"),
        ] {
            assert_eq!(end_after(date(anchor), term, date(after)), date(end), "{anchor} {term} {after}");
        }
    }

    #[test]
    fn five_hundred_renewals_are_as_another_calendar_says() {
        let table = include_str!("../../tests/renewals.csv");
        let mut count = 0;
        for line in table.lines().skip(1) {
            let [anchor, term, start, end] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
            assert_eq!(end_after(date(anchor), term.parse().unwrap(), date(start)), date(end), "{line}");
            count += 1;
        }
        assert_eq!(count, 500);
    }

    proptest! {
        #[test]
        fn a_period_ends_after_its_date_and_not_a_whole_term_later(days in 0_i64..20_000, ahead in 0_i64..4_000, annual: bool) {
            let anchor = date("2000-01-01") + chrono::TimeDelta::days(days);
            let term = if annual { Term::Annual } else { Term::Monthly };
            let at = anchor + chrono::TimeDelta::days(ahead);
            let end = end_after(anchor, term, at);
            prop_assert!(end > at);
            let longest = if annual { 366 } else { 31 };
            prop_assert!((end - at).num_days() <= longest);
        }
    }
}
