//! Whether single keys (`/`, `n`, `?`) do something. Who speaks to the computer, or types by accident, turns them off.

use super::browser;

const KEPT_UNDER: &str = "countersign.keys";
const OFF: &str = "off";

/// Whether they do, in this browser.
pub fn single_keys() -> bool {
    browser::kept(KEPT_UNDER).as_deref() != Some(OFF)
}

/// Turns them off.
pub fn turn_off() {
    browser::keep(KEPT_UNDER, Some(OFF));
}

/// Turns them on again.
pub fn turn_on() {
    browser::keep(KEPT_UNDER, None);
}
