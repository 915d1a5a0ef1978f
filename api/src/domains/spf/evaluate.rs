//! From answers to a report, or to more questions.

use shared::domains::{LOOKUPS_MAX, SpfAdvice, SpfFault, SpfLookup, SpfLookupState as State, SpfResult, VOID_LOOKUPS_MAX};

use super::advice::advice;
use super::answers::{Answers, Found, Kind, Question};
use super::record::{self, Record};
use super::walk::{Ours, Walk, fault};

/// Whose record it is, and what should stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The sender's domain.
    pub domain: String,
    /// The include of the mail platform, for a domain that has no record.
    pub platform: &'static str,
    /// The include that lets Countersign send.
    pub include: String,
}

/// What was found, as a report tells it, but for when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// What it comes to.
    pub result: SpfResult,
    /// The look-ups of the present record.
    pub lookups_now: u32,
    /// Those of the record to publish.
    pub lookups_after: u32,
    /// The look-ups that find nothing.
    pub voids: u32,
    /// The records that the domain has.
    pub records: Vec<String>,
    /// The record to publish.
    pub to_publish: Option<String>,
    /// Where a record is wrong.
    pub fault: Option<SpfFault>,
    /// What to do.
    pub advice: Vec<SpfAdvice>,
    /// What costs what.
    pub tree: SpfLookup,
}

/// How far an evaluation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// These must be asked first; no question comes twice.
    Ask(Vec<Question>),
    /// It is done.
    Done(Box<Findings>),
}

/// Evaluates a sender's record as far as the answers reach.
#[must_use]
pub fn evaluate(sender: &Sender, answers: &Answers) -> Step {
    let question = Question { kind: Kind::Txt, name: sender.domain.clone() };
    let texts = match answers.get(&question) {
        None => return Step::Ask(vec![question]),
        Some(Found::Failed | Found::NotAsked) => return done(sender, SpfResult::DnsError, Vec::new()),
        Some(Found::Texts(texts)) => texts.as_slice(),
        Some(Found::Nothing | Found::Records(_)) => &[],
    };
    let records: Vec<String> = texts.iter().filter(|text| record::is_spf(text)).cloned().collect();
    match records.as_slice() {
        [] => missing(sender, answers),
        [text] => match Record::parse(text) {
            Ok(record) => one(sender, &record, answers),
            Err(wrong) => {
                let mut findings = findings(sender, SpfResult::Malformed, vec![text.clone()]);
                findings.tree.state = State::Malformed;
                findings.tree.record = Some(text.clone());
                findings.fault = Some(fault(&sender.domain, &wrong.term, wrong.position, wrong.reason));
                Step::Done(Box::new(findings))
            }
        },
        _ => done(sender, SpfResult::Multiple, records),
    }
}

/// A domain with one record that can be read.
fn one(sender: &Sender, record: &Record, answers: &Answers) -> Step {
    let mut now = Walk::new(answers, &sender.domain, &sender.include, Ours::Asked);
    let tree = now.root(record);
    if !now.missing.is_empty() {
        return ask(now.missing);
    }
    let (to_publish, lookups_after) = if now.passes_ours {
        (record.text.clone(), tree.lookups)
    } else {
        let written = record.with_include(&sender.include);
        match lookups_of(sender, &written, answers) {
            Ok(lookups) => (written, lookups),
            Err(questions) => return ask(questions),
        }
    };
    let lookups_now = if now.endless { tree.lookups.max(LOOKUPS_MAX + 1) } else { tree.lookups };
    let result = result(&now, lookups_now);
    let fault = if result == SpfResult::Malformed { now.malformed.or(now.astray) } else { None };
    let lookups_after = if now.endless { lookups_after.max(LOOKUPS_MAX + 1) } else { lookups_after };
    Step::Done(Box::new(Findings {
        result,
        lookups_now,
        lookups_after,
        voids: now.voids,
        records: vec![record.text.clone()],
        advice: advice(result, (lookups_now, lookups_after), to_publish != record.text),
        to_publish: Some(to_publish),
        fault,
        tree,
    }))
}

/// What a walk comes to: what no receiver can read first, then the limits, then what names nothing, then what was not
/// answered.
const fn result(walk: &Walk<'_>, lookups: u32) -> SpfResult {
    if walk.malformed.is_some() {
        SpfResult::Malformed
    } else if lookups > LOOKUPS_MAX {
        SpfResult::OverLimit
    } else if walk.voids > VOID_LOOKUPS_MAX {
        SpfResult::VoidLimit
    } else if walk.astray.is_some() {
        SpfResult::Malformed
    } else if walk.failed {
        SpfResult::DnsError
    } else if walk.passes_ours {
        SpfResult::Ok
    } else {
        SpfResult::OkWithoutUs
    }
}

/// A domain without a record: a whole new one.
fn missing(sender: &Sender, answers: &Answers) -> Step {
    let written = record::fresh(sender.platform, &sender.include);
    let lookups_after = match lookups_of(sender, &written, answers) {
        Ok(lookups) => lookups,
        Err(questions) => return ask(questions),
    };
    let mut findings = findings(sender, SpfResult::Missing, Vec::new());
    findings.tree.state = State::NoRecord;
    findings.lookups_after = lookups_after;
    findings.to_publish = Some(written);
    findings.advice = advice(SpfResult::Missing, (0, lookups_after), true);
    Step::Done(Box::new(findings))
}

/// The look-ups of a record that is not published yet, ours taken as one; or what must be asked before.
fn lookups_of(sender: &Sender, text: &str, answers: &Answers) -> Result<u32, Vec<Question>> {
    let Ok(record) = Record::parse(text) else { return Ok(0) };
    let mut walk = Walk::new(answers, &sender.domain, &sender.include, Ours::Flat);
    let tree = walk.root(&record);
    if walk.missing.is_empty() { Ok(tree.lookups) } else { Err(walk.missing) }
}

fn ask(mut questions: Vec<Question>) -> Step {
    questions.sort_unstable();
    questions.dedup();
    Step::Ask(questions)
}

fn done(sender: &Sender, result: SpfResult, records: Vec<String>) -> Step {
    Step::Done(Box::new(findings(sender, result, records)))
}

/// Findings of a domain whose record is not walked over.
fn findings(sender: &Sender, result: SpfResult, records: Vec<String>) -> Findings {
    let state = match result {
        SpfResult::Multiple => State::MultipleRecords,
        _ => State::DnsError,
    };
    let tree = SpfLookup {
        term: sender.domain.clone(),
        domain: Some(sender.domain.clone()),
        state,
        lookups: 0,
        record: None,
        ours: false,
        children: Vec::new(),
    };
    Findings {
        result,
        lookups_now: 0,
        lookups_after: 0,
        voids: 0,
        records,
        to_publish: None,
        fault: None,
        advice: advice(result, (0, 0), false),
        tree,
    }
}
