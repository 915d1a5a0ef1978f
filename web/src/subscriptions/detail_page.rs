//! The page of one subscription: what it is, how it stands, its people, what happened, and what can be done with it.

use leptos::prelude::*;
use shared::ids::SubscriptionId;
use shared::problem::ProblemCode;
use shared::rights::Right;
use shared::subscriptions::{Action, Lifecycle, Subscription};

use super::activate_dialog::ActivateForm;
use super::api;
use super::danger_card::danger_card;
use super::detail_head::{breadcrumb, head};
use super::details_card::details_card;
use super::extend_dialog::ExtendDialog;
use super::notices::notices;
use super::pause::PauseDialog;
use super::plan_card::plan_card;
use super::reactivate_dialog::ReactivateDialog;
use super::trial_card::trial_card;
use crate::api::ClientError;
use crate::connections::{Health, connection_card, offboarding_card};
use crate::directory::{Figures, directory_card, seats_prompt};
use crate::domains::{Domains, domains_card, spf_prompt};
use crate::events::{Activity, activity_card};
use crate::i18n::text;
use crate::live::follow;
use crate::members::{People, people_card};
use crate::session;
use crate::shell::NotFoundPage;
use crate::ui::{Load, PageHead, ProblemPanel, Skeleton, SkeletonRows, browser};

/// What the parts of the page share. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct Detail {
    /// Which subscription.
    pub id: SubscriptionId,
    /// The subscription as it was read last.
    pub subscription: Load<Subscription>,
    /// The customer's name.
    pub company: Memo<String>,
    /// Its people, for readers who see them.
    pub people: Option<People>,
    /// Its sender domains, for readers who see them.
    domains: Option<Domains>,
    /// Its connection, for the same.
    health: Option<Health>,
    /// Its directory in figures, for the same.
    directory: Option<Figures>,
    /// What happened, for the reseller's people.
    activity: Option<Activity>,
}

impl Detail {
    fn new(id: SubscriptionId, reader: &Reader) -> Self {
        let subscription = Load::new(move || api::get(id));
        let name = move |_: Option<&String>| subscription.with(|subscription| subscription.company_name.clone()).unwrap_or_default();
        Self {
            id,
            subscription,
            company: Memo::new(name),
            people: reader.sees_people().then(|| People::new(id)),
            domains: reader.sees_domains().then(|| Domains::new(id)),
            health: reader.sees_domains().then(|| Health::new(id)),
            directory: reader.sees_domains().then(|| Figures::new(id)),
            activity: reader.works_for_reseller.then(|| Activity::new(id)),
        }
    }

    /// Takes over what a change was answered with.
    pub fn took(self, subscription: Subscription) {
        self.subscription.set(subscription);
        if let Some(activity) = self.activity {
            activity.reload();
        }
        browser::focus_if_lost("h1");
    }

    /// Reads everything again: after a change that is not answered with the subscription.
    pub fn reload(self) {
        self.subscription.reload();
        if let Some(activity) = self.activity {
            activity.reload();
        }
    }

    /// Follows what others do. A dialog that is open keeps what was typed: it has its own copy.
    fn follow(self) {
        follow(
            move |news| news.is_about(self.id),
            move || {
                self.subscription.refresh();
                if let Some(people) = self.people {
                    people.refresh();
                }
                if let Some(domains) = self.domains {
                    domains.refresh();
                }
                if let Some(health) = self.health {
                    health.refresh();
                }
                if let Some(directory) = self.directory {
                    directory.refresh();
                }
                if let Some(activity) = self.activity {
                    activity.refresh();
                }
            },
        );
    }

    /// Whether an action is allowed now; tracked.
    pub fn allows(self, action: Action) -> bool {
        self.subscription.with(|subscription| subscription.allowed_actions.contains(&action)).unwrap_or(false)
    }

    /// The subscription for handlers and dialogs: not tracked.
    pub fn now(self) -> Option<Subscription> {
        untrack(|| self.subscription.get())
    }
}

/// Who reads the page.
pub(super) struct Reader {
    /// One of the reseller's people; else one of the customer's.
    pub works_for_reseller: bool,
    /// What the reader may do with this subscription.
    pub rights: Vec<Right>,
}

impl Reader {
    fn of(id: SubscriptionId) -> Self {
        let works_for_reseller = session::me_untracked().is_some_and(|me| me.reseller.is_some());
        Self { works_for_reseller, rights: session::rights_on(id) }
    }

    /// Whether the reader may do something.
    pub fn may(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }

    fn sees_domains(&self) -> bool {
        self.works_for_reseller || self.may(Right::Connect)
    }

    fn sees_people(&self) -> bool {
        self.works_for_reseller || self.may(Right::ManagePeople)
    }
}

