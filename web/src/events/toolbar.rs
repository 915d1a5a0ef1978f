//! The filters above the activity, and its export.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use shared::events::EventKind;
use shared::ids::SubscriptionId;
use shared::rights::Right;

use super::api;
use super::filter::{ACTOR, Filter, KIND, SINCE, SUBSCRIPTION, UNTIL, address};
use crate::i18n::text::events as text;
use crate::routes::Place;
use crate::session;
use crate::ui::{Button, ButtonKind, Icon, Load, browser, icon, toast};

/// Filters by kind, person and day; the subscription, where one was chosen on its page; export.
pub(super) fn toolbar(filter: Memo<Filter>) -> AnyView {
    let query = use_query_map();
    let navigate = use_navigate();
    // Another filter begins at its first page.
    let go = move |name: &'static str, value: String| {
        let options = NavigateOptions { scroll: false, resolve: false, ..NavigateOptions::default() };
        navigate(&query.with_untracked(|query| address(query, &[(name, Some(value))])), options);
    };
    let go = StoredValue::new(go);
    let choose = move |name: &'static str| move |value: String| go.with_value(|go| go(name, value));
    let chosen = move |name: &'static str| Signal::derive(move || query.with(|query| query.get(name)).unwrap_or_default());
    let sees_team = untrack(|| session::may(Right::ManageTeam));
    view! {
        <div class="toolbar" role="search" aria-label=text::filters()>
            {select(text::kind(), text::all_kinds(), Signal::stored(groups()), chosen(KIND), Box::new(choose(KIND)))}
            {sees_team.then(|| actors(chosen(ACTOR), Box::new(choose(ACTOR))))}
            {day(text::since(), chosen(SINCE), Box::new(choose(SINCE)))}
            {day(text::until(), chosen(UNTIL), Box::new(choose(UNTIL)))}
            {move || filter.get().subscription.map(|id| subscription_chip(id, query))}
            {move || filter.get().is_set().then(clear_link)}
            <span class="toolbar-end">{export_button(filter)}</span>
        </div>
    }
    .into_any()
}

/// The groups of kinds, by what they are about.
fn groups() -> Vec<(String, String)> {
    EventKind::groups().into_iter().map(|group| (group.to_owned(), group_label(group).unwrap_or(group).to_owned())).collect()
}

fn group_label(group: &str) -> Option<&'static str> {
    match group {
        "reseller" => Some(text::group_reseller()),
        "reseller_member" => Some(text::group_reseller_member()),
        "subscription" => Some(text::group_subscription()),
        "clock" => Some(text::group_clock()),
        "member" => Some(text::group_member()),
        "connection" => Some(text::group_connection()),
        "person" => Some(text::group_person()),
        "directory" => Some(text::group_directory()),
        "domain" => Some(text::group_domain()),
        "invite" => Some(text::group_invite()),
        "trial" => Some(text::group_trial()),
        "reminder" => Some(text::group_reminder()),
        "api_key" => Some(text::group_api_key()),
        _ => None,
    }
}

fn actors(chosen: Signal<String>, choose: Box<dyn Fn(String)>) -> AnyView {
    let team = Load::new(api::team);
    let options = Signal::derive(move || {
        let person = |member: &shared::resellers::ResellerMember| (member.account_id.to_string(), member.full_name.clone());
        team.with(|page| page.items.iter().map(person).collect()).unwrap_or_default()
    });
    select(text::actor(), text::all_actors(), options, chosen, choose)
}

/// A native list to choose from; the first entry takes the filter away.
fn select(
    label: &'static str,
    all: &'static str,
    options: Signal<Vec<(String, String)>>,
    chosen: Signal<String>,
    choose: Box<dyn Fn(String)>,
) -> AnyView {
    let option = move |(value, label): (String, String)| {
        let own = value.clone();
        view! { <option value=value selected=move || chosen.get() == own>{label}</option> }
    };
    view! {
        <select
            class="input select filter"
            class:chosen=move || !chosen.get().is_empty()
            aria-label=label
            prop:value=move || {
                options.track();
                chosen.get()
            }
            on:change:target=move |event| choose(event.target().value())
        >
            <option value="" selected=move || chosen.get().is_empty()>{all}</option>
            {move || options.get().into_iter().map(option).collect::<Vec<_>>()}
        </select>
    }
    .into_any()
}

fn day(label: &'static str, chosen: Signal<String>, choose: Box<dyn Fn(String)>) -> AnyView {
    view! {
        <label class="day-filter">
            <span>{label}</span>
            <input
                class="input filter"
                class:chosen=move || !chosen.get().is_empty()
                type="date"
                prop:value=chosen
                on:change:target=move |event| choose(event.target().value())
            />
        </label>
    }
    .into_any()
}

/// The subscription whose events are shown, and the way to those of all.
fn subscription_chip(id: SubscriptionId, query: Memo<ParamsMap>) -> AnyView {
    let subscription = Load::new(move || api::subscription(id));
    let name = move || subscription.with(|subscription| subscription.company_name.clone()).unwrap_or_else(|| "…".to_owned());
    let without = move || query.with(|query| address(query, &[(SUBSCRIPTION, None)]));
    view! {
        <span class="chip">
            <a href=Place::Subscription(id).path()>{name}</a>
            <a class="chip-off" href=without aria-label=move || text::remove_filter(name())>
                {icon(Icon::Close)}
            </a>
        </span>
    }
    .into_any()
}

fn clear_link() -> AnyView {
    view! {
        <a class="button plain clear" href=Place::Activity.path()>
            {icon(Icon::Close)}
            <span>{text::clear_filters()}</span>
        </a>
    }
    .into_any()
}

fn export_button(filter: Memo<Filter>) -> AnyView {
    let busy = RwSignal::new(false);
    let press = move || {
        busy.set(true);
        let filter = filter.get_untracked();
        spawn_local(async move {
            match api::export(&filter).await {
                Ok(rows) => browser::save(&format!("{}.csv", text::file_name()), "text/csv;charset=utf-8", &rows),
                Err(error) => toast::warn(error.message()),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <span title=text::export_label()>
            <Button kind=ButtonKind::Plain icon=Icon::Download busy on_press=press>
                {text::export()}
            </Button>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use shared::events::EventKind;

    use super::group_label;

    #[test]
    fn every_group_of_kinds_has_a_name() {
        for group in EventKind::groups() {
            assert!(group_label(group).is_some(), "{group}");
        }
    }
}
