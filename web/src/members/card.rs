//! The card "Users and invites" of a subscription.

use leptos::prelude::*;
use shared::rights::Right;

use super::dialogs::{Asked, asked_dialog, invite_dialog};
use super::people::{Crowd, People};
use super::rows::{invite_row, member_row};
use crate::i18n::text::members as text;
use crate::ui::{Button, ButtonSize, Card, EmptyState, Icon, SkeletonRows, TableCard, loaded};

/// What the card knows of its subscription.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub people: People,
    pub company: Signal<String>,
    /// What is asked in a dialog, and whether that is open.
    pub asked: RwSignal<Option<Asked>>,
    pub asking: RwSignal<bool>,
    /// Whether the reader may invite and remove.
    pub may_manage: Signal<bool>,
}

impl Context {
    /// Opens a dialog.
    pub fn ask(self, asked: Asked) {
        self.asked.set(Some(asked));
        self.asking.set(true);
    }
}

/// Who has joined and who is invited. `open` says whether customers edit signatures, so that people can be invited;
/// `rights` are the reader's on this subscription.
pub fn people_card(people: People, company: Signal<String>, open: Signal<bool>, rights: &[Right]) -> AnyView {
    let may_manage = rights.contains(&Right::ManagePeople);
    let context =
        Context { people, company, asked: RwSignal::new(None), asking: RwSignal::new(false), may_manage: Signal::stored(may_manage) };
    let inviting = RwSignal::new(false);
    let may_invite = Memo::new(move |_| may_manage && open.get());
    let actions = move || {
        may_invite.get().then(|| {
            view! {
                <Button size=ButtonSize::Small icon=Icon::Plus on_press=move || inviting.set(true)>
                    {text::add()}
                </Button>
            }
        })
    };
    let content = move |crowd: Crowd| {
        let invites = &crowd.invites.items;
        if crowd.members.items.is_empty() && invites.is_empty() {
            return nobody(open);
        }
        let mut rows: Vec<AnyView> = crowd.members.items.iter().map(|member| member_row(context, member)).collect();
        rows.extend(invites.iter().map(|invite| invite_row(context, invite)));
        table(rows, crowd.has_more(), context)
    };
    view! {
        <Card title=text::title() actions=move || view! { {actions} } flush=()>
            {loaded(people.crowd, || view! { <SkeletonRows rows=2 /> }.into_any(), content)}
        </Card>
        {invite_dialog(context, inviting)}
        {asked_dialog(context)}
    }
    .into_any()
}

fn nobody(open: Signal<bool>) -> AnyView {
    let (title, sentence) =
        if open.get() { (text::nobody(), text::nobody_advice()) } else { (text::access_off_title(), text::access_off()) };
    view! { <div class="compact"><EmptyState sign=Icon::People title sentence /></div> }.into_any()
}

fn table(rows: Vec<AnyView>, has_more: bool, context: Context) -> AnyView {
    let head = view! {
        <th scope="col">{text::person()}</th>
        <th scope="col">{text::role()}</th>
        <th scope="col">{text::state()}</th>
        <th scope="col">
            <span class="sr">{crate::i18n::text::subscriptions::manage()}</span>
        </th>
    }
    .into_any();
    let busy = Signal::derive(move || context.people.crowd.busy());
    let more = has_more.then(|| {
        view! {
            <div class="more">
                <Button size=ButtonSize::Small busy on_press=move || context.people.load_more()>
                    {text::more()}
                </Button>
            </div>
        }
    });
    view! {
        <div class="people">
            <TableCard caption=text::title() head>
                {rows}
            </TableCard>
            {more}
        </div>
    }
    .into_any()
}
