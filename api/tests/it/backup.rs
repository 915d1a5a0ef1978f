//! Backups: taken while a server runs, looked through, and put back on an empty machine or in the place of what is there.

use std::fs;
use std::path::Path;

use countersign::platform::db::Db;
use diesel::connection::SimpleConnection as _;
use serde_json::json;
use tempfile::TempDir;

use crate::support::{Ended, Program, Setup, refuses, run_program};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs the program on a data folder, with SQLite's file in it.
fn on(data: &Path, arguments: &[&str]) -> Ended {
    run_program(arguments, &[("COUNTERSIGN_DATA_DIR", text(data))], "")
}

fn succeeds(ended: &Ended, part: &str) {
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains(part), "{}", ended.out);
}

/// The names of all files in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Someone who set an installation up, by their e-mail address, as a sign-in proves it.
async fn set_up(program: &Program, email: &str) {
    let body = json!({
        "setup_code": "a setup code of the tests", "reseller_name": "Northwind IT", "full_name": "Olga Ostrova", "email": email,
        "password": PASSWORD,
    });
    let answer = reqwest::Client::new().post(program.url("/setup")).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
}

async fn can_sign_in(program: &Program, email: &str) -> bool {
    let body = json!({"email": email, "password": PASSWORD});
    reqwest::Client::new().post(program.url("/auth/login")).json(&body).send().await.unwrap().status() == 200
}

const PASSWORD: &str = "violet-harbour-tango-93";
const OLGA: &str = "olga@northwind.example";

#[test]
fn a_backup_of_a_running_server_starts_another_one_with_all_that_was_acknowledged() {
    crate::support::run(crate::support::Database::Sqlite, async |setup: Setup| {
        let (data, backup, elsewhere) = (setup.folder().join("one"), setup.folder().join("backup"), setup.folder().join("two"));
        let program = Program::on_folder(&data);
        set_up(&program, OLGA).await;
        succeeds(&on(&data, &["backup", "--to", text(&backup)]), "Its keys are in it");
        assert_eq!(names(&backup), ["backup.json", "countersign.db", "jwt.key", "secret.key"]);
        #[cfg(unix)]
        for path in [backup.clone(), backup.join("countersign.db"), backup.join("secret.key")] {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0, "{}", path.display());
        }
        succeeds(&on(&elsewhere, &["restore", "--from", text(&backup)]), "is in place");
        let restored = Program::on_folder(&elsewhere);
        assert!(can_sign_in(&restored, OLGA).await && can_sign_in(&program, OLGA).await);
        // What is there is not lost, nor is it moved under a server that runs.
        refuses(&on(&elsewhere, &["restore", "--from", text(&backup)]), &["countersign.db", "--replace"]);
        refuses(&on(&elsewhere, &["restore", "--from", text(&backup), "--replace"]), &["countersign.db", "stop the server"]);
        assert!(can_sign_in(&restored, OLGA).await);
        restored.kill();
        succeeds(&on(&elsewhere, &["restore", "--from", text(&backup), "--replace"]), "is in place");
        let kept: Vec<_> = names(&elsewhere).into_iter().filter(|name| name.contains(".before-")).collect();
        assert_eq!(kept.len(), 3, "{kept:?}");
        assert!(can_sign_in(&Program::on_folder(&elsewhere), OLGA).await);
    });
}

