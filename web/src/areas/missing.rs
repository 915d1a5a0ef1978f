//! Why the files of an area did not come.

use gloo_net::http::Request;
use leptos::prelude::document;

use crate::api::ClientError;
use crate::ui::{browser, online};

/// Under this name the tab keeps that it was loaded anew for files that are gone.
const RELOADED: &str = "countersign.reloaded";

/// Asks the server for the app's page, which names the build that it serves. Where that is another one than runs here, the
/// files of this one are gone: the page is loaded anew at the address that was wanted, once, and this never returns.
pub(super) async fn explain() -> ClientError {
    let Some(page) = page().await else {
        online::noted(false);
        return ClientError::Offline;
    };
    if own_script().is_some_and(|script| !page.contains(&script)) && !browser::tab_has(RELOADED) {
        browser::tab_keep(RELOADED, true);
        browser::reload();
        return std::future::pending().await;
    }
    ClientError::Unexpected { request_id: None }
}

/// An area came: whatever was wrong is over.
pub(super) fn settled() {
    if browser::tab_has(RELOADED) {
        browser::tab_keep(RELOADED, false);
    }
}

async fn page() -> Option<String> {
    let answer = Request::get("/").send().await.ok()?;
    // A proxy that speaks for a server that is away knows no build.
    if answer.ok() { answer.text().await.ok() } else { None }
}

/// The address of the script that runs here, as the page names it: `/web-0123456789abcdef.js`.
fn own_script() -> Option<String> {
    document().query_selector("link[rel=modulepreload]").ok().flatten()?.get_attribute("href")
}
