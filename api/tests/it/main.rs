//! Integration tests: real HTTP against a real server, on SQLite and on PostgreSQL. A folder per slice; the name of a
//! test is the rule that it proves.
#![cfg(test)]

#[macro_use]
mod support;

mod accounts;
mod api_keys;
mod auth;
mod backup;
mod connections;
mod directory;
mod doctor;
mod domains;
mod events;
mod http;
mod idempotency;
mod invites;
mod jobs;
mod mail;
mod members;
mod migrations;
mod openapi;
mod resellers;
mod sandbox;
mod setup;
mod start;
mod statements;
mod subscriptions;
mod tenancy_matrix;
mod timers;
mod trials;
mod views;
