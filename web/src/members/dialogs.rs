//! The dialogs of the card "Users and invites": inviting, another role, removing, withdrawing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::invites::Invite;
use shared::locale::Locale;
use shared::members::{InviteMember, Member};
use shared::rights::SubscriptionRole;
use shared::validation;

use super::api;
use super::card::Context;
use super::people::People;
use crate::i18n::{self, text, text::members as words_of, words};
use crate::ui::{Confirm, Dialog, DialogFooter, Form, FormView, RadioCards, Select, TextField, toast};

/// What is asked about a person.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    /// Another role for a member.
    Role(Member),
    /// Removing a member.
    Removal(Member),
    /// Withdrawing an invite.
    Revocation(Invite),
}

/// The dialog for what is asked.
pub(super) fn asked_dialog(context: Context) -> AnyView {
    let dialog = move || {
        context.asked.get().map(|asked| match asked {
            Asked::Role(member) => role_dialog(context, member),
            Asked::Removal(member) => removal_dialog(context, member),
            Asked::Revocation(invite) => revocation_dialog(context, invite),
        })
    };
    view! { {dialog} }.into_any()
}

fn roles() -> Vec<(String, String, Option<String>)> {
    let option = |role: &SubscriptionRole| {
        (role.to_string(), words::subscription_role(*role).to_owned(), Some(words::subscription_role_about(*role).to_owned()))
    };
    SubscriptionRole::ALL.iter().map(option).collect()
}

fn role_dialog(context: Context, member: Member) -> AnyView {
    let title = words_of::change_role_title(&member.full_name);
    let content = move || {
        let form = Form::new();
        let role = form.field("/role", member.role.as_str());
        let (id, version, was) = (member.id, member.version, member.role);
        let submit = move || {
            let Some(role) = role.checked(|text| text.parse::<SubscriptionRole>()) else { return form.focus_fault() };
            form.send(api::change_role(context.people.id, id, role, version), move |member| {
                form.close(context.asking);
                say_role(context.people, &member, was);
                context.people.reload();
            });
        };
        view! {
            <FormView form on_submit=submit>
                <RadioCards field=role legend=words_of::role() options=roles() />
                <DialogFooter open=context.asking form action=text::common::save() />
            </FormView>
        }
        .into_any()
    };
    view! { <Dialog open=context.asking title children=content /> }.into_any()
}

/// Says which role somebody has now, with the way back to the one before.
fn say_role(people: People, member: &Member, was: SubscriptionRole) {
    let (id, version) = (member.id, member.version);
    let undo = move || {
        spawn_local(async move {
            match api::change_role(people.id, id, was, version).await {
                Ok(member) => {
                    toast::say(words_of::role_changed(member.full_name, words::subscription_role(member.role)));
                    people.reload();
                }
                Err(error) => toast::warn(error.message()),
            }
        });
    };
    toast::say_with(words_of::role_changed(&member.full_name, words::subscription_role(member.role)), text::common::undo(), undo);
}

fn removal_dialog(context: Context, member: Member) -> AnyView {
    let name = StoredValue::new(member.full_name);
    let done = move |()| {
        toast::say(words_of::removed(name.get_value()));
        context.people.reload();
    };
    view! {
        <Confirm
            open=context.asking
            title=words_of::remove_title(name.get_value())
            sentence=words_of::remove_sentence(name.get_value())
            action=words_of::remove()
            request=move || api::remove(context.people.id, member.id)
            done
        />
    }
    .into_any()
}

fn revocation_dialog(context: Context, invite: Invite) -> AnyView {
    let email = StoredValue::new(invite.email);
    let done = move |()| {
        toast::say(words_of::revoked(email.get_value()));
        context.people.reload();
    };
    view! {
        <Confirm
            open=context.asking
            title=words_of::revoke_title(invite.full_name)
            sentence=words_of::revoke_sentence(email.get_value())
            action=words_of::revoke()
            request=move || api::revoke(context.people.id, invite.id)
            done
        />
    }
    .into_any()
}

/// Invites somebody of the customer.
pub(super) fn invite_dialog(context: Context, open: RwSignal<bool>) -> AnyView {
    let content = move || invite_form(context, open);
    let dialog = move || {
        let title = words_of::add_title(context.company.get());
        view! { <Dialog open title children=content /> }
    };
    view! { {dialog} }.into_any()
}

fn invite_form(context: Context, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let full_name = form.field("/full_name", "");
    let email = form.field("/email", "");
    let role = form.field("/role", SubscriptionRole::Editor.as_str());
    let locale = form.field("/locale", i18n::locale().as_str());
    let submit = move || {
        let (name, address) = (full_name.checked(validation::full_name), email.checked(validation::email));
        let (role, locale) = (role.checked(|text| text.parse()), locale.checked(|text| text.parse()));
        let (Some(full_name), Some(email), Some(role), Some(locale)) = (name, address, role, locale) else {
            return form.focus_fault();
        };
        let wanted = InviteMember { full_name, email, role, locale };
        form.send(api::invite(context.people.id, wanted), move |invite| {
            form.close(open);
            toast::say(words_of::sent_to(invite.email));
            context.people.reload();
        });
    };
    let languages = Locale::ALL.iter().map(|locale| (locale.to_string(), i18n::own_name(*locale).to_owned())).collect();
    view! {
        <FormView form on_submit=submit>
            <TextField field=full_name label=words_of::full_name() autofocus=() />
            <TextField field=email label=words_of::email() kind="email" />
            <RadioCards field=role legend=words_of::role() options=roles() />
            <Select field=locale label=words_of::mail_language() options=languages />
            <DialogFooter open form action=words_of::add_action() />
        </FormView>
    }
    .into_any()
}
