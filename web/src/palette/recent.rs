//! What was chosen last, kept in this browser for the person who is signed in, and forgotten at sign-out: it holds
//! customers' names.

use crate::session;
use crate::ui::browser;

const KEPT_UNDER: &str = "countersign.recent";
/// As many as are worth looking at before typing.
const MOST: usize = 5;

/// Something that was chosen: its key, and what it was called.
pub(super) type Choice = (String, String);

fn account() -> String {
    session::me_untracked().map(|me| me.id.to_string()).unwrap_or_default()
}

/// The last choices, the newest first.
pub(super) fn choices() -> Vec<Choice> {
    let kept = browser::kept(KEPT_UNDER).unwrap_or_default();
    read(&kept, &account())
}

/// Keeps a choice.
pub(super) fn note(key: &str, label: &str) {
    let mut choices = choices();
    choices.retain(|(other, _)| other != key);
    choices.insert(0, (key.to_owned(), label.to_owned()));
    choices.truncate(MOST);
    browser::keep(KEPT_UNDER, Some(&written(&account(), &choices)));
}

/// Forgets all choices.
pub fn forget() {
    browser::keep(KEPT_UNDER, None);
}

/// A line for the account, and one for each choice. Neither keys nor names hold line breaks or tabs.
fn written(account: &str, choices: &[Choice]) -> String {
    let lines = choices.iter().map(|(key, label)| format!("{key}\t{label}"));
    std::iter::once(account.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn read(kept: &str, account: &str) -> Vec<Choice> {
    let mut lines = kept.lines();
    if lines.next() != Some(account) {
        return Vec::new();
    }
    lines.filter_map(|line| line.split_once('\t')).map(|(key, label)| (key.to_owned(), label.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn choices_are_read_again_by_their_own_account_alone() {
        let choices = vec![("customer:1".to_owned(), "Mercier & Fils".to_owned()), ("page:/activity".to_owned(), "Activity".to_owned())];
        let kept = written("a", &choices);
        assert_eq!(read(&kept, "a"), choices);
        assert!(read(&kept, "b").is_empty());
        assert!(read("", "a").is_empty());
    }
}
