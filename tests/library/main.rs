//! Tests of folders of reports: reading them in the background, their index, and tables of many reports.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod corpus;
mod crash;
mod reader;
mod similar_recommendations;
