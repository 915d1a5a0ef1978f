use Product::{GoogleWorkspace, Microsoft365};

use super::*;

fn done() -> Done {
    Done { at: "2026-11-28T09:00:00Z".parse().unwrap(), actor: ActorKind::System, id: None }
}

/// A connection with these modes switched on and these steps done.
fn setup(modes: &[Mode], steps: &[Step]) -> Setup {
    Setup {
        modes: modes.iter().map(|mode| (*mode, Choice::Wanted)).collect(),
        steps: steps.iter().map(|step| (*step, done())).collect(),
        ..Setup::default()
    }
}

#[test]
fn a_mode_is_as_far_as_its_first_open_step() {
    use Mode::{ClientSide, ExchangeOnPremises, ServerSide};
    use ModeState::{Connected, ConsentRequired, NotConfigured, Syncing};
    use Step::{AddIn, Consent, Directory, MailFlow, OnPremisesTestMail, Routing, SendConnector, ServiceAccount, TestMail};
    for (product, mode, steps, expected) in [
        (Microsoft365, ServerSide, &[][..], ConsentRequired),
        (Microsoft365, ServerSide, &[MailFlow, TestMail], ConsentRequired),
        (Microsoft365, ServerSide, &[Consent], Syncing),
        (Microsoft365, ServerSide, &[Consent, Directory], Syncing),
        (Microsoft365, ServerSide, &[Consent, Directory, MailFlow], Syncing),
        (Microsoft365, ServerSide, &[Consent, Directory, MailFlow, TestMail], Connected),
        (Microsoft365, ClientSide, &[Consent, Directory], Syncing),
        (Microsoft365, ClientSide, &[Consent, Directory, AddIn], Connected),
        (Microsoft365, ExchangeOnPremises, &[], NotConfigured),
        (Microsoft365, ExchangeOnPremises, &[SendConnector], NotConfigured),
        (Microsoft365, ExchangeOnPremises, &[SendConnector, OnPremisesTestMail], Connected),
        (GoogleWorkspace, ServerSide, &[Consent], ConsentRequired),
        (GoogleWorkspace, ServerSide, &[ServiceAccount, Directory, Routing, TestMail], Connected),
        (GoogleWorkspace, ClientSide, &[ServiceAccount], Syncing),
    ] {
        assert_eq!(setup(&[mode], steps).state(product, mode), expected, "{product} {mode} {steps:?}");
        assert_eq!(setup(&[], steps).state(product, mode), NotConfigured, "{product} {mode} {steps:?}, switched off");
    }
}

#[test]
fn the_status_speaks_of_all_modes_that_are_switched_on() {
    use ConnectionStatus::{Connected, NeedsAttention, NotConnected};
    use LaunchTarget::{ConfigureConnection, Home};
    use Mode::{ExchangeOnPremises, ServerSide};
    let on_premises = &[Step::SendConnector, Step::OnPremisesTestMail];
    for (modes, steps, status, target) in [
        (&[][..], &[][..], NotConnected, ConfigureConnection),
        (&[], on_premises, NotConnected, ConfigureConnection),
        (&[ServerSide], &[], NotConnected, ConfigureConnection),
        (&[ExchangeOnPremises], on_premises, Connected, Home),
        (&[ServerSide, ExchangeOnPremises], on_premises, NeedsAttention, Home),
    ] {
        let found = setup(modes, steps).status(Microsoft365);
        assert_eq!((found, launch_target(found)), (status, target), "{modes:?} {steps:?}");
    }
}

#[test]
fn a_mode_is_switched_on_and_off_and_its_own_steps_go_with_it() {
    use Mode::{ClientSide, ExchangeOnPremises, ServerSide};
    let mut kept = setup(&[ServerSide, ClientSide], &[Step::Consent, Step::Directory, Step::MailFlow, Step::TestMail, Step::AddIn]);
    assert_eq!(kept.enable(Microsoft365, ServerSide), Ok(false));
    assert_eq!(kept.disable(Microsoft365, ServerSide), Ok(Some(vec![Step::MailFlow, Step::TestMail])));
    assert_eq!(kept.state(Microsoft365, ServerSide), ModeState::Removed);
    assert_eq!(kept.state(Microsoft365, ClientSide), ModeState::Connected, "access and directory are both modes'");
    assert_eq!(kept.disable(Microsoft365, ServerSide), Ok(None));
    assert_eq!(kept.enable(Microsoft365, ServerSide), Ok(true));
    assert_eq!(kept.state(Microsoft365, ServerSide), ModeState::Syncing);
    // What nothing was done for is as if nobody had wanted it.
    assert_eq!(kept.enable(Microsoft365, ExchangeOnPremises), Ok(true));
    assert_eq!(kept.disable(Microsoft365, ExchangeOnPremises), Ok(Some(Vec::new())));
    assert_eq!(kept.state(Microsoft365, ExchangeOnPremises), ModeState::NotConfigured);
    assert_eq!(kept.enable(GoogleWorkspace, ExchangeOnPremises), Err(Denied::NotOffered));
    assert_eq!(kept.disable(GoogleWorkspace, ExchangeOnPremises), Err(Denied::NotOffered));
}

