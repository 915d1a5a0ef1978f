//! The dialog that changes a subscription's details. Where somebody else changed them meanwhile, it offers to load the
//! present state, and keeps what was typed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use shared::subscriptions::{Action, ChangeSubscription, Contact, Subscription};
use shared::validation::{self, Metadata};

use super::api;
use super::create_dialog::seats;
use super::detail_page::Detail;
use super::metadata_editor::MetadataEditor;
use super::undo::{reversal, say_saved};
use crate::i18n::{text, text::subscriptions as words_of};
use crate::ui::{Button, ButtonSize, Dialog, DialogFooter, Field, Form, FormView, Icon, Notice, Switch, TextField, Tone, browser, toast};

/// Changes the details: all of them with the right to manage, else the number of users alone.
#[component]
pub(super) fn EditDialog(detail: Detail, open: RwSignal<bool>, may_manage: bool) -> impl IntoView {
    view! { <Dialog open title=words_of::edit_title() children=move || content(detail, open, may_manage) /> }
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    company_name: Field,
    seats: Field,
    external_ref: Field,
    edits: Field,
    contact_name: Field,
    contact_email: Field,
    metadata: MetadataEditor,
    /// What the fields are held against: only what differs is sent.
    base: RwSignal<Subscription>,
    may_manage: StoredValue<bool>,
    may_change_seats: StoredValue<bool>,
}

/// The texts that stand in the fields for a subscription.
struct Texts {
    company_name: String,
    seats: String,
    external_ref: String,
    edits: String,
    metadata: Metadata,
}

impl Texts {
    fn of(subscription: &Subscription) -> Self {
        Self {
            company_name: subscription.company_name.clone(),
            seats: subscription.seats.to_string(),
            external_ref: subscription.external_ref.clone().flatten().unwrap_or_default(),
            edits: if subscription.customer_edits_signatures { "true".to_owned() } else { String::new() },
            metadata: subscription.metadata.clone().unwrap_or_default(),
        }
    }
}

impl Fields {
    fn new(subscription: Subscription, may_manage: bool) -> Self {
        let form = Form::new();
        let texts = Texts::of(&subscription);
        Self {
            form,
            company_name: form.field("/company_name", texts.company_name),
            seats: form.field("/seats", texts.seats),
            external_ref: form.field("/external_ref", texts.external_ref),
            edits: form.field("/customer_edits_signatures", texts.edits),
            contact_name: form.field("/contact/full_name", ""),
            contact_email: form.field("/contact/email", ""),
            metadata: MetadataEditor::new(form, &texts.metadata),
            may_manage: StoredValue::new(may_manage),
            may_change_seats: StoredValue::new(subscription.allowed_actions.contains(&Action::ChangeSeats)),
            base: RwSignal::new(subscription),
        }
    }

    /// Whether customers are to edit signatures from now on; tracked.
    fn turns_on(self) -> bool {
        self.edits.value.get() == "true" && !self.base.with(|base| base.customer_edits_signatures)
    }

    fn turns_off(self) -> bool {
        self.edits.value.get().is_empty() && self.base.with(|base| base.customer_edits_signatures)
    }

    /// What differs from the base; nothing while a field is wrong.
    fn checked(self, needs_contact: bool) -> Option<ChangeSubscription> {
        let base = self.base.get_untracked();
        let mut change = ChangeSubscription::default();
        let mut wrong = false;
        if self.may_change_seats.get_value() {
            let seats = self.seats.checked(seats);
            wrong |= seats.is_none();
            change.seats = seats.filter(|seats| *seats != base.seats);
        }
        if self.may_manage.get_value() {
            let company_name = self.company_name.checked(validation::company_name);
            let external_ref = self.external_ref.checked_optional(validation::external_ref);
            let metadata = self.metadata.checked();
            let contact = if needs_contact { self.contact().map(Some) } else { Some(None) };
            wrong |= company_name.is_none() || external_ref.is_none() || metadata.is_none() || contact.is_none();
            change.company_name = company_name.filter(|name| *name != base.company_name);
            change.external_ref = external_ref.filter(|reference| *reference != base.external_ref.clone().flatten());
            change.metadata = metadata.filter(|metadata| Some(metadata) != base.metadata.as_ref());
            change.contact = contact.flatten();
            let (on, off) = untrack(|| (self.turns_on(), self.turns_off()));
            change.customer_edits_signatures = (on || off).then_some(on);
        }
        (!wrong).then_some(change)
    }

    fn contact(self) -> Option<Contact> {
        let full_name = self.contact_name.checked(validation::full_name);
        let email = self.contact_email.checked(validation::email);
        Some(Contact { full_name: full_name?, email: email? })
    }

