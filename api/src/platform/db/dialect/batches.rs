//! Many rows in one statement.

use diesel::prelude::*;
use diesel::result::QueryResult;
use shared::ids::{ResellerId, SubscriptionId};

use super::super::Connection;
use crate::schema::search_words;

/// Adds the words by which a subscription is found.
///
/// # Errors
/// The database failed.
pub fn insert_search_words(conn: &mut Connection, reseller: ResellerId, subscription: SubscriptionId, words: &[String]) -> QueryResult<()> {
    let rows: Vec<_> = words
        .iter()
        .map(|word| (search_words::reseller_id.eq(reseller), search_words::word.eq(word), search_words::subscription_id.eq(subscription)))
        .collect();
    match conn {
        Connection::Postgres(pg) => diesel::insert_into(search_words::table).values(&rows).execute(pg)?,
        Connection::Sqlite(lite) => diesel::insert_into(search_words::table).values(&rows).execute(lite)?,
    };
    Ok(())
}

/// Adds people of directories.
///
/// # Errors
/// The database failed.
pub(crate) fn insert_directory_people(conn: &mut Connection, rows: &[crate::directory::PersonRow]) -> QueryResult<()> {
    use crate::schema::directory_people;
    match conn {
        Connection::Postgres(pg) => diesel::insert_into(directory_people::table).values(rows).execute(pg)?,
        Connection::Sqlite(lite) => diesel::insert_into(directory_people::table).values(rows).execute(lite)?,
    };
    Ok(())
}

/// Adds links between the groups of directories and who belongs to them.
///
/// # Errors
/// The database failed.
pub(crate) fn insert_directory_links(conn: &mut Connection, rows: &[crate::directory::LinkRow]) -> QueryResult<()> {
    use crate::schema::directory_links;
    match conn {
        Connection::Postgres(pg) => diesel::insert_into(directory_links::table).values(rows).execute(pg)?,
        Connection::Sqlite(lite) => diesel::insert_into(directory_links::table).values(rows).execute(lite)?,
    };
    Ok(())
}

/// Adds people to groups of directories.
///
/// # Errors
/// The database failed.
pub(crate) fn insert_directory_memberships(conn: &mut Connection, rows: &[crate::directory::MembershipRow]) -> QueryResult<()> {
    use crate::schema::directory_memberships;
    match conn {
        Connection::Postgres(pg) => diesel::insert_into(directory_memberships::table).values(rows).execute(pg)?,
        Connection::Sqlite(lite) => diesel::insert_into(directory_memberships::table).values(rows).execute(lite)?,
    };
    Ok(())
}
