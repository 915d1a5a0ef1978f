//! The card "Users and invites" of a subscription.

use leptos::prelude::*;
use shared::invites::Invite;
use shared::members::Member;
use shared::rights::Right;

use super::dialogs::{Asked, asked_dialog, invite_dialog};
use super::people::{Crowd, People};
use super::rows::{invite_row, member_row};
use crate::i18n::text::members as text;
use crate::ui::{Button, ButtonSize, Card, EmptyState, Icon, Part, SkeletonRows, TableCard, held, keyed, live};

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
    let is_empty = move |crowd: &Crowd| crowd.members.items.is_empty() && crowd.invites.items.is_empty();
    let is_empty = Memo::new(move |_| people.crowd.with(is_empty).unwrap_or(true));
    let content = move || live(move || if is_empty.get() { nobody(open) } else { table(context) });
    view! {
        <Card title=text::title() actions=move || view! { {actions} } flush=()>
            {held(people.crowd, || view! { <SkeletonRows rows=2 /> }.into_any(), content)}
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

/// A row for each; it stays while others come and go.
fn parts(context: Context, crowd: &Crowd) -> Vec<Part> {
    let all = context.people.crowd;
    let member = |member: &Member| {
        let id = member.id;
        let found = move || all.with(|crowd| crowd.members.items.iter().find(|one| one.id == id).cloned()).flatten();
        Part::following(id.to_string(), found, move |member| member_row(context, member))
    };
    let invite = |invite: &Invite| {
        let id = invite.id;
        let found = move || all.with(|crowd| crowd.invites.items.iter().find(|one| one.id == id).cloned()).flatten();
        Part::following(id.to_string(), found, move |invite| invite_row(context, invite))
    };
    crowd.members.items.iter().map(member).chain(crowd.invites.items.iter().map(invite)).collect()
}

fn table(context: Context) -> AnyView {
    let crowd = context.people.crowd;
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
    let has_more = Memo::new(move |_| crowd.with(Crowd::has_more).unwrap_or(false));
    let more = move || {
        has_more.get().then(|| {
            view! {
                <div class="more">
                    <Button size=ButtonSize::Small busy on_press=move || context.people.load_more()>
                        {text::more()}
                    </Button>
                </div>
            }
        })
    };
    let rows = keyed(move || crowd.with(|crowd| parts(context, crowd)).unwrap_or_default());
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
