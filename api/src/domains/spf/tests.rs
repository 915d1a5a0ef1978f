//! Whole evaluations, against zones that are tables. What a name server says over the wire is tried in
//! `tests/it/domains`.

use std::collections::BTreeSet;

use shared::domains::{SpfAdvice as Advice, SpfFaultReason as Reason, SpfLookupState as State, SpfResult};

use super::{Answers, Findings, Found, Kind, Question, Sender, Step, evaluate};

const OURS: &str = "spf.countersign.example";

fn sender() -> Sender {
    Sender { domain: "mercier.example".to_owned(), platform: "spf.protection.outlook.com", include: OURS.to_owned() }
}

/// A zone, a line for each record: `name TXT text`, `name A`, `name MX 3`, `name FAIL`. Names that it lacks don't exist.
fn check(zone: &str) -> (Findings, usize) {
    let (mut answers, mut asked) = (Answers::default(), BTreeSet::new());
    for _ in 0..60 {
        let questions = match evaluate(&sender(), &answers) {
            Step::Done(findings) => return (*findings, asked.len()),
            Step::Ask(questions) => questions,
        };
        assert!(!questions.is_empty());
        for question in questions {
            assert!(asked.insert(question.clone()), "{question:?} is asked twice");
            let found = answer(zone, &question);
            answers.note(question, found);
        }
    }
    panic!("no end");
}

fn answer(zone: &str, question: &Question) -> Found {
    let lines = zone.lines().map(str::trim).filter_map(|line| line.strip_prefix(question.name.as_str())?.strip_prefix(' '));
    let mut texts = Vec::new();
    for line in lines {
        match (line.split_once(' ').unwrap_or((line, "")), question.kind) {
            (("FAIL", _), _) => return Found::Failed,
            (("TXT", text), Kind::Txt) => texts.push(text.to_owned()),
            (("A", _), Kind::A) | (("AAAA", _), Kind::Aaaa) => return Found::Records(1),
            (("MX", count), Kind::Mx) => return Found::Records(count.parse().unwrap()),
            _ => {}
        }
    }
    if texts.is_empty() { Found::Nothing } else { Found::Texts(texts) }
}

/// The result, the look-ups now and after.
fn outcome(zone: &str) -> (SpfResult, u32, u32) {
    let (findings, _) = check(zone);
    (findings.result, findings.lookups_now, findings.lookups_after)
}

/// A domain whose record includes the next, so many times.
fn chain(length: usize) -> String {
    let mut zone = "mercier.example TXT v=spf1 include:n1.example -all\n".to_owned();
    for n in 1..length {
        zone.push_str(&format!("n{n}.example TXT v=spf1 include:n{}.example -all\n", n + 1));
    }
    zone + &format!("n{length}.example TXT v=spf1 ip4:192.0.2.1 -all")
}

#[test]
fn results_of_single_records() {
    let ours = "spf.countersign.example TXT v=spf1 ip4:198.51.100.0/24 -all";
    for (record, expected) in [
        ("v=spf1 -all", (SpfResult::OkWithoutUs, 0, 1)),
        ("v=spf1 include:spf.countersign.example -all", (SpfResult::Ok, 1, 1)),
        ("v=spf1 +include:SPF.countersign.example. -all", (SpfResult::Ok, 1, 1)),
        // Where it stands it lets nothing pass.
        ("v=spf1 -include:spf.countersign.example -all", (SpfResult::OkWithoutUs, 1, 2)),
        ("v=spf1 -all include:spf.countersign.example", (SpfResult::OkWithoutUs, 0, 1)),
        ("v=spf1 redirect=spf.countersign.example", (SpfResult::Ok, 1, 1)),
        ("v=spf1 ptr exists:%{i}.x.example ip4:192.0.2.1 ~all", (SpfResult::OkWithoutUs, 2, 3)),
        ("v=spf1 a mx -all redirect=gone.example", (SpfResult::OkWithoutUs, 2, 3)),
        ("v=spf1 exp=gone.example -all", (SpfResult::OkWithoutUs, 0, 1)),
        ("v=spf1 a a a a a a a a a a -all", (SpfResult::OkWithoutUs, 10, 11)),
        ("v=spf1 a a a a a a a a a a a -all", (SpfResult::OverLimit, 11, 12)),
        ("v=spf1 a:gone1.example a:gone2.example -all", (SpfResult::OkWithoutUs, 2, 3)),
        ("v=spf1 a:gone1.example mx:gone2.example exists:gone3.example -all", (SpfResult::VoidLimit, 3, 4)),
        ("v=spf1 include:gone.example -all", (SpfResult::Malformed, 1, 2)),
        ("v=spf1 redirect=gone.example", (SpfResult::Malformed, 1, 2)),
        ("v=spf1 mx:many.example -all", (SpfResult::OverLimit, 11, 11)),
        ("v=spf1 include:mercier.example -all", (SpfResult::OverLimit, 11, 11)),
        ("v=spf1 include:broken.example -all", (SpfResult::DnsError, 1, 2)),
        ("v=spf1 nonsense -all", (SpfResult::Malformed, 0, 0)),
    ] {
        let rest = "mercier.example A\nmercier.example MX 2\nmany.example MX 11\nbroken.example FAIL";
        assert_eq!(outcome(&format!("mercier.example TXT {record}\n{rest}\n{ours}")), expected, "{record}");
    }
}

