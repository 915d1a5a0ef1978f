//! The card "Activity" of a subscription.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::events::Event;
use shared::ids::SubscriptionId;
use shared::page::Page;

use super::api;
use super::filter::with_filter;
use super::sentence::Told;
use super::timeline::timeline;
use crate::i18n::text::events as text;
use crate::ui::{Button, ButtonKind, ButtonSize, Card, EmptyState, Icon, Load, SkeletonRows, held, live, toast};

/// How many events the card begins with.
const FEW: u32 = 10;
/// How many come at once after that.
const MANY: u32 = 50;

/// The events of a subscription. Copy it into handlers freely.
#[derive(Clone, Copy)]
pub struct Activity {
    id: SubscriptionId,
    limit: RwSignal<u32>,
    page: Load<Page<Event>>,
}

impl Activity {
    /// Loads the latest.
    pub fn new(id: SubscriptionId) -> Self {
        let limit = RwSignal::new(FEW);
        Self { id, limit, page: Load::new(move || api::of(id, limit.get(), None)) }
    }

    /// Loads them again.
    pub fn reload(self) {
        self.page.reload();
    }

    /// Puts what has come meanwhile before what is shown; all that was loaded stays.
    pub fn refresh(self) {
        let known = untrack(|| self.page.with(|page| page.items.first().map(|event| event.seq))).flatten();
        spawn_local(async move {
            // A page that was left, or can't be reached now, needs no news.
            let Ok(latest) = api::of(self.id, MANY, None).await else { return };
            let new: Vec<Event> = latest.items.into_iter().take_while(|event| Some(event.seq) > known).collect();
            let is_whole = new.len() < usize::try_from(MANY).unwrap_or_default();
            if known.is_none() || !is_whole {
                self.page.refresh();
            } else if !new.is_empty() {
                self.page.update(|page| {
                    page.items.splice(0..0, new);
                });
            }
        });
    }

    fn more(self) {
        let cursor = untrack(|| self.page.with(|page| page.next_cursor.clone())).flatten();
        if self.limit.get_untracked() == FEW {
            return self.limit.set(MANY);
        }
        spawn_local(async move {
            match api::of(self.id, MANY, cursor).await {
                Ok(next) => self.page.update(|page| {
                    page.items.extend(next.items);
                    page.next_cursor = next.next_cursor;
                }),
                Err(error) => toast::warn(error.message()),
            }
        });
    }
}

/// The latest events, with a button for those before.
pub fn activity_card(activity: Activity) -> AnyView {
    let page = activity.page;
    let is_empty = Memo::new(move |_| page.with(|page| page.items.is_empty()).unwrap_or(true));
    let has_more = Memo::new(move |_| page.with(|page| page.next_cursor.is_some()).unwrap_or(false));
    let events = Signal::derive(move || page.with(|page| page.items.clone()).unwrap_or_default());
    let content = move || {
        let seen = untrack(|| newest(events));
        live(move || {
            if is_empty.get() {
                return view! {
                    <div class="compact">
                        <EmptyState sign=Icon::Activity title=text::empty() />
                    </div>
                }
                .into_any();
            }
            view! {
                {timeline(events, Told::OnItsPage, seen)}
                {move || has_more.get().then(|| more_button(activity))}
            }
            .into_any()
        })
    };
    let all = with_filter(activity.id);
    let busy = move || activity.page.busy().then_some("true");
    view! {
        <Card
            title=text::title()
            flush=()
            actions=move || view! { <a class="button small plain" href=all.clone()>{text::see_all()}</a> }
        >
            <div class="activity" aria-busy=busy>
                {held(activity.page, || view! { <SkeletonRows rows=4 /> }.into_any(), content)}
            </div>
        </Card>
    }
    .into_any()
}

/// The number of the newest event; 0 where there is none.
pub(super) fn newest(events: Signal<Vec<Event>>) -> i64 {
    events.with(|events| events.first().map_or(0, |event| event.seq))
}

fn more_button(activity: Activity) -> AnyView {
    let busy = Signal::derive(move || activity.page.busy());
    let label = move || if activity.limit.get() == FEW { text::all() } else { text::more() };
    view! {
        <div class="more">
            <Button kind=ButtonKind::Plain size=ButtonSize::Small busy on_press=move || activity.more()>
                {label}
            </Button>
        </div>
    }
    .into_any()
}
