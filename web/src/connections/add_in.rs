//! The Outlook add-in: its manifest, as a file and by its address.

use leptos::prelude::*;
use shared::connections::AddInManifest;

use super::link::Link;
use super::{api, missing};
use crate::i18n::text::connections as text;
use crate::ui::{Button, ButtonSize, CopyText, Fact, Facts, Icon, Load, SkeletonRows, browser, held, live, toast};

/// The manifest for those who may set the add-in up, or what has to be configured before.
pub(super) fn add_in(link: Link) -> AnyView {
    if !link.has_right {
        return ().into_any();
    }
    let is_served = Memo::new(move |_| link.connection.with(|connection| connection.add_in_origin.is_some()).unwrap_or_default());
    live(move || if is_served.get() { tools(link) } else { missing::notice(link, text::no_public_url(), "COUNTERSIGN_PUBLIC_URL") })
}

fn tools(link: Link) -> AnyView {
    let manifest = Load::new(move || api::add_in(link.id));
    let shown = move || live(move || manifest.with(AddInManifest::clone).map_or_else(|| ().into_any(), |found| values(&found)));
    held(manifest, || view! { <SkeletonRows rows=1 /> }.into_any(), shown)
}

fn values(manifest: &AddInManifest) -> AnyView {
    let (url, name, content) = (manifest.manifest_url.clone(), manifest.file_name.clone(), manifest.content.clone());
    let save = move || {
        browser::save(&name, "text/xml;charset=utf-8", &content);
        toast::say(text::script_saved(&name));
    };
    view! {
        <div class="step-values">
            <Facts>
                <Fact name=text::manifest_link()>
                    <CopyText value=url what=text::copy_manifest_link() />
                </Fact>
            </Facts>
        </div>
        <div class="step-standing">
            <Button size=ButtonSize::Small icon=Icon::Download on_press=save>
                {text::download_manifest()}
            </Button>
        </div>
    }
    .into_any()
}
