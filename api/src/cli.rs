//! The command line.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use shared::locale::Locale;
use shared::problem::ProblemCode;
use shared::setup::SetUp;
use shared::validation;

use crate::config::{Config, LogFormat, Settings};
use crate::deed::Deed;
use crate::doctor::{self, Level};
use crate::http::{app_files, openapi};
use crate::operator::{self, AccountCommand, HoldCommand, PaymentCommand, PlanCommand, TrialCommand};
use crate::plans::domain::DEFAULT_CURRENCY;
use crate::platform::clock::Clock;
use crate::platform::db::Connection;
use crate::refusal::Refusal;
use crate::resellers::service::Purpose;
use crate::setup::service::{self as setup, CodeAtStart};
use crate::start::{self, StartError, Workers};
use crate::{App, backup, demo};

/// Countersign: a self-hosted portal to sell e-mail signature management.
#[derive(Debug, Parser)]
#[command(name = "countersign", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the app (the default).
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Print the API's contract, OpenAPI 3.1 in YAML.
    Openapi,
    /// Fill the installation with a reseller and believable subscriptions.
    Demo {
        /// How many subscriptions.
        #[arg(long, default_value_t = 250)]
        subscriptions: u32,
    },
    /// Look at what the installation needs, and say what to do where something does not work. It changes nothing.
    Doctor,
    /// Copy the database and the keys beside it into a folder, while the server runs; for SQLite.
    Backup {
        /// The folder, which must not be there yet.
        #[arg(long)]
        to: PathBuf,
    },
    /// Put a backup in place, while no server runs; for SQLite.
    Restore {
        /// The folder of the backup.
        #[arg(long)]
        from: PathBuf,
        /// Move what is there out of the way, under another name.
        #[arg(long)]
        replace: bool,
    },
    /// Manage resellers.
    #[command(subcommand)]
    Reseller(ResellerCommand),
    /// Say of a subscription that its payment is overdue, or came.
    #[command(subcommand)]
    Payment(PaymentCommand),
    /// Put a subscription on hold, or lift that hold.
    #[command(subcommand)]
    Hold(HoldCommand),
    /// Make a trial longer than its reseller can.
    #[command(subcommand)]
    Trial(TrialCommand),
    /// Help people back into their account.
    #[command(subcommand)]
    Account(AccountCommand),
    /// See and set the prices of the plans.
    #[command(subcommand)]
    Plan(PlanCommand),
}

#[derive(Debug, Subcommand)]
enum ResellerCommand {
    /// Add a reseller and its owner; the password is read from standard input.
    Add {
        /// The organisation's name.
        #[arg(long)]
        name: String,
        /// The owner's full name.
        #[arg(long)]
        owner: String,
        /// The owner's e-mail address.
        #[arg(long)]
        email: String,
        /// The currency of its prices and statements, by ISO 4217.
        #[arg(long, default_value = DEFAULT_CURRENCY)]
        currency: String,
        /// Make it a sandbox, on which integrators can move time ahead. It stays one.
        #[arg(long)]
        sandbox: bool,
    },
}

/// Runs the program.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    match carry_out(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The log may not have been started; this line is for the person who started the program.
            let line = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(std::io::stderr(), "countersign: {line}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(cli: Cli) -> Result<(), StartError> {
    if matches!(cli.command, Some(Command::Openapi)) {
        let text = openapi::yaml().map_err(StartError)?;
        return say(text);
    }
    let config = configure(cli.settings)?;
    log(&config)?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(&config).await,
        Command::Openapi => Ok(()),
        Command::Migrate => {
            let app = ready(&config).await?;
            let state = app.db.schema_state().await.map_err(|error| StartError(error.to_string()))?;
            say(&format!("The schema of {:?} is {state:?}.\n", app.db.url()))
        }
        Command::Demo { subscriptions } => demonstrate(config, subscriptions).await,
        Command::Doctor => {
            let findings = doctor::examine(&config).await?;
            say(&doctor::told(&findings))?;
            match findings.iter().filter(|finding| finding.level == Level::Fault).count() {
                0 => Ok(()),
                faults => Err(StartError(format!("{faults} of {} parts do not work", findings.len()))),
            }
        }
        Command::Backup { to } => say(&backup::take(&config, &to, Clock::system().now())?),
        Command::Restore { from, replace } => say(&backup::restore(&config, &from, replace, Clock::system().now())?),
        Command::Reseller(ResellerCommand::Add { name, owner, email, currency, sandbox }) => {
            let purpose = if sandbox { Purpose::Sandbox } else { Purpose::Business };
            add_reseller(&config, (name, owner, email), currency, purpose).await
        }
        Command::Payment(command) => say(&operator::payment(&ready(&config).await?, command).await?),
        Command::Hold(command) => say(&operator::hold(&ready(&config).await?, command).await?),
        Command::Trial(command) => say(&operator::trial(&ready(&config).await?, command).await?),
        Command::Account(command) => say(&operator::account(&ready(&config).await?, command).await?),
        Command::Plan(command) => say(&operator::plan(&ready(&config).await?, command).await?),
    }
}

fn say(text: &str) -> Result<(), StartError> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| StartError(error.to_string()))
}

fn refused(refusal: Refusal) -> StartError {
    StartError(refusal.to_string())
}

