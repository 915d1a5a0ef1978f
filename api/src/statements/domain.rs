//! How amounts are reckoned: whole minor units, by UTC dates, rounded half up once for each line.

use chrono::{Datelike as _, NaiveDate};

/// The part of a period's amount that the days from `from` on have. A day is paid as a whole, the first included;
/// days before the period count as its first. Rounded half up to the minor unit (half away from zero for credits).
#[must_use]
pub fn prorated(amount: i64, (start, end): (NaiveDate, NaiveDate), from: NaiveDate) -> i64 {
    let days = i128::from((end - from.max(start)).num_days().max(0));
    let of = i128::from((end - start).num_days().max(1));
    let exact = i128::from(amount.unsigned_abs()) * days;
    let rounded = (2 * exact + of) / (2 * of);
    i64::try_from(rounded).unwrap_or(i64::MAX) * amount.signum()
}

/// The part of a period's amount that the days of a span within it have: what its first day leaves to pay, less what the
/// day after its last does. So the parts of a period come to its amount exactly, however it is cut.
#[must_use]
pub fn part(amount: i64, period: (NaiveDate, NaiveDate), (from, until): (NaiveDate, NaiveDate)) -> i64 {
    prorated(amount, period, from) - prorated(amount, period, until.max(from))
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month of a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self { first: date.with_day(1).unwrap_or(date) }
    }

    /// Its first day.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The first day of the next one.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        self.first.checked_add_months(chrono::Months::new(1)).unwrap_or(NaiveDate::MAX)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

impl std::str::FromStr for Month {
    type Err = ();
    /// `2026-11`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let first = (text.len() == 7).then(|| format!("{text}-01").parse().ok()).flatten();
        first.map(|first| Self { first }).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_part_is_rounded_half_up_to_the_minor_unit() {
        let december = (day("2026-12-01"), day("2026-12-31"));
        for (amount, from, expected) in [
            (3000, "2026-12-01", 3000),
            (3000, "2026-12-16", 1500),
            (3000, "2026-12-30", 100),
            (3000, "2026-12-31", 0),
            (3000, "2026-11-11", 3000),
            (3000, "2027-11-11", 0),
            (1, "2026-12-16", 1),
            (1, "2026-12-17", 0),
            (-1, "2026-12-16", -1),
            (145, "2026-12-30", 5),
        ] {
            assert_eq!(prorated(amount, december, day(from)), expected, "{amount} {from}");
        }
        assert_eq!(part(3000, december, (day("2026-12-11"), day("2026-12-21"))), 1000);
        assert_eq!(part(3000, december, (day("2026-12-21"), day("2026-12-11"))), 0);
    }

    #[test]
    fn months_are_read_and_written() {
        for text in ["2026-11", "2028-02"] {
            assert_eq!(text.parse::<Month>().unwrap().to_string(), text);
        }
        for text in ["2026-13", "2026-1", "26-11", "2026-11-01", "november", ""] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
        let december = Month::of(day("2026-12-31"));
        assert_eq!((december.first(), december.end()), (day("2026-12-01"), day("2027-01-01")));
    }

    proptest! {
        #[test]
        fn the_parts_of_a_period_come_to_the_whole_however_it_is_cut(
            amount in -10_000_000_i64..10_000_000, length in 1_i64..400, cuts in proptest::collection::vec(0_i64..400, 0..40),
        ) {
            let start = day("2026-01-01");
            let period = (start, start + chrono::TimeDelta::days(length));
            let mut days: Vec<NaiveDate> = cuts.iter().map(|cut| start + chrono::TimeDelta::days(*cut.min(&length))).collect();
            days.extend([period.0, period.1]);
            days.sort_unstable();
            let parts: Vec<i64> = days.windows(2).map(|span| part(amount, period, (span[0], span[1]))).collect();
            prop_assert_eq!(parts.iter().sum::<i64>(), amount);
            prop_assert!(parts.iter().all(|part| part.signum() * amount.signum() >= 0), "{:?}", parts);
            for day in days {
                prop_assert_eq!(prorated(amount, period, day) + part(amount, period, (period.0, day)), amount);
            }
        }
    }
}
