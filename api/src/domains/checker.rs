//! Asks DNS until there is a report. Nothing of it happens in a transaction.

use std::time::Duration;

use chrono::{DateTime, Utc};
use shared::domains::SpfReport;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::spf::{Answers, Findings, Found, Kind, Question, Sender, Step, evaluate};
use crate::platform::dns::{Dns, DnsAnswer};

/// The most questions of one check. A record within its limits needs fewer.
const QUESTIONS_MAX: usize = 50;
/// How many are asked at once.
const AT_ONCE: usize = 16;
/// How long a check may take; what was not answered by then counts as not answered.
const PATIENCE: Duration = Duration::from_secs(20);

/// Checks a sender's record; `now` is when, by the clock of its reseller.
pub async fn check(dns: &Dns, sender: &Sender, now: DateTime<Utc>) -> SpfReport {
    let deadline = Instant::now() + PATIENCE;
    let (mut answers, mut asked) = (Answers::default(), 0);
    loop {
        match evaluate(sender, &answers) {
            Step::Done(findings) => return report(*findings, now),
            Step::Ask(questions) => {
                let mut rest = questions.into_iter();
                let portion: Vec<Question> = rest.by_ref().take(QUESTIONS_MAX - asked).collect();
                asked += portion.len();
                for question in rest {
                    answers.note(question, Found::NotAsked);
                }
                ask_all(dns, portion, deadline, &mut answers).await;
            }
        }
    }
}

/// Asks several questions, some at once, and notes an answer to each.
async fn ask_all(dns: &Dns, questions: Vec<Question>, deadline: Instant, answers: &mut Answers) {
    for question in &questions {
        answers.note(question.clone(), Found::Failed);
    }
    let mut waiting = questions.into_iter();
    let mut asking = JoinSet::new();
    loop {
        for question in waiting.by_ref().take(AT_ONCE - asking.len()) {
            let dns = dns.clone();
            asking.spawn(async move {
                let found = ask(&dns, &question).await;
                (question, found)
            });
        }
        // Whatever is dropped with the set is not waited for.
        match tokio::time::timeout_at(deadline, asking.join_next()).await {
            Ok(Some(Ok((question, found)))) => answers.note(question, found),
            Ok(Some(Err(_))) => {}
            Ok(None) | Err(_) => return,
        }
    }
}

async fn ask(dns: &Dns, question: &Question) -> Found {
    let count = match question.kind {
        Kind::Txt => {
            return match dns.texts(&question.name).await {
                DnsAnswer::Found(texts) => Found::Texts(texts),
                DnsAnswer::Nothing => Found::Nothing,
                DnsAnswer::Failed => Found::Failed,
            };
        }
        Kind::A => dns.ipv4_addresses(&question.name).await,
        Kind::Aaaa => dns.ipv6_addresses(&question.name).await,
        Kind::Mx => dns.mail_servers(&question.name).await,
    };
    match count {
        DnsAnswer::Found(count) => Found::Records(count),
        DnsAnswer::Nothing => Found::Nothing,
        DnsAnswer::Failed => Found::Failed,
    }
}

fn report(findings: Findings, now: DateTime<Utc>) -> SpfReport {
    let record_now = match findings.records.as_slice() {
        [record] => Some(record.clone()),
        _ => None,
    };
    SpfReport {
        result: findings.result,
        lookups_now: findings.lookups_now,
        lookups_after: findings.lookups_after,
        void_lookups: findings.voids,
        records: findings.records,
        record_now,
        record_to_publish: findings.to_publish,
        fault: findings.fault,
        advice: findings.advice,
        tree: findings.tree,
        checked_at: now,
    }
}
