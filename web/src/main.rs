//! The Countersign app: every screen, compiled to WASM, talking to the REST API alone.

mod api;
mod app;
mod auth;
mod customers;
mod events;
mod i18n;
mod invites;
mod live;
mod members;
mod routes;
mod session;
mod settings;
mod shell;
mod subscriptions;
mod ui;

fn main() {
    app::run();
}
