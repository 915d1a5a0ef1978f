//! Dialogs: the browser's own `<dialog>`, which keeps the focus inside and gives it back.

use std::future::Future;

use leptos::html;
use leptos::prelude::*;

use super::button::{Button, ButtonKind, SubmitButton};
use super::form::{Form, FormScope, FormView};
use super::icon::Icon;
use super::live::{live, watch};
use super::toast::Toasts;
use crate::api::Answer;
use crate::i18n::text;

thread_local! {
    static DIALOGS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// A modal dialog. Its children are made when it opens, so that a form in it starts fresh each time.
#[component]
pub fn Dialog(
    /// Opens it, and says when it was closed.
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    /// A class of its own, for a dialog without a head: its title is only said, and a click beside it closes it.
    #[prop(optional)]
    bare: Option<&'static str>,
    #[prop(into)] children: ViewFn,
) -> impl IntoView {
    let mounted = RwSignal::new(false);
    let scope = FormScope::new();
    let node = NodeRef::<html::Dialog>::new();
    // The browser tells later that it has closed a dialog; who opens it again before that gets a new one after it.
    let closing = StoredValue::new(false);
    watch(move || {
        if open.get() {
            if !closing.get_value() {
                mounted.set(true);
            }
        } else if let Some(dialog) = node.get_untracked().filter(|dialog| dialog.open()) {
            // Closing gives the focus back; the element goes afterwards.
            closing.set_value(true);
            dialog.close();
        }
    });
    watch(move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    let closed = move |_| {
        mounted.set(false);
        if !closing.try_update_value(std::mem::take).unwrap_or(false) {
            // By Escape, or a click beside it.
            open.set(false);
        } else if open.get_untracked() {
            request_animation_frame(move || {
                if open.try_get_untracked() == Some(true) {
                    mounted.set(true);
                }
            });
        }
    };
    let heading = DIALOGS.get().wrapping_add(1);
    DIALOGS.set(heading);
    let heading = format!("dialog-{heading}");
    live(move || {
        let dialog = mounted.get().then(|| {
            provide_context(scope);
            let class = bare.map_or_else(|| "dialog".to_owned(), |own| format!("dialog {own}"));
            let head = match bare {
                Some(_) => view! { <h2 class="sr" id=heading.clone()>{title.clone()}</h2> }.into_any(),
                None => view! {
                    <header>
                        <h2 id=heading.clone()>{title.clone()}</h2>
                        <Button kind=ButtonKind::Plain icon=Icon::Close label=text::common::close() on_press=move || open.set(false) />
                    </header>
                }
                .into_any(),
            };
            view! {
                <dialog class=class node_ref=node aria-labelledby=heading.clone() closedby=bare.map(|_| "any") on:close=closed>
                    {head}
                    {children.run()}
                    // Everything outside is inert while it is open.
                    <Toasts />
                </dialog>
            }
        });
        dialog.into_any()
    })
}

/// The foot of a dialog's form: Cancel, and the button that sends. Cancel has the focus where no field asks for it.
#[component]
pub fn DialogFooter(
    open: RwSignal<bool>,
    form: Form,
    /// What sending does, in a verb: "Create", "Remove".
    #[prop(into)]
    action: String,
    /// `DangerPrimary` where it can't be undone.
    #[prop(optional)]
    kind: Option<ButtonKind>,
) -> impl IntoView {
    view! {
        <footer>
            <button type="button" class="button plain" autofocus on:click=move |_| open.set(false)>
                {text::common::cancel()}
            </button>
            <SubmitButton busy=form.busy() kind=kind.unwrap_or(ButtonKind::Primary) label=action />
        </footer>
    }
    .into_any()
}

/// Asks before something that can't be undone. Title and sentence name the thing; the request runs on the last button.
#[component]
pub fn Confirm<T: 'static, Fut: Future<Output = Answer<T>> + 'static>(
    open: RwSignal<bool>,
    /// A question that names the thing: "Remove Ben Okafor?"
    #[prop(into)]
    title: String,
    /// What will happen.
    #[prop(into)]
    sentence: String,
    /// The verb on the button.
    #[prop(into)]
    action: String,
    /// Makes the request.
    request: impl Fn() -> Fut + Copy + Send + Sync + 'static,
    /// Runs when it worked; the dialog closes by itself.
    done: impl Fn(T) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let content = move || {
        let form = Form::new();
        let submit = move || {
            form.send(request(), move |value| {
                form.close(open);
                done(value);
            });
        };
        let (sentence, action) = (sentence.clone(), action.clone());
        view! {
            <FormView form on_submit=submit>
                <p>{sentence}</p>
                <DialogFooter open form action kind=ButtonKind::DangerPrimary />
            </FormView>
        }
        .into_any()
    };
    view! { <Dialog open title children=content /> }
}
