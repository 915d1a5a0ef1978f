//! Events: the record of what happened.

mod filters;
mod list;
mod order;
mod record;
mod stream;
mod stream_ends;
mod stream_of_customers;
mod stream_on_replicas;
