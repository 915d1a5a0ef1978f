//! The dialog "New customer subscription".

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::rights::Right;
use shared::subscriptions::{Contact, CreateSubscription, Plan, Product, Subscription, Term};
use shared::validation::{self, FaultCode};
use wasm_split_helpers::wasm_split;

use super::list_state::Navigate;
use super::{api, words};
use crate::areas::{Drawn, arriving_in_dialog};
use crate::i18n::{self, text};
use crate::routes::Place;
use crate::session;
use crate::ui::{Checkbox, Dialog, DialogFooter, Field, Form, FormView, RadioCards, Select, Switch, TextField, toast};

/// Creates a subscription; `created` is told about it.
#[component]
pub fn CreateDialog(open: RwSignal<bool>, #[prop(into)] created: Callback<Subscription>) -> impl IntoView {
    let navigate: Navigate = Arc::new(use_navigate());
    let navigate = StoredValue::new(navigate);
    let form = move || arriving_in_dialog(move || drawn(open, created, navigate.get_value()));
    view! { <Dialog open title=text::subscriptions::new() children=form /> }
}

#[wasm_split(list_dialogs, fallible)]
fn drawn(open: RwSignal<bool>, created: Callback<Subscription>, navigate: Navigate) -> Drawn {
    Ok(content(open, created, navigate))
}

/// The fields, by the names that the API gives them.
#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    product: Field,
    company_name: Field,
    seats: Field,
    plan: Field,
    term: Field,
    edits: Field,
    contact_name: Field,
    contact_email: Field,
    locale: Field,
    terms: Field,
}

impl Fields {
    fn new() -> Self {
        let form = Form::new();
        Self {
            form,
            product: form.field("/product", Product::Microsoft365.as_str()),
            company_name: form.field("/company_name", ""),
            seats: form.field("/seats", ""),
            plan: form.field("/plan", ""),
            term: form.field("/term", Term::Monthly.as_str()),
            edits: form.field("/customer_edits_signatures", ""),
            contact_name: form.field("/contact/full_name", ""),
            contact_email: form.field("/contact/email", ""),
            locale: form.field("/locale", i18n::locale().as_str()),
            terms: form.field("/terms_accepted", ""),
        }
    }

    fn edits(self) -> bool {
        self.edits.value.get() == "true"
    }

    /// What is to be created; nothing while a field is wrong. Every wrong field is marked at once.
    fn checked(self) -> Option<CreateSubscription> {
        let product = self.product.checked(|text| text.parse());
        let company_name = self.company_name.checked(validation::company_name);
        let seats = self.seats.checked(seats);
        let plan = self.plan.checked_optional(|text| text.parse::<Plan>());
        let term = self.term.checked(|text| text.parse::<Term>());
        let edits = untrack(|| self.edits());
        let contact = if edits { self.contact().map(Some) } else { Some(None) };
        let locale = self.locale.checked(|text| text.parse());
        let terms_accepted = self.terms.checked(|text| if text == "true" { Ok(true) } else { Err(FaultCode::TermsNotAccepted) });
        let plan = plan?;
        Some(CreateSubscription {
            product: product?,
            company_name: company_name?,
            seats: seats?,
            customer_edits_signatures: edits,
            contact: contact?,
            locale: locale?,
            terms_accepted: terms_accepted?,
            plan,
            term: plan.and(term),
            trial_days: None,
            skip_trial: None,
            external_ref: None,
            metadata: None,
        })
    }

    fn contact(self) -> Option<Contact> {
        let full_name = self.contact_name.checked(validation::full_name);
        let email = self.contact_email.checked(validation::email);
        Some(Contact { full_name: full_name?, email: email? })
    }
}

/// A number of users as people type it.
pub(super) fn seats(text: String) -> Result<u32, FaultCode> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Err(FaultCode::Blank);
    }
    // What is no number is out of range: the sentence names the range.
    validation::seats(digits.parse().unwrap_or(0))
}