/// One subscription.
#[component]
pub fn DetailPage(id: SubscriptionId) -> impl IntoView {
    let reader = StoredValue::new(Reader::of(id));
    let detail = reader.with_value(|reader| Detail::new(id, reader));
    detail.follow();
    let subscription = detail.subscription;
    // The page is drawn once; its parts follow the subscription by themselves.
    let there = Memo::new(move |_| subscription.with(|_| ()).is_some());
    move || {
        if there.get() {
            reader.with_value(|reader| content(detail, reader))
        } else if let Some(error) = subscription.error() {
            missing(detail, error)
        } else {
            skeleton()
        }
    }
}

fn missing(detail: Detail, error: ClientError) -> AnyView {
    if error.code() == Some(ProblemCode::NotFound) {
        return view! { <NotFoundPage /> }.into_any();
    }
    view! {
        <PageHead title=text::subscriptions::back_to_list() />
        <section class="card">
            <ProblemPanel error retry=move || detail.subscription.reload() />
        </section>
    }
    .into_any()
}

fn skeleton() -> AnyView {
    let card = || {
        view! {
            <section class="card">
                <header>
                    <Skeleton shape="half" />
                </header>
                <SkeletonRows rows=4 />
            </section>
        }
    };
    view! {
        <div class="breadcrumb">
            <Skeleton shape="half" />
        </div>
        <div class="page-head">
            <h1 class="sr">{text::common::loading()}</h1>
            <Skeleton shape="title" />
        </div>
        <div class="detail">
            <div>{card()}</div>
            <div>{card()}</div>
        </div>
    }
    .into_any()
}

fn content(detail: Detail, reader: &Reader) -> AnyView {
    let (opened, may_connect) = (Opened::default(), reader.may(Right::Connect));
    let for_reseller = reader.works_for_reseller;
    let open = Signal::derive(move || {
        detail.subscription.with(|subscription| subscription.customer_edits_signatures && subscription.ended_at.is_none()).unwrap_or(false)
    });
    let not_over = Signal::derive(move || detail.subscription.with(|subscription| subscription.ended_at.is_none()).unwrap_or(false));
    let may_see = detail.health.is_some();
    let leaves = |subscription: &Subscription| matches!(subscription.lifecycle, Lifecycle::CancelPending | Lifecycle::Ended);
    let is_leaving = Memo::new(move |_| detail.subscription.with(leaves).unwrap_or(false));
    view! {
        {breadcrumb(detail, for_reseller)}
        {move || detail.subscription.with(|subscription| head(detail, subscription, (opened, may_connect)))}
        {move || detail.subscription.with(|subscription| notices(subscription, for_reseller))}
        {detail.domains.zip(detail.health).map(|(domains, health)| spf_prompt(domains, health.leads_mail()))}
        {detail.directory.map(|figures| seats_prompt(figures, not_over, None))}
        <div class="detail">
            <div>
                {move || (may_see && is_leaving.get()).then(|| offboarding_card(detail.id, may_connect))}
                {details_card(detail, reader)}
                {detail.people.map(|people| people_card(people, detail.company.into(), open, &reader.rights))}
                {detail.health.map(|health| connection_card(health, Signal::derive(move || may_connect && not_over.get())))}
                {detail.directory.map(directory_card)}
                {detail.domains.map(|domains| domains_card(domains, detail.company.into(), not_over, &reader.rights))}
            </div>
            <div>
                {for_reseller.then(|| trial_card(detail, opened.extending))}
                {for_reseller.then(|| plan_card(detail, reader))}
                {detail.activity.map(activity_card)}
            </div>
            {for_reseller.then(|| danger_card(detail))}
        </div>
        {for_reseller.then(|| dialogs(detail, opened))}
    }
    .into_any()
}

/// Which of the page's dialogs are open.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    pub activating: RwSignal<bool>,
    pub pausing: RwSignal<bool>,
    pub extending: RwSignal<bool>,
    pub reactivating: RwSignal<bool>,
}

impl Default for Opened {
    fn default() -> Self {
        let closed = || RwSignal::new(false);
        Self { activating: closed(), pausing: closed(), extending: closed(), reactivating: closed() }
    }
}

fn dialogs(detail: Detail, opened: Opened) -> AnyView {
    let subscription = Signal::derive(move || detail.subscription.get());
    let done = Callback::new(move |after| detail.took(after));
    view! {
        <ActivateForm open=opened.activating subscription done />
        <ExtendDialog open=opened.extending subscription done />
        <ReactivateDialog open=opened.reactivating subscription done />
        <PauseDialog detail open=opened.pausing />
    }
    .into_any()
}
