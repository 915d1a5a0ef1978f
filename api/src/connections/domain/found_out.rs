//! What Countersign finds out about a connection by itself.

use chrono::{DateTime, Utc};
use shared::connections::{ConnectionErrorCode as ErrorCode, ConnectionStep as Step};

use super::{Done, Fault, Organisation, Setup};

impl Setup {
    /// Notes that a step works: it is done, and nothing is wrong with it.
    pub fn succeed(&mut self, step: Step, done: Done) {
        self.successes.insert(step, done.at);
        self.faults.remove(&step);
        self.steps.entry(step).or_insert(done);
    }

    /// Notes what of a step does not work, since when. Gives whether that is new.
    pub fn fail(&mut self, step: Step, code: ErrorCode, now: DateTime<Utc>) -> bool {
        if self.faults.get(&step).is_some_and(|fault| fault.code == code) {
            return false;
        }
        self.faults.insert(step, Fault { code, since: now });
        true
    }

    /// Notes the organisation to which access was given, and by whom. What was read of another one counts no more.
    pub fn give_access(&mut self, step: Step, organisation: Organisation, done: Done) {
        if self.organisation.as_ref().is_some_and(|before| before.id != organisation.id) {
            for step in [Step::Directory, Step::SendAs] {
                self.steps.remove(&step);
                self.successes.remove(&step);
                self.faults.remove(&step);
            }
        }
        self.organisation = Some(organisation);
        self.steps.remove(&step);
        self.succeed(step, done);
    }
}
