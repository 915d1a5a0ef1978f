//! A believable installation, to look at and to try things with: a reseller with its team and customers in every
//! state, with the history that led there.
//!
//! Everything goes through the same use cases as in earnest, at times that lie in the past: a clock moved by hand walks
//! from then to now. Mails are written to files, never sent.

mod cast;
mod people;
mod plan;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::{AccountId, ResellerId, SubscriptionId};
use shared::invites::{InviteQuery, InviteRole, InviteState};
use shared::locale::Locale;
use shared::problem::ProblemCode;
use shared::rights::ResellerRole;
use shared::setup::SetUp;
use shared::subscriptions::{Activate, Cancel, CancelWhen, ChangeSubscription, Contact, CreateSubscription};
use shared::trials::ExtendTrial;

use crate::App;
use crate::authority::Authority;
use crate::deed::Deed;
use crate::http::caller::Capacity;
use crate::http::etag::Precondition;
use crate::invites::acceptance::{self, Accepting};
use crate::invites::service::{Guest, Party};
use crate::jobs::worker;
use crate::plans::domain::DEFAULT_CURRENCY;
use crate::platform::db::Connection;
use crate::platform::vault::Vault;
use crate::refusal::Refusal;
use crate::resellers::service::Purpose;
use crate::sheet::Sheet;
use crate::subscriptions::actions::{self, Move};
use crate::subscriptions::change;
use crate::{accounts, directory, invites, setup, subscriptions, timers};
use plan::{Fate, Planned};

/// The owner's address.
pub const OWNER: &str = "olga@northwind.example";
/// The password of every person of the demonstration.
pub const PASSWORD: &str = "violet-harbour-tango-93";

/// Of so many subscriptions one has its people from a file.
const PEOPLE_EVERY: usize = 10;

/// Fills an installation, whose clock must be one that is moved by hand; gives what to tell the operator.
///
/// # Errors
/// `already_set_up`: what is there may be in earnest; the database failed.
pub async fn fill(app: &Arc<App>, count: u32) -> Result<String, Refusal> {
    let now = app.clock.now();
    if app.db.read(setup::service::is_set_up).await? {
        return Err(ProblemCode::AlreadySetUp.into());
    }
    let hash = app.passwords.hash(PASSWORD.to_owned()).await?;
    let mut steps = plan::steps(count, now);
    steps.sort_by_key(|step| step.at);
    let start = steps.first().map_or(now, |step| step.at) - TimeDelta::hours(1);
    app.clock.advance(start - now);

    let mut stage = set_the_stage(app, &hash, start).await?;
    for (index, step) in steps.into_iter().enumerate() {
        // What time brings about comes before what people do then.
        timers::worker::advance(app, step.at).await?;
        let (vault, hash, at) = (app.vault.clone(), hash.clone(), step.at);
        let mut actors = stage;
        stage = app
            .db
            .tx(move |conn| {
                actors.play(conn, &vault, &hash, step.what, at)?;
                Ok::<_, Refusal>(actors)
            })
            .await?;
        if index % 25 == 0 {
            worker::catch_up(app).await?;
        }
    }
    timers::worker::advance(app, now).await?;
    worker::catch_up(app).await?;
    Ok(format!("{count} subscriptions were made. Sign in as {OWNER} with the password {PASSWORD}\n"))
}

/// Who acts, and what there is so far.
struct Stage {
    reseller: ResellerId,
    staff: Vec<AccountId>,
    subscriptions: Vec<Option<SubscriptionId>>,
}

async fn set_the_stage(app: &App, hash: &str, at: DateTime<Utc>) -> Result<Stage, Refusal> {
    let (vault, hash) = (app.vault.clone(), hash.to_owned());
    let work = move |conn: &mut Connection| {
        let wanted = SetUp {
            setup_code: String::new(),
            reseller_name: "Northwind IT".to_owned(),
            full_name: "Olga Ostrova".to_owned(),
            email: OWNER.to_owned(),
            password: String::new(),
        };
        let made_for = (DEFAULT_CURRENCY, Purpose::Business);
        let owner = setup::service::add_reseller(conn, wanted, made_for, Locale::En, hash.clone(), &Deed::of_operator(at))?;
        setup::service::close(conn, at)?;
        let me = accounts::service::me(conn, owner, at)?;
        let reseller = me.reseller.ok_or(ProblemCode::NotFound)?.id;
        let mut stage = Stage { reseller, staff: vec![owner], subscriptions: Vec::new() };
        for (full_name, email, role) in cast::COLLEAGUES {
            let guest = guest(full_name, email, *role, Locale::En);
            let invite = invites::service::create(conn, &vault, reseller, Party::Team, guest, &stage.deed(0, at))?;
            let accepting = newcomer(full_name, &hash);
            stage.staff.push(acceptance::accept_for_demo(conn, reseller, invite.id, accepting, at)?);
        }
        Ok::<_, Refusal>(stage)
    };
    app.db.tx(work).await
}

fn guest(full_name: &str, email: &str, role: InviteRole, locale: Locale) -> Guest {
    Guest { email: email.to_owned(), full_name: full_name.to_owned(), role, locale }
}

