//! Renaming and deleting saved views.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::validation;
use shared::views::{CreateSavedView, SavedView};
use wasm_split_helpers::wasm_split;

use super::api;
use super::menu::Context;
use crate::areas::{Drawn, arriving_in_dialog};
use crate::i18n::{text, text::views as words};
use crate::ui::{Button, ButtonKind, ButtonSize, Dialog, Form, FormView, Icon, SubmitButton, TextField, browser, icon};

/// What is done with a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Named,
    Renaming,
    /// Deleted, and can come back as long as the dialog is open.
    Deleted,
}

/// A line of the dialog. Copy it into handlers freely.
#[derive(Clone, Copy)]
struct Line {
    context: Context,
    view: RwSignal<SavedView>,
    stage: RwSignal<Stage>,
    busy: RwSignal<bool>,
    fault: RwSignal<Option<String>>,
}

pub(super) fn manage_dialog(context: Context) -> AnyView {
    let content = move || arriving_in_dialog(move || drawn(context));
    view! { <Dialog open=context.managing title=words::saved_views() children=content /> }.into_any()
}

#[wasm_split(list_dialogs, fallible)]
fn drawn(context: Context) -> Drawn {
    let lines: Vec<_> = untrack(|| context.of_list()).into_iter().map(|view| Line::new(context, view).draw()).collect();
    Ok(view! {
        <div class="dialog-body">
            <ul class="view-lines">{lines}</ul>
        </div>
    }
    .into_any())
}

impl Line {
    fn new(context: Context, view: SavedView) -> Self {
        let (view, stage) = (RwSignal::new(view), RwSignal::new(Stage::Named));
        Self { context, view, stage, busy: RwSignal::new(false), fault: RwSignal::new(None) }
    }

    /// The id of the button that has the focus in a stage.
    fn focus_id(self, stage: Stage) -> String {
        let place = if stage == Stage::Deleted { "restore" } else { "rename" };
        format!("{place}-{}", self.view.with_untracked(|view| view.id))
    }

    /// Comes to a stage; the focus follows, since the button that had it goes away.
    fn come_to(self, stage: Stage) {
        self.fault.set(None);
        self.stage.set(stage);
        if stage != Stage::Renaming {
            let id = self.focus_id(stage);
            request_animation_frame(move || browser::focus_id(&id));
        }
    }

    fn draw(self) -> AnyView {
        let content = move || match self.stage.get() {
            Stage::Named => self.named(),
            Stage::Renaming => self.renaming(),
            Stage::Deleted => self.deleted(),
        };
        let fault = move || self.fault.get().map(|sentence| view! { <p class="fault" role="alert">{icon(Icon::Alert)} {sentence}</p> });
        view! {
            <li>
                {content}
                {fault}
            </li>
        }
        .into_any()
    }

    fn named(self) -> AnyView {
        let name = self.view.with(|view| view.name.clone());
        view! {
            <div class="view-line">
                <span class="view-title">{name.clone()}</span>
                <button
                    type="button"
                    id=self.focus_id(Stage::Named)
                    class="button small plain"
                    aria-label=words::rename_label(&name)
                    on:click=move |_| self.come_to(Stage::Renaming)
                >
                    {words::rename()}
                </button>
                <Button kind=ButtonKind::Danger size=ButtonSize::Small label=words::delete_label(&name) busy=self.busy on_press=move || self.delete()>
                    {words::delete()}
                </Button>
            </div>
        }
        .into_any()
    }

    fn renaming(self) -> AnyView {
        let form = Form::new();
        let name = form.field("/name", self.view.with_untracked(|view| view.name.clone()));
        let submit = move || {
            let Some(name) = name.checked(validation::view_name) else { return form.focus_fault() };
            let (id, version) = self.view.with_untracked(|view| (view.id, view.version));
            form.send(api::rename(id, name, version), move |renamed| {
                self.view.set(renamed);
                self.context.views.reload();
                self.come_to(Stage::Named);
            });
        };
        let id = name.id();
        request_animation_frame(move || browser::focus_id(&id));
        view! {
            <FormView form on_submit=submit>
                <TextField field=name label=words::name() />
                <div class="buttons">
                    <SubmitButton size=ButtonSize::Small busy=form.busy() label=text::common::save() />
                    <Button kind=ButtonKind::Plain size=ButtonSize::Small on_press=move || self.come_to(Stage::Named)>
                        {text::common::cancel()}
                    </Button>
                </div>
            </FormView>
        }
        .into_any()
    }

    fn deleted(self) -> AnyView {
        let name = self.view.with(|view| view.name.clone());
        view! {
            <div class="view-line">
                <span class="view-title quiet" role="status">{words::deleted(&name)}</span>
                <button
                    type="button"
                    id=self.focus_id(Stage::Deleted)
                    class="button small"
                    aria-disabled=move || self.busy.get().then_some("true")
                    on:click=move |_| self.restore()
                >
                    {words::undo()}
                </button>
            </div>
        }
        .into_any()
    }

    fn delete(self) {
        let id = self.view.with_untracked(|view| view.id);
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::delete(id).await;
            self.settle(answer.map(|()| Stage::Deleted).map_err(|error| error.message()));
        });
    }

    /// The same view once more, under a new id.
    fn restore(self) {
        if self.busy.get_untracked() {
            return;
        }
        let SavedView { list, name, query, .. } = self.view.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::create(CreateSavedView { list, name, query }).await;
            let stage = answer.map(|view| {
                let _ = self.view.try_set(view);
                Stage::Named
            });
            self.settle(stage.map_err(|error| error.message()));
        });
    }

    fn settle(self, answer: Result<Stage, String>) {
        // The dialog may have been closed meanwhile; what the menu shows follows all the same.
        if answer.is_ok() {
            self.context.views.reload();
        }
        if self.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(stage) => self.come_to(stage),
            Err(sentence) => self.fault.set(Some(sentence)),
        }
    }
}