#[test]
fn people_confirm_what_they_do_in_its_order_and_nothing_else() {
    use Mode::{ExchangeOnPremises, ServerSide};
    for (product, modes, steps, step, expected) in [
        (Microsoft365, &[ExchangeOnPremises][..], &[][..], Step::SendConnector, Ok(true)),
        (Microsoft365, &[ExchangeOnPremises], &[Step::SendConnector], Step::SendConnector, Ok(false)),
        (Microsoft365, &[ExchangeOnPremises], &[], Step::OnPremisesTestMail, Err(Denied::NotReached)),
        (Microsoft365, &[ExchangeOnPremises], &[Step::SendConnector], Step::OnPremisesTestMail, Ok(true)),
        (Microsoft365, &[ServerSide], &[], Step::SendConnector, Err(Denied::NotReached)),
        (Microsoft365, &[ServerSide], &[], Step::MailFlow, Ok(true)),
        (Microsoft365, &[ServerSide], &[], Step::Consent, Err(Denied::NotConfirmable)),
        (Microsoft365, &[ServerSide], &[], Step::Directory, Err(Denied::NotConfirmable)),
        (Microsoft365, &[ServerSide], &[], Step::Routing, Err(Denied::NoSuchStep)),
        (GoogleWorkspace, &[ServerSide], &[Step::Routing], Step::TestMail, Ok(true)),
        (GoogleWorkspace, &[ServerSide], &[Step::MailFlow], Step::TestMail, Err(Denied::NotReached)),
        (GoogleWorkspace, &[ServerSide], &[], Step::ServiceAccount, Err(Denied::NotConfirmable)),
    ] {
        let mut kept = setup(modes, steps);
        let before = kept.clone();
        assert_eq!(kept.confirm(product, step, done()), expected, "{product} {modes:?} {steps:?} {step}");
        assert_eq!(kept != before, expected == Ok(true), "{product} {modes:?} {steps:?} {step}");
    }
}

#[test]
fn a_step_that_is_taken_back_opens_what_tries_it_out() {
    let mut kept = setup(&[Mode::ServerSide], &[Step::Consent, Step::MailFlow, Step::TestMail]);
    assert_eq!(kept.reopen(Microsoft365, Step::Consent), Err(Denied::NotConfirmable));
    assert_eq!(kept.reopen(Microsoft365, Step::MailFlow), Ok(vec![Step::MailFlow, Step::TestMail]));
    assert_eq!(kept.reopen(Microsoft365, Step::MailFlow), Ok(Vec::new()));
    assert_eq!(kept, setup(&[Mode::ServerSide], &[Step::Consent]));
}

fn organisation(id: &str) -> Organisation {
    Organisation { id: id.to_owned(), name: "Mercier".to_owned() }
}

fn later() -> DateTime<Utc> {
    done().at + chrono::TimeDelta::hours(1)
}

