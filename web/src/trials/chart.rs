//! How trials went: bars for those who can see them, a table for all.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::trials::TrialMonth;

use crate::i18n::{self, text::trials as text};
use crate::ui::TableCard;

/// The height of the chart's drawing, in its own units.
const HEIGHT: u32 = 120;
/// The width of a month.
const STEP: u32 = 40;
/// The width of a bar.
const BAR: u32 = 26;

/// Bars of started and converted trials by month, with the same figures in a table.
pub(super) fn chart(months: &[TrialMonth]) -> AnyView {
    let most = months.iter().map(|month| month.started).max().unwrap_or(0).max(1);
    let width = STEP * u32::try_from(months.len()).unwrap_or(12);
    let bars: Vec<_> = months.iter().zip(0_u32..).map(|(month, index)| bars(month, index, most)).collect();
    let rows: Vec<_> = months.iter().rev().filter(|month| month.started > 0).map(row).collect();
    let (started, converted) =
        months.iter().fold((0, 0), |(started, converted), month| (started + month.started, converted + month.converted));
    let summary = text::report_summary(i18n::number(converted), rate(converted, started), i18n::number(started));
    let head = view! {
        <th scope="col">{text::month()}</th>
        <th scope="col" class="number">{text::started()}</th>
        <th scope="col" class="number">{text::converted()}</th>
        <th scope="col" class="number">{text::rate()}</th>
        <th scope="col" class="number">{text::median()}</th>
    }
    .into_any();
    view! {
        <p>{summary}</p>
        <svg class="chart" viewBox=format!("0 0 {width} {}", HEIGHT + 18) aria-hidden="true" preserveAspectRatio="xMinYMid meet">
            {bars}
        </svg>
        <p class="legend-line quiet" aria-hidden="true">
            <span class="key started"></span>
            {text::started()}
            <span class="key converted"></span>
            {text::converted()}
        </p>
        <details>
            <summary>{text::as_table()}</summary>
            <TableCard caption=text::report() head>
                {rows}
            </TableCard>
        </details>
    }
    .into_any()
}

fn bars(month: &TrialMonth, index: u32, most: u32) -> AnyView {
    let left = index * STEP + (STEP - BAR) / 2;
    let bar = |count: u32, class: &'static str| {
        let height = count * HEIGHT / most;
        view! { <rect class=class x=left.to_string() y=(HEIGHT - height).to_string() width=BAR.to_string() height=height.to_string() rx="3" /> }
    };
    let label = first_day(&month.month).map(|first| i18n::month(first).chars().take(3).collect::<String>());
    view! {
        {bar(month.started, "bar started")}
        {bar(month.converted, "bar converted")}
        <text class="chart-label" x=(left + BAR / 2).to_string() y=(HEIGHT + 14).to_string() text-anchor="middle">
            {label}
        </text>
    }
    .into_any()
}

fn row(month: &TrialMonth) -> AnyView {
    let name = first_day(&month.month).map_or_else(|| month.month.clone(), i18n::month);
    let median = month.median_hours.map_or_else(|| "–".to_owned(), |hours| text::days(u64::from((hours + 12) / 24)));
    view! {
        <tr>
            <td class="who-cell">{name}</td>
            <td class="number" data-label=text::started()>{i18n::number(month.started)}</td>
            <td class="number" data-label=text::converted()>{i18n::number(month.converted)}</td>
            <td class="number" data-label=text::rate()>{rate(month.converted, month.started - month.running)}</td>
            <td class="number" data-label=text::median()>{median}</td>
        </tr>
    }
    .into_any()
}

/// A share of those that are decided, in whole per cent; a dash where none is.
fn rate(part: u32, of: u32) -> String {
    if of == 0 { "–".to_owned() } else { text::percent((u64::from(part) * 100 + u64::from(of) / 2) / u64::from(of)) }
}

fn first_day(month: &str) -> Option<NaiveDate> {
    format!("{month}-01").parse().ok()
}
