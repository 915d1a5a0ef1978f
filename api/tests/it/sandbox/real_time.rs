//! Who reads the real clock: credentials, limits, and what happens in the world. All else goes by its reseller's clock,
//! which is handed out where the caller is proven, and which workers ask for by the reseller of their row.

use std::fs;
use std::path::{Path, PathBuf};

/// Where it is read, and why there.
const READERS: [(&str, &str); 29] = [
    ("accounts/routes.rs", "accounts belong to no reseller"),
    ("api_keys/routes.rs", "keys are credentials"),
    ("auth/routes.rs", "sessions are credentials"),
    ("auth/two_factor/routes.rs", "so are second factors; what is recorded asks for the reseller's clock"),
    ("auth/worker.rs", "so are the links of their mails"),
    ("cli.rs", "a reseller begins in the real time"),
    ("connections/add_in/files.rs", "who has the key may be of any reseller: the use case asks for its clock"),
    ("connections/consent/routes.rs", "the states of consents are credentials"),
    ("connections/google/mod.rs", "tokens are credentials"),
    ("connections/sync/worker.rs", "claims are real; when a directory is read goes by the reseller's clock"),
    ("demo/mod.rs", "it moves the real clock, and makes no sandbox"),
    ("doctor/checks.rs", "it looks at this machine's clock"),
    ("domains/worker.rs", "claims and mails are real; checks and what is recorded go by the reseller's clock"),
    ("http/caller/principal.rs", "tokens and keys are credentials"),
    ("http/idempotency.rs", "answers are kept for real hours"),
    ("http/parts.rs", "so are the marks of what is done"),
    ("http/rate_limit.rs", "limits go by real seconds"),
    ("invites/routes.rs", "who holds a token may belong to any reseller: the use case asks for its clock"),
    ("invites/worker.rs", "claims and mails are real; what is recorded asks for the reseller's clock"),
    ("jobs/mailing.rs", "mails go out in the world, and so do the claims that are ended by them"),
    ("jobs/worker.rs", "leases and further tries are real"),
    ("operator.rs", "it asks for the reseller's clock"),
    ("platform/clock.rs", "a reseller's clock is made of it"),
    ("sandbox/routes.rs", "it moves the difference between the two"),
    ("setup/routes.rs", "the first reseller is no sandbox"),
    ("start.rs", "the setup code is a credential"),
    ("subscriptions/worker.rs", "mails are real; what is recorded asks for the reseller's clock"),
    ("timers/worker.rs", "the table goes by the real time; what is carried out asks for the reseller's clock"),
    ("views/routes.rs", "saved views belong to an account"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn nobody_else_reads_the_real_clock() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let reads = |path: &&PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        ["app.clock.now()", "self.clock.now()", "real.now()", "Clock::system()"].iter().any(|how| text.contains(how))
    };
    let mut found: Vec<String> =
        files.iter().filter(reads).map(|path| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned()).collect();
    found.sort();
    let known: Vec<&str> = READERS.iter().map(|(file, _)| *file).collect();
    assert_eq!(found, known, "take the time from `who.clock`, `on.clock` or `resellers::clock::ahead`, or say here why not");
}
