//! A menu: a button and a native popover beside it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

thread_local! {
    static MENUS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// A button that shows a list of links and buttons over the page. The browser closes it by Escape or a click elsewhere;
/// a click on something in it closes it as well.
#[component]
pub fn Menu(
    /// What stands on the button.
    face: AnyView,
    /// The button's class: `button small`, `person`.
    #[prop(default = "button")]
    class: &'static str,
    /// What a screen reader says, where the face is an icon alone.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    /// Links and buttons. Those with `data-stays` leave the menu open.
    children: Children,
) -> impl IntoView {
    let id = MENUS.get().wrapping_add(1);
    MENUS.set(id);
    let id = format!("menu-{id}");
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let place = move |_| {
        if let (Some(button), Some(list)) = (button.get_untracked(), list.get_untracked()) {
            place_beside(&button, &list);
        }
    };
    let press = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let on = |selector: &str| target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some());
        if on("a, button")
            && !on("[data-stays]")
            && let Some(list) = list.get_untracked()
        {
            let _ = list.hide_popover();
        }
    };
    let label = move || label.map(|label| label.get());
    view! {
        <button type="button" class=class node_ref=button popovertarget=id.clone() aria-label=label title=label>
            {face}
        </button>
        <div class="menu" id=id popover="auto" node_ref=list on:toggle=place on:click=press>
            {children()}
        </div>
    }
    .into_any()
}

/// Below the button if there is room, else above; never beyond the window's edge.
fn place_beside(button: &HtmlElement, list: &HtmlElement) {
    const GAP: f64 = 6.0;
    let (face, size) = (button.get_bounding_client_rect(), list.get_bounding_client_rect());
    let length = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    let (width, height) = (length(window().inner_width()), length(window().inner_height()));
    let below = face.bottom() + GAP;
    let top = if below + size.height() + GAP <= height { below } else { (face.top() - GAP - size.height()).max(GAP) };
    let left = if face.left() + size.width() + GAP <= width { face.left() } else { (face.right() - size.width()).max(GAP) };
    // Properties set by script are not what the policy forbids: that is style attributes.
    let style = list.style();
    let _ = style.set_property("top", &pixels(top));
    let _ = style.set_property("left", &pixels(left));
}

/// Written by the browser: formatting fractions in Rust would cost 10 kB.
fn pixels(length: f64) -> String {
    let text: String = js_sys::Number::from(length).to_string_with_radix(10).map(Into::into).unwrap_or_default();
    text + "px"
}
