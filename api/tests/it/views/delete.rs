//! `DELETE /me/views/{id}`.

use super::{names, path, save};
use crate::support::TestApp;

on_both_databases! {
    async fn a_deleted_view_is_gone_and_its_name_is_free(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let owner = northwind.owner();
        let (saved, events) = (save(owner, "Trials", "status=trial").await, app.count("events").await);
        save(owner, "Paused", "status=on_hold").await;
        owner.delete(&path(&saved)).await.expect(204);
        owner.delete(&path(&saved)).await.refused(404, "not_found");
        owner.get(&path(&saved)).await.refused(404, "not_found");
        assert_eq!(names(owner).await, ["Paused"]);
        save(owner, "Trials", "").await;
        assert_eq!(app.count("events").await, events);
    }

    async fn a_stale_version_deletes_nothing(app: TestApp) {
        let northwind = app.reseller("Northwind IT").await;
        let saved = save(northwind.owner(), "Trials", "status=trial").await;
        northwind.owner().delete(&path(&saved)).if_match("\"2\"").await.refused(412, "stale_version");
        assert_eq!(names(northwind.owner()).await, ["Trials"]);
        northwind.owner().delete(&path(&saved)).if_match(&saved.etag()).await.expect(204);
    }
}
