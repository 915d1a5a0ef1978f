//! The card "Directory" of a subscription, and the prompt above its cards.

use leptos::prelude::*;
use shared::directory::Directory;
use shared::ids::SubscriptionId;
use shared::rights::Right;

use super::api;
use crate::i18n::{number, text::directory as text};
use crate::routes::Place;
use crate::session;
use crate::ui::{ButtonSize, Card, Fact, Facts, Icon, LinkButton, Load, Notice, SkeletonRows, Tone, held, live};

/// A directory's figures as they are loaded. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub struct Figures {
    pub(super) id: SubscriptionId,
    pub(super) load: Load<Directory>,
}

impl Figures {
    /// Loads them.
    pub fn new(id: SubscriptionId) -> Self {
        Self { id, load: Load::new(move || api::figures(id)) }
    }

    /// Loads them again because somebody else changed something.
    pub fn refresh(self) {
        self.load.refresh();
    }
}

/// How many people and groups there are, and the way to them.
pub fn directory_card(figures: Figures) -> AnyView {
    let actions = move || {
        view! {
            <LinkButton href=Place::Directory(figures.id).path() size=ButtonSize::Small icon=Icon::People>
                {text::open()}
            </LinkButton>
        }
        .into_any()
    };
    view! {
        <Card title=text::title() about=text::about() actions>
            {held(figures.load, || view! { <SkeletonRows rows=2 /> }.into_any(), move || facts(figures))}
        </Card>
    }
    .into_any()
}

fn facts(figures: Figures) -> AnyView {
    let one = move |read: fn(&Directory) -> String| Memo::new(move |_| figures.load.with(read).unwrap_or_default());
    let (people, groups) = (one(|all| number(u64::from(all.people))), one(|all| number(u64::from(all.groups))));
    let seats = one(|all| text::seats_taken(number(u64::from(all.seats)), number(u64::from(all.seats_taken))));
    view! {
        <Facts>
            <Fact name=text::people()>
                <span class="figures">{people}</span>
            </Fact>
            <Fact name=text::groups()>
                <span class="figures">{groups}</span>
            </Fact>
            <Fact name=text::seats()>
                <span class="figures">{seats}</span>
            </Fact>
        </Facts>
    }
    .into_any()
}

/// Says so for as long as more people take a seat than the subscription has, unless that is over, which `not_over` tells.
/// `subscription` is its page, where the prompt stands on another one.
pub fn seats_prompt(figures: Figures, not_over: Signal<bool>, subscription: Option<Place>) -> AnyView {
    let over = move || figures.load.with(|all| all.exceeds_seats.then_some((all.seats_taken, all.seats))).flatten();
    let over = Memo::new(move |_| over().filter(|_| not_over.get()));
    live(move || {
        let Some((taken, seats)) = over.get() else { return ().into_any() };
        let rights = session::rights_on(figures.id);
        let may_raise = rights.contains(&Right::Bill) || rights.contains(&Right::ManageSubscriptions);
        let way = subscription.filter(|_| may_raise).map(|place| view! { <p><a href=place.path()>{text::over_seats_link()}</a></p> });
        view! {
            <Notice tone=Tone::Warn>
                <p>{text::over_seats(u64::from(taken), number(u64::from(seats)))}</p>
                <p>{over_seats_advice(figures.id)}</p>
                {way}
            </Notice>
        }
        .into_any()
    })
}

/// Customers can't raise their seats: their reseller does.
fn over_seats_advice(id: SubscriptionId) -> String {
    let memberships = session::me_untracked().map(|me| me.subscriptions).unwrap_or_default();
    let membership = memberships.into_iter().find(|membership| membership.id == id);
    membership.map_or_else(|| text::over_seats_advice().to_owned(), |membership| text::over_seats_ask(membership.reseller_name))
}
