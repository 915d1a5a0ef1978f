//! What Outlook loads, and where the add-in says that it runs. None of it is the API's: no program but the add-in asks for it.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use actix_web::{HttpResponse, get, post, web};
use shared::ids::SubscriptionId;
use shared::problem::ProblemCode;

use super::manifest::{Home, key};
use super::service;
use crate::http::error::ApiError;
use crate::platform::db::Connection;
use crate::{App, resellers};

/// The page runs Microsoft's library and its own script. Any site may frame it, since Outlook is at many addresses and there is
/// nothing in it to click on.
const POLICY: &str = "default-src 'none'; script-src 'self' https://appsforoffice.microsoft.com; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors *";

const ICONS: [(&str, &[u8]); 5] = [
    ("icon-16.png", include_bytes!("../../../assets/outlook/icon-16.png")),
    ("icon-32.png", include_bytes!("../../../assets/outlook/icon-32.png")),
    ("icon-64.png", include_bytes!("../../../assets/outlook/icon-64.png")),
    ("icon-80.png", include_bytes!("../../../assets/outlook/icon-80.png")),
    ("icon-128.png", include_bytes!("../../../assets/outlook/icon-128.png")),
];

/// Which add-in is meant, where the key is that of its subscription.
fn addressed(app: &App, subscription: &str, given: &str) -> Result<SubscriptionId, ApiError> {
    let subscription: SubscriptionId = subscription.parse().map_err(|_| ProblemCode::NotFound)?;
    let wanted = key(&app.vault, subscription);
    if aws_lc_rs::constant_time::verify_slices_are_equal(wanted.as_bytes(), given.as_bytes()).is_err() {
        return Err(ProblemCode::NotFound.into());
    }
    Ok(subscription)
}

/// A file of the add-in.
///
/// # Errors
/// `not_found`.
#[get("/outlook/{subscription}/{key}/{file}")]
pub async fn file(app: web::Data<App>, path: web::Path<(String, String, String)>) -> Result<HttpResponse, ApiError> {
    let (subscription, given, file) = path.into_inner();
    let subscription = addressed(&app, &subscription, &given)?;
    let home = Home::new(&app.public_url, &app.vault, subscription);
    let icon = ICONS.iter().find(|(name, _)| *name == file);
    let (kind, content) = match (file.as_str(), icon) {
        ("manifest.xml", _) => ("text/xml; charset=utf-8", home.manifest(subscription).into_bytes()),
        ("compose.html", _) => ("text/html; charset=utf-8", include_bytes!("../../../templates/outlook/compose.html").to_vec()),
        ("compose.js", _) => ("text/javascript; charset=utf-8", home.script().into_bytes()),
        (_, Some((_, icon))) => ("image/png", icon.to_vec()),
        _ => return Err(ProblemCode::NotFound.into()),
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        // Outlook shows the icons in its own pages.
        .insert_header((HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"))
        .body(content))
}

/// The add-in runs in somebody's Outlook.
///
/// # Errors
/// `not_found`; the database failed.
#[post("/outlook/{subscription}/{key}/started")]
pub async fn started(app: web::Data<App>, path: web::Path<(String, String)>) -> Result<HttpResponse, ApiError> {
    let (subscription, given) = path.into_inner();
    let (subscription, real_now) = (addressed(&app, &subscription, &given)?, app.clock.now());
    let awaited = app.db.read(move |conn| service::is_awaited(conn, subscription, real_now)).await?;
    if let Some(place) = awaited {
        let work = move |conn: &mut Connection| {
            let deed = resellers::clock::deed_of_system(conn, place.0, real_now)?;
            service::started(conn, place, &deed)
        };
        app.db.tx(work).await?;
    }
    Ok(HttpResponse::NoContent().insert_header((CACHE_CONTROL, "no-store")).finish())
}
