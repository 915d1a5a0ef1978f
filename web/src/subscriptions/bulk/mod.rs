//! Many subscriptions at once: rows are ticked, and what is chosen is done to each, with a line about each.

mod bar;
mod dialog;
mod matching;
mod results;
mod run;
mod selection;

pub(super) use bar::selection_bar;
pub(super) use selection::{Selection, page_box, row_box};
