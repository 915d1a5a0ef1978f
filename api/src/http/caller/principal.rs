//! Who is behind a request: a person by an access token, or a program by an API key.

use actix_web::web;
use shared::ids::{AccountId, ApiKeyId, ResellerId, SessionId};
use shared::problem::ProblemCode;
use shared::rights::ResellerRole;
use uuid::Uuid;

use crate::App;
use crate::api_keys::ring::Use;
use crate::authority::{Authority, Scopes};
use crate::platform::clock::Ahead;
use crate::platform::db::Connection;
use crate::platform::tokens;
use crate::refusal::Refusal;
use crate::tenancy::Scope;
use crate::{api_keys, auth};

/// A person who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The session whose access token came.
    pub session: SessionId,
    /// The reseller that the account works for, and its role there.
    pub reseller: Option<(ResellerId, ResellerRole)>,
    /// How far that reseller's clock is ahead.
    pub ahead: Ahead,
}

impl Person {
    /// What an idempotency key of the person's belongs to: the account, in whichever session.
    #[must_use]
    pub fn credential(&self) -> String {
        self.account.to_string()
    }
}

/// A program with an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// The key.
    pub key: ApiKeyId,
    /// The reseller whose key it is.
    pub reseller: ResellerId,
    /// What the key may do.
    pub scopes: Scopes,
    /// How far the reseller's clock is ahead.
    pub ahead: Ahead,
}

/// Who is behind a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal {
    /// A person.
    Person(Person),
    /// A program.
    Program(Program),
}

impl Principal {
    /// Reads for whose this bearer token is.
    ///
    /// # Errors
    /// `unauthenticated`; what the reading gives.
    pub async fn reading<T: Send + 'static>(
        app: &web::Data<App>,
        token: &str,
        read: impl FnOnce(&mut Connection, Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        match token.starts_with(api_keys::PREFIX) {
            true => for_program(app, token, |conn, program| read(conn, Self::Program(program))).await,
            false => for_person(app, token, |conn, person| read(conn, Self::Person(person))).await,
        }
    }

    /// The reseller that the caller works for, and what it may do there.
    #[must_use]
    pub fn reseller(self) -> Option<(ResellerId, Authority)> {
        match self {
            Self::Person(person) => person.reseller.map(|(reseller, role)| (reseller, Authority::Role(role))),
            Self::Program(program) => Some((program.reseller, Authority::Scopes(program.scopes))),
        }
    }

    /// The account, or the key.
    #[must_use]
    pub fn id(self) -> Uuid {
        match self {
            Self::Person(person) => person.account.into(),
            Self::Program(program) => program.key.into(),
        }
    }

    /// Whose subscriptions the caller sees.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::Person(Person { reseller: Some((reseller, _)), .. }) => Scope::Reseller(reseller),
            Self::Person(person) => Scope::Customer(person.account),
            Self::Program(program) => Scope::Reseller(program.reseller),
        }
    }
}

/// Reads for the person whose access token this is.
async fn for_person<T: Send + 'static>(
    app: &App,
    token: &str,
    read: impl FnOnce(&mut Connection, Person) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let now = app.clock.now();
    let session = app.access_tokens.verify(token, now).ok_or(ProblemCode::Unauthenticated)?;
    let work = move |conn: &mut Connection| {
        let (account, reseller, offset) = auth::service::caller(conn, session, now)?.ok_or(ProblemCode::Unauthenticated)?;
        read(conn, Person { account, session, reseller, ahead: Ahead::of(offset) })
    };
    app.db.read(work).await
}

/// Reads for the program whose key this is. The key is looked up each time, so that one that was revoked is refused at once.
async fn for_program<T: Send + 'static>(
    app: &web::Data<App>,
    secret: &str,
    read: impl FnOnce(&mut Connection, Program) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let (now, hash) = (app.clock.now(), tokens::hash(secret));
    let presented = hash.clone();
    let work = move |conn: &mut Connection| {
        let Some(found) = api_keys::service::authenticate(conn, &presented, now)? else { return Ok(None) };
        let program = Program { key: found.id, reseller: found.reseller, scopes: found.scopes, ahead: found.ahead };
        Ok::<_, Refusal>(Some((found, read(conn, program))))
    };
    let Some((found, read)) = app.db.read(work).await? else {
        app.key_ring.dismiss(&hash);
        return Err(ProblemCode::Unauthenticated.into());
    };
    let (key, reseller) = (found.id, found.reseller);
    if app.key_ring.admit(hash, &found, now) == Use::ToNote {
        // Beside the request, which does not wait for a writer and does not fail where there is none.
        let app = app.clone();
        actix_web::rt::spawn(async move {
            let noted = app.db.tx(move |conn| api_keys::service::note_use(conn, reseller, key, now)).await;
            if let Err(error) = noted {
                tracing::warn!(%error, "the use of an API key could not be noted");
            }
        });
    }
    read
}
