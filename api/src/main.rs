//! The program `countersign`.

use std::process::ExitCode;

#[actix_web::main]
async fn main() -> ExitCode {
    countersign::cli::run().await
}
