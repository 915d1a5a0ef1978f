//! Which database: a URL decides.

use std::path::PathBuf;
use std::str::FromStr;

/// A database's place.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `postgres://…`
    Postgres(String),
    /// A file, as `sqlite:path` or `sqlite://path`.
    Sqlite(PathBuf),
}

impl DatabaseUrl {
    /// Whether it is a SQLite file.
    #[must_use]
    pub const fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:"));
        match path {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(PathBuf::from(path))),
            _ => Err("write postgres://user:password@host/database or sqlite:/path/to/file".to_owned()),
        }
    }
}

/// Without user and password.
impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Postgres(url) => {
                let bare = url.split('?').next().unwrap_or_default();
                let place = bare.rsplit_once('@').map_or_else(|| bare.split("://").nth(1).unwrap_or_default(), |(_, place)| place);
                write!(f, "postgres://{place}")
            }
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_decides_and_passwords_are_not_shown() {
        let pg: DatabaseUrl = "postgres://app:secret@db.example/countersign?sslmode=require".parse().unwrap();
        assert_eq!(format!("{pg:?}"), "postgres://db.example/countersign");
        let lite: DatabaseUrl = "sqlite:/var/lib/countersign.db".parse().unwrap();
        assert_eq!(lite, DatabaseUrl::Sqlite(PathBuf::from("/var/lib/countersign.db")));
        assert!("mysql://x".parse::<DatabaseUrl>().is_err());
        assert!("sqlite:".parse::<DatabaseUrl>().is_err());
    }
}
