//! The dialogs of the card "SPF": adding a domain, and removing one.

use leptos::prelude::*;
use shared::domains::AddDomain;
use shared::validation;

use super::api;
use super::card::Context;
use crate::i18n::text::domains as text;
use crate::ui::{Confirm, Dialog, DialogFooter, Form, FormView, TextField, toast};

pub(super) fn add_dialog(context: Context, open: RwSignal<bool>) -> AnyView {
    let dialog = move || {
        let title = text::add_title(context.company.get());
        view! { <Dialog open title children=move || form(context, open) /> }
    };
    view! { {dialog} }.into_any()
}

fn form(context: Context, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let name = form.field("/name", "");
    let submit = move || {
        let Some(name) = name.checked(validation::domain_name) else { return form.focus_fault() };
        form.send(api::add(context.domains.id, AddDomain { name }), move |domain| {
            form.close(open);
            toast::say(text::added(domain.unicode_name));
            context.domains.reload();
        });
    };
    view! {
        <FormView form on_submit=submit>
            <TextField field=name label=text::name() autofocus=() />
            <DialogFooter open form action=text::add_action() />
        </FormView>
    }
    .into_any()
}

/// Asks before a domain is removed.
pub(super) fn removal_dialog(context: Context) -> AnyView {
    let dialog = move || {
        context.removed.get().map(|domain| {
            let (id, name) = (domain.id, StoredValue::new(domain.unicode_name));
            let done = move |()| {
                toast::say(text::removed(name.get_value()));
                context.domains.reload();
            };
            view! {
                <Confirm
                    open=context.removing
                    title=text::remove_title(name.get_value())
                    sentence=text::remove_sentence()
                    action=text::remove()
                    request=move || api::remove(context.domains.id, id)
                    done
                />
            }
        })
    };
    view! { {dialog} }.into_any()
}
