//! Counting that stops in time: the rows of a tenant may be a million, and the answer only needs "10,000 or more".

use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;
use diesel::{QueryResult, RunQueryDsl, backend::Backend};

use super::Connection;

/// `SELECT COUNT(*)` over an inner query, which carries its own `LIMIT`.
#[derive(Debug, Clone, Copy)]
pub struct CappedCount<Q>(pub Q);

impl<Q> QueryId for CappedCount<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for CappedCount<Q> {
    type SqlType = BigInt;
}

impl<Q> RunQueryDsl<Connection> for CappedCount<Q> {}

impl<Q: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for CappedCount<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT COUNT(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS counted");
        Ok(())
    }
}
