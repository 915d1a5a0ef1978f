//! The card "Activity" of a subscription.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::events::Event;
use shared::ids::SubscriptionId;
use shared::page::Page;

use super::api;
use super::sentence::Told;
use super::timeline::timeline;
use crate::i18n::text::events as text;
use crate::ui::{Button, ButtonKind, ButtonSize, Card, EmptyState, Icon, Load, SkeletonRows, loaded, toast};

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
    let content = move |page: Page<Event>| {
        if page.items.is_empty() {
            return view! {
                <div class="compact">
                    <EmptyState sign=Icon::Activity title=text::empty() />
                </div>
            }
            .into_any();
        }
        let more = page.next_cursor.is_some().then(|| more_button(activity));
        view! {
            {timeline(&page.items, Told::OnItsPage)}
            {more}
        }
        .into_any()
    };
    let busy = move || activity.page.busy().then_some("true");
    view! {
        <Card title=text::title() flush=()>
            <div class="activity" aria-busy=busy>
                {loaded(activity.page, || view! { <SkeletonRows rows=4 /> }.into_any(), content)}
            </div>
        </Card>
    }
    .into_any()
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
