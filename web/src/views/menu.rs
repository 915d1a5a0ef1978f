//! The menu of saved views above a list.

use leptos::prelude::*;
use shared::views::{SavedView, SavedViews, ViewList};

use super::api;
use super::manage_dialog::manage_dialog;
use super::save_dialog::save_dialog;
use crate::i18n::text::views as text;
use crate::ui::{Icon, Load, Menu, icon};

/// The list that the menu stands above: what it shows, and the way to something else. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub struct ListAddress {
    /// Which list.
    pub list: ViewList,
    /// The query string of what it shows, without the page.
    pub query: Signal<String>,
    /// Any query string as `query` would have it, so that the two can be compared.
    pub as_written: fn(&str) -> String,
    /// Shows what a query string says.
    pub show: Callback<String>,
}

/// What the menu and its dialogs share.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub list: ListAddress,
    pub views: Load<SavedViews>,
    /// Whether the dialog is open in which a view is saved.
    pub saving: RwSignal<bool>,
    /// Whether the dialog is open in which views are renamed and deleted.
    pub managing: RwSignal<bool>,
}

impl Context {
    /// The views of this list, in the order of their names; tracked.
    pub fn of_list(self) -> Vec<SavedView> {
        let own = |views: &SavedViews| views.items.iter().filter(|view| view.list == self.list.list).cloned().collect();
        self.views.with(own).unwrap_or_default()
    }

    /// The view that the list shows now; tracked.
    fn active(self) -> Option<SavedView> {
        let now = self.list.query.get();
        self.of_list().into_iter().find(|view| (self.list.as_written)(&view.query) == now)
    }
}

/// A button that names the view that is shown, with the views, and the ways to save, rename and delete them.
pub fn menu(list: ListAddress) -> AnyView {
    let context = Context { list, views: Load::new(api::list), saving: RwSignal::new(false), managing: RwSignal::new(false) };
    let active = Memo::new(move |_| context.active());
    let name = move || match active.get() {
        Some(view) => view! {
            <span class="view-name">
                <span class="sr">{text::views()} ": "</span>
                {view.name}
            </span>
        }
        .into_any(),
        None => view! { <span>{text::views()}</span> }.into_any(),
    };
    let face = view! { {icon(Icon::Bookmark)} {name} }.into_any();
    // Only what narrows or orders the list is worth a name, and only once.
    let may_save = move || !context.list.query.with(String::is_empty) && active.with(Option::is_none);
    let save = move || may_save().then(|| action(Icon::Plus, text::save(), context.saving));
    let manage = move || (!context.of_list().is_empty()).then(|| action(Icon::Pencil, text::manage(), context.managing));
    view! {
        <Menu face class="button plain">
            {move || entries(context, active)}
            {save}
            {manage}
        </Menu>
        {save_dialog(context)}
        {manage_dialog(context)}
    }
    .into_any()
}

fn action(sign: Icon, label: &'static str, open: RwSignal<bool>) -> AnyView {
    view! {
        <button type="button" on:click=move |_| open.set(true)>
            {icon(sign)}
            {label}
        </button>
    }
    .into_any()
}

fn entries(context: Context, active: Memo<Option<SavedView>>) -> AnyView {
    if let Some(error) = context.views.error() {
        return view! { <p class="menu-head">{error.message()}</p> }.into_any();
    }
    let views = context.of_list();
    if views.is_empty() {
        return view! { <p class="menu-head">{text::empty()}</p> }.into_any();
    }
    let active = active.get().map(|view| view.id);
    let entries: Vec<_> = views.into_iter().map(|view| entry(context, active == Some(view.id), view)).collect();
    view! {
        <div class="menu-group" role="group" aria-label=text::saved_views()>
            {entries}
        </div>
        <hr />
    }
    .into_any()
}

fn entry(context: Context, is_active: bool, view: SavedView) -> AnyView {
    view! {
        <button type="button" aria-pressed=if is_active { "true" } else { "false" } on:click=move |_| context.list.show.run(view.query.clone())>
            {icon(Icon::Check)}
            {view.name.clone()}
        </button>
    }
    .into_any()
}