    /// Holds the fields against another state. A field that was not touched follows it; a touched one keeps its text.
    fn rebase(self, present: Subscription) {
        let (before, after) = (self.base.with_untracked(Texts::of), Texts::of(&present));
        let follow = |field: Field, before: String, after: String| {
            if field.value.with_untracked(|value| *value == before) {
                field.edit(after);
            }
        };
        if self.metadata.checked().as_ref() == Some(&before.metadata) {
            self.metadata.load(&after.metadata);
        }
        follow(self.company_name, before.company_name, after.company_name);
        follow(self.seats, before.seats, after.seats);
        follow(self.external_ref, before.external_ref, after.external_ref);
        follow(self.edits, before.edits, after.edits);
        self.base.set(present);
        self.form.clear();
    }
}

fn content(detail: Detail, open: RwSignal<bool>, may_manage: bool) -> AnyView {
    let Some(subscription) = detail.now() else { return ().into_any() };
    let fields = Fields::new(subscription, may_manage);
    let form = fields.form;
    let rebased = RwSignal::new(false);
    let nobody = detail.people.is_some_and(|people| people.is_without_members());
    let needs_contact = Memo::new(move |_| nobody && fields.turns_on());
    let submit = move || {
        let Some(change) = fields.checked(needs_contact.get_untracked()) else { return form.focus_fault() };
        if change == ChangeSubscription::default() {
            return open.set(false);
        }
        let version = fields.base.with_untracked(|base| base.version);
        let reversal = fields.base.with_untracked(|base| reversal(base, &change));
        let people_change = change.customer_edits_signatures.is_some();
        form.send(api::change(detail.id, change, version), move |changed| {
            form.close(open);
            say_saved(detail, &changed, reversal);
            detail.took(changed);
            if let Some(people) = detail.people.filter(|_| people_change) {
                people.reload();
            }
        });
    };
    view! {
        <FormView form on_submit=submit>
            {move || stale_notice(detail, fields, rebased)}
            {may_manage
                .then(|| view! { <TextField field=fields.company_name label=words_of::company_name() autofocus=() /> })}
            {fields
                .may_change_seats
                .get_value()
                .then(|| view! { <TextField field=fields.seats label=words_of::seats() inputmode="numeric" short=() /> })}
            {may_manage.then(|| managed_fields(fields, needs_contact))}
            <DialogFooter open form action=text::common::save() />
        </FormView>
    }
    .into_any()
}

/// Offers the present state where the server refused a stale change, and says so once it is loaded.
fn stale_notice(detail: Detail, fields: Fields, rebased: RwSignal<bool>) -> Option<AnyView> {
    let stale = fields.form.problem().and_then(|error| error.code()) == Some(ProblemCode::StaleVersion);
    let reload = move || {
        spawn_local(async move {
            match api::get(detail.id).await {
                Ok(present) => {
                    // Closed meanwhile, the dialog took its fields with it.
                    if !fields.base.is_disposed() {
                        fields.rebase(present.clone());
                        rebased.set(true);
                    }
                    detail.took(present);
                    browser::focus_if_lost("dialog[open] .input");
                }
                Err(error) => toast::warn(error.message()),
            }
        });
    };
    if stale {
        let notice = view! {
            <div class="buttons">
                <Button size=ButtonSize::Small icon=Icon::Refresh on_press=reload>
                    {words_of::stale_reload()}
                </Button>
                <span class="hint">{words_of::stale_sentence()}</span>
            </div>
        };
        return Some(notice.into_any());
    }
    rebased.get().then(|| view! { <Notice tone=Tone::Calm>{words_of::stale_kept()}</Notice> }.into_any())
}

fn managed_fields(fields: Fields, needs_contact: Memo<bool>) -> AnyView {
    let contact = move || {
        needs_contact.get().then(|| {
            view! {
                <div class="fields">
                    <TextField field=fields.contact_name label=words_of::contact_name() />
                    <TextField field=fields.contact_email label=words_of::contact_email() kind="email" />
                </div>
            }
        })
    };
    let warning = move || fields.turns_off().then(|| view! { <Notice tone=Tone::Warn>{words_of::edits_off_warning()}</Notice> });
    view! {
        <TextField
            field=fields.external_ref
            label=words_of::reference()
            aside=text::common::optional()
            hint=words_of::reference_hint()
        />
        <Switch field=fields.edits label=words_of::edit_signatures() about=words_of::edit_signatures_about() />
        {contact}
        {warning}
        {fields.metadata.view()}
    }
    .into_any()
}
