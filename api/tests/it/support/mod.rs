//! What the tests stand on: a server in process on either database, people by role who send requests, builders, and
//! the mails that were written.
//!
//! Time is moved (`app.clock.advance`), not awaited; jobs are carried out when a test says so (`app.catch_up`).

mod app;
mod build;
mod database;
pub mod google;
mod mails;
pub mod microsoft;
mod name_server;
mod people;
mod program;
mod request;
pub mod statements;
mod stream;

use std::future::Future;

pub use app::{SETUP_CODE, Setup, TestApp, noon};
pub use build::{NewSubscription, Subscription, invite};
pub use database::{Database, Schema};
pub use google::{Account, Google};
pub use microsoft::{Microsoft, Prepared};
pub use name_server::{NameServer, Zone};
pub use people::{Caller, PASSWORD, Reseller};
pub use program::{Ended, Program, refuses, run_program};
pub use request::{Answer, Request};
pub use stream::{EventStream, Sent};

/// What a test asks for by the type of its parameter.
pub trait Arrange: Sized {
    fn arrange(setup: &Setup) -> impl Future<Output = Self>;
}

/// A server that runs as it does by default.
impl Arrange for TestApp {
    async fn arrange(setup: &Setup) -> Self {
        setup.start().await
    }
}

/// A database without a server: the test starts one, or several, as it likes.
impl Arrange for Setup {
    async fn arrange(setup: &Setup) -> Self {
        setup.clone()
    }
}

/// Runs a test on a database of its own.
pub fn run<A: Arrange, F: Future<Output = ()>>(database: Database, rule: impl FnOnce(A) -> F) {
    actix_web::rt::System::new().block_on(async {
        let setup = Setup::new(database);
        rule(A::arrange(&setup).await).await;
        setup.stop().await;
    });
}

/// Does something `count` times at once; gives what each came to.
pub async fn at_once<T: 'static, F: Future<Output = T> + 'static>(count: usize, make: impl Fn(usize) -> F) -> Vec<T> {
    let running: Vec<_> = (0..count).map(|n| actix_web::rt::spawn(make(n))).collect();
    let mut done = Vec::with_capacity(count);
    for one in running {
        done.push(one.await.unwrap());
    }
    done
}

/// Writes a test once and runs it on both databases: `rule::sqlite` and `rule::postgres`.
///
/// ```ignore
/// on_both_databases! {
///     async fn a_code_works_once(app: TestApp) { … }
/// }
/// ```
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($given:ident: $kind:ty) $body:block)+) => {$(
        mod $name {
            use super::*;

            $(#[$meta])*
            async fn rule($given: $kind) $body

            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::Database::Sqlite, rule);
            }

            #[test]
            fn postgres() {
                $crate::support::run($crate::support::Database::Postgres, rule);
            }
        }
    )+};
}
