//! Two-factor sign-in: codes of an authenticator app beside the password, recovery codes, and turning both on and off.

mod qr;
pub mod routes;
pub mod service;
mod store;
pub mod totp;
