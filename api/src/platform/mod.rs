//! Effects as small types: database, clock, ids, tokens, secrets, mails, jobs, texts, other programs' interfaces.

pub mod clock;
pub mod data_folder;
pub mod db;
pub mod dns;
pub mod domain_name;
pub mod folding;
pub mod ids;
pub mod mail;
pub mod outgoing;
pub mod passwords;
pub mod texts;
pub mod tokens;
pub mod vault;
