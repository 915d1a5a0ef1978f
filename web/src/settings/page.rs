//! The frame of the settings: sections at the side, one of them shown. Which one stands in the URL.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::rights::Right;

use super::company::CompanySection;
use super::profile::ProfileSection;
use super::sessions::SessionsSection;
use super::team::TeamSection;
use crate::i18n::text;
use crate::session;
use crate::ui::{Icon, PageHead, icon};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Profile,
    Sessions,
    Team,
    Company,
}

impl Section {
    const ALL: [Self; 4] = [Self::Profile, Self::Sessions, Self::Team, Self::Company];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Sessions => "sessions",
            Self::Team => "team",
            Self::Company => "company",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Profile => text::settings::profile(),
            Self::Sessions => text::settings::sessions(),
            Self::Team => text::settings::team(),
            Self::Company => text::settings::company(),
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Profile => Icon::Person,
            Self::Sessions => Icon::Monitor,
            Self::Team => Icon::People,
            Self::Company => Icon::Building,
        }
    }

    fn is_open_to(self, manages_team: ManagesTeam) -> bool {
        matches!(self, Self::Profile | Self::Sessions) || manages_team.0
    }
}

/// Whether the account may change the reseller's team and company.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ManagesTeam(bool);

/// Profile, sessions, team, company.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let query = use_query_map();
    let manages = Memo::new(|_| ManagesTeam(session::may(Right::ManageTeam)));
    let shown = Memo::new(move |_| {
        let named = query.with(|query| query.get("section"));
        let section = Section::ALL.into_iter().find(|section| Some(section.as_str()) == named.as_deref());
        section.filter(|section| section.is_open_to(manages.get())).unwrap_or(Section::Profile)
    });
    let link = move |section: Section| {
        view! {
            <a href=format!("/settings?section={}", section.as_str()) aria-current=move || (shown.get() == section).then_some("true")>
                {icon(section.icon())}
                <span>{section.label()}</span>
            </a>
        }
    };
    let links = move || Section::ALL.into_iter().filter(|section| section.is_open_to(manages.get())).map(link).collect::<Vec<_>>();
    view! {
        <PageHead title=text::settings::title() />
        <div class="settings">
            <nav class="sections" aria-label=text::settings::address_bar()>
                {links}
            </nav>
            <div class="stack">
                {move || match shown.get() {
                    Section::Profile => view! { <ProfileSection /> }.into_any(),
                    Section::Sessions => view! { <SessionsSection /> }.into_any(),
                    Section::Team => view! { <TeamSection /> }.into_any(),
                    Section::Company => view! { <CompanySection /> }.into_any(),
                }}
            </div>
        </div>
    }
    .into_any()
}
