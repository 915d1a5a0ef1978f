//! The dialogs of the directory: adding a person, changing one, removing one.

use leptos::prelude::*;
use shared::directory::{AddPerson, ChangePerson, Person, Profile};
use shared::validation;

use super::api;
use super::page::Context;
use crate::i18n::{text, text::directory as words};
use crate::ui::{Confirm, Dialog, DialogFooter, Field, Form, FormView, Switch, TextField, toast};

/// What is asked about a person.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    Change(Person),
    Removal(Person),
}

pub(super) fn add_dialog(context: Context) -> AnyView {
    let open = context.adding;
    view! { <Dialog open title=words::add_title() children=move || add_form(context, open) /> }.into_any()
}

pub(super) fn asked_dialog(context: Context) -> AnyView {
    let dialog = move || {
        context.asked.get().map(|asked| match asked {
            Asked::Change(person) => change_dialog(context, person),
            Asked::Removal(person) => removal_dialog(context, person),
        })
    };
    view! { {dialog} }.into_any()
}

/// The fields of a person.
#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    email: Field,
    display_name: Field,
    takes_seat: Field,
    profile: [Field; 8],
}

/// The pointers of a profile's fields, in the order in which they stand on the page.
const POINTERS: [&str; 8] = [
    "/profile/given_name", "/profile/surname", "/profile/job_title", "/profile/department", "/profile/phone", "/profile/mobile",
    "/profile/office", "/profile/company",
];

impl Fields {
    fn new(person: Option<&Person>) -> Self {
        let form = Form::new();
        let profile = person.map(|person| person.profile.clone()).unwrap_or_default();
        let Profile { given_name, surname, job_title, department, phone, mobile, office, company } = profile;
        let known = [given_name, surname, job_title, department, phone, mobile, office, company];
        let mut known = known.into_iter();
        Self {
            form,
            email: form.field("/email", person.map(|person| person.email.clone()).unwrap_or_default()),
            display_name: form.field("/display_name", person.map(|person| person.display_name.clone()).unwrap_or_default()),
            takes_seat: form.field("/takes_seat", if person.is_none_or(|person| person.takes_seat) { "true" } else { "" }),
            profile: POINTERS.map(|pointer| form.field(pointer, known.next().flatten().unwrap_or_default())),
        }
    }

    /// The person that the fields say; nothing while one is wrong.
    fn checked(self) -> Option<AddPerson> {
        let email = self.email.checked(validation::email);
        let display_name = self.display_name.checked(validation::full_name);
        let [given_name, surname, job_title, department, phone, mobile, office, company] =
            self.profile.map(|field| field.checked_optional(validation::attribute));
        let profile = Profile {
            given_name: given_name?,
            surname: surname?,
            job_title: job_title?,
            department: department?,
            phone: phone?,
            mobile: mobile?,
            office: office?,
            company: company?,
        };
        let takes_seat = self.takes_seat.value.with_untracked(|value| value == "true");
        Some(AddPerson { email: email?, display_name: display_name?, profile: Some(profile), takes_seat: Some(takes_seat) })
    }

    fn view(self) -> AnyView {
        let labels = [
            words::given_name(),
            words::surname(),
            words::job_title(),
            words::department(),
            words::phone(),
            words::mobile(),
            words::office(),
            words::company(),
        ];
        let one = |(field, label): (Field, &'static str)| view! { <TextField field label aside=text::common::optional() /> };
        view! {
            <TextField field=self.display_name label=words::display_name() autofocus=() />
            <TextField field=self.email label=words::email() kind="email" />
            <div class="field-pairs">{self.profile.into_iter().zip(labels).map(one).collect::<Vec<_>>()}</div>
            <Switch field=self.takes_seat label=words::takes_seat() about=words::takes_seat_about() />
        }
        .into_any()
    }
}

fn add_form(context: Context, open: RwSignal<bool>) -> AnyView {
    let fields = Fields::new(None);
    let form = fields.form;
    let submit = move || {
        let Some(wanted) = fields.checked() else { return form.focus_fault() };
        form.send(api::add(context.id, wanted), move |person| {
            form.close(open);
            toast::say(words::added(person.display_name));
            context.reload();
        });
    };
    view! {
        <FormView form on_submit=submit>
            {fields.view()}
            <DialogFooter open form action=words::add_action() />
        </FormView>
    }
    .into_any()
}

fn change_dialog(context: Context, person: Person) -> AnyView {
    let (title, person) = (words::edit_title(&person.display_name), StoredValue::new(person));
    view! { <Dialog open=context.asking title children=move || change_form(context, person.get_value()) /> }.into_any()
}

fn change_form(context: Context, person: Person) -> AnyView {
    let (fields, open) = (Fields::new(Some(&person)), context.asking);
    let form = fields.form;
    let (id, version) = (person.id, person.version);
    let submit = move || {
        let Some(AddPerson { email, display_name, profile, takes_seat }) = fields.checked() else { return form.focus_fault() };
        let wanted = ChangePerson { email: Some(email), display_name: Some(display_name), profile, takes_seat };
        form.send(api::change(context.id, id, wanted, version), move |person| {
            form.close(open);
            toast::say(words::saved(person.display_name));
            context.reload();
        });
    };
    view! {
        <FormView form on_submit=submit>
            {fields.view()}
            <DialogFooter open form action=text::common::save() />
        </FormView>
    }
    .into_any()
}

fn removal_dialog(context: Context, person: Person) -> AnyView {
    let (id, name) = (person.id, StoredValue::new(person.display_name));
    let done = move |()| {
        toast::say(words::removed(name.get_value()));
        context.reload();
    };
    view! {
        <Confirm
            open=context.asking
            title=words::remove_title(name.get_value())
            sentence=words::remove_sentence()
            action=words::remove()
            request=move || api::remove(context.id, id)
            done
        />
    }
    .into_any()
}
