//! Who asks, and what they may do: rights as extractor types, so that a handler's signature says whom it serves.

mod needs;
mod principal;
mod reading;

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use shared::ids::{ResellerId, SubscriptionId};
use shared::problem::ProblemCode;
use shared::rights::{CustomerAccess, Right, SubscriptionRole};

pub use self::needs::{Needs, ToBill, ToConnect, ToManage, ToManagePeople, ToManageTeam, ToSee};
pub use self::principal::{Person, Principal, Program};
pub use self::reading::{Reading, Who};

use crate::App;
use crate::authority::Authority;
use crate::deed::{Actor, Deed};
use crate::http::error::ApiError;
use crate::members;
use crate::platform::clock::{Ahead, Clock, ResellerClock};
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::tenancy::Scope;

/// Who sent a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The person or the program.
    pub principal: Principal,
    /// The request's id.
    pub request_id: String,
    real: Clock,
}

impl Caller {
    /// Who does what the caller does.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        match self.principal {
            Principal::Person(person) => Actor::Account(person.account),
            Principal::Program(program) => Actor::ApiKey(program.key),
        }
    }

    /// The circumstances of a change that the caller makes, at a time by the clock of the reseller whose things change.
    fn deed(&self, clock: &ResellerClock) -> Deed {
        Deed { now: clock.now(), actor: self.actor(), request_id: Some(self.request_id.clone()) }
    }

    /// The clock of the reseller that the caller works for; for a customer's people the real one, since theirs depends on
    /// the subscription.
    #[must_use]
    pub fn clock(&self) -> ResellerClock {
        self.clock_of(match self.principal {
            Principal::Person(person) => person.ahead,
            Principal::Program(program) => program.ahead,
        })
    }

    /// A clock that is so far ahead.
    #[must_use]
    pub fn clock_of(&self, ahead: Ahead) -> ResellerClock {
        ResellerClock::new(self.real.clone(), ahead)
    }

    /// The reseller that the caller works for, and what it may do there.
    #[must_use]
    pub fn reseller(&self) -> Option<(ResellerId, Authority)> {
        self.principal.reseller()
    }

    /// Whose subscriptions the caller sees.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.principal.scope()
    }

    /// What an idempotency key belongs to: the account, in whichever session, or the API key.
    #[must_use]
    pub fn credential(&self) -> String {
        match self.principal {
            Principal::Person(person) => person.credential(),
            Principal::Program(program) => program.key.to_string(),
        }
    }

    /// The person, for what programs can't do.
    ///
    /// # Errors
    /// `forbidden`.
    pub const fn person(&self) -> Result<Person, ProblemCode> {
        match self.principal {
            Principal::Person(person) => Ok(person),
            Principal::Program(_) => Err(ProblemCode::Forbidden),
        }
    }

    /// The caller of a request.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn of(request: &HttpRequest) -> Result<Self, Refusal> {
        reading::recognised(request).await
    }
}

/// The token of an `Authorization: Bearer …` header (RFC 6750, section 2.1; the scheme's case does not count).
pub(super) fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

impl Who for Caller {
    fn recognise(_: &mut Connection, caller: Caller, _: Option<SubscriptionId>) -> Result<Self, Refusal> {
        Ok(caller)
    }
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        reading::extracting(request)
    }
}

/// For what is about a person alone: programs are refused.
impl Who for Person {
    fn recognise(_: &mut Connection, caller: Caller, _: Option<SubscriptionId>) -> Result<Self, Refusal> {
        Ok(caller.person()?)
    }
}

impl FromRequest for Person {
    type Error = ApiError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        reading::extracting(request)
    }
}

/// One of a reseller's people or programs with a right. A customer's people get 404: a reseller's rooms don't exist for
/// them.
#[derive(Debug, Clone)]
pub struct Staff<R> {
    /// The person or the program.
    pub caller: Caller,
    /// The reseller: the tenant of everything that the handler does.
    pub reseller: ResellerId,
    /// What the caller may do in it.
    pub authority: Authority,
    /// The reseller's clock, by which everything goes that the handler does; credentials go by the real one.
    pub clock: ResellerClock,
    right: PhantomData<R>,
}

