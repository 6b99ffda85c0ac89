//! Tests of what is computed from reports.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod came_back;
mod comparison;
mod improvement_points;
mod relevance;
mod timeline;
