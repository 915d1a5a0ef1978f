//! Trials: the pipeline by the days that are left, and how they went.

mod api;
mod board;
mod chart;
mod page;

pub use page::TrialsPage;
