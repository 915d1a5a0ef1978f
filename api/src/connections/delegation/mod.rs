//! Access to a customer's directory at Google. An administrator of the customer lets a service account act for the domain,
//! in the admin console (domain-wide delegation); whoever sets the connection up says as which administrator it acts.
//!
//! What is said is tried before it counts. The service account is the installation's, or one of the subscription's own,
//! whose key is kept encrypted.

mod domain;
pub mod routes;
pub mod service;
pub(super) mod store;
pub(super) mod view;
