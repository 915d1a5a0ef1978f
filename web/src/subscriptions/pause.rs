//! Pausing the service, and going on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::subscriptions::{Action, Pause, Subscription};
use shared::validation;

use super::api;
use super::detail_page::Detail;
use crate::i18n::text::subscriptions as text;
use crate::ui::{Button, ButtonKind, Dialog, DialogFooter, Form, FormView, Icon, TextField, toast};

/// The button that pauses, or that goes on after a pause; nothing where neither is the reader's.
pub(super) fn pause_button(detail: Detail, subscription: &Subscription, pausing: RwSignal<bool>) -> Option<AnyView> {
    let allows = |action: Action| subscription.allowed_actions.contains(&action);
    if allows(Action::Resume) {
        return Some(
            view! {
                <Button kind=ButtonKind::Primary icon=Icon::Play on_press=move || resume(detail)>
                    {text::resume()}
                </Button>
            }
            .into_any(),
        );
    }
    allows(Action::Pause).then(|| {
        view! {
            <Button icon=Icon::Pause on_press=move || pausing.set(true)>
                {text::pause()}
            </Button>
        }
        .into_any()
    })
}

/// Goes on after a pause: at once, since nothing is lost by it.
fn resume(detail: Detail) {
    spawn_local(async move {
        match api::resume(detail.id).await {
            Ok(after) => {
                toast::say(text::resumed(&after.company_name));
                detail.took(after);
            }
            Err(error) => toast::warn(error.message()),
        }
    });
}

/// Asks for the reason of a pause, and says what it means.
#[component]
pub(super) fn PauseDialog(detail: Detail, open: RwSignal<bool>) -> impl IntoView {
    let dialog = move || {
        let title = text::pause_title(detail.company.get());
        view! { <Dialog open title children=move || content(detail, open) /> }
    };
    view! { {dialog} }.into_any()
}

fn content(detail: Detail, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let reason = form.field("/reason", "");
    let submit = move || {
        let Some(reason) = reason.checked(validation::reason) else { return form.focus_fault() };
        form.send(api::pause(detail.id, Pause { reason }), move |after: Subscription| {
            open.set(false);
            toast::say_with(text::paused(&after.company_name), text::undo(), move || resume(detail));
            detail.took(after);
        });
    };
    view! {
        <FormView form on_submit=submit>
            <div class="what-happens">
                <h3>{text::what_happens()}</h3>
                <ul>
                    <li>{text::pause_mail()}</li>
                    <li>{text::pause_people()}</li>
                    <li>{text::pause_clock()}</li>
                </ul>
            </div>
            <TextField field=reason label=text::reason() hint=text::pause_reason_hint() autofocus=() />
            <DialogFooter open form action=text::pause() />
        </FormView>
    }
    .into_any()
}
