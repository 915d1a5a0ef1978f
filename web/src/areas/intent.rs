//! Fetching what is probably wanted next: the area of a link that is pointed at, has the focus or is pressed. So most areas are
//! there when they are opened, and a visit that opens none transfers none.

use leptos::ev::{self, Event};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Area;
use crate::routes::Place;

/// Listens from now on.
pub fn fetch_on_intent() {
    for handle in [
        window_event_listener(ev::pointerover, |event| fetch(&event)),
        window_event_listener(ev::pointerdown, |event| fetch(&event)),
        window_event_listener(ev::focusin, |event| fetch(&event)),
    ] {
        on_cleanup(move || handle.remove());
    }
}

fn fetch(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href^='/']").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
    let place = Place::parse(href.split(['?', '#']).next().unwrap_or_default());
    // Whose home is an area's has it: they land there.
    if place != Place::Home
        && let Some(area) = Area::of(place)
    {
        area.prefetch();
    }
}
