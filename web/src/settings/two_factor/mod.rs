//! Two-factor sign-in: how it stands, and the dialogs that set it up, make new recovery codes and turn it off.

mod change;
mod codes;
mod set_up;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::two_factor::TwoFactor;

use self::change::{NewCodes, TurnOff};
use self::set_up::SetUp;
use super::api;
use crate::i18n::{self, text::two_factor as text};
use crate::session;
use crate::ui::{Button, ButtonKind, ButtonSize, Dialog, Icon, Notice, Tone, icon, live};

/// So few recovery codes are a reason to make new ones.
const FEW_CODES: u32 = 3;

/// Which of the dialogs is open.
#[derive(Clone, Copy)]
pub(super) struct WhichDialog {
    set_up: RwSignal<bool>,
    new_codes: RwSignal<bool>,
    turn_off: RwSignal<bool>,
}

impl WhichDialog {
    /// None of them.
    pub(super) fn new() -> Self {
        Self { set_up: RwSignal::new(false), new_codes: RwSignal::new(false), turn_off: RwSignal::new(false) }
    }
}

/// How it stands, with what can be done.
#[component]
pub(super) fn TwoFactorRow(dialog: WhichDialog) -> impl IntoView {
    let state = Memo::new(|_| session::me().and_then(|me| me.two_factor));
    let about = move || state.get().map_or_else(|| text::about().to_owned(), on_since);
    let actions = move || match state.get() {
        None => view! {
            <Button size=ButtonSize::Small on_press=move || dialog.set_up.set(true)>
                {text::set_up()}
            </Button>
        }
        .into_any(),
        Some(_) => view! {
            <div class="row-actions">
                <Button size=ButtonSize::Small on_press=move || dialog.new_codes.set(true)>
                    {text::new_codes()}
                </Button>
                <Button size=ButtonSize::Small kind=ButtonKind::Danger on_press=move || dialog.turn_off.set(true)>
                    {text::turn_off()}
                </Button>
            </div>
        }
        .into_any(),
    };
    let few = move || state.get().filter(|state| state.recovery_codes_left <= FEW_CODES);
    view! {
        <li>
            <span class="row-sign">{icon(Icon::Shield)}</span>
            <div class="row-words">
                <b>{text::title()}</b>
                <span class="quiet">{about}</span>
            </div>
            {live(actions)}
        </li>
        {move || few().map(|state| view! { <li><Notice tone=Tone::Warn>{text::codes_left(u64::from(state.recovery_codes_left))}</Notice></li> })}
    }
    .into_any()
}

fn on_since(state: TwoFactor) -> String {
    format!("{} {}", text::on_since(i18n::day(state.since)), text::codes_left(u64::from(state.recovery_codes_left)))
}

/// The dialogs, beside the list.
#[component]
pub(super) fn TwoFactorDialogs(dialog: WhichDialog) -> impl IntoView {
    let WhichDialog { set_up, new_codes, turn_off } = dialog;
    view! {
        <Dialog open=set_up title=text::set_up_title() children=move || view! { <SetUp open=set_up /> }.into_any() />
        <Dialog open=new_codes title=text::new_codes() children=move || view! { <NewCodes open=new_codes /> }.into_any() />
        <Dialog open=turn_off title=text::turn_off_title() children=move || view! { <TurnOff open=turn_off /> }.into_any() />
    }
    .into_any()
}

/// Reads how it stands now.
fn refresh() {
    spawn_local(async {
        if let Ok(me) = api::me().await {
            session::update(me);
        }
    });
}
