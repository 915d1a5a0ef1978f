//! Choices: a list to select from, cards of radio buttons, a box to tick.

use leptos::prelude::*;

use super::field::{FieldError, FieldShell, Hint, described_by};
use super::form::Field;

/// A native list to select one of. Each option is its value and its label.
#[component]
pub fn Select(
    field: Field,
    #[prop(into)] label: String,
    #[prop(optional, into)] aside: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    options: Vec<(String, String)>,
) -> impl IntoView {
    let has_hint = Hint::from(&hint);
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, label)| {
            let chosen = value.clone();
            view! { <option value=value selected=move || field.value.with(|value| *value == chosen)>{label}</option> }
        })
        .collect();
    view! {
        <FieldShell field label nostrip:aside=aside nostrip:hint=hint>
            <select
                class="input select"
                id=field.id()
                data-pointer=field.pointer()
                on:change:target=move |event| field.edit(event.target().value())
                aria-invalid=move || field.fault().map(|_| "true")
                aria-describedby=move || described_by(field, has_hint)
            >
                {options}
            </select>
        </FieldShell>
    }
    .into_any()
}

/// A choice that deserves to be seen whole: a card per option, with value, label and a line about it (or none).
#[component]
pub fn RadioCards(
    field: Field,
    #[prop(into)] legend: String,
    #[prop(optional, into)] aside: Option<String>,
    options: Vec<(String, String, Option<String>)>,
) -> impl IntoView {
    let cards: Vec<_> = options
        .into_iter()
        .map(|(value, label, about)| {
            let (given, chosen) = (value.clone(), value.clone());
            view! {
                <label>
                    <input
                        type="radio"
                        name=field.id()
                        value=value
                        prop:checked=move || field.value.with(|value| *value == chosen)
                        on:change=move |_| field.edit(given.clone())
                        aria-invalid=move || field.fault().map(|_| "true")
                        aria-describedby=move || described_by(field, Hint::None)
                    />
                    <span>
                        <span class="choice-label">{label}</span>
                        {about.map(|about| view! { <span class="choice-about">{about}</span> })}
                    </span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field" data-pointer=field.pointer()>
            <legend class="legend">{legend} {aside.map(|aside| view! { <span class="aside">{aside}</span> })}</legend>
            <div class="choice">{cards}</div>
            <FieldError field />
        </fieldset>
    }
    .into_any()
}

/// Several things to choose from, each a card with a box to tick: value, label and a line about it. The field's value is
/// those that are ticked, with spaces between.
#[component]
pub fn CheckCards(field: Field, #[prop(into)] legend: String, options: Vec<(String, String, String)>) -> impl IntoView {
    let cards: Vec<_> = options
        .into_iter()
        .map(|(value, label, about)| {
            let shown = value.clone();
            view! {
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || field.value.with(|ticked| is_ticked(ticked, &shown))
                        on:change=move |_| field.edit(toggled(&field.value.get_untracked(), &value))
                        aria-invalid=move || field.fault().map(|_| "true")
                        aria-describedby=move || described_by(field, Hint::None)
                    />
                    <span>
                        <span class="choice-label">{label}</span>
                        <span class="choice-about">{about}</span>
                    </span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field" data-pointer=field.pointer()>
            <legend class="legend">{legend}</legend>
            <div class="choice column">{cards}</div>
            <FieldError field />
        </fieldset>
    }
    .into_any()
}

fn is_ticked(ticked: &str, value: &str) -> bool {
    ticked.split(' ').any(|one| one == value)
}

fn toggled(ticked: &str, value: &str) -> String {
    let mut values: Vec<&str> = ticked.split(' ').filter(|one| !one.is_empty() && *one != value).collect();
    if !is_ticked(ticked, value) {
        values.push(value);
    }
    values.join(" ")
}

/// A box to tick, in a line of text. The field's value is `true` or nothing.
#[component]
pub fn Checkbox(field: Field, children: Children) -> impl IntoView {
    view! {
        <div class="field">
            <label class="checkbox">
                <input
                    type="checkbox"
                    data-pointer=field.pointer()
                    prop:checked=move || field.value.with(|value| value == "true")
                    on:change:target=move |event| field.edit(if event.target().checked() { "true".to_owned() } else { String::new() })
                    aria-invalid=move || field.fault().map(|_| "true")
                    aria-describedby=move || described_by(field, Hint::None)
                />
                <span>{children()}</span>
            </label>
            <FieldError field />
        </div>
    }
    .into_any()
}

/// Something to turn on or off, with a line about it. The field's value is `true` or nothing.
#[component]
pub fn Switch(field: Field, #[prop(into)] label: String, #[prop(optional, into)] about: Option<String>) -> impl IntoView {
    let id = field.id();
    let has_about = Hint::from(&about);
    let about_id = format!("{id}-hint");
    view! {
        <div class="field">
            <div class="switch">
                <input
                    type="checkbox"
                    role="switch"
                    id=id.clone()
                    data-pointer=field.pointer()
                    prop:checked=move || field.value.with(|value| value == "true")
                    on:change:target=move |event| field.edit(if event.target().checked() { "true".to_owned() } else { String::new() })
                    aria-invalid=move || field.fault().map(|_| "true")
                    aria-describedby=move || described_by(field, has_about)
                />
                <span>
                    <label class="choice-label" for=id>
                        {label}
                    </label>
                    {about.map(|about| view! { <span class="choice-about" id=about_id>{about}</span> })}
                </span>
            </div>
            <FieldError field />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{is_ticked, toggled};

    #[test]
    fn boxes_are_ticked_one_by_one() {
        let one = toggled("", "read");
        let two = toggled(&one, "billing");
        assert_eq!((one.as_str(), two.as_str(), toggled(&two, "read").as_str()), ("read", "read billing", "billing"));
        assert!(is_ticked("read billing", "billing") && !is_ticked("read billing", "bill") && !is_ticked("", "read"));
    }
}
