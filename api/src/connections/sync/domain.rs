//! How a synchronisation goes on: what is read next, and what becomes of it when the platform gives no page.

use chrono::{DateTime, TimeDelta, Utc};
use shared::connections::{ConnectionErrorCode as ErrorCode, SyncState as State};

use super::source::{Next, Part, Trouble};
use crate::directory::found::Counted;

/// How long after one came to its end the next one begins.
pub const EVERY: TimeDelta = TimeDelta::hours(1);
/// How often the platform is asked in vain before that is told.
const TRIES_MAX: i64 = 6;
/// The longest that the platform is left in peace, whatever it says.
const PATIENCE: TimeDelta = TimeDelta::hours(1);

/// A synchronisation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// How far it is.
    pub state: State,
    /// Whether everything is read.
    pub whole: bool,
    /// How often everything was read, this time included.
    pub generation: i64,
    /// What is being read.
    pub part: Part,
    /// Where it goes on; nothing where the part begins.
    pub place: Option<String>,
    /// Where the changes of the people begin that come after the last round.
    pub people_from: Option<String>,
    /// The same of the groups.
    pub groups_from: Option<String>,
    /// What became of it so far.
    pub counted: Counted,
    /// How often the platform was asked in vain since it last told something.
    pub tries: i64,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When one last came to its end.
    pub last_success_at: Option<DateTime<Utc>>,
    /// When it goes on, or the next one begins.
    pub next_at: DateTime<Utc>,
    /// Why the last one did not work, since when.
    pub error: Option<(ErrorCode, DateTime<Utc>)>,
}

/// What is to be done after the platform was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Ask for what `place` names.
    GoOn,
    /// Everything was told.
    End,
    /// Come back at `next_at`.
    ComeBack,
    /// It did not work, and is told; the next one begins at `next_at`.
    Failed(ErrorCode),
}

impl Round {
    /// The first one.
    #[must_use]
    pub fn first(now: DateTime<Utc>) -> Self {
        Self {
            state: State::Waiting,
            whole: true,
            generation: 0,
            part: Part::People,
            place: None,
            people_from: None,
            groups_from: None,
            counted: Counted::default(),
            tries: 0,
            started_at: now,
            last_success_at: None,
            next_at: now,
            error: None,
        }
    }

    /// Whether it was begun and has not come to its end: it goes on where it is.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(self.state, State::Running) || matches!(self.state, State::Waiting) && self.tries > 0
    }

    /// Begins anew: with the changes since the last one where the platform can tell them, else with everything.
    pub fn begin(&mut self, now: DateTime<Utc>) {
        self.whole = self.people_from.is_none() || self.groups_from.is_none();
        if self.whole {
            (self.people_from, self.groups_from) = (None, None);
            self.generation += 1;
        }
        (self.part, self.place) = (Part::People, self.people_from.clone());
        // What a round wrote that did not come to its end is told with the one that does.
        let before = if self.state == State::Done { Counted::default() } else { self.counted };
        self.counted = Counted { people: 0, groups: 0, ..before };
        (self.state, self.tries, self.started_at) = (State::Running, 0, now);
    }

    /// Reads everything anew: the platform, or which one it is, does not know the places of before any more.
    pub fn forget(&mut self) {
        (self.people_from, self.groups_from, self.place) = (None, None, None);
        self.state = State::Waiting;
        self.tries = 0;
    }

    /// Is asked for before its time.
    pub fn ask_for(&mut self, now: DateTime<Utc>) {
        if self.state == State::Done {
            self.counted = Counted::default();
        }
        (self.state, self.next_at) = (State::Waiting, now);
    }

    /// Whether it was asked for, and its job waits for its turn.
    #[must_use]
    pub fn is_asked_for(&self, now: DateTime<Utc>) -> bool {
        matches!(self.state, State::Waiting) && self.next_at <= now
    }

    /// Rests until `at`, or until somebody asks for it: there is nothing to read now.
    pub fn rest(&mut self, at: DateTime<Utc>) {
        (self.state, self.place, self.tries, self.next_at) = (State::Done, None, 0, at);
    }

    /// Goes on after a page.
    pub fn told(&mut self, next: Next) -> Turn {
        (self.state, self.tries) = (State::Running, 0);
        match (next, self.part) {
            (Next::Page(place), _) => {
                self.place = Some(place);
                Turn::GoOn
            }
            (Next::End { changes_from }, Part::People) => {
                self.people_from = changes_from;
                (self.part, self.place) = (Part::Groups, self.groups_from.clone());
                Turn::GoOn
            }
            (Next::End { changes_from }, Part::Groups) => {
                self.groups_from = changes_from;
                Turn::End
            }
        }
    }

    /// Comes to its end.
    pub fn end(&mut self, now: DateTime<Utc>) {
        self.state = State::Done;
        self.last_success_at = Some(now);
        self.next_at = now + EVERY;
        self.error = None;
    }

    /// Goes on after there was no page.
    pub fn failed(&mut self, trouble: &Trouble, now: DateTime<Utc>) -> Turn {
        match trouble {
            // Where everything is being asked for already, only a place that has grown old can be begun anew from: one that is
            // refused at once would be refused for ever.
            Trouble::StartOver if !self.whole || self.place.is_some() && now - self.started_at >= EVERY => {
                self.forget();
                self.begin(now);
                Turn::GoOn
            }
            Trouble::Wait(asked) if self.tries < 4 * TRIES_MAX => {
                let asked = asked.and_then(|wait| TimeDelta::from_std(wait).ok());
                let wait = asked.map_or_else(|| pause(self.tries), |wait| wait.clamp(TimeDelta::seconds(1), PATIENCE));
                self.come_back(now + wait)
            }
            Trouble::Unreachable(_) if self.tries + 1 < TRIES_MAX => self.come_back(now + pause(self.tries)),
            Trouble::Wait(_) | Trouble::Unreachable(_) => self.give_up(ErrorCode::PlatformUnreachable, now),
            Trouble::Withdrawn(_) => self.give_up(ErrorCode::AccessWithdrawn, now),
            Trouble::Credentials(_) => self.give_up(ErrorCode::CredentialsRefused, now),
            Trouble::StartOver | Trouble::Refused(_) => {
                // It may be the place that is refused.
                self.forget();
                self.give_up(ErrorCode::DirectoryRefused, now)
            }
        }
    }

    fn come_back(&mut self, at: DateTime<Utc>) -> Turn {
        (self.state, self.next_at) = (State::Waiting, at);
        self.tries += 1;
        Turn::ComeBack
    }

    /// Ends without coming to its end; the next one begins in an hour.
    pub fn give_up(&mut self, code: ErrorCode, now: DateTime<Utc>) -> Turn {
        let since = self.error.filter(|(before, _)| *before == code).map_or(now, |(_, since)| since);
        self.error = Some((code, since));
        (self.state, self.next_at, self.tries) = (State::Failed, now + EVERY, 0);
        // What was half read is read anew: who knows what the platform told meanwhile.
        self.place = None;
        Turn::Failed(code)
    }
}

/// The wait after the platform was asked in vain: from half a minute on, doubling, at most half an hour.
fn pause(tries: i64) -> TimeDelta {
    let doublings = u32::try_from(tries.clamp(0, 6)).unwrap_or(0);
    TimeDelta::seconds((30_i64 << doublings).min(1800))
}

#[cfg(test)]
mod tests;
