//! A database for each test. On PostgreSQL it is copied from a template that is migrated once; on SQLite it is a file in
//! the test's own folder.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

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

/// A test's own database; it is gone when this is dropped.
pub struct TestDatabase {
    pub url: String,
    /// The name on PostgreSQL.
    name: Option<String>,
}

impl TestDatabase {
    pub async fn new(database: Database, folder: &TempDir, schema: Schema) -> Self {
        match database {
            Database::Sqlite => {
                let path = folder.path().join("countersign.db");
                if schema == Schema::Migrated {
                    std::fs::copy(sqlite_template().await, &path).unwrap();
                }
                Self { url: format!("sqlite:{}", path.display()), name: None }
            }
            Database::Postgres => {
                let mut server = server();
                let name = format!("test_{}", countersign::platform::ids::next::<uuid::Uuid>().simple());
                let template = match schema {
                    Schema::Migrated => postgres_template(&mut server).await,
                    Schema::Empty => "template0".to_owned(),
                };
                server.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).unwrap();
                Self { url: url_of(&name), name: Some(name) }
            }
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // FORCE: a test that failed leaves connections behind.
            server().batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
        }
    }
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
    let known = format!("SELECT count(*) AS count FROM pg_database WHERE datname = '{name}'");
    let known: Found = diesel::sql_query(known).get_result(server).unwrap();
    if known.count == 0 {
        // It gets its name when it is whole.
        let unfinished = format!("unfinished_{name}");
        server.batch_execute(&format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")).unwrap();
        server.batch_execute(&format!("CREATE DATABASE {unfinished}")).unwrap();
        migrate(&url_of(&unfinished)).await;
        let others = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{unfinished}'");
        server.batch_execute(&others).unwrap();
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
