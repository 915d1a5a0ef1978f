//! What holds for all of the API: bodies, queries, paths, problems, headers, lists as CSV, and the pages beside it.

mod bodies;
mod csv;
mod headers;
mod order;
mod pages;
mod paths;
mod problems;
mod queries;
mod trouble;