fn newcomer(full_name: &str, hash: &str) -> Accepting {
    Accepting::NewAccount { full_name: full_name.to_owned(), phone: None, password_hash: hash.to_owned() }
}

impl Stage {
    fn deed(&self, who: usize, now: DateTime<Utc>) -> Deed {
        let account = self.staff.get(who % self.staff.len().max(1)).copied();
        account.map_or_else(|| Deed::of_system(now), |account| Deed::of_account(account, None, now))
    }

    const fn tenant(&self) -> (ResellerId, Capacity) {
        (self.reseller, Capacity::Reseller(Authority::Role(ResellerRole::Owner)))
    }

    /// Carries a step of the plan out.
    fn play(&mut self, conn: &mut Connection, vault: &Vault, hash: &str, what: plan::What, at: DateTime<Utc>) -> Result<(), Refusal> {
        match what {
            plan::What::Create(index, planned) => self.create(conn, vault, index, &planned, at),
            plan::What::Join(index, full_name) => self.join(conn, index, &full_name, hash, at),
            plan::What::Meet(index, fate) => self.meet(conn, vault, index, &fate, at),
        }
    }

    fn create(&mut self, conn: &mut Connection, vault: &Vault, index: usize, planned: &Planned, at: DateTime<Utc>) -> Result<(), Refusal> {
        let contact = planned.contact.as_ref().map(|(full_name, email)| Contact { full_name: full_name.clone(), email: email.clone() });
        let wanted = CreateSubscription {
            product: planned.product,
            company_name: planned.company_name.clone(),
            seats: planned.seats,
            customer_edits_signatures: contact.is_some(),
            contact,
            locale: planned.locale,
            terms_accepted: true,
            plan: planned.plan.map(|(plan, _)| plan),
            term: planned.plan.map(|(_, term)| term),
            trial_days: None,
            skip_trial: None,
            external_ref: Some(format!("CRM-{}", 10_000 + index)),
            metadata: None,
        };
        let made = subscriptions::service::create(conn, vault, self.tenant(), wanted, &self.deed(index, at))?;
        if self.subscriptions.len() <= index {
            self.subscriptions.resize(index + 1, None);
        }
        if let Some(place) = self.subscriptions.get_mut(index) {
            *place = Some(made.id);
        }
        if index.is_multiple_of(PEOPLE_EVERY) {
            let sheet = Sheet::read(people::file(planned, index).as_bytes()).map_err(Refusal::Fields)?;
            directory::import::write(conn, (self.reseller, made.id), sheet, &self.deed(index, at))?;
        }
        Ok(())
    }

    fn subscription(&self, index: usize) -> Result<SubscriptionId, Refusal> {
        Ok(self.subscriptions.get(index).copied().flatten().ok_or(ProblemCode::NotFound)?)
    }

    fn join(&self, conn: &mut Connection, index: usize, full_name: &str, hash: &str, at: DateTime<Utc>) -> Result<(), Refusal> {
        let party = Party::Subscription(self.subscription(index)?);
        let page = invites::service::list(conn, self.reseller, party, &InviteQuery::default(), at)?;
        if let Some(invite) = page.items.iter().find(|invite| invite.state == InviteState::Pending) {
            // Who has another subscription has an account.
            let accepting = match accounts::service::id_of(conn, &invite.email)? {
                Some(account) => Accepting::Account(account),
                None => newcomer(full_name, hash),
            };
            acceptance::accept_for_demo(conn, self.reseller, invite.id, accepting, at)?;
        }
        Ok(())
    }

    fn meet(&self, conn: &mut Connection, vault: &Vault, index: usize, fate: &Fate, at: DateTime<Utc>) -> Result<(), Refusal> {
        let (id, deed) = (self.subscription(index)?, self.deed(index, at));
        let (wanted, deed) = match fate {
            Fate::Activate(plan, term) => (Move::Activate(Activate { plan: *plan, term: *term }), deed),
            Fate::Extend(days) => (Move::Extend(ExtendTrial { days: *days, reason: None }), deed),
            Fate::EndTrial(reason) => (Move::EndTrial((*reason).to_owned()), deed),
            Fate::Cancel(reason, now) => {
                (Move::Cancel(Cancel { reason: (*reason).to_owned(), when: now.then_some(CancelWhen::Now) }), deed)
            }
            Fate::Keep => (Move::Keep, deed),
            Fate::Pause(reason) => (Move::Pause((*reason).to_owned()), deed),
            Fate::Overdue => (Move::PaymentOverdue(at.date_naive()), Deed::of_operator(at)),
            Fate::Seats(seats) => {
                let wanted = ChangeSubscription { seats: Some(*seats), ..ChangeSubscription::default() };
                change::change(conn, vault, self.tenant(), id, wanted, &Precondition::Any, &deed)?;
                return Ok(());
            }
        };
        actions::act(conn, vault, self.tenant(), id, &wanted, &Precondition::Any, &deed)?;
        Ok(())
    }
}
