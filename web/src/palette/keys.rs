//! The keys that lead somewhere.

use crate::routes::Place;
use crate::ui::browser;

/// The key that leads to a page, pressed after `g`.
pub const fn key_of(place: Place) -> Option<&'static str> {
    match place {
        Place::Home => Some("s"),
        Place::Activity => Some("a"),
        Place::Archived => Some("r"),
        Place::Settings => Some("t"),
        _ => None,
    }
}

/// The keys that open the palette, as this reader's keyboard names them.
pub fn shortcut() -> String {
    if browser::is_apple() { "⌘ K".to_owned() } else { "Ctrl K".to_owned() }
}
