//! The rules of connections: what is kept of one, how far its modes are by that, and what may be changed.

mod found_out;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::connections::{
    ConnectionErrorCode as ErrorCode, ConnectionMode as Mode, ConnectionModeState as ModeState, ConnectionStep as Step, LaunchTarget,
};
use shared::events::ActorKind;
use shared::subscriptions::{ConnectionStatus, Product};
use uuid::Uuid;

use super::platforms;

/// What was chosen for a mode; nothing where nobody ever wanted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// It is switched on.
    Wanted,
    /// It was switched off before any of its own steps was done.
    Dropped,
    /// It was switched off after that.
    Removed,
}

/// A step that is done, since when, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Since when.
    pub at: DateTime<Utc>,
    /// What kind of thing finished it.
    pub actor: ActorKind,
    /// The account or the API key.
    pub id: Option<Uuid>,
}

/// Something of a step that does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What it is.
    pub code: ErrorCode,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A customer's organisation at the platform, once access to it is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The platform's id.
    pub id: String,
    /// The name that it has there.
    pub name: String,
}

/// All that is kept of a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    modes: BTreeMap<Mode, Choice>,
    steps: BTreeMap<Step, Done>,
    /// When steps that Countersign finds out about last worked.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    successes: BTreeMap<Step, DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    faults: BTreeMap<Step, Fault>,
    /// Steps that were done and were taken back, since when, and by whom.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    taken_back: BTreeMap<Step, Done>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation: Option<Organisation>,
}

/// Why something of a connection can't be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// The product does not have the mode.
    NotOffered,
    /// The product does not have the step.
    NoSuchStep,
    /// Countersign finds out by itself whether the step is done.
    NotConfirmable,
    /// No mode that needs the step is switched on, or the step that it tries out is open.
    NotReached,
}

impl Setup {
    /// Whether a mode is switched on.
    #[must_use]
    pub fn is_enabled(&self, mode: Mode) -> bool {
        self.modes.get(&mode) == Some(&Choice::Wanted)
    }

    /// The modes that are switched on.
    pub fn enabled(&self) -> impl Iterator<Item = Mode> {
        Mode::ALL.iter().copied().filter(|mode| self.is_enabled(*mode))
    }

    /// How a step was done, where it is.
    #[must_use]
    pub fn done(&self, step: Step) -> Option<Done> {
        self.steps.get(&step).copied()
    }

    /// When a step last worked, where Countersign finds that out.
    #[must_use]
    pub fn last_success(&self, step: Step) -> Option<DateTime<Utc>> {
        self.successes.get(&step).copied()
    }

    /// How a step was taken back that was done before.
    #[must_use]
    pub fn taken_back(&self, step: Step) -> Option<Done> {
        self.taken_back.get(&step).copied().filter(|_| !self.steps.contains_key(&step))
    }

    /// Notes who took steps back.
    pub fn note_taken_back(&mut self, steps: &[Step], done: Done) {
        self.taken_back.extend(steps.iter().map(|step| (*step, done)));
    }

    /// What of a step does not work.
    #[must_use]
    pub fn fault(&self, step: Step) -> Option<Fault> {
        self.faults.get(&step).copied()
    }

    /// The customer's organisation, once access to it is proven.
    #[must_use]
    pub const fn organisation(&self) -> Option<&Organisation> {
        self.organisation.as_ref()
    }

    /// Whether a mode that is switched on has the step.
    #[must_use]
    pub fn wants(&self, product: Product, step: Step) -> bool {
        self.enabled().any(|mode| platforms::steps(product, mode).contains(&step))
    }

    /// How far a mode is.
    #[must_use]
    pub fn state(&self, product: Product, mode: Mode) -> ModeState {
        let steps = platforms::steps(product, mode);
        match self.modes.get(&mode) {
            None | Some(Choice::Dropped) => ModeState::NotConfigured,
            Some(Choice::Removed) => ModeState::Removed,
            Some(Choice::Wanted) => match steps.iter().find(|step| !self.steps.contains_key(step)) {
                None if steps.iter().any(|step| self.faults.contains_key(step)) => ModeState::Degraded,
                None => ModeState::Connected,
                // Access that was taken back is to be given again, whatever else is open.
                Some(_) if steps.iter().any(|step| platforms::gives_access(*step) && self.faults.contains_key(step)) => {
                    ModeState::ConsentRequired
                }
                Some(open) if platforms::gives_access(*open) => ModeState::ConsentRequired,
                // Without a platform that is asked for access there is nothing to synchronise.
                Some(_) if steps.iter().any(|step| platforms::gives_access(*step)) => ModeState::Syncing,
                Some(_) => ModeState::NotConfigured,
            },
        }
    }

