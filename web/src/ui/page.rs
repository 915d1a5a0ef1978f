//! The head of every page: its title in tab and heading, and the focus after a navigation.

use std::cell::RefCell;

use leptos::html;
use leptos::prelude::*;

use super::browser;
use super::live::watch;

thread_local! {
    static LAST_PATH: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A page's heading with what can be done at its right. Names the tab; takes the focus when the reader came here from
/// another page, so that a screen reader tells where they are.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    /// Badges and buttons at the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    enter_page(&title, node);
    view! {
        <div class="page-head">
            <h1 node_ref=node tabindex="-1">
                {title}
            </h1>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// For pages that draw their own heading: names the tab, and moves the focus as [`PageHead`] does; to the page's first
/// field where it has one to begin with. (The attribute `autofocus` works once per load, and this is one load.)
pub fn enter_page(title: &str, heading: NodeRef<html::H1>) {
    browser::set_title(title);
    watch(move || {
        let Some(heading) = heading.get() else { return };
        let path = browser::path();
        let came_from = LAST_PATH.replace(Some(path.clone()));
        let from_elsewhere = came_from.as_ref() != Some(&path);
        if from_elsewhere && !browser::focus_on_page("[data-first]") && came_from.is_some() {
            browser::focus(&heading);
        }
    });
}
