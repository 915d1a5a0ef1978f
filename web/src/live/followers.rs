//! Who wants to know of what, and how often at most.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use shared::events::Event;
use shared::ids::SubscriptionId;

use crate::ui::browser;

/// A follower is told at most once in this time, however much happens.
const PAUSE_MILLIS: i64 = 300;
/// What comes together is told together.
const GATHER_MILLIS: i64 = 20;

/// What a stream tells.
pub enum News {
    /// Something happened.
    Event(Box<Event>),
    /// Anything may have happened: the stream was away, or tells of something that this version does not know.
    Anything,
}

impl News {
    /// Whether it may be of one of these groups of kinds.
    pub fn is_of(&self, groups: &[&str]) -> bool {
        match self {
            Self::Event(event) => groups.contains(&event.kind.group()),
            Self::Anything => true,
        }
    }

    /// Whether it may be of subscriptions as lists show them: of themselves, of their trials or connections.
    pub fn is_of_subscriptions(&self) -> bool {
        self.is_of(&["subscription", "trial", "connection"])
    }

    /// Whether it may belong to a subscription.
    pub fn is_about(&self, id: SubscriptionId) -> bool {
        match self {
            Self::Event(event) => event.subscription_id == Some(id),
            Self::Anything => true,
        }
    }

    /// Whether it may concern the reseller itself rather than a subscription.
    pub fn is_about_team(&self) -> bool {
        match self {
            Self::Event(event) => event.subscription_id.is_none(),
            Self::Anything => true,
        }
    }
}

struct Follower {
    number: u32,
    wants: Rc<dyn Fn(&News) -> bool>,
    told: Rc<dyn Fn()>,
    told_at: i64,
    timer: Option<TimeoutHandle>,
}

thread_local! {
    static FOLLOWERS: RefCell<Vec<Follower>> = const { RefCell::new(Vec::new()) };
    static NUMBERS: Cell<u32> = const { Cell::new(0) };
}

/// Runs `told` after news that `wants` picks, until the page is left.
pub fn follow(wants: impl Fn(&News) -> bool + 'static, told: impl Fn() + 'static) {
    let number = NUMBERS.get().wrapping_add(1);
    NUMBERS.set(number);
    let follower = Follower { number, wants: Rc::new(wants), told: Rc::new(told), told_at: 0, timer: None };
    FOLLOWERS.with_borrow_mut(|all| all.push(follower));
    on_cleanup(move || {
        let gone = FOLLOWERS.with_borrow_mut(|all| all.iter().position(|one| one.number == number).map(|index| all.swap_remove(index)));
        if let Some(timer) = gone.and_then(|gone| gone.timer) {
            timer.clear();
        }
    });
}

/// Tells all who want to know.
pub(super) fn publish(news: &News) {
    let now = browser::now_millis();
    FOLLOWERS.with_borrow_mut(|all| {
        for follower in all.iter_mut().filter(|follower| follower.timer.is_none() && (follower.wants)(news)) {
            let wait = (follower.told_at + PAUSE_MILLIS - now).max(GATHER_MILLIS);
            let (number, wait) = (follower.number, Duration::from_millis(wait.unsigned_abs()));
            follower.timer = set_timeout_with_handle(move || tell(number), wait).ok();
        }
    });
}

fn tell(number: u32) {
    let told = FOLLOWERS.with_borrow_mut(|all| {
        let follower = all.iter_mut().find(|one| one.number == number)?;
        follower.timer = None;
        follower.told_at = browser::now_millis();
        Some(Rc::clone(&follower.told))
    });
    // Outside of the borrow: what is told may draw pages, which come and go as followers.
    if let Some(told) = told {
        told();
    }
}
