//! What the app asks of the browser besides HTTP: storage, clock, clipboard, focus, title.

use std::cell::RefCell;
use std::time::Duration;

use chrono::{Datelike, NaiveDate};
use js_sys::{Date, Promise, Reflect};
use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, FocusOptions, HtmlAnchorElement, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, Storage};

fn storage() -> Option<Storage> {
    // Refused in some private modes: then nothing is kept.
    window().local_storage().ok().flatten()
}

/// A text that this browser keeps for the app.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a text in this browser, or forgets it.
pub fn keep(name: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match value {
            Some(value) => storage.set_item(name, value),
            None => storage.remove_item(name),
        };
    }
}

/// Whether this tab keeps a mark.
pub fn tab_has(name: &str) -> bool {
    tab_storage().is_some_and(|storage| storage.get_item(name).ok().flatten().is_some())
}

/// Keeps a mark as long as the tab is open, or forgets it.
pub fn tab_keep(name: &str, kept: bool) {
    if let Some(storage) = tab_storage() {
        let _ = if kept { storage.set_item(name, "1") } else { storage.remove_item(name) };
    }
}

fn tab_storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// The languages that the reader asks for, best first, parted by commas.
pub fn languages() -> String {
    window().navigator().languages().join(",").into()
}

/// Whether the browser believes that it has a network.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Whether shortcuts are written as Apple does, with the command key.
pub fn is_apple() -> bool {
    window().navigator().user_agent().is_ok_and(|agent| ["Mac", "iPhone", "iPad"].iter().any(|name| agent.contains(name)))
}

/// Whether a dialog stands over the page.
pub fn is_in_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Scrolls an element's own box so far that the element is seen.
pub fn reveal(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Milliseconds since 1970, by the reader's clock: for words such as "2 hours ago", never for rules.
#[expect(clippy::as_conversions, reason = "Date.now() is whole and far below 2^53")]
pub fn now_millis() -> i64 {
    Date::now() as i64
}

/// Whether the reader looks at another tab or window.
pub fn is_hidden() -> bool {
    document().hidden()
}

/// Waits.
pub async fn sleep(time: Duration) {
    let millis = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    let waited = Promise::new(&mut |done, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, millis);
    });
    let _ = JsFuture::from(waited).await;
}

/// What has the focus now.
pub fn focused() -> Option<HtmlElement> {
    let body = document().body()?;
    let active = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    (active != body).then_some(active)
}

/// Gives the focus back to what had it before a list was drawn anew: moving an element takes the focus from it.
pub fn keep_focus(had: Option<HtmlElement>) {
    let Some(had) = had else { return };
    request_animation_frame(move || {
        if focused().is_none() && had.is_connected() {
            focus(&had);
        }
    });
}

/// Midnight at the beginning of a day of the reader's, so many days later, as RFC 3339.
pub fn midnight(date: NaiveDate, days_later: i32) -> String {
    let number = |value: u32| i32::try_from(value).unwrap_or_default();
    let year = u32::try_from(date.year()).unwrap_or_default();
    let day = Date::new_with_year_month_day(year, number(date.month0()), number(date.day()) + days_later);
    day.to_iso_string().into()
}

/// Sets an attribute of the page's root element, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Names the page in the tab and in the history.
pub fn set_title(title: &str) {
    document().set_title(&format!("{title} · Countersign"));
}

/// Where this installation is: `https://portal.example`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Leaves the app for another site.
pub fn leave(url: &str) {
    let _ = window().location().assign(url);
}

/// The path of the page that is shown.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Path and query of the page that is shown.
pub fn path_and_query() -> String {
    path() + &window().location().search().unwrap_or_default()
}

thread_local! {
    /// The secret behind `#` of the page that is shown, with that page's path: a language change draws the page anew.
    static FRAGMENT: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// Whether a text stands behind `#`.
pub fn has_fragment() -> bool {
    window().location().hash().is_ok_and(|hash| hash.len() > 1)
}

/// Takes the text behind `#` and removes it from the address bar and the history, since it is a secret.
pub fn take_fragment() -> Option<String> {
    let hash = window().location().hash().unwrap_or_default();
    if let Some(text) = hash.strip_prefix('#').filter(|text| !text.is_empty()) {
        FRAGMENT.replace(Some((path(), text.to_owned())));
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or_default();
            let _ = history.replace_state_with_url(&state, "", Some(&path_and_query()));
        }
    }
    FRAGMENT.with_borrow(|kept| kept.as_ref().filter(|(at, _)| *at == path()).map(|(_, text)| text.clone()))
}

/// Moves the focus without scrolling.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Moves the focus to the first element that the selector names, and scrolls it into view.
pub fn focus_first(root: &HtmlElement, selector: &str) {
    if let Some(element) = root.query_selector(selector).ok().flatten().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Moves the focus to the element with this id.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Moves the focus to an element that is about to be drawn anew, since the old one takes the focus with it.
pub fn focus_after_redraw(selector: &'static str) {
    request_animation_frame(move || {
        let element = document().query_selector(selector).ok().flatten();
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            focus(&element);
        }
    });
}

/// Moves the focus to the first element that the selector names where nothing has it any more: its button went away.
pub fn focus_if_lost(selector: &'static str) {
    request_animation_frame(move || {
        let Some(body) = document().body() else { return };
        let lost = document().active_element().is_none_or(|active| active == *body);
        if lost && let Some(element) = body.query_selector(selector).ok().flatten().and_then(|element| element.dyn_into().ok()) {
            focus(&element);
        }
    });
}

/// Moves the focus to the first element of the page that the selector names; false where there is none.
pub fn focus_on_page(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

/// Puts a text on the clipboard; false where the browser refuses, or has none: over plain HTTP it gives none to pages.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let given = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| !clipboard.is_undefined());
    given && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Selects the whole text of an element, as for copying it by hand.
pub fn select(element: &HtmlElement) {
    if let Some(selection) = window().get_selection().ok().flatten() {
        let _ = selection.select_all_children(element);
    }
}

/// The number of the day on which a point in time falls where the reader is.
pub fn local_day(millis: i64) -> i64 {
    const MINUTE: i64 = 60_000;
    let date = Date::new(&exact(millis).into());
    (millis - offset_minutes(&date) * MINUTE).div_euclid(24 * 60 * MINUTE)
}

/// How many minutes UTC is ahead of the reader's clock at a point in time.
#[expect(clippy::as_conversions, reason = "whole minutes, a day's worth at most")]
fn offset_minutes(date: &Date) -> i64 {
    date.get_timezone_offset() as i64
}

/// JavaScript's numbers are exact up to 2^53: far beyond any date in milliseconds and any count shown here.
#[expect(clippy::as_conversions, reason = "there is no fallible way from i64 to f64")]
pub const fn exact(value: i64) -> f64 {
    value as f64
}

/// A text as it may stand in a query.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Has the browser save a text as a file. Marked as UTF-8, which spreadsheets need to read accents.
pub fn save(name: &str, mime: &str, text: &str) {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let parts = js_sys::Array::of2(&"\u{feff}".into(), &text.into());
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &kind) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}

/// Takes an element off the page.
pub fn remove(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}

/// Opens the browser's dialog to print the page.
pub fn print() {
    let _ = window().print();
}