    /// How all modes stand together.
    #[must_use]
    pub fn status(&self, product: Product) -> ConnectionStatus {
        let states: Vec<ModeState> = self.enabled().map(|mode| self.state(product, mode)).collect();
        let is_right = |state: &ModeState| *state == ModeState::Connected;
        if !states.iter().any(|state| is_right(state) || *state == ModeState::Degraded) {
            ConnectionStatus::NotConnected
        } else if states.iter().all(is_right) {
            ConnectionStatus::Connected
        } else {
            ConnectionStatus::NeedsAttention
        }
    }

    /// Switches a mode on. Gives whether it was off.
    ///
    /// # Errors
    /// The product does not have it.
    pub fn enable(&mut self, product: Product, mode: Mode) -> Result<bool, Denied> {
        offered(product, mode)?;
        Ok(self.modes.insert(mode, Choice::Wanted) != Some(Choice::Wanted))
    }

    /// Switches a mode off, and opens those of its steps that no other mode needs: whoever wants it again sets it up again.
    /// Access to the platform stays as it is, since it is not given or taken here. Gives the steps, where it was on.
    ///
    /// # Errors
    /// The product does not have it.
    pub fn disable(&mut self, product: Product, mode: Mode) -> Result<Option<Vec<Step>>, Denied> {
        offered(product, mode)?;
        if !self.is_enabled(mode) {
            return Ok(None);
        }
        let is_own = |step: &Step| platforms::is_confirmable(*step) && self.done(*step).is_some();
        let opened: Vec<Step> = platforms::steps(product, mode).iter().copied().filter(is_own).collect();
        self.steps.retain(|step, _| !opened.contains(step));
        self.modes.insert(mode, if opened.is_empty() { Choice::Dropped } else { Choice::Removed });
        Ok(Some(opened))
    }

    /// Notes that a step is done, because a person says so. Gives whether it was open.
    ///
    /// # Errors
    /// Nobody can say so, or not yet.
    pub fn confirm(&mut self, product: Product, step: Step, done: Done) -> Result<bool, Denied> {
        self.confirmable(product, step)?;
        if self.steps.contains_key(&step) {
            return Ok(false);
        }
        let reached = platforms::tries_out(product, step).is_none_or(|before| self.steps.contains_key(&before));
        if !self.wants(product, step) || !reached {
            return Err(Denied::NotReached);
        }
        self.steps.insert(step, done);
        Ok(true)
    }

    /// Opens a step again, and the one that tries it out. Gives those that were done.
    ///
    /// # Errors
    /// Nobody can say so.
    pub fn reopen(&mut self, product: Product, step: Step) -> Result<Vec<Step>, Denied> {
        self.confirmable(product, step)?;
        let follows = |other: &Step| *other == step || platforms::tries_out(product, *other) == Some(step);
        let opened: Vec<Step> = self.steps.keys().copied().filter(follows).collect();
        self.steps.retain(|other, _| !opened.contains(other));
        Ok(opened)
    }

    fn confirmable(&self, product: Product, step: Step) -> Result<(), Denied> {
        if !platforms::has(product, step) {
            return Err(Denied::NoSuchStep);
        }
        if platforms::is_confirmable(step) { Ok(()) } else { Err(Denied::NotConfirmable) }
    }
}

fn offered(product: Product, mode: Mode) -> Result<(), Denied> {
    if platforms::modes(product).contains(&mode) { Ok(()) } else { Err(Denied::NotOffered) }
}

/// Where a launch leads: home, once a mode was set up to its end.
#[must_use]
pub const fn launch_target(status: ConnectionStatus) -> LaunchTarget {
    match status {
        ConnectionStatus::NotConnected => LaunchTarget::ConfigureConnection,
        ConnectionStatus::NeedsAttention | ConnectionStatus::Connected => LaunchTarget::Home,
    }
}

#[cfg(test)]
mod tests;
