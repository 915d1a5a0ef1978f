//! The program as a process of its own, on a test's database: it can be killed, and goes by the system's clock.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use countersign::config::Settings;

use super::Setup;

/// A program that was started and may not listen yet; killed at the latest when this is dropped.
pub struct Starting {
    running: Running,
    lines: Lines<BufReader<ChildStdout>>,
    data_dir: PathBuf,
}

/// A program that listens.
pub struct Program {
    running: Running,
    address: SocketAddr,
    /// Where it keeps its mails.
    pub data_dir: PathBuf,
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Program {
    /// Starts the program, and waits until it listens.
    pub async fn start(setup: &Setup) -> Self {
        Self::spawn(setup, "data").await.ready()
    }

    /// Starts the program with a data folder of this name in the test's own folder. Several can be started at once.
    pub async fn spawn(setup: &Setup, data: &str) -> Starting {
        let data_dir = setup.folder().join(data);
        Self::run(&setup.settings().await, data_dir, "off", Stdio::inherit())
    }

    /// Starts the program with other settings and a log of all there is, in a file.
    pub async fn logging(setup: &Setup, settings: &Settings, log: &Path) -> Self {
        Self::run(settings, setup.folder().join("data"), "trace", File::create(log).unwrap().into()).ready()
    }

    /// Starts the program on a data folder alone, with SQLite and the keys in it, and waits until it listens.
    pub fn on_folder(data_dir: &Path) -> Self {
        let settings = Settings {
            listen: Some("127.0.0.1:0".to_owned()),
            setup_code: Some("a setup code of the tests".to_owned()),
            ..Settings::default()
        };
        Self::run(&settings, data_dir.to_owned(), "off", Stdio::inherit()).ready()
    }

    fn run(settings: &Settings, data_dir: PathBuf, log: &str, stderr: Stdio) -> Starting {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        for (variable, value) in [
            ("COUNTERSIGN_LISTEN", &settings.listen),
            ("COUNTERSIGN_DATABASE_URL", &settings.database_url),
            ("COUNTERSIGN_SETUP_CODE", &settings.setup_code),
            ("COUNTERSIGN_RATE_LIMIT", &settings.rate_limit),
            ("COUNTERSIGN_SECRET_KEY", &settings.secret_key),
            ("COUNTERSIGN_JWT_KEY", &settings.jwt_key),
            ("COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT", &settings.google_service_account),
            ("COUNTERSIGN_GOOGLE_TOKEN_URL", &settings.google_token_url),
            ("COUNTERSIGN_GOOGLE_DIRECTORY_URL", &settings.google_directory_url),
        ] {
            command.envs(value.as_deref().map(|value| (variable, value)));
        }
        command.env("COUNTERSIGN_DATA_DIR", &data_dir).env("COUNTERSIGN_LOG", log);
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Starting { running: Running(child), lines, data_dir }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}/api/v1{path}", self.address)
    }

    /// SIGKILL: nothing is tidied up.
    pub fn kill(self) {
        drop(self.running);
    }

    /// The names of the mails that it wrote.
    pub fn mails(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.data_dir.join("mail")) else { return Vec::new() };
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.ends_with(".eml")).collect()
    }
}

impl Starting {
    /// It says where it listens once it does.
    pub fn ready(mut self) -> Program {
        let address = loop {
            let line = self.lines.next().expect("the server says where it listens before it ends").unwrap();
            if let Some((_, rest)) = line.split_once("http://") {
                let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ':')).unwrap_or(rest.len());
                break rest[..end].parse().unwrap();
            }
        };
        std::thread::spawn(move || self.lines.for_each(drop));
        Program { running: self.running, address, data_dir: self.data_dir }
    }
}

/// What the program said and how it ended.
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs the program until it ends, with these settings alone.
pub fn run_program(arguments: &[&str], settings: &[(&str, &str)], input: &str) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.args(arguments).env_clear().envs(settings.iter().copied());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that stops early does not read what it is told.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The line of a program that did not start; it must hold all of `parts`.
#[track_caller]
pub fn refuses(ended: &Ended, parts: &[&str]) {
    assert_eq!(ended.code, Some(1), "{} {}", ended.out, ended.err);
    assert_eq!(ended.out, "");
    let lines: Vec<&str> = ended.err.lines().filter(|line| line.starts_with("countersign: ")).collect();
    assert_eq!((lines.len(), ended.err.lines().count()), (1, 1), "one line: {}", ended.err);
    for part in parts {
        assert!(lines[0].contains(part), "{part} is missing: {}", lines[0]);
    }
}
