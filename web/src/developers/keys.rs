//! The card of API keys.

use leptos::prelude::*;
use shared::api_keys::{ApiKey, ApiKeyState, NewApiKey};
use shared::page::Page;

use super::api;
use super::create_dialog::CreateDialog;
use super::secret_dialog::SecretDialog;
use super::words;
use crate::i18n::{self, text as all, text::developers as text};
use crate::ui::{
    Badge, Button, ButtonKind, ButtonSize, Card, Confirm, EmptyState, Icon, Load, SkeletonRows, TableCard, TimeAgo, live, loaded, toast,
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
    let content = move |page: Page<ApiKey>| {
        if page.items.is_empty() {
            return view! { <EmptyState sign=Icon::Key title=text::no_keys() sentence=text::no_keys_advice() /> }.into_any();
        }
        table(page.items, revoking)
    };
    view! {
        <Card title=text::keys() about=text::keys_about() actions flush=()>
            {loaded(keys, || view! { <SkeletonRows rows=3 /> }.into_any(), content)}
        </Card>
        <CreateDialog open=creating made keys />
        <SecretDialog made />
        <RevokeDialog revoking keys />
    }
}

fn table(keys: Vec<ApiKey>, revoking: RwSignal<Option<ApiKey>>) -> AnyView {
    let rows: Vec<_> = keys.into_iter().map(|key| row(key, revoking)).collect();
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

fn row(key: ApiKey, revoking: RwSignal<Option<ApiKey>>) -> AnyView {
    let (label, tone) = words::state(key.state);
    let scopes: Vec<_> = key.scopes.iter().map(|scope| view! { <span class="tag">{words::scope(*scope)}</span> }).collect();
    let last_used = key.last_used_at.map_or_else(|| text::never().into_any(), |at| view! { <TimeAgo at real=() /> }.into_any());
    let expires = key.expires_at.map_or_else(|| text::never().to_owned(), i18n::day);
    let asked = key.clone();
    let revoke = (key.state == ApiKeyState::Active).then(|| {
        view! {
            <Button
                kind=ButtonKind::Danger
                size=ButtonSize::Small
                label=text::revoke_label(&key.name)
                on_press=move || revoking.set(Some(asked.clone()))
            >
                {text::revoke()}
            </Button>
        }
    });
    view! {
        <tr>
            <td class="who-cell">
                <span class="who">{key.name.clone()}</span>
                <code class="mono quiet">{format!("{}…", key.prefix)}</code>
            </td>
            <td>
                <span class="tags">{scopes}</span>
            </td>
            <td>
                <Badge tone label />
            </td>
            <td data-label=text::created() class="figures">
                {i18n::day(key.created_at)}
            </td>
            <td data-label=text::last_used() class="figures">
                {last_used}
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