#[test]
fn ten_nested_includes_are_right_and_eleven_are_not() {
    assert_eq!(outcome(&chain(10)), (SpfResult::OkWithoutUs, 10, 11));
    assert_eq!(outcome(&chain(11)), (SpfResult::OverLimit, 11, 12));
    let (findings, asked) = check(&chain(10));
    assert_eq!((findings.advice, asked), (vec![Advice::WouldExceedLimit, Advice::PublishRecord], 11));
}

#[test]
fn an_include_counts_each_time_and_is_asked_once() {
    let zone = "mercier.example TXT v=spf1 include:n1.example include:n1.example -all\nn1.example TXT v=spf1 a:m.example -all\nm.example A";
    let (findings, asked) = check(zone);
    assert_eq!((findings.lookups_now, asked), (4, 4));
}

#[test]
fn a_domain_without_a_record_gets_one_for_its_platform_and_us() {
    let zone =
        "mercier.example TXT something else\nspf.protection.outlook.com TXT v=spf1 include:more.example -all\nmore.example TXT v=spf1 -all";
    let (findings, _) = check(zone);
    assert_eq!(findings.to_publish.as_deref(), Some("v=spf1 include:spf.protection.outlook.com include:spf.countersign.example ~all"));
    assert_eq!((findings.result, findings.lookups_now, findings.lookups_after), (SpfResult::Missing, 0, 3));
    assert_eq!(findings.advice, [Advice::PublishRecord]);
    assert_eq!(check("").0.result, SpfResult::Missing);
}

#[test]
fn several_records_and_silence_propose_nothing() {
    let (multiple, _) = check("mercier.example TXT v=spf1 -all\nmercier.example TXT v=spf1 a -all\nmercier.example TXT other");
    assert_eq!((multiple.result, multiple.records.len(), multiple.to_publish), (SpfResult::Multiple, 2, None));
    assert_eq!(multiple.advice, [Advice::KeepOneRecord]);
    let (silent, _) = check("mercier.example FAIL");
    assert_eq!((silent.result, silent.to_publish, silent.advice), (SpfResult::DnsError, None, vec![Advice::AskAgain]));
}

#[test]
fn a_fault_is_told_where_it_stands() {
    let (own, _) = check("mercier.example TXT v=spf1 a ip4:192.0.2.300 -all");
    let fault = own.fault.unwrap();
    assert_eq!((fault.domain.as_str(), fault.term.as_str(), fault.position), ("mercier.example", "ip4:192.0.2.300", 10));
    let (below, _) = check("mercier.example TXT v=spf1 include:n1.example -all\nn1.example TXT v=spf1 ipv4:192.0.2.1");
    let fault = below.fault.unwrap();
    assert_eq!((fault.domain.as_str(), fault.reason), ("n1.example", Reason::UnknownTerm));
    assert!(below.to_publish.is_some());
    let (gone, _) = check("mercier.example TXT v=spf1 include:n1.example -all\nn1.example TXT other");
    let fault = gone.fault.unwrap();
    assert_eq!(
        (fault.domain.as_str(), fault.term.as_str(), fault.position, fault.reason),
        ("mercier.example", "include:n1.example", 8, Reason::NoRecord)
    );
    assert_eq!(gone.tree.children[0].state, State::NoRecord);
}

#[test]
fn the_tree_says_what_costs_what() {
    let zone = "mercier.example TXT v=spf1 include:n1.example a include:spf.countersign.example -all\nmercier.example A\n\
        n1.example TXT v=spf1 mx:m.example exists:%{i}.m.example -all\nm.example MX 1\nspf.countersign.example TXT v=spf1 -all";
    let (findings, _) = check(zone);
    let costs: Vec<(&str, u32, bool)> = findings.tree.children.iter().map(|node| (node.term.as_str(), node.lookups, node.ours)).collect();
    assert_eq!(costs, [("include:n1.example", 3, false), ("a", 1, false), ("include:spf.countersign.example", 1, true)]);
    assert_eq!((findings.tree.lookups, findings.tree.children[0].children[1].domain.as_deref()), (5, None));
    assert_eq!((findings.result, findings.advice.len()), (SpfResult::Ok, 0));
}

#[test]
fn records_that_grow_without_end_end() {
    let includes = |n: usize| format!("include:n{n}.example ").repeat(12);
    let mut zone = format!("mercier.example TXT v=spf1 {}-all\n", includes(1));
    for n in 1..9 {
        zone.push_str(&format!("n{n}.example TXT v=spf1 {}-all\n", includes(n + 1)));
    }
    let (findings, asked) = check(&zone);
    assert_eq!(findings.result, SpfResult::OverLimit);
    assert!(findings.lookups_now > 10 && asked <= 10, "{asked} questions");
}
