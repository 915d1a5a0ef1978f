//! What stands at the top of the wizard and of the home page, and in their place while there is nothing to show.

use leptos::prelude::*;
use shared::problem::ProblemCode;

use super::link::Link;
use super::words;
use crate::i18n::text;
use crate::routes::Place;
use crate::shell::NotFoundPage;
use crate::ui::{Badge, PageHead, ProblemPanel, Skeleton, SkeletonRows, live};

/// The way back: the list, the subscription, this page.
pub(super) fn breadcrumb(link: Link, here: &'static str) -> AnyView {
    view! {
        <nav class="breadcrumb quiet" aria-label=text::subscriptions::path()>
            <a href=Place::Home.path()>{text::subscriptions::back_to_list()}</a>
            <span aria-hidden="true">"/"</span>
            <a href=Place::Subscription(link.id).path()>{link.company}</a>
            <span aria-hidden="true">"/"</span>
            <span aria-current="page">{here}</span>
        </nav>
    }
    .into_any()
}

/// How all modes stand together.
pub(super) fn status_badge(link: Link) -> AnyView {
    let status = Memo::new(move |_| link.connection.with(|connection| connection.status));
    live(move || match status.get() {
        Some(status) => view! { <Badge tone=words::status_tone(status) label=words::status(status) /> }.into_any(),
        None => ().into_any(),
    })
}

/// The page once both are there; before that a skeleton, or what went wrong.
pub(super) fn page(link: Link, content: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let there = Memo::new(move |_| link.subscription.with(|_| ()).is_some() && link.connection.with(|_| ()).is_some());
    let error = move || link.subscription.error().or_else(|| link.connection.error());
    live(move || match (there.get(), error()) {
        (true, _) => content(),
        (false, Some(error)) if error.code() == Some(ProblemCode::NotFound) => view! { <NotFoundPage /> }.into_any(),
        (false, Some(error)) => {
            let retry = move || {
                link.subscription.reload();
                link.connection.reload();
            };
            view! {
                <PageHead title=text::connections::connection() />
                <section class="card">
                    <ProblemPanel error retry />
                </section>
            }
            .into_any()
        }
        (false, None) => skeleton(),
    })
}

fn skeleton() -> AnyView {
    view! {
        <div class="breadcrumb">
            <Skeleton shape="half" />
        </div>
        <div class="page-head">
            <h1 class="sr">{text::common::loading()}</h1>
            <Skeleton shape="title" />
        </div>
        <section class="card">
            <SkeletonRows rows=4 />
        </section>
    }
    .into_any()
}
