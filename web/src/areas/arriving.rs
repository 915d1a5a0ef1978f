//! The place of an area on the page: a skeleton while its files come, and what is to be done where they don't.

use std::future::Future;

use futures::FutureExt;
use leptos::prelude::*;

use super::missing::{self, explain};
use super::{Area, Drawn};
use crate::i18n::text;
use crate::routes::Place;
use crate::ui::{Load, ProblemPanel, Skeleton, SkeletonRows, browser, live};

/// Shows what an area draws: at once where its files are there. What `meanwhile` draws stands in its place until then: a
/// skeleton, or the problem that it is given, with a way to try again, which also happens by itself when a lost connection is
/// back.
pub fn arriving<F: Future<Output = Drawn> + 'static>(
    meanwhile: impl Fn(Option<AnyView>) -> AnyView + Send + 'static,
    draw: impl Fn() -> F + Copy + 'static,
) -> AnyView {
    if let Some(Ok(view)) = draw().now_or_never() {
        return view;
    }
    let drawn = StoredValue::new_local(None);
    let fetched = Load::new(move || async move {
        match draw().await {
            Ok(view) => {
                missing::settled();
                drawn.set_value(Some(view));
                Ok(())
            }
            Err(_) => Err(explain().await),
        }
    });
    let there = Memo::new(move |_| fetched.get().is_some());
    live(move || match fetched.error() {
        Some(error) => {
            let retry = move || fetched.reload();
            meanwhile(Some(view! { <ProblemPanel error retry /> }.into_any()))
        }
        None if there.get() => drawn.try_update_value(Option::take).flatten().into_any(),
        None => meanwhile(None),
    })
}

/// A page that is an area's.
pub fn arriving_page(area: Area, place: Place) -> AnyView {
    let draw = move || area.page(place);
    if place.is_public() { arriving(public_meanwhile, draw) } else { arriving(page_meanwhile, draw) }
}

/// What stands in a dialog. Its first field gets the focus, as it does where the dialog opens with its content.
pub fn arriving_in_dialog<F: Future<Output = Drawn> + 'static>(draw: impl Fn() -> F + Copy + 'static) -> AnyView {
    let meanwhile = |problem: Option<AnyView>| {
        let content = problem.unwrap_or_else(|| view! { <SkeletonRows rows=3 /> }.into_any());
        view! { <div class="dialog-body">{content}</div> }.into_any()
    };
    let late = StoredValue::new(false);
    let drawn = arriving(meanwhile, move || async move {
        let view = draw().await;
        if late.get_value() {
            request_animation_frame(|| {
                let _ = browser::focus_on_page("dialog[open] [autofocus]");
            });
        }
        view
    });
    late.set_value(true);
    drawn
}

/// As the app looks while it asks who is signed in, or could not ask.
fn public_meanwhile(problem: Option<AnyView>) -> AnyView {
    match problem {
        Some(problem) => view! {
            <main class="alone">
                <h1 class="sr">"Countersign"</h1>
                {problem}
            </main>
        }
        .into_any(),
        None => view! { <div class="starting" role="status" aria-label=text::common::loading()></div> }.into_any(),
    }
}

fn page_meanwhile(problem: Option<AnyView>) -> AnyView {
    let content = problem.unwrap_or_else(|| {
        view! {
            <div class="page-head">
                <Skeleton shape="title" />
            </div>
            <SkeletonRows />
        }
        .into_any()
    });
    view! {
        <h1 class="sr">"Countersign"</h1>
        {content}
    }
    .into_any()
}
