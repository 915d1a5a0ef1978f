//! Cases from RFC 7208's own examples and limits, over the wire: a table of zones, and what each comes to.

use super::{OURS, Scene};
use crate::support::{NameServer, Setup, Zone};

/// A case: its name, the zone by lines (`name KIND value`; `|` parts the strings of a text), the result, look-ups now and
/// after, and part of what stands in the report besides.
type Case = (&'static str, &'static str, &'static str, (u64, u64), &'static str);

/// `@` is the domain, `OURS` what lets us send.
#[rustfmt::skip]
const CASES: &[Case] = &[
    ("a record without look-ups", "@ TXT v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all", "ok_without_us", (0, 1), "include:OURS -all"),
    ("with ours", "@ TXT v=spf1 include:OURS -all", "ok", (1, 1), r#""advice":[]"#),
    ("with ours, in an include", "@ TXT v=spf1 include:x.example -all\nx.example TXT v=spf1 include:OURS ?all", "ok", (2, 2), r#""ours":true"#),
    ("with ours, by redirect", "@ TXT v=spf1 redirect=OURS", "ok", (1, 1), r#""ours":true"#),
    ("with ours after all", "@ TXT v=spf1 -all include:OURS", "ok_without_us", (0, 1), "v=spf1 include:OURS -all include:OURS"),
    ("with ours to refuse", "@ TXT v=spf1 -include:OURS ~all", "ok_without_us", (1, 2), "include:OURS ~all"),
    ("no such domain", "", "missing", (0, 2), "v=spf1 include:spf.protection.outlook.com include:OURS ~all"),
    ("a domain without texts", "@ A 1", "missing", (0, 2), r#""record_now":null"#),
    ("texts of others alone", "@ TXT google-site-verification=x\n@ TXT v=spf10 a\n@ TXT spf2.0/pra -all", "missing", (0, 2), "no_record"),
    ("a record among others", "@ TXT MS=ms1\n@ TXT V=SPF1 -ALL\n@ TXT v=DKIM1", "ok_without_us", (0, 1), "V=SPF1 include:OURS -ALL"),
    ("the version alone", "@ TXT v=spf1", "ok_without_us", (0, 1), "\"v=spf1 include:OURS\""),
    ("two records (4.5)", "@ TXT v=spf1 -all\n@ TXT v=spf1 mx -all", "multiple", (0, 0), "keep_one_record"),
    ("strings are joined without spaces (3.3)", "@ TXT v=spf1 ip4:192.0.2|.0/24 -a|ll", "ok_without_us", (0, 1), "v=spf1 ip4:192.0.2.0/24 -all"),
    ("a string per term lacks spaces", "@ TXT v=spf1 a|mx -all\n@ A 1\n@ MX 1", "malformed", (0, 0), r#""term":"amx""#),
    ("longer than a datagram: asked for over TCP", "@ TXT LONG", "ok_without_us", (0, 1), "include:OURS -all"),
    ("by another name (CNAME)", "@ CNAME other.example\nother.example TXT v=spf1 -all", "ok_without_us", (0, 1), "include:OURS -all"),
    ("a mechanism that isn't (4.6.1)", "@ TXT v=spf1 ipv4:192.0.2.1 -all", "malformed", (0, 0), r#""position":8"#),
    ("an address that isn't (5.6)", "@ TXT v=spf1 ip4:192.0.2.300 -all", "malformed", (0, 0), "invalid_network"),
    ("an include of nothing (5.2)", "@ TXT v=spf1 include: -all", "malformed", (0, 0), "invalid_domain"),
    ("two redirects (6)", "@ TXT v=spf1 redirect=a.example redirect=b.example", "malformed", (0, 0), "repeated_modifier"),
    ("an unknown modifier (6)", "@ TXT v=spf1 moo=%{i} -all", "ok_without_us", (0, 1), "moo=%{i} include:OURS -all"),
    ("a wrong record below", "@ TXT v=spf1 include:x.example -all\nx.example TXT v=spf1 oops", "malformed", (1, 2), r#""domain":"x.example","term":"oops""#),
    ("an include without a record (5.2)", "@ TXT v=spf1 include:gone.example -all", "malformed", (1, 2), r#""term":"include:gone.example""#),
    ("an include with two records (5.2)", "@ TXT v=spf1 include:x.example -all\nx.example TXT v=spf1 a\nx.example TXT v=spf1 mx", "malformed", (1, 2), "multiple_records"),
    ("a redirect without a record (6.1)", "@ TXT v=spf1 redirect=gone.example", "malformed", (1, 2), "no_record"),
    ("a redirect (6.1)", "@ TXT v=spf1 mx redirect=x.example\n@ MX 2\nx.example TXT v=spf1 a -all\nx.example A 1", "ok_without_us", (3, 4), "v=spf1 mx include:OURS redirect=x.example"),
    ("a redirect beside all is ignored (6.1)", "@ TXT v=spf1 redirect=gone.example -all", "ok_without_us", (0, 1), "redirect=gone.example include:OURS -all"),
    ("terms after all are ignored (5.1)", "@ TXT v=spf1 ~all include:gone.example a:gone.example", "ok_without_us", (0, 1), "v=spf1 include:OURS ~all include:gone.example"),
    ("ten nested includes (4.6.4)", "CHAIN 10", "ok_without_us", (10, 11), "would_exceed_limit"),
    ("eleven nested includes (4.6.4)", "CHAIN 11", "over_limit", (11, 12), "reduce_lookups"),
    ("ten look-ups side by side", "@ TXT v=spf1 a a a a a mx mx mx mx mx -all\n@ A 1\n@ MX 1", "ok_without_us", (10, 11), "would_exceed_limit"),
    ("eleven look-ups side by side", "@ TXT v=spf1 a a a a a mx mx mx mx mx ptr -all\n@ A 1\n@ MX 1", "over_limit", (11, 12), "reduce_lookups"),
    ("an include that includes itself", "@ TXT v=spf1 include:x.example -all\nx.example TXT v=spf1 include:x.example", "over_limit", (11, 11), r#""state":"loop""#),
    ("an include that leads back", "@ TXT v=spf1 include:x.example -all\nx.example TXT v=spf1 include:@", "over_limit", (11, 11), r#""state":"loop""#),
    ("a redirect that leads back", "@ TXT v=spf1 redirect=@", "over_limit", (11, 11), r#""state":"loop""#),
    ("eleven mail servers (4.6.4)", "@ TXT v=spf1 mx -all\n@ MX 11", "over_limit", (11, 11), "too_many_servers"),
    ("two void look-ups (4.6.4)", "@ TXT v=spf1 a:gone1.example mx:gone2.example -all", "ok_without_us", (2, 3), r#""void_lookups":2"#),
    ("three void look-ups (4.6.4)", "@ TXT v=spf1 a:gone1.example mx:gone2.example exists:gone3.example -all", "void_limit", (3, 4), "remove_void_terms"),
    ("addresses of one kind are no void look-up", "@ TXT v=spf1 a a a -all\n@ AAAA 1", "ok_without_us", (3, 4), r#""void_lookups":0"#),
    ("macros that DNS can answer (7.4)", "@ TXT v=spf1 include:_%{d} exists:%{d2r}.x.example -all\n_@ TXT v=spf1 -all\nexample.mercier.x.example A 1", "ok_without_us", (2, 3), r#""domain":"example.mercier.x.example""#),
    ("macros that depend on the mail (7.4)", "@ TXT v=spf1 exists:%{ir}.%{v}._spf.%{d2} include:%{l}.x.example -all", "ok_without_us", (2, 3), r#""state":"not_asked""#),
    ("a macro that isn't (7.1)", "@ TXT v=spf1 exists:%{z}.example -all", "malformed", (0, 0), "invalid_domain"),
    ("the server fails (SERVFAIL)", "@ FAILS", "dns_error", (0, 0), "ask_again"),
    ("the server refuses", "@ REFUSES", "dns_error", (0, 0), r#""record_to_publish":null"#),
    ("an include's server fails", "@ TXT v=spf1 include:x.example -all\nx.example FAILS", "dns_error", (1, 2), r#""state":"dns_error""#),
    ("case and dots don't count", "@ TXT v=spf1 INCLUDE:Spf.Countersign.EXAMPLE. -ALL", "ok", (1, 1), r#""ours":true"#),
];

fn publish(dns: &NameServer, zone: &str) {
    let mut names: Vec<(String, Vec<Zone>)> = Vec::new();
    for line in zone.lines() {
        let line = line.replace('@', "mercier.example").replace("OURS", OURS);
        let mut words = line.splitn(3, ' ');
        let (name, kind, value) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap_or_default());
        let record = match kind {
            "TXT" if value == "LONG" => {
                let networks: String = (0..120).map(|n| format!("ip4:192.0.2.{n}/32 ")).collect();
                let text = format!("v=spf1 {networks}-all");
                Zone::Txt(text.as_bytes().chunks(255).map(|part| String::from_utf8(part.to_vec()).unwrap()).collect())
            }
            "TXT" => Zone::Txt(value.split('|').map(str::to_owned).collect()),
            "A" => Zone::A(value.parse().unwrap()),
            "AAAA" => Zone::Aaaa(value.parse().unwrap()),
            "MX" => Zone::Mx(value.parse().unwrap()),
            "CNAME" => Zone::Cname(value.to_owned()),
            "FAILS" => Zone::Fails,
            "REFUSES" => Zone::Refuses,
            other => panic!("{other}"),
        };
        match names.iter_mut().find(|(known, _)| known == name) {
            Some((_, records)) => records.push(record),
            None => names.push((name.to_owned(), vec![record])),
        }
    }
    for (name, records) in names {
        dns.set(&name, records);
    }
}

/// A domain whose record includes the next, so many times.
fn chain(length: usize) -> String {
    let mut zone = "@ TXT v=spf1 include:n1.example -all".to_owned();
    for n in 1..length {
        zone.push_str(&format!("\nn{n}.example TXT v=spf1 include:n{}.example -all", n + 1));
    }
    zone + &format!("\nn{length}.example TXT v=spf1 ip4:192.0.2.1 -all")
}

on_both_databases! {
    async fn every_case_comes_to_what_the_table_says(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let mut wrong = Vec::new();
        for (name, zone, result, (now, after), part) in CASES {
            scene.dns.clear();
            scene.dns.text(OURS, "v=spf1 ip4:198.51.100.0/24 -all");
            let zone = zone.strip_prefix("CHAIN ").map_or_else(|| (*zone).to_owned(), |length| chain(length.parse().unwrap()));
            publish(&scene.dns, &zone);
            let report = scene.check().await;
            let found = (report["result"].as_str().unwrap(), report["lookups_now"].as_u64().unwrap(), report["lookups_after"].as_u64().unwrap());
            let part = part.replace("OURS", OURS);
            if found != (*result, *now, *after) || !report.to_string().contains(&part) {
                wrong.push(format!("{name}: {found:?}, expected {result} {now} {after} and {part} in {report}"));
            }
            let asked = scene.dns.asked().len();
            // A server that fails is asked again, and over TCP.
            assert!(asked <= 50, "{name} asks {asked} questions");
        }
        assert!(CASES.len() >= 40 && wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_server_that_says_nothing_ends_the_check_in_time(setup: Setup) {
        let scene = Scene::set(&setup).await;
        scene.dns.set("mercier.example", [Zone::Silent]);
        let begun = std::time::Instant::now();
        assert_eq!(scene.check().await["result"], "dns_error");
        assert!(begun.elapsed() < std::time::Duration::from_secs(25));
    }

    async fn a_record_of_very_many_parts_is_not_asked_for_without_end(setup: Setup) {
        let scene = Scene::set(&setup).await;
        let includes: String = (0..120).map(|n| format!("include:n{n}.example ")).collect();
        let text = format!("v=spf1 {includes}-all");
        let strings = text.as_bytes().chunks(255).map(|part| String::from_utf8(part.to_vec()).unwrap()).collect();
        scene.dns.set("mercier.example", [Zone::Txt(strings)]);
        let report = scene.check().await;
        assert_eq!((report["result"].as_str(), report["lookups_now"].as_u64()), (Some("over_limit"), Some(120)));
        let mut asked = scene.dns.asked();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!(asked.len(), 50);
    }
}
