use std::time::Duration;

use super::*;

fn noon() -> DateTime<Utc> {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn page(place: &str) -> Next {
    Next::Page(place.to_owned())
}

fn end(from: Option<&str>) -> Next {
    Next::End { changes_from: from.map(str::to_owned) }
}

/// One that was read to its end.
fn read(changes: bool) -> Round {
    let from = |place: &'static str| changes.then_some(place);
    let mut round = Round::first(noon());
    round.begin(noon());
    assert_eq!(round.told(page("people 2")), Turn::GoOn);
    assert_eq!(round.place.as_deref(), Some("people 2"));
    assert_eq!(round.told(end(from("people since"))), Turn::GoOn);
    assert_eq!((round.part, round.place.as_deref()), (Part::Groups, None));
    assert_eq!(round.told(end(from("groups since"))), Turn::End);
    round.end(noon());
    round
}

#[test]
fn everything_is_read_once_and_then_what_is_other() {
    let mut round = read(true);
    assert_eq!((round.state, round.generation, round.next_at), (State::Done, 1, noon() + EVERY));
    round.begin(round.next_at);
    assert_eq!((round.whole, round.generation, round.place.as_deref()), (false, 1, Some("people since")));
    assert_eq!(round.told(end(Some("people later"))), Turn::GoOn);
    assert_eq!(round.place.as_deref(), Some("groups since"));
}

#[test]
fn a_platform_that_tells_no_changes_is_read_whole_each_time() {
    let mut round = read(false);
    round.begin(round.next_at);
    assert_eq!((round.whole, round.generation, round.place.as_deref()), (true, 2, None));
}

#[test]
fn a_place_that_is_gone_means_everything_anew_but_not_for_ever() {
    let mut round = read(true);
    round.begin(noon());
    assert_eq!(round.failed(&Trouble::StartOver, noon()), Turn::GoOn);
    assert_eq!((round.whole, round.generation, round.place.as_deref(), round.state), (true, 2, None, State::Running));
    assert_eq!(round.failed(&Trouble::StartOver, noon()), Turn::Failed(ErrorCode::DirectoryRefused));
    // Nor does a later page, which comes in between, make it go round without end.
    round.begin(noon());
    assert_eq!(round.told(page("people 2")), Turn::GoOn);
    assert_eq!(round.failed(&Trouble::StartOver, noon()), Turn::Failed(ErrorCode::DirectoryRefused));
    round.begin(noon());
    assert_eq!(round.told(page("people 2")), Turn::GoOn);
    assert_eq!(round.failed(&Trouble::StartOver, noon() + EVERY), Turn::GoOn, "a server that was off for an hour");
}

#[test]
fn places_that_are_refused_are_not_asked_for_again() {
    let mut round = read(true);
    round.begin(noon());
    assert_eq!(round.failed(&Trouble::Refused(String::new()), noon()), Turn::Failed(ErrorCode::DirectoryRefused));
    round.begin(round.next_at);
    assert_eq!((round.whole, round.place.as_deref()), (true, None));
}

#[test]
fn what_was_written_before_a_round_broke_off_is_told_with_the_next_one_that_does_not() {
    let mut round = read(true);
    round.counted = Counted { people: 7, added: 7, ..Counted::default() };
    round.ask_for(noon());
    round.begin(noon());
    assert_eq!(round.counted, Counted::default(), "told before");
    round.counted = Counted { people: 2, changed: 1, groups_changed: 1, ..Counted::default() };
    assert_eq!(round.failed(&Trouble::Refused(String::new()), noon()), Turn::Failed(ErrorCode::DirectoryRefused));
    round.begin(round.next_at);
    assert_eq!(round.counted, Counted { changed: 1, groups_changed: 1, ..Counted::default() });
}

#[test]
fn the_platform_says_how_long_it_is_left_in_peace_within_reason() {
    for (asked, expected) in [(Some(17), 17), (Some(0), 1), (Some(86_400), 3600), (None, 30)] {
        let mut round = Round::first(noon());
        round.begin(noon());
        assert_eq!(round.failed(&Trouble::Wait(asked.map(Duration::from_secs)), noon()), Turn::ComeBack);
        assert_eq!((round.state, round.next_at), (State::Waiting, noon() + TimeDelta::seconds(expected)), "{asked:?}");
        assert!(round.is_under_way());
    }
}

#[test]
fn a_silent_platform_is_asked_six_times_and_an_answer_begins_the_count_anew() {
    let silent = Trouble::Unreachable(String::new());
    let mut round = Round::first(noon());
    round.begin(noon());
    assert_eq!(round.failed(&silent, noon()), Turn::ComeBack);
    assert_eq!(round.told(page("people 2")), Turn::GoOn);
    let waits: Vec<i64> = (0..5)
        .map(|_| {
            assert_eq!(round.failed(&silent, noon()), Turn::ComeBack);
            (round.next_at - noon()).num_seconds()
        })
        .collect();
    assert_eq!((waits, round.place.as_deref()), (vec![30, 60, 120, 240, 480], Some("people 2")));
    assert_eq!(round.failed(&silent, noon()), Turn::Failed(ErrorCode::PlatformUnreachable));
    assert_eq!((round.state, round.next_at, round.is_under_way()), (State::Failed, noon() + EVERY, false));
}

#[test]
fn what_is_wrong_is_told_as_whose_matter_it_is() {
    let words = String::new;
    for (trouble, expected) in [
        (Trouble::Withdrawn(words()), ErrorCode::AccessWithdrawn),
        (Trouble::Credentials(words()), ErrorCode::CredentialsRefused),
        (Trouble::Refused(words()), ErrorCode::DirectoryRefused),
    ] {
        let mut round = read(true);
        round.begin(noon());
        assert_eq!(round.failed(&trouble, noon()), Turn::Failed(expected), "{trouble:?}");
    }
}

#[test]
fn the_same_trouble_keeps_the_time_since_when_and_an_end_takes_it_away() {
    let mut round = read(true);
    let gone = Trouble::Withdrawn(String::new());
    round.begin(noon());
    assert_eq!(round.failed(&gone, noon()), Turn::Failed(ErrorCode::AccessWithdrawn));
    let later = round.next_at;
    round.begin(later);
    assert_eq!(round.failed(&gone, later), Turn::Failed(ErrorCode::AccessWithdrawn));
    assert_eq!(round.error, Some((ErrorCode::AccessWithdrawn, noon())));
    round.begin(later);
    round.end(later);
    assert_eq!((round.error, round.last_success_at), (None, Some(later)));
}
