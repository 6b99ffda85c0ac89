//! Tests of reading: files go in, reports are checked.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/mod.rs"]
mod support;
#[path = "../support/word.rs"]
mod word;

mod addresses;
mod audit;
mod authorities;
mod blocks;
mod extraction;
mod families;
mod reading;
mod reference_report;
mod section_names;
mod text_variants;
mod titles;
mod typed_by_hand;
mod unknown_frameworks;
mod unknown_recommendations;
mod word_documents;
mod word_numbers;
mod words;
