//! The program at its start: what keeps it from running is told in one line that says what to do, with exit code 1.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use countersign::http::openapi;
use countersign::platform::db::{Connection, Db, DbError};
use diesel::connection::SimpleConnection as _;
use tempfile::TempDir;

use crate::support::{Ended, Schema, Setup, refuses, run_program};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_taken_port() {
    let (folder, taken) = (TempDir::new().unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
    let address = taken.local_addr().unwrap().to_string();
    let ended = run_program(&[], &[("COUNTERSIGN_LISTEN", &address), ("COUNTERSIGN_DATA_DIR", text(folder.path()))], "");
    refuses(&ended, &[&address, "COUNTERSIGN_LISTEN", "in use"]);
}

#[test]
fn a_data_folder_that_cannot_be_made() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let below = file.join("data");
    let ended = run_program(&[], &[("COUNTERSIGN_LISTEN", "127.0.0.1:0"), ("COUNTERSIGN_DATA_DIR", text(&below))], "");
    refuses(&ended, &[text(&below)]);
}

#[test]
fn a_configuration_that_is_missing_or_not_right() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("countersign.toml");
    refuses(&run_program(&["--config", text(&path)], &[], ""), &[text(&path), "can't be read"]);
    for (content, part) in [("listen = ", "not right"), ("lissten = \"127.0.0.1:1\"", "lissten"), ("\u{0}", "not right")] {
        std::fs::write(&path, content).unwrap();
        refuses(&run_program(&["--config", text(&path)], &[], ""), &[text(&path), part]);
    }
    std::fs::write(&path, "listen = \"8080\"\nsecret_key = \"hunter2\"\npublic_url = \"portal.example\"\n").unwrap();
    let ended = run_program(&["--config", text(&path)], &[], "");
    refuses(&ended, &["COUNTERSIGN_LISTEN", "COUNTERSIGN_SECRET_KEY", "COUNTERSIGN_PUBLIC_URL"]);
    assert!(!ended.err.contains("hunter2"), "secrets are not shown: {}", ended.err);
}

#[test]
fn a_configuration_that_is_not_right_is_not_quoted() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("countersign.toml");
    for line in [
        "secret_key = \"hunter2",
        "secret_key = hunter2",
        "secret_key = [\"hunter2\"]",
        "smtp_url = {password = \"hunter2\"}",
        "secret_key = \"a\" hunter2",
        "secret_key = \"\\hunter2\"",
        "secret_key \"hunter2\"",
        "secret_key = 'hunter2",
    ] {
        std::fs::write(&path, format!("log = \"info\"\n{line}\n")).unwrap();
        let ended = run_program(&["--config", text(&path)], &[], "");
        refuses(&ended, &[text(&path), "in line"]);
        assert!(!ended.err.contains("hunter2"), "secrets are not shown: {}", ended.err);
    }
}

/// The program where no file can grow, as on a disk that is full.
#[cfg(unix)]
fn run_without_room(settings: &[(&str, &str)]) -> Ended {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "ulimit -f 0; trap '' XFSZ; exec \"$0\" migrate", env!("CARGO_BIN_EXE_countersign")]);
    let output = command.env_clear().envs(settings.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[cfg(unix)]
#[test]
fn a_first_start_without_room_on_the_disk_leaves_the_second_a_clean_folder() {
    let folder = TempDir::new().unwrap();
    let settings = [("COUNTERSIGN_DATA_DIR", text(folder.path()))];
    refuses(&run_without_room(&settings), &["secret.key", "make room"]);
    assert!(!folder.path().join("secret.key").exists());
    let ended = run_program(&["migrate"], &settings, "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_is_told_when_the_database_is_made() {
    let folder = TempDir::new().unwrap();
    let key = "k".repeat(32);
    let jwt_key = format!("1:{key}");
    let settings = [
        ("COUNTERSIGN_DATA_DIR", text(folder.path())),
        ("COUNTERSIGN_SECRET_KEY", key.as_str()),
        ("COUNTERSIGN_JWT_KEY", jwt_key.as_str()),
    ];
    let ended = run_without_room(&settings);
    refuses(&ended, &["countersign.db"]);
    assert!(!ended.err.contains("rights"), "{}", ended.err);
    let ended = run_program(&["migrate"], &settings, "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
}

#[test]
fn a_certificate_of_the_mail_server_that_is_not_there() {
    let folder = TempDir::new().unwrap();
    let settings = [
        ("COUNTERSIGN_LISTEN", "127.0.0.1:0"),
        ("COUNTERSIGN_DATA_DIR", text(folder.path())),
        ("COUNTERSIGN_SMTP_URL", "smtps://mail.example"),
        ("COUNTERSIGN_SMTP_CA", "/nowhere/ca.pem"),
    ];
    refuses(&run_program(&[], &settings, ""), &["COUNTERSIGN_SMTP_CA", "/nowhere/ca.pem"]);
}

#[test]
fn a_mail_server_that_is_no_address() {
    let folder = TempDir::new().unwrap();
    let settings =
        [("COUNTERSIGN_LISTEN", "127.0.0.1:0"), ("COUNTERSIGN_DATA_DIR", text(folder.path())), ("COUNTERSIGN_SMTP_URL", "mail.example")];
    refuses(&run_program(&[], &settings, ""), &["COUNTERSIGN_SMTP_URL"]);
}

#[test]
fn a_database_that_is_not_there() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("missing/countersign.db").display().to_string();
    let url = format!("sqlite:{path}");
    let settings =
        [("COUNTERSIGN_LISTEN", "127.0.0.1:0"), ("COUNTERSIGN_DATA_DIR", text(folder.path())), ("COUNTERSIGN_DATABASE_URL", url.as_str())];
    refuses(&run_program(&[], &settings, ""), &[&path, "COUNTERSIGN_DATABASE_URL"]);
}

#[test]
fn a_file_that_is_no_database() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("countersign.db"), "This is a letter to my aunt. ".repeat(100)).unwrap();
    let ended = run_program(&[], &[("COUNTERSIGN_LISTEN", "127.0.0.1:0"), ("COUNTERSIGN_DATA_DIR", text(folder.path()))], "");
    refuses(&ended, &["countersign.db"]);
}

