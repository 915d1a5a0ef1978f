//! Saving what a list shows under a name.

use leptos::prelude::*;
use shared::validation;
use shared::views::CreateSavedView;
use wasm_split_helpers::wasm_split;

use super::api;
use super::menu::Context;
use crate::areas::{Drawn, arriving_in_dialog};
use crate::i18n::{text, text::views as words};
use crate::ui::{Dialog, DialogFooter, Form, FormView, TextField, toast};

pub(super) fn save_dialog(context: Context) -> AnyView {
    view! { <Dialog open=context.saving title=words::save_title() children=move || arriving_in_dialog(move || drawn(context)) /> }
        .into_any()
}

#[wasm_split(list_dialogs, fallible)]
fn drawn(context: Context) -> Drawn {
    Ok(form(context))
}

fn form(context: Context) -> AnyView {
    let form = Form::new();
    let name = form.field("/name", "");
    let submit = move || {
        let Some(name) = name.checked(validation::view_name) else { return form.focus_fault() };
        let wanted = CreateSavedView { list: context.list.list, name, query: context.list.query.get_untracked() };
        form.send(api::create(wanted), move |view| {
            context.saving.set(false);
            toast::say(words::saved(view.name));
            context.views.reload();
        });
    };
    view! {
        <FormView form on_submit=submit>
            <TextField field=name label=words::name() hint=words::name_hint() autofocus=() />
            <DialogFooter open=context.saving form action=text::common::save() />
        </FormView>
    }
    .into_any()
}
