//! Invites: e-mailed, single-use, expiring links that let a person set a password and become a member, of a reseller's
//! team or of a customer's subscription.
//!
//! The token has 256 random bits and is kept only as its hash; the mail that carries it is a job written with the
//! invite.

pub mod acceptance;
pub mod domain;
mod party;
pub mod routes;
pub mod service;
mod store;
mod view;
pub mod worker;
