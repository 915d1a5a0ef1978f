//! The page of trials: the pipeline, and the chart of how they went.

use leptos::prelude::*;
use shared::page::Page;
use shared::subscriptions::Subscription;

use super::api;
use super::board::{Board, board};
use super::chart::chart;
use crate::i18n::text::trials as text;
use crate::live::{News, follow};
use crate::subscriptions::{ActivateForm, EndTrialDialog, ExtendDialog};
use crate::ui::{Card, EmptyState, Icon, Load, PageHead, SkeletonRows, held, live, loaded};

/// Running trials and those that ran out.
pub(super) type Pipeline = (Page<Subscription>, Page<Subscription>);

/// The pipeline of trials.
#[component]
pub fn TrialsPage() -> impl IntoView {
    let pipeline: Load<Pipeline> = Load::new(|| async { Ok((api::running().await?, api::expired().await?)) });
    let report = Load::new(api::report);
    let board_state = Board::default();
    let done = Callback::new(move |_: Subscription| {
        pipeline.reload();
        report.reload();
    });
    follow(News::is_of_subscriptions, move || {
        pipeline.refresh();
        report.refresh();
    });
    let is_empty = Memo::new(move |_| pipeline.with(|(running, expired)| running.items.is_empty() && expired.items.is_empty()));
    let content = move || {
        live(move || match is_empty.get() {
            Some(true) => view! { <EmptyState sign=Icon::Clock title=text::empty() sentence=text::empty_advice() /> }.into_any(),
            _ => board(pipeline, board_state),
        })
    };
    let chosen = Signal::derive(move || board_state.chosen.get());
    let skeleton = || view! { <SkeletonRows rows=6 /> }.into_any();
    view! {
        <PageHead title=text::title() />
        <section class="pipeline" aria-label=text::pipeline()>
            {held(pipeline, skeleton, content)}
        </section>
        <Card title=text::report() about=text::report_about()>
            {loaded(report, skeleton, |report| chart(&report.months))}
        </Card>
        <ActivateForm open=board_state.activating subscription=chosen done />
        <ExtendDialog open=board_state.extending subscription=chosen done />
        <EndTrialDialog open=board_state.ending subscription=chosen done />
    }
    .into_any()
}
