//! A field that takes a file: chosen, or dropped on it.

use js_sys::ArrayBuffer;
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList};

use super::browser;
use super::field::{Hint, described_by};
use super::form::Field;
use super::icon::{Icon, icon};
use crate::i18n::text::import as text;

/// A file as it was when it was chosen: it may be changed on the disk while it is looked at.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// What it is called.
    pub name: String,
    /// What it holds, or why the browser does not give it: a sentence.
    pub bytes: Result<ArrayBuffer, &'static str>,
}

/// A field as large as its card, so that a file can be dropped on it.
#[component]
pub fn FileDrop(
    /// What the last file is called, empty before there is one.
    #[prop(into)]
    name: Signal<String>,
    /// The most bytes.
    most: usize,
    /// Says that a file is larger.
    too_large: &'static str,
    /// The kind of file, as in HTML.
    #[prop(default = ".csv,text/csv")]
    accept: &'static str,
    /// The field of a form that the file is for, with its hint below.
    #[prop(optional)]
    field: Option<Field>,
    #[prop(into)] on_chosen: UnsyncCallback<Chosen>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let take = move |files: Option<FileList>| {
        let Some(file) = files.and_then(|files| files.item(0)) else { return };
        spawn_local(async move {
            let bytes = bytes(&file, most, too_large).await;
            on_chosen.run(Chosen { name: file.name(), bytes });
        });
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            take(input.files());
            // The same file can be chosen again, once it is corrected.
            input.set_value("");
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let dragged = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let label = move || {
        let name = name.get();
        if name.is_empty() { text::choose().to_owned() } else { text::choose_another(name) }
    };
    view! {
        <label class="drop-zone" class:over=over on:dragover=dragged on:dragleave=move |_| over.set(false) on:drop=dropped>
            {icon(Icon::Upload)}
            <span>{label}</span>
            <input
                class="sr"
                type="file"
                accept=accept
                node_ref=input
                id=field.map(Field::id)
                data-pointer=field.map(Field::pointer)
                aria-invalid=move || field.and_then(Field::fault).map(|_| "true")
                aria-describedby=move || field.and_then(|field| described_by(field, Hint::Below))
                on:change=chosen
            />
        </label>
    }
    .into_any()
}

async fn bytes(file: &File, most: usize, too_large: &'static str) -> Result<ArrayBuffer, &'static str> {
    if file.size() > browser::exact(i64::try_from(most).unwrap_or_default()) {
        return Err(too_large);
    }
    let read = JsFuture::from(file.array_buffer()).await.ok().and_then(|bytes| bytes.dyn_into().ok());
    read.ok_or(text::unreadable())
}
