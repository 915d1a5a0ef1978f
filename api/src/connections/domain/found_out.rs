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

    /// Notes the organisation to which access was given, and by whom. What was read and set up at another one counts no more.
    /// Gives the steps that are to be done anew.
    pub fn give_access(&mut self, step: Step, organisation: Organisation, done: Done) -> Vec<Step> {
        let is_other = self.organisation.as_ref().is_some_and(|before| before.id != organisation.id);
        let opened = if is_other { self.open_all_of_organisation(step) } else { Vec::new() };
        self.organisation = Some(organisation);
        self.steps.remove(&step);
        self.succeed(step, done);
        opened
    }

    /// Notes that the organisation is connected with another reseller: while the subscription was over, others could have it.
    pub fn lose_organisation(&mut self, access: Step, since: DateTime<Utc>) {
        self.open_all_of_organisation(access);
        self.organisation = None;
        self.steps.remove(&access);
        self.fail(access, ErrorCode::OrganisationTaken, since);
    }

    /// Opens the steps that were done in the organisation: all but access itself, and what stands in the customer's own Exchange.
    fn open_all_of_organisation(&mut self, access: Step) -> Vec<Step> {
        let is_of = |step: &Step| *step != access && !matches!(step, Step::SendConnector | Step::OnPremisesTestMail);
        let opened: Vec<Step> = self.steps.keys().copied().filter(is_of).collect();
        self.steps.retain(|step, _| !is_of(step));
        self.successes.retain(|step, _| !is_of(step));
        self.faults.retain(|step, _| !is_of(step));
        opened
    }
}
