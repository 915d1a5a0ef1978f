//! Where the account is signed in.

use leptos::prelude::*;
use shared::auth::Session;
use shared::ids::SessionId;

use super::api;
use super::user_agent::describe;
use crate::i18n::{self, text};
use crate::ui::{Badge, Button, ButtonKind, ButtonSize, Card, Confirm, Icon, Load, SkeletonRows, Tone, icon, live, loaded, toast};

/// The list of sessions, newest use first; each but this one can be ended.
#[component]
pub(super) fn SessionsSection() -> impl IntoView {
    let sessions = Load::new(api::sessions);
    let ending = RwSignal::new(None::<(SessionId, String)>);
    let rows = move |sessions: shared::auth::Sessions| {
        let rows: Vec<_> = sessions.items.into_iter().map(|session| row(session, ending)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <Card title=text::settings::sessions() about=text::settings::sessions_about() flush=()>
            {loaded(sessions, || view! { <SkeletonRows rows=3 /> }.into_any(), rows)}
        </Card>
        <EndSession ending sessions />
    }
}

/// "Firefox on Linux".
fn name_of(session: &Session) -> String {
    match describe(session.user_agent.as_deref().unwrap_or_default()) {
        (Some(browser), Some(system)) => text::settings::on_system(browser, system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => text::settings::unknown_browser().to_owned(),
    }
}

fn row(session: Session, ending: RwSignal<Option<(SessionId, String)>>) -> AnyView {
    let name = name_of(&session);
    let about = [
        session.address.clone(),
        Some(text::settings::signed_in(i18n::day(session.created_at))),
        Some(text::settings::last_used(i18n::really_relative(session.last_used_at))),
    ];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let control = if session.current {
        view! { <Badge tone=Tone::Good label=text::settings::this_browser() /> }.into_any()
    } else {
        let (id, asked) = (session.id, name.clone());
        view! {
            <Button kind=ButtonKind::Danger size=ButtonSize::Small on_press=move || ending.set(Some((id, asked.clone())))>
                {text::settings::end_session()}
            </Button>
        }
        .into_any()
    };
    view! {
        <li>
            <span class="row-sign">{icon(Icon::Monitor)}</span>
            <div class="row-words">
                <b>{name}</b>
                <span class="quiet">{about}</span>
            </div>
            {control}
        </li>
    }
    .into_any()
}

#[component]
fn EndSession(ending: RwSignal<Option<(SessionId, String)>>, sessions: Load<shared::auth::Sessions>) -> impl IntoView {
    live(move || {
        let dialog = ending.get().map(|(id, name)| {
            let open = RwSignal::new(true);
            let done = move |()| {
                sessions.update(|sessions| sessions.items.retain(|session| session.id != id));
                toast::say(text::settings::session_ended());
            };
            view! {
                <Confirm
                    open
                    title=text::settings::end_session_title(name)
                    sentence=text::settings::end_session_sentence()
                    action=text::settings::end_session()
                    request=move || api::end_session(id)
                    done
                />
            }
        });
        dialog.into_any()
    })
}
