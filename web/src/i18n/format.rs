//! Dates, numbers and spans of time as the chosen language writes them, by the browser's `Intl`.

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::locale;
use crate::sandbox::time;
use crate::ui::browser::{self, exact};

/// A point in time as a day: `24 Nov 2026`.
pub fn day(at: DateTime<Utc>) -> String {
    format(at.timestamp_millis(), &[("day", "numeric"), ("month", "short"), ("year", "numeric")])
}

/// A date without a time, which no time zone moves: `24 Nov 2026`.
pub fn date(date: NaiveDate) -> String {
    let midnight = date.and_time(chrono::NaiveTime::MIN).and_utc();
    format(midnight.timestamp_millis(), &[("day", "numeric"), ("month", "short"), ("year", "numeric"), ("timeZone", "UTC")])
}

/// A point in time with day and time: `24 November 2026 at 14:05`.
pub fn date_time(at: DateTime<Utc>) -> String {
    format(at.timestamp_millis(), &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// A whole number with the language's separators: `18,402`.
pub fn number(count: impl Into<u64>) -> String {
    let count = i64::try_from(count.into()).unwrap_or(i64::MAX);
    let format = Intl::NumberFormat::new(&locales(), &Object::new());
    let written = format.format().call1(&JsValue::UNDEFINED, &JsValue::from_f64(exact(count)));
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| count.to_string())
}

/// A month by its name: `November 2026`.
pub fn month(first: NaiveDate) -> String {
    let midnight = first.and_time(chrono::NaiveTime::MIN).and_utc();
    format(midnight.timestamp_millis(), &[("month", "long"), ("year", "numeric"), ("timeZone", "UTC")])
}

/// An amount of a currency's minor units: `€124.70`. How many of them make a whole the browser knows.
pub fn money(amount: i64, currency: &str) -> String {
    let format = Intl::NumberFormat::new(&locales(), &options(&[("style", "currency"), ("currency", currency)]));
    let digits = Reflect::get(&format.resolved_options(), &JsValue::from_str("maximumFractionDigits")).ok();
    let digits = digits.and_then(|digits| digits.as_f64()).unwrap_or(2.0);
    // A text keeps every digit: `12470E-2`, as ECMA-402 reads it.
    let exact = JsValue::from_str(&format!("{amount}E-{digits}"));
    let written = format.format().call1(&JsValue::UNDEFINED, &exact);
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| format!("{amount} {currency}"))
}

/// A point in time as a date of the contract: its date in UTC, wherever the reader is. Periods, trials and erasure are
/// counted in these, so that they fit the dates that have no time.
pub fn utc_day(at: DateTime<Utc>) -> String {
    date(at.date_naive())
}

/// A point in time by its distance from now, for the company: `in 3 days`, `2 hours ago`.
pub fn relative(at: DateTime<Utc>) -> String {
    relative_to(time::now_millis(), at)
}

/// The same by the real time, which credentials go by, those of a sandbox too.
pub fn really_relative(at: DateTime<Utc>) -> String {
    relative_to(browser::now_millis(), at)
}

fn relative_to(now: i64, at: DateTime<Utc>) -> String {
    let (amount, unit) = distance(at.timestamp_millis(), now, browser::local_day);
    let options = options(&[("numeric", "auto")]);
    let format = Intl::RelativeTimeFormat::new(&locales(), &options);
    let amount = i32::try_from(amount).unwrap_or_default();
    format.format(f64::from(amount), unit).into()
}

/// How far a point in time is from now, and in which unit: within a day by the clock, beyond by days of the calendar, so
/// that "yesterday" never stands under the date of the day before that.
fn distance(at: i64, now: i64, day_of: impl Fn(i64) -> i64) -> (i64, &'static str) {
    const CLOCK: [(i64, &str); 2] = [(3_600, "hour"), (60, "minute")];
    const CALENDAR: [(i64, &str); 3] = [(365, "year"), (30, "month"), (7, "week")];
    const DAY: i64 = 86_400;
    let seconds = (at - now) / 1000;
    let steps: &[_] = if seconds.abs() < DAY { &CLOCK } else { &CALENDAR };
    let (amount, least) = if seconds.abs() < DAY { (seconds, "second") } else { (day_of(at) - day_of(now), "day") };
    match steps.iter().find(|(length, _)| amount.abs() >= *length) {
        Some((length, unit)) => (amount / length, unit),
        None if least == "second" => (0, least),
        None => (amount, least),
    }
}

fn format(millis: i64, wanted: &[(&str, &str)]) -> String {
    let at = Date::new(&JsValue::from_f64(exact(millis)));
    let format = Intl::DateTimeFormat::new(&locales(), &options(wanted));
    let written = format.format().call1(&JsValue::UNDEFINED, &at);
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The browser's own variety of the chosen language (en-GB writes dates as en-US does not), else the language.
fn locales() -> Array {
    let locale = locale().as_str();
    let list = Array::new();
    for tag in browser::languages().split(',') {
        if tag.starts_with(locale) {
            list.push(&JsValue::from_str(tag));
        }
    }
    // Plain "en" means the United States; most readers of this app write the day first.
    list.push(&JsValue::from_str(if locale == "en" { "en-GB" } else { locale }));
    list
}

fn options(wanted: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in wanted {
        // A plain object takes every property.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

#[cfg(test)]
mod tests {
    use super::distance;

    const HOUR: i64 = 3_600_000;
    const DAY: i64 = 24 * HOUR;

    /// Days of a reader whose clock is two hours ahead of UTC.
    fn day_of(millis: i64) -> i64 {
        (millis + 2 * HOUR).div_euclid(DAY)
    }

    #[test]
    fn within_a_day_the_clock_counts() {
        let now = 1000 * DAY;
        for (ago, expected) in
            [(0, (0, "second")), (59_000, (0, "second")), (60_000, (-1, "minute")), (HOUR - 1, (-59, "minute")), (23 * HOUR, (-23, "hour"))]
        {
            assert_eq!(distance(now - ago, now, day_of), expected, "{ago}");
        }
        assert_eq!(distance(now + 90 * 60_000, now, day_of), (1, "hour"));
    }

    #[test]
    fn beyond_it_the_days_of_the_calendar_do() {
        // Half past one in the night where the reader is.
        let now = 1000 * DAY - HOUR / 2;
        for (ago, expected) in [
            (24 * HOUR, (-1, "day")),
            (25 * HOUR, (-1, "day")),
            // Before the midnight before last.
            (26 * HOUR, (-2, "day")),
            (47 * HOUR, (-2, "day")),
            (6 * DAY, (-6, "day")),
            (7 * DAY, (-1, "week")),
            (30 * DAY, (-1, "month")),
            (364 * DAY, (-12, "month")),
            (365 * DAY, (-1, "year")),
        ] {
            assert_eq!(distance(now - ago, now, day_of), expected, "{ago}");
        }
        assert_eq!(distance(now + 3 * DAY, now, day_of), (3, "day"));
    }
}