impl<R> Staff<R> {
    /// The circumstances of a change that the caller makes now.
    #[must_use]
    pub fn deed(&self) -> Deed {
        self.caller.deed(&self.clock)
    }
}

impl<R: Needs> Who for Staff<R> {
    fn recognise(_: &mut Connection, caller: Caller, _: Option<SubscriptionId>) -> Result<Self, Refusal> {
        let (reseller, authority) = caller.reseller().ok_or(ProblemCode::NotFound)?;
        if !authority.may(R::RIGHT) {
            return Err(ProblemCode::Forbidden.into());
        }
        Ok(Self { clock: caller.clock(), caller, reseller, authority, right: PhantomData })
    }
}

impl<R: Needs> FromRequest for Staff<R> {
    type Error = ApiError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        reading::extracting(request)
    }
}

/// In which capacity somebody deals with a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// As one of the reseller's people or programs.
    Reseller(Authority),
    /// As one of the customer's people.
    Customer(SubscriptionRole, CustomerAccess),
}

impl Capacity {
    /// Whether the capacity has a right.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        match self {
            Self::Reseller(authority) => authority.may(right),
            Self::Customer(role, access) => role.rights_under(access).contains(&right),
        }
    }

    /// Whether money, schedules and the reseller's notes are shown.
    #[must_use]
    pub const fn is_reseller(self) -> bool {
        matches!(self, Self::Reseller(_))
    }
}

/// The subscription that a path names by `id`, for somebody who may see it and has a right on it.
#[derive(Debug, Clone)]
pub struct OnSubscription<R> {
    /// The person or the program.
    pub caller: Caller,
    /// The subscription's reseller: the tenant of everything that the handler does.
    pub reseller: ResellerId,
    /// The subscription.
    pub id: SubscriptionId,
    /// In which capacity the caller acts.
    pub capacity: Capacity,
    /// The clock of the subscription's reseller, by which everything goes that the handler does.
    pub clock: ResellerClock,
    right: PhantomData<R>,
}

impl<R> OnSubscription<R> {
    /// The circumstances of a change that the caller makes now.
    #[must_use]
    pub fn deed(&self) -> Deed {
        self.caller.deed(&self.clock)
    }
}

impl<R: Needs> OnSubscription<R> {
    /// The same for a subscription that no path names.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn reach(app: &App, caller: Caller, id: SubscriptionId) -> Result<Self, Refusal> {
        app.db.read(move |conn| Self::recognise(conn, caller, Some(id))).await
    }
}

impl<R: Needs> Who for OnSubscription<R> {
    fn recognise(conn: &mut Connection, caller: Caller, subscription: Option<SubscriptionId>) -> Result<Self, Refusal> {
        let id = subscription.ok_or(ProblemCode::NotFound)?;
        let authority = caller.reseller().map(|(_, authority)| authority);
        let found = members::service::capacity(conn, caller.scope(), authority, id)?;
        let (reseller, capacity, ahead) = found.ok_or(ProblemCode::NotFound)?;
        if !capacity.may(R::RIGHT) {
            return Err(ProblemCode::Forbidden.into());
        }
        let clock = ahead.map_or_else(|| caller.clock(), |ahead| caller.clock_of(ahead));
        Ok(Self { caller, reseller, id, capacity, clock, right: PhantomData })
    }
}

impl<R: Needs> FromRequest for OnSubscription<R> {
    type Error = ApiError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        reading::extracting(request)
    }
}

/// An id in the path; what is no UUID names nothing.
///
/// # Errors
/// `not_found`.
pub fn path_id<T: std::str::FromStr>(request: &HttpRequest, name: &str) -> Result<T, Refusal> {
    // Only the hyphenated form is ours; the parser takes others too.
    request
        .match_info()
        .get(name)
        .filter(|text| text.len() == 36)
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| ProblemCode::NotFound.into())
}
