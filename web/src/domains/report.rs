//! What a check found: the record to publish, what that changes, and what costs which look-ups.

use leptos::prelude::*;
use shared::domains::{LOOKUPS_MAX, SpfReport, SpfResult};

use super::tree::tree;
use crate::i18n::number;
use crate::i18n::text::domains as text;
use crate::ui::CodeBlock;

/// The parts that a report has; the record to publish is open, the rest can be opened.
pub(super) fn report(name: &str, spf: &SpfReport) -> AnyView {
    let publish = to_publish(spf).map(|record| publish(name, spf, record.to_owned()));
    let costs = (spf.lookups_now > 0).then(|| costs(spf));
    let present = publish.is_none().then(|| present(spf));
    view! {
        {publish}
        {present}
        {costs}
    }
    .into_any()
}

/// The record to publish, where it is of use: not the present one, nor one in which the terms stay that find nothing.
pub(super) fn to_publish(spf: &SpfReport) -> Option<&str> {
    let record = spf.record_to_publish.as_ref().filter(|record| Some(*record) != spf.record_now.as_ref());
    record.filter(|_| spf.result != SpfResult::VoidLimit).map(String::as_str)
}

fn publish(name: &str, spf: &SpfReport, record: String) -> AnyView {
    let advice = if spf.record_now.is_some() { text::publish_instead(name) } else { text::publish_new(name) };
    let difference = difference(spf.record_now.as_deref().unwrap_or_default(), &record);
    let parts: Vec<_> = difference
        .into_iter()
        .map(|(is_new, words)| if is_new { view! { <ins>{words}</ins> " " }.into_any() } else { view! { {words} " " }.into_any() })
        .collect();
    view! {
        <div class="domain-record">
            <h4>{text::record_to_publish()}</h4>
            <p class="quiet">{advice}</p>
            <CodeBlock value=record what=text::copy_record() />
            <h4>{text::difference()}</h4>
            <p class="mono difference">{parts}</p>
        </div>
    }
    .into_any()
}

/// The records as they are, where nothing can be said of what to publish, or nothing needs to be.
fn present(spf: &SpfReport) -> AnyView {
    let records: Vec<_> = spf.records.iter().map(|record| view! { <li class="mono">{record.clone()}</li> }).collect();
    view! { <ul class="domain-records">{records}</ul> }.into_any()
}

fn costs(spf: &SpfReport) -> AnyView {
    let (allowed, now) = (number(LOOKUPS_MAX), number(spf.lookups_now));
    let sum = match to_publish(spf) {
        Some(_) => text::now_and_after(number(spf.lookups_after), allowed, now),
        None => text::now_alone(allowed, now),
    };
    view! {
        <details>
            <summary>{text::tree()}</summary>
            <p class="quiet">{sum}</p>
            {tree(&spf.tree)}
        </details>
    }
    .into_any()
}

/// The words of a record, in runs that are new or not; all of the old ones stand in it, in their order.
fn difference(old: &str, new: &str) -> Vec<(bool, String)> {
    let mut before = old.split_whitespace().peekable();
    let mut runs: Vec<(bool, String)> = Vec::new();
    for word in new.split_whitespace() {
        let is_new = before.next_if_eq(&word).is_none();
        match runs.last_mut() {
            Some((was_new, words)) if *was_new == is_new => {
                words.push(' ');
                words.push_str(word);
            }
            _ => runs.push((is_new, word.to_owned())),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn what_is_new_in_a_record_stands_out() {
        let runs = |old: &str, new: &str| {
            let runs = difference(old, new).into_iter();
            runs.map(|(is_new, words)| if is_new { format!("[{words}]") } else { words }).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(runs("v=spf1 a -all", "v=spf1 a include:x.example -all"), "v=spf1 a [include:x.example] -all");
        assert_eq!(runs("", "v=spf1 include:x.example ~all"), "[v=spf1 include:x.example ~all]");
        assert_eq!(runs("v=spf1 -all", "v=spf1 -all"), "v=spf1 -all");
        assert_eq!(runs("v=spf1  a", "v=spf1  a include:x.example"), "v=spf1 a [include:x.example]");
    }
}
