//! The page of a customer's people and groups.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::directory::{Group, Person};
use shared::ids::SubscriptionId;
use shared::page::Page;
use shared::problem::ProblemCode;
use shared::rights::Right;
use shared::subscriptions::Subscription;

use super::card::{Figures, seats_prompt};
use super::dialogs::{add_dialog, asked_dialog};
use super::filter::Filter;
use super::toolbar::toolbar;
use super::{api, groups, people};
use crate::connections::{Synchronisation, sync_line};
use crate::i18n::{text, text::directory as words};
use crate::live::follow;
use crate::routes::Place;
use crate::session;
use crate::shell::NotFoundPage;
use crate::ui::{Button, ButtonKind, Icon, LinkButton, Load, PageHead, SkeletonRows, held, live};

/// What is listed: one of both.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Rows {
    People(Page<Person>),
    Groups(Page<Group>),
}

impl Rows {
    pub const fn is_empty(&self) -> bool {
        match self {
            Self::People(page) => page.items.is_empty(),
            Self::Groups(page) => page.items.is_empty(),
        }
    }
}

/// What the parts of the page share. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub id: SubscriptionId,
    pub subscription: Load<Subscription>,
    pub figures: Figures,
    pub sync: Synchronisation,
    pub filter: Memo<Filter>,
    /// The page of rows, with the number of its first one.
    pub rows: Load<(u64, Rows)>,
    /// Whether the reader can change people now.
    pub may_change: Memo<bool>,
    /// What is asked in a dialog, and whether that is open.
    pub asked: RwSignal<Option<super::dialogs::Asked>>,
    pub asking: RwSignal<bool>,
    pub adding: RwSignal<bool>,
}

impl Context {
    fn new(id: SubscriptionId) -> Self {
        let query = use_query_map();
        let filter = Memo::new(move |_| query.with(Filter::of));
        let subscription = Load::new(move || api::subscription(id));
        let has_right = session::rights_on(id).contains(&Right::Connect);
        let is_open = move || subscription.with(|subscription| subscription.ended_at.is_none()).unwrap_or(false);
        let rows = Load::new(move || {
            let (cursor, from) = query.with(|query| (query.get("cursor"), query.get("from")));
            let from = from.and_then(|text| text.parse().ok()).filter(|_| cursor.is_some()).unwrap_or(1);
            let filter = filter.get();
            async move {
                let rows = match filter.groups {
                    true => Rows::Groups(api::groups(id, &filter, cursor).await?),
                    false => Rows::People(api::people(id, &filter, cursor).await?),
                };
                Ok((from, rows))
            }
        });
        Self {
            id,
            subscription,
            figures: Figures::new(id),
            sync: Synchronisation::new(id),
            filter,
            rows,
            may_change: Memo::new(move |_| has_right && is_open()),
            asked: RwSignal::new(None),
            asking: RwSignal::new(false),
            adding: RwSignal::new(false),
        }
    }

    /// Loads again what the reader changed.
    pub fn reload(self) {
        self.rows.reload();
        self.figures.refresh();
    }
}

/// The people and groups of a customer.
#[component]
pub fn DirectoryPage(id: SubscriptionId) -> impl IntoView {
    let context = Context::new(id);
    follow(
        move |news| news.is_about(id),
        move || {
            context.rows.refresh();
            context.figures.refresh();
            context.subscription.refresh();
        },
    );
    let missing = Memo::new(move |_| context.subscription.error().and_then(|error| error.code()) == Some(ProblemCode::NotFound));
    live(move || if missing.get() { view! { <NotFoundPage /> }.into_any() } else { content(context) })
}

/// The way back: the list, the subscription, then `steps` below it.
pub(super) fn breadcrumb(id: SubscriptionId, subscription: Load<Subscription>, above: Option<Place>, here: &'static str) -> AnyView {
    let company = move || subscription.with(|subscription| subscription.company_name.clone()).unwrap_or_else(|| "…".to_owned());
    let above = above.map(|place| {
        view! {
            <a href=place.path()>{words::title()}</a>
            <span aria-hidden="true">"/"</span>
        }
    });
    view! {
        <nav class="breadcrumb quiet" aria-label=text::subscriptions::path()>
            <a href=Place::Home.path()>{text::subscriptions::back_to_list()}</a>
            <span aria-hidden="true">"/"</span>
            <a href=Place::Subscription(id).path()>{company}</a>
            <span aria-hidden="true">"/"</span>
            {above}
            <span aria-current="page">{here}</span>
        </nav>
    }
    .into_any()
}

fn content(context: Context) -> AnyView {
    let busy = move || context.rows.busy().then_some("true");
    let skeleton = || view! { <SkeletonRows rows=8 /> }.into_any();
    let not_over = move || context.subscription.with(|subscription| subscription.ended_at.is_none()).unwrap_or(false);
    let not_over = Signal::derive(not_over);
    view! {
        {breadcrumb(context.id, context.subscription, None, words::title())}
        <PageHead title=words::title()>{actions(context)}</PageHead>
        {seats_prompt(context.figures, not_over, Some(Place::Subscription(context.id)))}
        {sync_line(context.sync, context.may_change.into())}
        <section class="card list-card directory" aria-label=words::title() aria-busy=busy>
            {toolbar(context)}
            {held(context.rows, skeleton, move || rows(context))}
        </section>
        {add_dialog(context)}
        {asked_dialog(context)}
    }
    .into_any()
}

fn actions(context: Context) -> AnyView {
    live(move || {
        if !context.may_change.get() {
            return ().into_any();
        }
        view! {
            <LinkButton href=Place::DirectoryImport(context.id).path() icon=Icon::Upload>
                {text::import::link()}
            </LinkButton>
            <Button kind=ButtonKind::Primary icon=Icon::Plus on_press=move || context.adding.set(true)>
                {words::add()}
            </Button>
        }
        .into_any()
    })
}

/// Which of the tables there is, if any.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    People,
    Groups,
    Nothing,
}

fn rows(context: Context) -> AnyView {
    let shown = move || match context.rows.with(|(_, rows)| (rows.is_empty(), matches!(rows, Rows::Groups(_)))) {
        Some((false, true)) => Shown::Groups,
        Some((false, false)) => Shown::People,
        _ => Shown::Nothing,
    };
    let shown = Memo::new(move |_| shown());
    live(move || match shown.get() {
        Shown::People => people::table(context),
        Shown::Groups => groups::table(context),
        Shown::Nothing => people::nothing(context),
    })
}
