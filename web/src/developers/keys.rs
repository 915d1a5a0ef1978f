//! The card of API keys.

use leptos::prelude::*;
use shared::api_keys::{ApiKey, ApiKeyState, NewApiKey};
use shared::page::Page;

use super::api;
use super::create_dialog::CreateDialog;
use super::secret_dialog::SecretDialog;
use super::words;
use crate::i18n::{self, text as all, text::developers as text};
use crate::live::follow;
use crate::ui::{
    Badge, Button, ButtonKind, ButtonSize, Card, Confirm, EmptyState, Icon, Load, Part, SkeletonRows, TableCard, TimeAgo, cell, held,
    keyed, live, toast,
};

/// The keys, newest first, with the way to make one more.
#[component]
pub(super) fn KeysCard() -> impl IntoView {
    let keys = Load::new(api::keys);
    let creating = RwSignal::new(false);
    let made = RwSignal::new(None::<NewApiKey>);
    let revoking = RwSignal::new(None::<ApiKey>);
    let actions = move || {
        view! {
            <Button kind=ButtonKind::Primary size=ButtonSize::Small icon=Icon::Plus on_press=move || creating.set(true)>
                {text::new_key()}
            </Button>
        }
    };
    follow(|news| news.is_of(&["api_key"]), move || keys.refresh());
    let is_empty = Memo::new(move |_| keys.with(|page| page.items.is_empty()).unwrap_or(true));
    let nothing = || view! { <EmptyState sign=Icon::Key title=text::no_keys() sentence=text::no_keys_advice() /> }.into_any();
    let content = move || live(move || if is_empty.get() { nothing() } else { table(keys, revoking) });
    view! {
        <Card title=text::keys() about=text::keys_about() actions flush=()>
            {held(keys, || view! { <SkeletonRows rows=3 /> }.into_any(), content)}
        </Card>
        <CreateDialog open=creating made keys />
        <SecretDialog made />
        <RevokeDialog revoking keys />
    }
}

fn table(keys: Load<Page<ApiKey>>, revoking: RwSignal<Option<ApiKey>>) -> AnyView {
    let part = move |key: &ApiKey| {
        let id = key.id;
        let found = move || keys.with(|page| page.items.iter().find(|one| one.id == id).cloned()).flatten();
        Part::following(id.to_string(), found, move |key| row(key, revoking))
    };
    let rows = keyed(move || keys.with(|page| page.items.iter().map(part).collect()).unwrap_or_default());
    let head = view! {
        <th scope="col">{text::name()}</th>
        <th scope="col">{text::scopes()}</th>
        <th scope="col">{text::state()}</th>
        <th scope="col">{text::created()}</th>
        <th scope="col">{text::last_used()}</th>
        <th scope="col">{text::expires()}</th>
        <th scope="col">
            <span class="sr">{all::common::actions()}</span>
        </th>
    };
    view! {
        <TableCard caption=text::keys() head=head.into_any()>
            {rows}
        </TableCard>
    }
    .into_any()
}

/// A key stays what it was made as; what changes is its state, and when it was last used.
fn row(key: Memo<ApiKey>, revoking: RwSignal<Option<ApiKey>>) -> AnyView {
    let made = key.get_untracked();
    let scopes: Vec<_> = made.scopes.iter().map(|scope| view! { <span class="tag">{words::scope(*scope)}</span> }).collect();
    let expires = made.expires_at.map_or_else(|| text::never().to_owned(), i18n::day);
    let state = |key: &ApiKey| {
        let (label, tone) = words::state(key.state);
        view! { <Badge tone label /> }.into_any()
    };
    let last_used = |key: &ApiKey| match key.last_used_at {
        None => text::never().into_any(),
        Some(at) => view! { <TimeAgo at real=() /> }.into_any(),
    };
    let is_active = Memo::new(move |_| key.with(|key| key.state == ApiKeyState::Active));
    let label = text::revoke_label(&made.name);
    let revoke = move || {
        let label = label.clone();
        is_active.get().then(|| {
            view! {
                <Button
                    kind=ButtonKind::Danger
                    size=ButtonSize::Small
                    label=label
                    on_press=move || revoking.set(Some(key.get_untracked()))
                >
                    {text::revoke()}
                </Button>
            }
        })
    };
    view! {
        <tr>
            <td class="who-cell">
                <span class="who">{made.name}</span>
                <code class="mono quiet">{format!("{}…", made.prefix)}</code>
            </td>
            <td>
                <span class="tags">{scopes}</span>
            </td>
            <td>{cell(key, state)}</td>
            <td data-label=text::created() class="figures">
                {i18n::day(made.created_at)}
            </td>
            <td data-label=text::last_used() class="figures">
                {cell(key, last_used)}
            </td>
            <td data-label=text::expires() class="figures">
                {expires}
            </td>
            <td class="actions">{revoke}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn RevokeDialog(revoking: RwSignal<Option<ApiKey>>, keys: Load<Page<ApiKey>>) -> impl IntoView {
    live(move || {
        let dialog = revoking.get().map(|key| {
            let open = RwSignal::new(true);
            let (id, name) = (key.id, StoredValue::new(key.name.clone()));
            let done = move |()| {
                keys.reload();
                toast::say(text::revoked(name.get_value()));
            };
            view! {
                <Confirm
                    open
                    title=text::revoke_title(&key.name)
                    sentence=text::revoke_sentence()
                    action=text::revoke()
                    request=move || api::revoke(id)
                    done
                />
            }
        });
        dialog.into_any()
    })
}
