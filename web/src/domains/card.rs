//! The card "SPF" of a subscription.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domains::{Domain, SpfReport};
use shared::rights::Right;

use super::dialogs::{add_dialog, removal_dialog};
use super::list::Domains;
use super::report::report;
use super::{api, words};
use crate::i18n::text::domains as text;
use crate::ui::{
    Badge, Button, ButtonKind, ButtonSize, Card, EmptyState, Icon, Notice, Part, SkeletonRows, TimeAgo, Tone, cell, held, keyed, live,
    toast,
};

/// What the card knows of its subscription.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub domains: Domains,
    pub company: Signal<String>,
    /// The domain that is about to be removed.
    pub removed: RwSignal<Option<Domain>>,
    pub removing: RwSignal<bool>,
    may_connect: bool,
}

/// The domains, each with what its record comes to. `open` says whether the subscription is not over, so that domains can
/// be added; `rights` are the reader's on it.
pub fn domains_card(domains: Domains, company: Signal<String>, open: Signal<bool>, rights: &[Right]) -> AnyView {
    let may_connect = rights.contains(&Right::Connect);
    let context = Context { domains, company, removed: RwSignal::new(None), removing: RwSignal::new(false), may_connect };
    let adding = RwSignal::new(false);
    let may_add = Memo::new(move |_| may_connect && open.get());
    let actions = move || {
        may_add.get().then(|| {
            view! {
                <Button size=ButtonSize::Small icon=Icon::Plus on_press=move || adding.set(true)>
                    {text::add()}
                </Button>
            }
        })
    };
    let page = domains.page;
    let is_empty = Memo::new(move |_| page.with(|page| page.items.is_empty()).unwrap_or(true));
    let content = move || live(move || if is_empty.get() { nothing() } else { list(context) });
    view! {
        <div id="spf">
            <Card title=text::title() about=text::about() actions=move || view! { {actions} } flush=()>
                {held(page, || view! { <SkeletonRows rows=2 /> }.into_any(), content)}
            </Card>
        </div>
        {add_dialog(context, adding)}
        {removal_dialog(context)}
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! { <div class="compact"><EmptyState sign=Icon::Mail title=text::empty() sentence=text::empty_advice() /></div> }.into_any()
}

fn list(context: Context) -> AnyView {
    let page = context.domains.page;
    let part = move |domain: &Domain| {
        let id = domain.id;
        let found = move || page.with(|page| page.items.iter().find(|one| one.id == id).cloned()).flatten();
        Part::following(id.to_string(), found, move |domain| row(context, domain))
    };
    let rows = keyed(move || page.with(|page| page.items.iter().map(part).collect()).unwrap_or_default());
    view! { <ul class="domains">{rows}</ul> }.into_any()
}

fn row(context: Context, domain: Memo<Domain>) -> AnyView {
    // A domain's name stays what it is.
    let name = domain.with_untracked(|domain| domain.unicode_name.clone());
    let badge = |domain: &Domain| match &domain.spf {
        Some(spf) => view! { <Badge tone=words::tone(spf.result) label=words::label(spf.result) /> }.into_any(),
        None => view! { <Badge tone=Tone::Calm label=text::checking() /> }.into_any(),
    };
    let checked = |domain: &Domain| {
        let line = |spf: &SpfReport| {
            view! {
                <p class="quiet">{text::checked_at()} " " <TimeAgo at=spf.checked_at /></p>
            }
        };
        domain.spf.as_ref().map(line).into_any()
    };
    let actions = context.may_connect.then(|| actions(context, domain, name.clone()));
    let title = name.clone();
    let said = move |spf: &Option<SpfReport>| {
        let said = |spf: &SpfReport| view! { <p>{words::meaning(spf)}</p> {report(&name, spf)} };
        spf.as_ref().map(said).into_any()
    };
    view! {
        <li>
            <div class="domain-head">
                <h3>{title}</h3>
                {cell(domain, badge)}
                {actions}
            </div>
            {cell(Memo::new(move |_| domain.with(|domain| domain.gone_since)), gone)}
            {cell(Memo::new(move |_| domain.with(finding)), said)}
            {cell(domain, checked)}
        </li>
    }
    .into_any()
}

/// That the platform does not know the domain any more, and what to do about it.
fn gone(since: &Option<DateTime<Utc>>) -> AnyView {
    let line = |since: DateTime<Utc>| {
        view! {
            <Notice tone=Tone::Warn>
                <p>{text::gone()}</p>
                <p class="quiet">
                    <TimeAgo at=since />
                </p>
            </Notice>
        }
    };
    since.map(line).into_any()
}

/// What a check found, whenever that was: one that finds the same leaves open what is open.
fn finding(domain: &Domain) -> Option<SpfReport> {
    domain.spf.clone().map(|spf| SpfReport { checked_at: DateTime::UNIX_EPOCH, ..spf })
}

fn actions(context: Context, domain: Memo<Domain>, name: String) -> AnyView {
    let id = domain.with_untracked(|domain| domain.id);
    let busy = RwSignal::new(false);
    let (check_label, remove_label) = (text::check_label(&name), text::remove_label(&name));
    let check = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let name = name.clone();
        spawn_local(async move {
            match api::check(context.domains.id, id).await {
                Ok(report) => {
                    toast::say(text::checked(name, words::label(report.result)));
                    context.domains.reload();
                }
                Err(error) => toast::warn(error.message()),
            }
            // Nothing where the page was left meanwhile.
            busy.try_set(false);
        });
    };
    let remove = move || {
        context.removed.set(Some(domain.get_untracked()));
        context.removing.set(true);
    };
    view! {
        <div class="domain-actions">
            <Button size=ButtonSize::Small icon=Icon::Refresh busy=busy label=check_label on_press=check>
                {text::check()}
            </Button>
            <Button size=ButtonSize::Small kind=ButtonKind::Plain icon=Icon::Trash label=remove_label on_press=remove />
        </div>
    }
    .into_any()
}