/// Flags and environment first, then the file.
fn configure(settings: Settings) -> Result<Config, StartError> {
    let from_file = match &settings.config {
        None => Settings::default(),
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| StartError(format!("the configuration {} can't be read: {error}", path.display())))?;
            toml::from_str(&text).map_err(|error| {
                // Its own sentence quotes the line, which may hold a secret.
                let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                StartError(format!("the configuration {} is not right in line {line}: {}", path.display(), error.message()))
            })?
        }
    };
    Config::new(&settings.or(from_file)).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        StartError(format!("the configuration is not right. {}", lines.join(". ")))
    })
}

fn log(config: &Config) -> Result<(), StartError> {
    use tracing_subscriber::EnvFilter;
    use tracing_subscriber::filter::dynamic_filter_fn;
    use tracing_subscriber::layer::{Context, SubscriberExt as _};
    use tracing_subscriber::util::SubscriberInitExt as _;
    let filter = EnvFilter::try_new(&config.log).map_err(|error| StartError(format!("COUNTERSIGN_LOG: {error}")))?;
    let colours = std::io::stderr().is_terminal() && config.log_format == LogFormat::Text;
    // Where the log can't be written (its disk is full), to say so on standard error would panic, and cost the request its answer.
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(colours)
        .with_writer(std::io::stderr)
        .log_internal_errors(false);
    fn unexpected<S>(line: &tracing::Metadata<'_>, _: &Context<'_, S>) -> bool {
        !start::stop::expects(line.target())
    }
    match config.log_format {
        LogFormat::Text => builder.finish().with(dynamic_filter_fn(unexpected)).init(),
        LogFormat::Json => builder.json().flatten_event(true).finish().with(dynamic_filter_fn(unexpected)).init(),
    }
    Ok(())
}

/// An application on a database that is up to date.
async fn ready(config: &Config) -> Result<App, StartError> {
    let app = start::build(config, Clock::system(), config.listen)?;
    start::prepare(&app.db).await?;
    Ok(app)
}

async fn serve(config: &Config) -> Result<(), StartError> {
    let running = start::start(config, Clock::system(), Workers::Running).await?;
    let app = &running.app;
    if !app_files::is_built_in() {
        tracing::warn!("the app was not built into this server; `make build` does; the API works");
    }
    tracing::info!(address = %running.address, public_url = app.public_url, database = ?app.db.url(), mails = app.mailer.describe(), "listening");
    let hello = match &running.code {
        CodeAtStart::SetUp => format!("\n  Countersign is at {}\n\n", app.public_url),
        CodeAtStart::Code(code) => format!(
            "\n  Countersign is at {0}\n\n  It has no reseller yet. Open this link to set it up:\n  {0}/setup#{code}\n\n",
            app.public_url
        ),
        CodeAtStart::PrintedBefore => format!(
            "\n  Countersign is at {}\n\n  It has no reseller yet. The server that started first printed the setup link;\n  \
             to choose another code, start once with COUNTERSIGN_SETUP_CODE.\n\n",
            app.public_url
        ),
    };
    say(&hello)?;
    running.wait().await.map_err(|error| StartError(error.to_string()))
}

/// Fills the installation. Its mails go to files whatever is configured: their receivers don't exist.
async fn demonstrate(config: Config, subscriptions: u32) -> Result<(), StartError> {
    let config = Config { smtp_url: None, ..config };
    let app = Arc::new(start::build(&config, Clock::by_hand(Clock::system().now()), config.listen)?);
    start::prepare(&app.db).await?;
    let made = demo::fill(&app, subscriptions).await.map_err(|refusal| match refusal {
        Refusal::Problem(ProblemCode::AlreadySetUp) => StartError(format!(
            "{:?} is set up already, and a demonstration has people with a known password; give it a data folder or database of its own",
            app.db.url()
        )),
        other => refused(other),
    })?;
    say(&made)
}

async fn add_reseller(
    config: &Config,
    (name, owner, email): (String, String, String),
    currency: String,
    purpose: Purpose,
) -> Result<(), StartError> {
    let wrong = |flag: &str, code: validation::FaultCode| StartError(format!("{flag}: {}", code.as_str()));
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).map_err(|error| StartError(error.to_string()))?;
    let wanted = SetUp {
        setup_code: String::new(),
        reseller_name: validation::company_name(name).map_err(|code| wrong("--name", code))?,
        full_name: validation::full_name(owner).map_err(|code| wrong("--owner", code))?,
        email: validation::email(email).map_err(|code| wrong("--email", code))?,
        password: validation::new_password(password.trim_end_matches(['\r', '\n']).to_owned())
            .map_err(|code| wrong("the password on standard input", code))?,
    };
    let known = vec![wanted.email.clone(), wanted.full_name.clone(), wanted.reseller_name.clone()];
    crate::auth::routes::check_strength(&wanted.password, known, "/password")
        .await
        .map_err(|_| wrong("the password on standard input", validation::FaultCode::TooWeak))?;
    let app = ready(config).await?;
    let currency = operator::priced_currency(&app, currency).await?;
    let hash = app.passwords.hash(wanted.password.clone()).await.map_err(|error| StartError(error.to_string()))?;
    let now = app.clock.now();
    let work = move |conn: &mut Connection| {
        setup::add_reseller(conn, wanted, (&currency, purpose), Locale::default(), hash, &Deed::of_operator(now))?;
        setup::close(conn, now)
    };
    app.db.tx(work).await.map_err(refused)?;
    say("The reseller was added; its owner can sign in.\n")
}
