//! The bar that says how many are ticked, and what can be done to them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::page::TOTAL_MAX;
use shared::rights::Right;
use shared::subscriptions::BulkAction;

use super::dialog::BulkDialog;
use super::matching::{Walk, select_matching};
use super::run::Run;
use super::selection::Selection;
use crate::i18n::{self, text, text::bulk};
use crate::session;
use crate::subscriptions::api;
use crate::subscriptions::list_state::ListUrl;
use crate::subscriptions::rows::Shown;
use crate::ui::{Button, ButtonKind, ButtonSize, Icon, Load, browser, live, toast};

/// The bar; nothing while nothing is ticked. `changed` is told when something was done.
pub fn selection_bar(list: ListUrl, shown: Load<Shown>, selection: Selection, changed: Callback<()>) -> AnyView {
    let may_act = untrack(|| session::may(Right::ManageSubscriptions));
    let (asked, walk) = (RwSignal::new(None::<BulkAction>), RwSignal::new(Walk::Over));
    let run = Run::new(selection, changed);
    let any = Memo::new(move |_| selection.count() > 0);
    let count = move || {
        let count = selection.count();
        if count == 0 { String::new() } else { bulk::selected(u64::try_from(count).unwrap_or_default()) }
    };
    let bar = move || {
        if !any.get() {
            return ().into_any();
        }
        let clear = move || {
            walk.set(Walk::Over);
            selection.clear();
            browser::focus_after_redraw(".list-card th.pick input");
        };
        view! {
            <div class="selection-bar" role="group" aria-label=bulk::bar()>
                <b class="figures">{count}</b>
                {all_matching(list, shown, selection, walk)}
                <span class="selection-actions">
                    {may_act.then(|| actions(asked))} {export_button(selection)}
                    <Button kind=ButtonKind::Plain size=ButtonSize::Small icon=Icon::Close on_press=clear>
                        {bulk::clear()}
                    </Button>
                </span>
            </div>
        }
        .into_any()
    };
    view! {
        <p class="sr" role="status">
            {count}
        </p>
        {live(bar)}
        {may_act.then(|| view! { <BulkDialog asked selection run /> })}
    }
    .into_any()
}

fn actions(asked: RwSignal<Option<BulkAction>>) -> AnyView {
    let button = |action: BulkAction, sign: Icon, label: &'static str| {
        view! {
            <Button size=ButtonSize::Small icon=sign on_press=move || asked.set(Some(action))>
                {label}
            </Button>
        }
    };
    view! {
        {button(BulkAction::Pause, Icon::Pause, text::subscriptions::pause())}
        {button(BulkAction::Resume, Icon::Play, text::subscriptions::resume())}
        {button(BulkAction::ExtendTrial, Icon::Clock, text::subscriptions::extend())}
    }
    .into_any()
}

/// Offers to tick all that match, where there are more than are ticked; while they are collected, to stop.
fn all_matching(list: ListUrl, shown: Load<Shown>, selection: Selection, walk: RwSignal<Walk>) -> AnyView {
    // How many match: `None` while that is not known, an inner `None` where they are too many to be counted.
    let total = Memo::new(move |_| shown.with(|(_, page)| page.total));
    live(move || {
        if walk.get() != Walk::Over {
            return view! {
                <span class="quiet">{bulk::collecting()}</span>
                <Button kind=ButtonKind::Plain size=ButtonSize::Small on_press=move || walk.set(Walk::Over)>
                    {bulk::stop()}
                </Button>
            }
            .into_any();
        }
        let label = match total.get() {
            None => return ().into_any(),
            Some(Some(total)) if usize::try_from(total).is_ok_and(|total| selection.count() >= total) => return ().into_any(),
            Some(Some(total)) => bulk::select_matching(i18n::number(total)),
            Some(None) => bulk::select_matching_many(i18n::number(TOTAL_MAX)),
        };
        view! {
            <Button kind=ButtonKind::Plain size=ButtonSize::Small on_press=move || select_matching(&list.now(), selection, walk)>
                {label}
            </Button>
        }
        .into_any()
    })
}

fn export_button(selection: Selection) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        busy.set(true);
        let ids: Vec<_> = selection.now().into_iter().map(|(id, _)| id).collect();
        spawn_local(async move {
            match api::export_of(&ids).await {
                Ok(rows) => browser::save(&format!("{}.csv", text::subscriptions::file_name()), "text/csv;charset=utf-8", &rows),
                Err(error) => toast::warn(error.message()),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <Button size=ButtonSize::Small icon=Icon::Download busy label=bulk::export_label() on_press=press>
            {text::subscriptions::export()}
        </Button>
    }
    .into_any()
}
