//! A database for each test. On SQLite it is a file in the test's own folder, copied from a template that is migrated
//! once. On PostgreSQL one is taken that an earlier test has left, and emptied: to make one and drop it costs ten times as
//! much. Only where none is free it is made, from a template.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use countersign::platform::db::{Connection, DatabaseUrl, Db, DbError};
use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _};
use tempfile::TempDir;

/// Which of the two databases a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// Whether a test's database is there with its tables, or empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    Migrated,
    Empty,
}

/// The variable that names the PostgreSQL server.
const SERVER: &str = "COUNTERSIGN_TEST_POSTGRES_URL";
/// Tests in other processes may make the template at the same time.
const TEMPLATE_LOCK: i64 = 0x7465_6d70_6c61_7465;

/// Says which of the databases that tests leave to each other are in use; held for as long as its connection is open.
const TURN_LOCK: i32 = 0x7475_726e;

/// A test's own database, until this is dropped.
pub struct TestDatabase {
    pub url: String,
    _keep: Keep,
}

/// What happens to a database afterwards.
enum Keep {
    /// A file, which goes with the test's folder.
    Folder,
    /// It is the next test's, when this connection closes.
    Turn { _lock: Mutex<PgConnection> },
    /// It is dropped: it may have other tables than the next test expects.
    Dropped(String),
}

impl TestDatabase {
    pub async fn new(database: Database, folder: &TempDir, schema: Schema) -> Self {
        match database {
            Database::Sqlite => {
                let path = folder.path().join("countersign.db");
                if schema == Schema::Migrated {
                    std::fs::copy(sqlite_template().await, &path).unwrap();
                }
                Self { url: format!("sqlite:{}", path.display()), _keep: Keep::Folder }
            }
            Database::Postgres if schema == Schema::Migrated => {
                let mut lock = server();
                let url = url_of(&take_turn(&mut lock).await);
                Self { url, _keep: Keep::Turn { _lock: Mutex::new(lock) } }
            }
            Database::Postgres => {
                let name = format!("test_{}", countersign::platform::ids::next::<uuid::Uuid>().simple());
                server().batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).unwrap();
                Self { url: url_of(&name), _keep: Keep::Dropped(name) }
            }
        }
    }
}

impl Drop for Keep {
    fn drop(&mut self) {
        if let Self::Dropped(name) = self {
            // FORCE: a test that failed leaves connections behind.
            server().batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
        }
    }
}

#[derive(QueryableByName)]
struct Took {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    took: bool,
}

/// Takes the first database that no other test has; gives its name.
async fn take_turn(lock: &mut PgConnection) -> String {
    let template = postgres_template(lock).await;
    for number in 0.. {
        let ask = format!("SELECT pg_try_advisory_lock({TURN_LOCK}, {number}) AS took");
        if diesel::sql_query(ask).get_result::<Took>(lock).unwrap().took {
            let name = format!("turn_{number}_{template}");
            if exists(lock, &name) {
                empty(lock, &name);
            } else {
                lock.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).unwrap();
            }
            return name;
        }
    }
    unreachable!("there is always another number");
}

/// Deletes all rows, once nobody is there any more. The order doesn't matter: keys are not checked meanwhile. (TRUNCATE
/// takes longer where there are few rows.)
fn empty(server: &mut PgConnection, name: &str) {
    disconnect(server, name);
    let deletion = "SET session_replication_role = replica; DO $$ DECLARE t text; BEGIN \
        FOR t IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_diesel%' \
        LOOP EXECUTE 'DELETE FROM ' || t; END LOOP; END $$";
    PgConnection::establish(&url_of(name)).unwrap().batch_execute(deletion).unwrap();
}

fn disconnect(server: &mut PgConnection, name: &str) {
    let others = format!("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '{name}'");
    server.batch_execute(&others).unwrap();
}

fn exists(server: &mut PgConnection, name: &str) -> bool {
    let known = format!("SELECT count(*) AS count FROM pg_database WHERE datname = '{name}'");
    diesel::sql_query(known).get_result::<Found>(server).unwrap().count > 0
}

#[expect(clippy::disallowed_methods, reason = "this is the tests' one look at the environment")]
fn server_url() -> url::Url {
    let text = std::env::var(SERVER).unwrap_or_else(|_| panic!("{SERVER} is not set: run `make test`, or scripts/with-postgres.sh"));
    text.parse().unwrap()
}

fn server() -> PgConnection {
    PgConnection::establish(server_url().as_str()).unwrap()
}

fn url_of(name: &str) -> String {
    let mut url = server_url();
    url.set_path(name);
    url.to_string()
}

/// Changes with every migration, so that a template of other tables is never taken for today's.
fn fingerprint() -> String {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let mut files = Vec::new();
    for database in ["postgres", "sqlite"] {
        for folder in std::fs::read_dir(migrations.join(database)).unwrap() {
            let folder = folder.unwrap().path();
            files.extend(["up.sql", "down.sql"].map(|name| folder.join(name)).into_iter().filter(|path| path.exists()));
        }
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

async fn migrate(url: &str) {
    let url: DatabaseUrl = url.parse().unwrap();
    Db::new(url, 1).migrate().await.unwrap();
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// Migrated once, by whichever test comes first.
async fn postgres_template(server: &mut PgConnection) -> String {
    let name = format!("template_{}", fingerprint());
    server.batch_execute(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).unwrap();
    if !exists(server, &name) {
        // It gets its name when it is whole.
        let unfinished = format!("unfinished_{name}");
        server.batch_execute(&format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")).unwrap();
        server.batch_execute(&format!("CREATE DATABASE {unfinished}")).unwrap();
        migrate(&url_of(&unfinished)).await;
        disconnect(server, &unfinished);
        server.batch_execute(&format!("ALTER DATABASE {unfinished} RENAME TO {name}")).unwrap();
    }
    server.batch_execute(&format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).unwrap();
    name
}

/// Migrated once, by whichever test comes first.
async fn sqlite_template() -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("template-{}.db", fingerprint()));
    if !path.exists() {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let unfinished = folder.path().join("template.db");
        let url: DatabaseUrl = format!("sqlite:{}", unfinished.display()).parse().unwrap();
        let db = Db::new(url, 1);
        db.migrate().await.unwrap();
        // All of it into the one file that is copied.
        db.read(|conn: &mut Connection| conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").map_err(DbError::from)).await.unwrap();
        std::fs::rename(unfinished, &path).unwrap();
    }
    path
}
