//! The parts of `make bench` that have to be compiled; `bench/bench.py` runs them.

mod claim;
mod hello;
mod seed;

use std::process::ExitCode;

use clap::Parser;
use countersign::platform::db::DatabaseUrl;

/// The measuring tools of Countersign.
#[derive(Debug, Parser)]
enum Tool {
    /// Serve one JSON answer, as the yardstick of what this machine and actix-web can do.
    Hello {
        /// The port on 127.0.0.1.
        port: u16,
    },
    /// Multiply what `countersign demo` made, by bulk inserts.
    Seed {
        /// The database that holds the demonstration.
        database: DatabaseUrl,
        /// How many subscriptions there shall be.
        #[arg(long)]
        subscriptions: u32,
        /// Over how many resellers.
        #[arg(long, default_value_t = 50)]
        resellers: u32,
    },
    /// Time what it costs to claim timers and jobs that are due; prints JSON, in microseconds.
    Claim {
        /// A database that was seeded.
        database: DatabaseUrl,
    },
}

/// Anything that a tool stops at is told, and ends it.
type Stop = Box<dyn std::error::Error + Send + Sync>;

#[actix_web::main]
async fn main() -> ExitCode {
    let done = match Tool::parse() {
        Tool::Hello { port } => hello::serve(port).await,
        Tool::Seed { database, subscriptions, resellers } => seed::seed(database, subscriptions, resellers).await,
        Tool::Claim { database } => claim::measure(database).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}