#[test]
fn what_is_no_whole_backup_is_not_put_back_and_nothing_is_touched() {
    let folder = TempDir::new().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup"));
    succeeds(&on(&data, &["migrate"]), "Current");
    succeeds(&on(&data, &["backup", "--to", text(&backup)]), "looked through");
    refuses(&on(&data, &["backup", "--to", text(&backup)]), &["is there already"]);
    assert_eq!(names(folder.path()), ["backup", "data"], "nothing half done");
    let before = names(&data);
    let restore = || on(&data, &["restore", "--from", text(&backup), "--replace"]);
    refuses(&on(&data, &["restore", "--from", "/nowhere", "--replace"]), &["/nowhere/backup.json", "folder of a backup"]);
    let manifest = backup.join("backup.json");
    let whole = fs::read_to_string(&manifest).unwrap();
    for (changed, part) in [
        (whole.replace("\"format\": 1", "\"format\": 2"), "format is 2"),
        (whole.replace("\"sha256\": \"", "\"sha256\": \"0"), "not as it was written"),
        (whole.replace("\"jwt.key\"", "\"../jwt.key\""), "take an older one"),
        ("{".to_owned(), "damaged"),
    ] {
        fs::write(&manifest, changed).unwrap();
        refuses(&restore(), &[part]);
    }
    fs::write(&manifest, &whole).unwrap();
    // Where there is no room for it, what is there stays where it is.
    let taken = data.join("jwt.key.unfinished");
    fs::create_dir(&taken).unwrap();
    refuses(&restore(), &["jwt.key.unfinished"]);
    fs::remove_dir(&taken).unwrap();
    assert_eq!(names(&data), before);
    let database = backup.join("countersign.db");
    let bytes = fs::read(&database).unwrap();
    fs::write(&database, &bytes[..bytes.len() / 2]).unwrap();
    refuses(&restore(), &["countersign.db", "not as it was written"]);
    fs::remove_file(&database).unwrap();
    refuses(&restore(), &["countersign.db", "not whole"]);
    assert_eq!(names(&data), before);
}

#[test]
fn a_journal_that_was_left_behind_is_not_read_into_what_is_restored() {
    let folder = TempDir::new().unwrap();
    let (data, backup, other) = (folder.path().join("data"), folder.path().join("backup"), folder.path().join("other"));
    succeeds(&on(&data, &["migrate"]), "Current");
    succeeds(&on(&data, &["backup", "--to", text(&backup)]), "looked through");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("countersign.db-wal"), "of another database").unwrap();
    refuses(&on(&other, &["restore", "--from", text(&backup)]), &["countersign.db-wal", "--replace"]);
    succeeds(&on(&other, &["restore", "--from", text(&backup), "--replace"]), "is in place");
    let left: Vec<_> = names(&other).into_iter().filter(|name| name.contains("-wal")).collect();
    assert!(matches!(left.as_slice(), [one] if one.starts_with("countersign.db-wal.before-")), "{left:?}");
}

#[test]
fn a_database_that_is_damaged_or_of_a_newer_program_is_told_as_such() {
    let folder = TempDir::new().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup"));
    succeeds(&on(&data, &["migrate"]), "Current");
    let sql = |sql: &str| {
        let db = Db::new(format!("sqlite:{}", data.join("countersign.db").display()).parse().unwrap(), 1);
        let sql = sql.to_owned();
        actix_web::rt::System::new().block_on(async move {
            db.tx(move |conn: &mut countersign::platform::db::Connection| {
                conn.batch_execute(&sql).map_err(countersign::platform::db::DbError::from)
            })
            .await
            .unwrap();
        });
    };
    sql("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')");
    succeeds(&on(&data, &["backup", "--to", text(&backup)]), "looked through");
    refuses(&on(&folder.path().join("other"), &["restore", "--from", text(&backup)]), &["newer", "use that version"]);
    assert!(!folder.path().join("other").join("countersign.db").exists());
}

#[test]
fn postgresql_has_tools_of_its_own() {
    crate::support::run(crate::support::Database::Postgres, async |setup: Setup| {
        let settings = setup.settings().await;
        let known = [
            ("COUNTERSIGN_DATA_DIR", settings.data_dir.clone().unwrap()),
            ("COUNTERSIGN_DATABASE_URL", settings.database_url.clone().unwrap()),
            ("COUNTERSIGN_SECRET_KEY", settings.secret_key.clone().unwrap()),
            ("COUNTERSIGN_JWT_KEY", settings.jwt_key.unwrap()),
        ];
        let known: Vec<(&str, &str)> = known.iter().map(|(name, value)| (*name, value.as_str())).collect();
        refuses(&run_program(&["backup", "--to", "/tmp/none"], &known, ""), &["pg_dump"]);
        refuses(&run_program(&["restore", "--from", "/tmp/none"], &known, ""), &["pg_restore"]);
    });
}