fn content(open: RwSignal<bool>, created: Callback<Subscription>, navigate: Navigate) -> AnyView {
    let fields = Fields::new();
    let form = fields.form;
    let submit = move || {
        let Some(wanted) = fields.checked() else { return form.focus_fault() };
        let (email, navigate) = (wanted.contact.as_ref().map(|contact| contact.email.clone()), Arc::clone(&navigate));
        form.send(api::create(wanted), move |new: Subscription| {
            form.close(open);
            let sentence = match email {
                Some(email) => text::subscriptions::created_invited(&new.company_name, email),
                None => text::subscriptions::created_toast(&new.company_name),
            };
            let path = Place::Subscription(new.id).path();
            toast::say_with(sentence, text::subscriptions::manage(), move || navigate(&path, NavigateOptions::default()));
            created.run(new);
        });
    };
    let may_bill = untrack(|| session::may(Right::Bill));
    view! {
        <FormView form on_submit=submit>
            <RadioCards field=fields.product legend=text::subscriptions::product() options=products() />
            <TextField field=fields.company_name label=text::subscriptions::company_name() autofocus=() />
            <TextField field=fields.seats label=text::subscriptions::seats() inputmode="numeric" short=() />
            {may_bill.then(|| plan_fields(fields))}
            {access_fields(fields)}
            <Checkbox field=fields.terms>{text::subscriptions::terms()}</Checkbox>
            <p class="hint">{text::subscriptions::trial_begins()}</p>
            <DialogFooter open form action=text::subscriptions::create() />
        </FormView>
    }
    .into_any()
}

fn products() -> Vec<(String, String, Option<String>)> {
    let about = |product| match product {
        Product::Microsoft365 => text::subscriptions::product_about_microsoft(),
        Product::GoogleWorkspace => text::subscriptions::product_about_google(),
    };
    let option = |product: &Product| (product.to_string(), i18n::words::product(*product).to_owned(), Some(about(*product).to_owned()));
    Product::ALL.iter().map(option).collect()
}

/// The plan for afterwards, and the term once there is one.
fn plan_fields(fields: Fields) -> AnyView {
    let plans = std::iter::once((String::new(), text::subscriptions::no_plan().to_owned())).chain(plan_options()).collect();
    view! {
        <div class="fields">
            <Select
                field=fields.plan
                label=text::subscriptions::plan_after()
                aside=text::common::optional()
                hint=text::subscriptions::plan_after_hint()
                options=plans
            />
            {move || {
                let chosen = fields.plan.value.with(|plan| !plan.is_empty());
                chosen.then(|| view! { <Select field=fields.term label=text::subscriptions::term() options=term_options() /> })
            }}
        </div>
    }
    .into_any()
}

/// The plans, to choose one of.
pub(super) fn plan_options() -> Vec<(String, String)> {
    Plan::ALL.iter().map(|plan| (plan.to_string(), words::plan(*plan).to_owned())).collect()
}

/// The terms, to choose one of.
pub(super) fn term_options() -> Vec<(String, String)> {
    Term::ALL.iter().map(|term| (term.to_string(), words::term(*term).to_owned())).collect()
}

/// Whether customers edit signatures, and then whom to invite.
fn access_fields(fields: Fields) -> AnyView {
    let languages =
        move || shared::locale::Locale::ALL.iter().map(|locale| (locale.to_string(), i18n::own_name(*locale).to_owned())).collect();
    view! {
        <Switch field=fields.edits label=text::subscriptions::edit_signatures() about=text::subscriptions::edit_signatures_about() />
        {move || {
            fields
                .edits()
                .then(|| {
                    view! {
                        <div class="fields">
                            <TextField field=fields.contact_name label=text::subscriptions::contact_name() />
                            <TextField field=fields.contact_email label=text::subscriptions::contact_email() kind="email" />
                        </div>
                        <Select field=fields.locale label=text::subscriptions::mail_language() options=languages() />
                    }
                })
        }}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use shared::validation::FaultCode;

    use super::seats;

    #[test]
    fn numbers_of_users_are_read_as_people_type_them() {
        let outside = Err(FaultCode::OutOfRange { min: 1, max: 1_000_000 });
        for (typed, expected) in [
            (" 18 ", Ok(18)),
            ("1 200", Ok(1200)),
            ("", Err(FaultCode::Blank)),
            ("0", outside.clone()),
            ("ten", outside.clone()),
            ("1.5", outside),
        ] {
            assert_eq!(seats(typed.to_owned()), expected, "{typed}");
        }
    }
}