#[test]
fn a_postgresql_server_that_is_away() {
    let folder = TempDir::new().unwrap();
    // A port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("postgres://user:hunter2@127.0.0.1:{port}/countersign");
    let key = "k".repeat(32);
    let settings = [
        ("COUNTERSIGN_LISTEN", "127.0.0.1:0"),
        ("COUNTERSIGN_DATA_DIR", text(folder.path())),
        ("COUNTERSIGN_DATABASE_URL", url.as_str()),
        ("COUNTERSIGN_SECRET_KEY", key.as_str()),
    ];
    refuses(&run_program(&[], &settings, ""), &["COUNTERSIGN_JWT_KEY", "must be set"]);
    let jwt_key = format!("1:{key}");
    let ended = run_program(&[], &[&settings[..], &[("COUNTERSIGN_JWT_KEY", &jwt_key)]].concat(), "");
    refuses(&ended, &[&format!("127.0.0.1:{port}/countersign"), "COUNTERSIGN_DATABASE_URL"]);
    assert!(!ended.err.contains("hunter2"), "secrets are not shown: {}", ended.err);
}

#[test]
fn a_database_that_another_program_holds() {
    actix_web::rt::System::new().block_on(async {
        let setup = Setup::new(crate::support::Database::Sqlite);
        let url = setup.url(Schema::Empty).await;
        std::fs::File::create(url.strip_prefix("sqlite:").unwrap()).unwrap();
        let holder = Db::new(url.parse().unwrap(), 1);
        let data = setup.folder().to_path_buf();
        let hold = move |conn: &mut Connection| {
            conn.batch_execute("BEGIN EXCLUSIVE").map_err(DbError::from)?;
            let settings =
                [("COUNTERSIGN_LISTEN", "127.0.0.1:0"), ("COUNTERSIGN_DATA_DIR", text(&data)), ("COUNTERSIGN_DATABASE_URL", url.as_str())];
            let ended = run_program(&[], &settings, "");
            conn.batch_execute("ROLLBACK").map_err(DbError::from)?;
            Ok::<_, DbError>(ended)
        };
        let ended = holder.read(hold).await.unwrap();
        refuses(&ended, &["locked", "countersign.db"]);
    });
}

#[test]
fn the_contract_is_printed_without_any_setting() {
    let ended = run_program(&["openapi"], &[], "");
    assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (Some(0), openapi::yaml().unwrap(), ""));
}

#[test]
fn the_version_is_the_contracts() {
    let ended = run_program(&["--version"], &[], "");
    assert_eq!((ended.code, ended.out.trim()), (Some(0), concat!("countersign ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_schema_is_brought_up_to_date_by_command() {
    let folder = TempDir::new().unwrap();
    let settings = [("COUNTERSIGN_DATA_DIR", text(folder.path()))];
    for _ in 0..2 {
        let ended = run_program(&["migrate"], &settings, "");
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        assert!(ended.out.contains("Current"), "{}", ended.out);
    }
}

#[test]
fn a_reseller_is_added_by_command_and_its_faults_are_told() {
    let folder = TempDir::new().unwrap();
    let settings = [("COUNTERSIGN_DATA_DIR", text(folder.path()))];
    let add = |email: &str, password: &str| {
        run_program(&["reseller", "add", "--name", "Northwind IT", "--owner", "Olga Ostrova", "--email", email], &settings, password)
    };
    refuses(&add("olga", "violet-harbour-tango-93\n"), &["--email"]);
    refuses(&add("olga@northwind.example", "short\n"), &["password"]);
    refuses(&add("olga@northwind.example", "passwordpassword\n"), &["password"]);
    let ended = add("olga@northwind.example", "violet-harbour-tango-93\n");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let ended = add("OLGA@northwind.example", "violet-harbour-tango-93\n");
    assert_eq!(ended.code, Some(1), "{}", ended.out);
}

#[cfg(unix)]
#[test]
fn keys_and_mails_are_for_the_servers_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let ended = run_program(&["migrate"], &[("COUNTERSIGN_DATA_DIR", text(folder.path()))], "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    for name in ["secret.key", "jwt.key"] {
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
