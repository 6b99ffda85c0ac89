//! Tests of reading: files go in, reports are checked.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod audit;
mod authorities;
mod blocks;
mod extraction;
mod families;
mod reading;
mod reference_report;
mod section_names;
mod text_variants;
mod unknown_frameworks;
mod word_documents;
mod words;
