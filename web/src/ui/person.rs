//! People: initials in a circle, name over address.

use leptos::prelude::*;

/// The initials of a name in a circle.
#[component]
pub fn Avatar(#[prop(into)] name: String) -> impl IntoView {
    view! { <span class="avatar" aria-hidden="true">{initials(&name)}</span> }.into_any()
}

/// A person in a table: name over address.
#[component]
pub fn PersonCell(#[prop(into)] name: String, #[prop(into)] email: String, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <div class="person-cell">
            <Avatar name=name.clone() />
            <div>
                <span class="who">{name} {children.map(|children| children())}</span>
                <span class="quiet">{email}</span>
            </div>
        </div>
    }
    .into_any()
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        for (name, expected) in [("Olga Ostrova", "OO"), ("Anna van der Berg", "AB"), ("Cher", "C"), ("", ""), ("émile zola", "ÉZ")] {
            assert_eq!(initials(name), expected);
        }
    }
}
