//! Passwords: shown on request, and judged while they are chosen.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::auth::{PasswordStrength, PasswordStrengthQuestion};
use shared::validation::{PASSWORD_MAX, PASSWORD_MIN};

use super::field::{FieldShell, Hint, described_by};
use super::form::Field;
use super::icon::{Icon, icon};
use super::live::watch;
use crate::api;
use crate::i18n::{number, text};

/// The pause in typing after which a new password is judged.
const PAUSE: Duration = Duration::from_millis(350);

/// The password of an account that exists.
#[component]
pub fn PasswordField(
    field: Field,
    #[prop(into)] label: String,
    #[prop(default = "current-password")] autocomplete: &'static str,
    /// Has the focus when its dialog opens.
    #[prop(optional)]
    autofocus: Option<()>,
    /// Has the focus when its page is entered, in place of the heading.
    #[prop(optional)]
    first: Option<()>,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let has_hint = Hint::from(&hint);
    let toggle_label = move || if shown.get() { text::auth::hide_password() } else { text::auth::show_password() };
    view! {
        <FieldShell field label nostrip:hint=hint>
            <div class="password">
                <input
                    class="input"
                    id=field.id()
                    data-pointer=field.pointer()
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autofocus=autofocus.is_some()
                    data-first=first.map(|()| "")
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=move || field.value.get()
                    on:input:target=move |event| field.edit(event.target().value())
                    aria-invalid=move || field.fault().map(|_| "true")
                    aria-describedby=move || described_by(field, has_hint)
                />
                <button type="button" class="reveal" aria-label=toggle_label title=toggle_label on:click=move |_| shown.update(|shown| *shown = !*shown)>
                    {move || icon(if shown.get() { Icon::EyeOff } else { Icon::Eye })}
                </button>
            </div>
        </FieldShell>
    }
    .into_any()
}

/// A password that is being chosen, with a meter of how hard it is to guess.
#[component]
pub fn NewPasswordField(
    field: Field,
    #[prop(into)] label: String,
    /// Has the focus when its page is entered, in place of the heading.
    #[prop(optional)]
    first: Option<()>,
) -> impl IntoView {
    let judged = judged(field);
    let hint = text::auth::password_hint(number(u32::try_from(PASSWORD_MIN).unwrap_or_default()));
    view! {
        <div class="new-password">
            {match first {
                Some(()) => view! { <PasswordField field label autocomplete="new-password" hint first=() /> },
                None => view! { <PasswordField field label autocomplete="new-password" hint /> },
            }} <Meter judged />
        </div>
    }
    .into_any()
}

/// Asks the server after each pause in typing; the estimator's word lists stay out of the app.
fn judged(field: Field) -> RwSignal<Option<PasswordStrength>> {
    let judged = RwSignal::new(None);
    let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    watch(move || {
        let password = field.value.get();
        if let Some(timer) = waiting.get_value() {
            timer.clear();
        }
        let length = password.chars().count();
        if length == 0 || length > PASSWORD_MAX {
            judged.set(None);
            return;
        }
        let ask = move || {
            spawn_local(async move {
                let question = PasswordStrengthQuestion { password: password.clone() };
                let answer = api::post_public::<_, PasswordStrength>("/auth/password/strength", &question).await;
                // Only the newest password's answer counts, and only while the field is there.
                if field.value.try_get_untracked() == Some(password) {
                    judged.set(answer.ok());
                }
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    });
    on_cleanup(move || {
        if let Some(timer) = waiting.try_get_value().flatten() {
            timer.clear();
        }
    });
    judged
}

#[component]
fn Meter(judged: RwSignal<Option<PasswordStrength>>) -> impl IntoView {
    let level = move || judged.with(|judged| judged.as_ref().map(bars));
    let sentence = move || {
        judged.get().map(|strength| {
            let word = word(level().unwrap_or_default());
            let advice = strength.suggestions.first().filter(|_| !strength.acceptable).cloned().unwrap_or_default();
            view! {
                <b>{word}</b>
                " "
                {advice}
            }
        })
    };
    view! {
        <div class="meter" data-level=move || level().map(|level| level.to_string())>
            <div class="meter-bars" aria-hidden="true">
                <i></i>
                <i></i>
                <i></i>
                <i></i>
            </div>
            <p class="meter-words" aria-live="polite">{sentence}</p>
        </div>
    }
}

/// One to four bars; a password that can't be chosen never has more than two.
fn bars(strength: &PasswordStrength) -> u8 {
    if strength.acceptable { strength.score.clamp(3, 4) } else { strength.score.clamp(1, 2) }
}

fn word(level: u8) -> &'static str {
    match level {
        0 | 1 => text::auth::strength_weak(),
        2 => text::auth::strength_fair(),
        3 => text::auth::strength_good(),
        _ => text::auth::strength_strong(),
    }
}
