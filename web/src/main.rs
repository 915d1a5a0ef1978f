//! The Countersign app: every screen, compiled to WASM, talking to the REST API alone.

mod api;
mod app;
mod areas;
mod auth;
mod connections;
mod customers;
mod developers;
mod directory;
mod domains;
mod events;
mod i18n;
mod invites;
mod live;
mod members;
mod palette;
mod routes;
mod sandbox;
mod session;
mod settings;
mod shell;
mod statements;
mod subscriptions;
mod trials;
mod ui;
mod views;

fn main() {
    app::run();
}