#[test]
fn what_does_not_work_shows_in_how_far_a_mode_is() {
    use Mode::{ClientSide, ServerSide};
    use ModeState::{Connected, ConsentRequired, Degraded, Syncing};
    let whole = &[Step::Consent, Step::Directory, Step::AddIn];
    for (mode, steps, faults, expected) in [
        (ClientSide, &whole[..], &[][..], Connected),
        (ClientSide, whole, &[Step::Consent], Degraded),
        (ClientSide, whole, &[Step::Directory], Degraded),
        (ServerSide, whole, &[Step::Directory], Syncing),
        (ServerSide, whole, &[Step::Consent], ConsentRequired),
        (ServerSide, &[Step::Consent], &[Step::Directory], Syncing),
        (ServerSide, &[], &[Step::Consent], ConsentRequired),
    ] {
        let mut kept = setup(&[mode], steps);
        for step in faults {
            assert!(kept.fail(*step, ErrorCode::AccessWithdrawn, later()));
        }
        assert_eq!(kept.state(Microsoft365, mode), expected, "{mode} {steps:?} {faults:?}");
    }
    let mut kept = setup(&[ClientSide], whole);
    kept.fail(Step::Consent, ErrorCode::AccessWithdrawn, later());
    assert_eq!(kept.status(Microsoft365), ConnectionStatus::NeedsAttention);
}

#[test]
fn a_step_that_works_is_done_since_the_first_time_and_nothing_is_wrong_with_it() {
    let mut kept = setup(&[Mode::ServerSide], &[]);
    assert!(kept.fail(Step::Directory, ErrorCode::PlatformUnreachable, done().at));
    // The same again is nothing new, and keeps since when it is so.
    assert!(!kept.fail(Step::Directory, ErrorCode::PlatformUnreachable, later()));
    assert_eq!(kept.fault(Step::Directory), Some(Fault { code: ErrorCode::PlatformUnreachable, since: done().at }));
    assert!(kept.fail(Step::Directory, ErrorCode::AccessWithdrawn, later()));
    kept.succeed(Step::Directory, done());
    kept.succeed(Step::Directory, Done { at: later(), ..done() });
    assert_eq!(
        (kept.done(Step::Directory), kept.last_success(Step::Directory), kept.fault(Step::Directory)),
        (Some(done()), Some(later()), None)
    );
}

#[test]
fn what_was_read_of_another_organisation_counts_no_more() {
    let mut kept = setup(&[Mode::ServerSide], &[Step::MailFlow]);
    kept.enable(Microsoft365, Mode::ExchangeOnPremises).unwrap();
    kept.confirm(Microsoft365, Step::SendConnector, done()).unwrap();
    assert_eq!(kept.give_access(Step::Consent, organisation("one"), done()), []);
    kept.succeed(Step::Directory, done());
    assert_eq!(kept.give_access(Step::Consent, organisation("one"), Done { at: later(), ..done() }), []);
    assert_eq!((kept.done(Step::Consent).unwrap().at, kept.done(Step::Directory)), (later(), Some(done())));
    assert_eq!(kept.give_access(Step::Consent, organisation("other"), done()), [Step::Directory, Step::MailFlow]);
    assert_eq!(
        (kept.organisation(), kept.done(Step::Directory), kept.last_success(Step::Directory)),
        (Some(&organisation("other")), None, None)
    );
    // What stands in the customer's own Exchange is of no organisation.
    assert_eq!((kept.done(Step::MailFlow), kept.done(Step::SendConnector)), (None, Some(done())));
}

#[test]
fn an_organisation_that_went_to_others_is_no_access_and_says_so() {
    let mut kept = setup(&[Mode::ServerSide], &[Step::MailFlow, Step::TestMail]);
    kept.give_access(Step::Consent, organisation("one"), done());
    kept.succeed(Step::Directory, done());
    kept.lose_organisation(Step::Consent, later());
    assert_eq!((kept.organisation(), kept.state(Microsoft365, Mode::ServerSide)), (None, ModeState::ConsentRequired));
    assert_eq!(kept.fault(Step::Consent).map(|fault| (fault.code, fault.since)), Some((ErrorCode::OrganisationTaken, later())));
    assert_eq!(kept.status(Microsoft365), ConnectionStatus::NotConnected);
}

#[test]
fn what_is_kept_is_read_again() {
    let mut kept = setup(&[Mode::ServerSide, Mode::ExchangeOnPremises], &[Step::SendConnector]);
    let before = serde_json::to_string(&kept).unwrap();
    assert_eq!(
        before,
        r#"{"modes":{"server_side":"wanted","exchange_on_premises":"wanted"},"steps":{"send_connector":{"at":"2026-11-28T09:00:00Z","actor":"system","id":null}}}"#
    );
    kept.give_access(Step::Consent, organisation("one"), done());
    kept.fail(Step::Directory, ErrorCode::PlatformUnreachable, done().at);
    let text = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Setup>(&text).unwrap(), kept, "{text}");
}
