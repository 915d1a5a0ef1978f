//! Dates, numbers and spans of time as the chosen language writes them, by the browser's `Intl`.

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::locale;
use crate::ui::browser;

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

/// A point in time by its distance from now: `in 3 days`, `2 hours ago`.
pub fn relative(at: DateTime<Utc>) -> String {
    const STEPS: [(i64, &str); 6] =
        [(31_536_000, "year"), (2_592_000, "month"), (604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute")];
    let seconds = (at.timestamp_millis() - browser::now_millis()).div_euclid(1000);
    let step = STEPS.iter().find(|(length, _)| seconds.abs() >= *length);
    let (amount, unit) = step.map_or((0, "second"), |(length, unit)| (seconds / length, *unit));
    let options = options(&[("numeric", "auto")]);
    let format = Intl::RelativeTimeFormat::new(&locales(), &options);
    let amount = i32::try_from(amount).unwrap_or_default();
    format.format(f64::from(amount), unit).into()
}

fn format(millis: i64, wanted: &[(&str, &str)]) -> String {
    let at = Date::new(&JsValue::from_f64(exact(millis)));
    let format = Intl::DateTimeFormat::new(&locales(), &options(wanted));
    let written = format.format().call1(&JsValue::UNDEFINED, &at);
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// JavaScript's numbers are exact up to 2^53: far beyond any date in milliseconds and any count shown here.
#[expect(clippy::as_conversions, reason = "there is no fallible way from i64 to f64")]
const fn exact(value: i64) -> f64 {
    value as f64
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
