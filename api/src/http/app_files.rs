//! The app that the server serves itself: files built into the binary, compressed beforehand, and its page for every
//! path that is nothing else.

use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rust_embed::{EmbeddedFile, RustEmbed};
use shared::problem::ProblemCode;

use crate::http::error::ApiError;
use crate::refusal::Refusal;

#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Files;

const PAGE: &str = "index.html";

/// Whether the app was built into the binary.
#[must_use]
pub fn is_built_in() -> bool {
    Files::get(PAGE).is_some()
}

/// Answers an asset, else the app's page.
///
/// # Errors
/// `method_not_allowed`; `not_found` for a file of another build.
pub async fn serve(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::Method("GET, HEAD".to_owned()).into());
    }
    let path = request.path().trim_start_matches('/');
    let is_asset = !path.is_empty() && !path.ends_with(".br") && !path.ends_with(".gz") && Files::get(path).is_some();
    if !is_asset && is_file(path) && is_named_by_content(path) {
        // An app that is still open asks for its own files after the server was updated: a page in their place would
        // only be a riddle.
        return Err(ProblemCode::NotFound.into());
    }
    let name = if is_asset { path } else { PAGE };
    Ok(file(&request, name).unwrap_or_else(not_built))
}

fn not_built() -> HttpResponse {
    HttpResponse::ServiceUnavailable()
        .insert_header((CONTENT_TYPE, "text/plain; charset=utf-8"))
        .body("The app was not built into this server. Run `make build`; the API works.\n")
}

fn file(request: &HttpRequest, name: &str) -> Option<HttpResponse> {
    let plain = Files::get(name)?;
    let etag = format!("\"{}\"", hex(&plain.metadata.sha256_hash()));
    let mut response = HttpResponse::Ok();
    if name == PAGE {
        let html = String::from_utf8_lossy(&plain.data);
        response.insert_header((CONTENT_SECURITY_POLICY, policy(&html)));
    }
    response
        .insert_header((CACHE_CONTROL, if is_named_by_content(name) { "public, max-age=31536000, immutable" } else { "no-cache" }))
        .insert_header((ETAG, etag.clone()))
        .insert_header((VARY, "accept-encoding"));
    if request.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        response.status(actix_web::http::StatusCode::NOT_MODIFIED);
        return Some(response.finish());
    }
    let mime = mime_guess::from_path(name).first_or_octet_stream();
    let is_text = mime.type_() == mime_guess::mime::TEXT || mime.suffix() == Some(mime_guess::mime::XML);
    let charset = if is_text { "; charset=utf-8" } else { "" };
    response.insert_header((CONTENT_TYPE, format!("{mime}{charset}")));
    let (encoding, data) = best(request, name, plain);
    // `identity` too, so that nothing compresses it again.
    response.insert_header((CONTENT_ENCODING, encoding));
    Some(response.body(data.data.into_owned()))
}

/// The file in the best encoding that the browser takes and that was made beforehand.
fn best(request: &HttpRequest, name: &str, plain: EmbeddedFile) -> (&'static str, EmbeddedFile) {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |coding: &str| {
        accepted.split(',').any(|part| {
            let (offered, weight) = part.split_once(';').unwrap_or((part, ""));
            offered.trim() == coding && !weight.trim().starts_with("q=0") || offered.trim() == coding && weight.trim().starts_with("q=0.")
        })
    };
    for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
        if takes(coding)
            && let Some(file) = Files::get(&format!("{name}.{ending}"))
        {
            return (coding, file);
        }
    }
    ("identity", plain)
}

/// Whether a path ends in a name with an ending: no page's does.
fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// Names such as `web-0123456789abcdef.js` change with the content.
fn is_named_by_content(name: &str) -> bool {
    let stem = name.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default();
    stem.split(['-', '_']).any(|part| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The page's policy: our own files, and the one inline script that starts the app, by its hash.
fn policy(html: &str) -> String {
    let hashes: String = inline_scripts(html)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(digest::digest(&digest::SHA256, script.as_bytes()))))
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// The contents of the `<script>` elements without `src`.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (content, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(content)
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_allowed_by_hash_alone() {
        let html = r#"<script src="/x.js"></script><script type="module">import a</script>"#;
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["import a"]);
        let policy = policy(html);
        assert!(policy.contains("'sha256-") && !policy.contains("unsafe-inline"), "{policy}");
    }

    #[test]
    fn only_files_named_by_their_content_are_kept_for_ever() {
        for (name, kept) in [
            ("web-0123456789abcdef.js", true),
            ("web-0123456789abcdef_bg.wasm", true),
            ("web-0123456789abcdef_settings.wasm", true),
            ("index.html", false),
            ("favicon.svg", false),
        ] {
            assert_eq!(is_named_by_content(name), kept, "{name}");
        }
    }
}
