//! The saved views of a list of subscriptions.

use leptos::prelude::*;
use shared::views::ViewList;

use super::list_state::{ListState, ListUrl};
use crate::views::{self, ListAddress};

/// The menu of views of a list.
pub(super) fn views_menu(list: ListUrl) -> AnyView {
    let archived = list.now().query.archived;
    views::menu(ListAddress {
        list: if archived.is_some() { ViewList::Archived } else { ViewList::Subscriptions },
        query: Signal::derive(move || list.get().view()),
        as_written: |query| ListState::of_view(query, None).view(),
        show: Callback::new(move |query: String| list.go(&ListState::of_view(&query, archived))),
    })
}
