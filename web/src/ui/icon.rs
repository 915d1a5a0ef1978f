//! The icons: strokes on a grid of 24, one path each; and the product's mark.

use leptos::prelude::*;

/// An icon. It never speaks alone: a label stands beside it or on its button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Activity,
    Alert,
    Archive,
    ArrowDown,
    ArrowLeft,
    ArrowRight,
    ArrowUp,
    Bookmark,
    Building,
    Check,
    Chevron,
    Clock,
    Close,
    Code,
    Columns,
    Copy,
    Download,
    Eye,
    EyeOff,
    Globe,
    Key,
    Keyboard,
    List,
    Mail,
    Monitor,
    Moon,
    More,
    Offline,
    Pencil,
    Person,
    People,
    Pause,
    Play,
    Plus,
    Receipt,
    Refresh,
    Search,
    Settings,
    Shield,
    SignOut,
    Sun,
    Trash,
    Upload,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Activity => "M3 12h4l3-7 4 14 3-7h4",
            Self::Alert => "M12 8.5v4.5M12 16.4v.1M10.3 4.3 2.9 17.2A2 2 0 0 0 4.6 20.2h14.8a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0z",
            Self::Archive => "M4 8h16v11a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM3 4h18v4H3zM10 12h4",
            Self::ArrowDown => "M12 5v14M6 13l6 6 6-6",
            Self::ArrowLeft => "M19 12H5M11 6l-6 6 6 6",
            Self::ArrowRight => "M5 12h14M13 6l6 6-6 6",
            Self::ArrowUp => "M12 19V5M6 11l6-6 6 6",
            Self::Bookmark => "M7 4h10a1 1 0 0 1 1 1v15l-6-4.5L6 20V5a1 1 0 0 1 1-1z",
            Self::Building => "M5 21V5a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1v16M15 10h3a1 1 0 0 1 1 1v10M3 21h18M8.5 8h3M8.5 12h3M8.5 16h3",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Chevron => "m7 10 5 5 5-5",
            Self::Clock => "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM12 7.5V12l3 2",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Code => "m8 7-5 5 5 5M16 7l5 5-5 5M13.5 4.5l-3 15",
            Self::Columns => "M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM10 4v16M15 4v16",
            Self::Copy => "M11 9h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM5 15V5a1 1 0 0 1 1-1h9",
            Self::Download => "M12 4v11M7 11l5 5 5-5M4 20h16",
            Self::Eye => "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
            Self::EyeOff => {
                "M10 5.7a9 9 0 0 1 2-.2c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.4 3.2M6.5 7.2A16 16 0 0 0 2.5 12s3.5 6.5 9.5 6.5a9 9 0 0 0 4.7-1.3M4 4l16 16M9.9 9.9a3 3 0 0 0 4.2 4.2"
            }
            Self::Globe => {
                "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM3.5 12h17M12 3.5c2.3 2.5 3.4 5.3 3.4 8.5s-1.1 6-3.4 8.5c-2.3-2.5-3.4-5.3-3.4-8.5s1.1-6 3.4-8.5z"
            }
            Self::Key => "M14 10l6-6M17 7l2.5 2.5M15 14.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0z",
            Self::Keyboard => {
                "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M7 14h.01M10 14h5M18 14h.01"
            }
            Self::List => "M4 6h16M4 12h16M4 18h10",
            Self::Mail => "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM3.5 7.5 12 13l8.5-5.5",
            Self::Monitor => "M4 4h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM8.5 20h7M12 16v4",
            Self::Moon => "M20 14.5A8.3 8.3 0 0 1 9.5 4 8.3 8.3 0 1 0 20 14.5z",
            Self::More => {
                "M6 12a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0zM12.5 12a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0zM19 12a.5.5 0 1 1-1 0 .5.5 0 0 1 1 0z"
            }
            Self::Offline => {
                "M3 3l18 18M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 5.2-2.7M2 9.4a15 15 0 0 1 4.5-2.9M13.8 10.2A10 10 0 0 1 19 12.9M10.7 5.1A15 15 0 0 1 22 9.4M12 20h.01"
            }
            Self::Pencil => "M4 20h4L19.5 8.5a2 2 0 0 0 0-2.8l-1.2-1.2a2 2 0 0 0-2.8 0L4 16zM13.5 6.5l4 4",
            Self::Person => "M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4.5 20c.6-3.8 3.5-6 7.5-6s6.9 2.2 7.5 6",
            Self::People => {
                "M12.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM2.5 19.5c.5-3.3 3-5.2 6.5-5.2s6 1.9 6.5 5.2M15.5 4.7a3.5 3.5 0 0 1 0 6.6M18 14.8c2 .7 3.2 2.3 3.5 4.7"
            }
            Self::Pause => "M9 5.5v13M15 5.5v13",
            Self::Play => "M8 5.5v13l10.5-6.5z",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Receipt => "M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9.5 8h5M9.5 12h5",
            Self::Refresh => "M20 11a8 8 0 0 0-14.3-4L3.5 9.5M3.5 4.5v5h5M4 13a8 8 0 0 0 14.3 4l2.2-2.5M20.5 19.5v-5h-5",
            Self::Search => "M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM16 16l4.5 4.5",
            Self::Settings => "M4 7h9M17 7h3M4 17h3M11 17h9M17 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM11 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
            Self::Shield => "M12 3.5 19 6v5.5c0 4.5-3 7.4-7 9-4-1.6-7-4.5-7-9V6zM9 12l2.2 2.2 4-4.2",
            Self::SignOut => "M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h10M16.5 8.5 20 12l-3.5 3.5",
            Self::Sun => {
                "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Self::Trash => "M4 7h16M9 7V4.5h6V7M6 7l1 12.5h10L18 7M10 11v5M14 11v5",
            Self::Upload => "M12 15V4M7 9l5-5 5 5M4 20h16",
        }
    }
}

/// Draws an icon, hidden from screen readers.
pub fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=icon.path() />
        </svg>
    }
}

/// The product's mark: a signature's stroke that countersigns the one before it.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <rect class="mark-ground" width="32" height="32" rx="9" />
            <path class="mark-under" d="M7 23.5h18" />
            <path class="mark-stroke" d="M22.3 10.6A7.3 7.3 0 1 0 22 19.3c-2.5 1.4-5.6.2-5-2.7.5-2.3 3.3-2.5 3.2-.3-.1 2.1-2 4 .4 4 1.6 0 2.8-.8 4.1-1.8" />
        </svg>
    }
}
