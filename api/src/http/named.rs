//! What a path names below a subscription, or in the reseller's own rooms: that it isn't there (404) is told before that
//! the caller may not (403), as everywhere.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use shared::connections::{ConnectionMode, ConnectionScript, ConnectionStep};
use shared::ids::{DomainId, InviteId, MemberId, PersonId, ResellerId, SubscriptionId};
use shared::problem::ProblemCode;

use crate::App;
use crate::http::caller::{Needs, OnSubscription, Staff, ToSee, path_id};
use crate::http::error::ApiError;
use crate::invites::service::Party;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::{directory, domains, invites, members, resellers};

/// A kind of thing that a path names below a subscription.
pub trait OfSubscription: 'static {
    /// What names it.
    type Id: FromStr + Copy + Send + 'static;
    /// The part of the path that holds the id.
    const PARAMETER: &'static str;

    /// Looks for it.
    ///
    /// # Errors
    /// `not_found`.
    fn find(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: Self::Id) -> Result<(), Refusal>;
}

/// One of the customer's people.
#[derive(Debug, Clone, Copy)]
pub struct AMember;

impl OfSubscription for AMember {
    type Id = MemberId;
    const PARAMETER: &'static str = "member_id";

    fn find(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: MemberId) -> Result<(), Refusal> {
        members::service::get(conn, reseller, subscription, id).map(drop)
    }
}

/// A person of a directory.
#[derive(Debug, Clone, Copy)]
pub struct APerson;

impl OfSubscription for APerson {
    type Id = PersonId;
    const PARAMETER: &'static str = "person_id";

    fn find(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: PersonId) -> Result<(), Refusal> {
        directory::service::person(conn, (reseller, subscription), id).map(drop)
    }
}

/// A sender domain.
#[derive(Debug, Clone, Copy)]
pub struct ADomain;

impl OfSubscription for ADomain {
    type Id = DomainId;
    const PARAMETER: &'static str = "domain_id";

    fn find(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: DomainId) -> Result<(), Refusal> {
        domains::service::get(conn, reseller, subscription, id).map(drop)
    }
}

/// An invite of one of the customer's people.
#[derive(Debug, Clone, Copy)]
pub struct AnInvite;

impl OfSubscription for AnInvite {
    type Id = InviteId;
    const PARAMETER: &'static str = "invite_id";

    fn find(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, id: InviteId) -> Result<(), Refusal> {
        invites::service::find(conn, reseller, Party::Subscription(subscription), id)
    }
}

/// A thing below a subscription, for somebody who sees the subscription and has a right on it.
#[derive(Debug, Clone)]
pub struct Of<T: OfSubscription, R> {
    /// The subscription, and who asks.
    pub on: OnSubscription<ToSee>,
    /// The thing.
    pub id: T::Id,
    right: PhantomData<R>,
}

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

impl<T: OfSubscription, R: Needs> FromRequest for Of<T, R> {
    type Error = ApiError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, on) = (request.clone(), OnSubscription::<ToSee>::from_request(request, payload));
        Box::pin(async move {
            let (on, id) = (on.await?, path_id(&request, T::PARAMETER)?);
            let (reseller, subscription) = (on.reseller, on.id);
            app_of(&request)?.db.read(move |conn| T::find(conn, reseller, subscription, id)).await?;
            if !on.capacity.may(R::RIGHT) {
                return Err(ProblemCode::Forbidden.into());
            }
            Ok(Self { on, id, right: PhantomData })
        })
    }
}

/// A word that stands in a path below a subscription.
pub trait InPath: FromStr + Copy + 'static {
    /// The part of the path that holds it.
    const PARAMETER: &'static str;
}

impl InPath for ConnectionMode {
    const PARAMETER: &'static str = "mode";
}

impl InPath for ConnectionScript {
    const PARAMETER: &'static str = "script";
}

impl InPath for ConnectionStep {
    const PARAMETER: &'static str = "step";
}

/// Such a word, for somebody who sees the subscription and has a right on it. What is none of the words names nothing.
#[derive(Debug, Clone)]
pub struct At<T, R> {
    /// The subscription, and who asks.
    pub on: OnSubscription<ToSee>,
    /// The word.
    pub word: T,
    right: PhantomData<R>,
}

impl<T: InPath, R: Needs> FromRequest for At<T, R> {
    type Error = ApiError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, on) = (request.clone(), OnSubscription::<ToSee>::from_request(request, payload));
        Box::pin(async move {
            let on = on.await?;
            let word = request.match_info().get(T::PARAMETER).and_then(|text| text.parse().ok()).ok_or(ProblemCode::NotFound)?;
            if !on.capacity.may(R::RIGHT) {
                return Err(ProblemCode::Forbidden.into());
            }
            Ok(Self { on, word, right: PhantomData })
        })
    }
}

/// A kind of thing of the reseller's own that a path names by `id`.
pub trait OfReseller: 'static {
    /// What names it.
    type Id: FromStr + Copy + Send + 'static;

    /// Looks for it.
    ///
    /// # Errors
    /// `not_found`.
    fn find(conn: &mut Connection, reseller: ResellerId, id: Self::Id) -> Result<(), Refusal>;
}

/// One of the reseller's people.
#[derive(Debug, Clone, Copy)]
pub struct AColleague;

impl OfReseller for AColleague {
    type Id = MemberId;

    fn find(conn: &mut Connection, reseller: ResellerId, id: MemberId) -> Result<(), Refusal> {
        resellers::service::member(conn, reseller, id).map(drop)
    }
}

/// An invite of a colleague.
#[derive(Debug, Clone, Copy)]
pub struct ATeamInvite;

impl OfReseller for ATeamInvite {
    type Id = InviteId;

    fn find(conn: &mut Connection, reseller: ResellerId, id: InviteId) -> Result<(), Refusal> {
        invites::service::find(conn, reseller, Party::Team, id)
    }
}

/// A thing of the reseller's, for one of its people with a right.
#[derive(Debug, Clone)]
pub struct Own<T: OfReseller, R> {
    /// Who asks, and of which reseller.
    pub staff: Staff<ToSee>,
    /// The thing.
    pub id: T::Id,
    right: PhantomData<R>,
}

impl<T: OfReseller, R: Needs> FromRequest for Own<T, R> {
    type Error = ApiError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, staff) = (request.clone(), Staff::<ToSee>::from_request(request, payload));
        Box::pin(async move {
            let (staff, id) = (staff.await?, path_id(&request, "id")?);
            let reseller = staff.reseller;
            app_of(&request)?.db.read(move |conn| T::find(conn, reseller, id)).await?;
            if !staff.authority.may(R::RIGHT) {
                return Err(ProblemCode::Forbidden.into());
            }
            Ok(Self { staff, id, right: PhantomData })
        })
    }
}

fn app_of(request: &HttpRequest) -> Result<&web::Data<App>, Refusal> {
    request.app_data::<web::Data<App>>().ok_or_else(|| Refusal::Internal("no app".to_owned()))
}
