//! Tests of exports, action plans and printed pages.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod action_plan;
mod exports;
mod printed_sheets;
mod printing;
