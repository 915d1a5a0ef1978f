//! Sandboxes: resellers on which integrators try things out, and whose clock they can move ahead.
//!
//! All that a sandbox does, and all that time brings about for it, goes by its own clock: the one clock, and so much more
//! (`platform::clock::Ahead`). The extractors that prove a caller hand its clock to the handlers, and workers ask for it
//! by the reseller of their row. Credentials, limits and mails go by the real time. The tables of timers and jobs do too,
//! so that one clock claims all rows: what is written there is turned into real time, and moving the clock brings what
//! waits there forward in the same transaction. Who writes and who moves both hold the clock, which is the lock of the
//! reseller's row.

pub mod routes;
pub mod service;
