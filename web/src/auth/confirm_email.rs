//! `/confirm-email#token`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::accounts::Me;
use shared::problem::ProblemCode;

use super::{IncompleteLink, ToSignIn, api};
use crate::i18n::text;
use crate::routes::Place;
use crate::session::{self, Session};
use crate::shell::{PublicLayout, PublicMessage};
use crate::ui::{ButtonKind, ButtonSize, Form, FormView, Icon, LinkButton, SubmitButton, browser, live, watch};

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Confirm,
    Done,
    Over,
}

/// Confirms a new address. By a press, so that programs that open every link of a mail confirm nothing.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let Some(token) = browser::take_fragment() else { return view! { <IncompleteLink /> }.into_any() };
    let step = RwSignal::new(Step::Confirm);
    live(move || match step.get() {
        Step::Confirm => view! { <Confirm token=token.clone() step /> }.into_any(),
        Step::Done => view! {
            <PublicMessage sign=Icon::Check title=text::auth::confirm_email_done_title() sentence=text::auth::confirm_email_done()>
                <Onward />
            </PublicMessage>
        }
        .into_any(),
        Step::Over => view! {
            <PublicMessage sign=Icon::Clock title=text::auth::link_over_title() sentence=text::problems::link_expired()>
                <Onward />
            </PublicMessage>
        }
        .into_any(),
    })
}

#[component]
fn Confirm(token: String, step: RwSignal<Step>) -> impl IntoView {
    let form = Form::new();
    let submit = move || {
        form.send(api::confirm_email(token.clone()), move |()| {
            step.set(Step::Done);
            if matches!(untrack(session::session), Session::SignedIn(_)) {
                spawn_local(async {
                    if let Ok(me) = crate::api::get::<Me>("/me").await {
                        session::update(me);
                    }
                });
            }
        });
    };
    watch(move || {
        if form.problem().is_some_and(|error| matches!(error.code(), Some(ProblemCode::LinkExpired | ProblemCode::NotFound))) {
            step.set(Step::Over);
        }
    });
    view! {
        <PublicLayout title=text::auth::confirm_email_title() about=text::auth::confirm_email_sentence()>
            <FormView form on_submit=submit>
                <SubmitButton busy=form.busy() size=ButtonSize::Wide label=text::auth::confirm_email_action() />
            </FormView>
        </PublicLayout>
    }
}

/// To the settings for who is signed in, else to the sign-in.
#[component]
fn Onward() -> impl IntoView {
    live(move || match session::session() {
        Session::SignedIn(_) => view! {
            <LinkButton kind=ButtonKind::Primary href=Place::Settings.path()>
                {text::shell::settings()}
            </LinkButton>
        }
        .into_any(),
        _ => view! { <ToSignIn /> }.into_any(),
    })
}
