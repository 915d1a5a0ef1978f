//! Pages of Google's lists.

use serde_json::Value;
use url::Url;

use super::Fault;

/// Which page of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The first one, or something that is no list.
    Beginning,
    /// One that the page before it named.
    Further,
}

impl Place {
    pub const fn of(token: Option<&str>) -> Self {
        if token.is_some() { Self::Further } else { Self::Beginning }
    }
}

/// Puts what is asked of a list into its address.
pub(super) fn ask(url: &mut Url, fields: &[(&str, &str)], token: Option<&str>) {
    url.query_pairs_mut().extend_pairs(fields).extend_pairs(token.map(|token| ("pageToken", token)));
}

/// What a page holds; an empty list is left out.
pub(super) fn items<'a>(page: &'a Value, name: &str) -> Result<&'a [Value], Fault> {
    match page.get(name) {
        None if page.is_object() => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        _ => Err(Fault::Senseless("a page has no items")),
    }
}

/// Where the next page begins.
pub(super) fn next(page: &Value) -> Option<&str> {
    page["nextPageToken"].as_str().filter(|token| !token.is_empty())
}

/// A text that is not empty.
pub(super) fn text(item: &Value, name: &str) -> Option<String> {
    item[name].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
