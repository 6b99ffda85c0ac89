//! Tests of the state of the program: commands go in, state and effects are checked.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/window.rs"]
#[allow(clippy::unwrap_used, unreachable_pub, dead_code)]
mod driver;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/tabs.rs"]
mod tabs;

mod app;
mod folder;
mod front_tab;
mod notes;
mod private_files;
mod register_workbook;
mod saved_again;
mod saving_failures;
mod search;
mod selection;
mod undo;
