//! What is to be taken down of a connection, in the order in which no mail is ever refused: first what leads mail away, then
//! what lets Countersign send, then the access.

use chrono::TimeDelta;
use shared::connections::{
    ConnectionErrorCode as ErrorCode, ConnectionScript as Script, ConnectionStep as Step, Offboarding, OffboardingKind as Kind,
    OffboardingStep,
};
use shared::domains::SpfResult;
use shared::subscriptions::Product;

use super::domain::Setup;
use super::platforms;
use super::service::{Held, Place};
use crate::domains::service::Checks;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::{domains, subscriptions};

/// How long mail is passed on after the end.
const MAIL_PASSES: TimeDelta = TimeDelta::days(7);

/// What is to be taken down, and what is.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Connection, place: Place) -> Result<Offboarding, Refusal> {
    let held = Held::load(conn, place)?;
    let ends_at = subscriptions::service::end(conn, place.0, place.1)?;
    let senders = domains::service::senders(conn, place)?;
    Ok(Offboarding {
        subscription_id: place.1,
        mail_passes_until: ends_at.map(|end| end + MAIL_PASSES),
        steps: steps(&held.setup, held.product, senders),
    })
}

/// The steps by which mail is led away, with the script that takes each down.
const LEADS_AWAY: [(Step, Option<Script>); 3] = [
    (Step::MailFlow, Some(Script::ExchangeOnlineRemoval)),
    (Step::Routing, None),
    (Step::SendConnector, Some(Script::ExchangeOnPremisesRemoval)),
];

/// What was set up, in the order in which it is taken down.
fn steps(setup: &Setup, product: Product, senders: Vec<Checks>) -> Vec<OffboardingStep> {
    let mut steps: Vec<OffboardingStep> =
        LEADS_AWAY.into_iter().filter_map(|(step, script)| confirmed(setup, Kind::MailFlow, step, script)).collect();
    // Who never led mail here needs no record for it.
    let led_away = !steps.is_empty();
    steps.extend(confirmed(setup, Kind::AddIn, Step::AddIn, None));
    steps.extend(senders.into_iter().filter(|_| led_away).map(sender));
    steps.extend(access(setup, platforms::access(product)));
    steps
}

fn confirmed(setup: &Setup, kind: Kind, step: Step, script: Option<Script>) -> Option<OffboardingStep> {
    let back = setup.taken_back(step);
    let is_there = setup.done(step).is_some() || back.is_some();
    let done_at = back.map(|done| done.at);
    is_there.then(|| OffboardingStep { kind, step: Some(step), domain: None, done: done_at.is_some(), observed: false, done_at, script })
}

fn sender((domain, found): Checks) -> OffboardingStep {
    // Of a record that can't be read through it is not known whether it still names us.
    let gone = found.filter(|(result, _)| matches!(result, SpfResult::OkWithoutUs | SpfResult::Missing));
    let done_at = gone.map(|(_, at)| at);
    OffboardingStep { kind: Kind::Spf, step: None, domain: Some(domain), done: gone.is_some(), observed: true, done_at, script: None }
}

fn access(setup: &Setup, step: Step) -> Option<OffboardingStep> {
    setup.done(step)?;
    let gone = setup.fault(step).filter(|fault| fault.code == ErrorCode::AccessWithdrawn);
    let done_at = gone.map(|fault| fault.since);
    Some(OffboardingStep {
        kind: Kind::Access,
        step: Some(step),
        domain: None,
        done: gone.is_some(),
        observed: true,
        done_at,
        script: None,
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use shared::connections::ConnectionMode as Mode;
    use shared::events::ActorKind;

    use super::*;
    use crate::connections::domain::{Done, Organisation};

    fn noon() -> DateTime<Utc> {
        "2026-11-24T12:00:00Z".parse().unwrap()
    }

    fn told(setup: &Setup, senders: Vec<Checks>) -> Vec<(Kind, bool, bool)> {
        steps(setup, Product::Microsoft365, senders).iter().map(|step| (step.kind, step.done, step.observed)).collect()
    }

    #[test]
    fn what_was_set_up_is_taken_down_in_an_order_in_which_no_mail_is_refused() {
        let done = Done { at: noon(), actor: ActorKind::Account, id: None };
        let sender = |result| vec![("mercier.example".to_owned(), Some((result, noon())))];
        let mut setup = Setup::default();
        assert_eq!(told(&setup, sender(SpfResult::Ok)), [], "nothing was set up");
        setup.enable(Product::Microsoft365, Mode::ServerSide).unwrap();
        setup.give_access(Step::Consent, Organisation { id: "1".to_owned(), name: "Mercier".to_owned() }, done);
        assert_eq!(told(&setup, sender(SpfResult::Ok)), [(Kind::Access, false, true)], "no mail was ever led here");
        setup.confirm(Product::Microsoft365, Step::MailFlow, done).unwrap();
        let open = [(Kind::MailFlow, false, false), (Kind::Spf, false, true), (Kind::Access, false, true)];
        assert_eq!(told(&setup, sender(SpfResult::Ok)), open);
        for result in [SpfResult::DnsError, SpfResult::Malformed, SpfResult::Multiple, SpfResult::OverLimit, SpfResult::VoidLimit] {
            assert_eq!(told(&setup, sender(result)), open, "{result}");
        }
        assert_eq!(told(&setup, vec![("mercier.example".to_owned(), None)]), open);
        let opened = setup.reopen(Product::Microsoft365, Step::MailFlow).unwrap();
        setup.note_taken_back(&opened, done);
        setup.fail(Step::Consent, ErrorCode::AccessWithdrawn, noon());
        let closed = [(Kind::MailFlow, true, false), (Kind::Spf, true, true), (Kind::Access, true, true)];
        for result in [SpfResult::OkWithoutUs, SpfResult::Missing] {
            assert_eq!(told(&setup, sender(result)), closed);
        }
        // Set up again it is to be taken down again.
        setup.confirm(Product::Microsoft365, Step::MailFlow, done).unwrap();
        assert_eq!(told(&setup, sender(SpfResult::OkWithoutUs))[0], (Kind::MailFlow, false, false));
    }
}
