//! Tests of the window without a display, driven by role and label.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../support/window.rs"]
#[allow(clippy::unwrap_used, unreachable_pub, dead_code)]
mod driver;
#[path = "../support/mod.rs"]
mod support;

mod comparison_window;
mod context_menus;
mod first_start;
mod folder_charts;
mod folder_register;
mod folder_search;
mod folder_window;
mod go_anywhere;
mod headline_card;
mod inspections_window;
mod keyboard_sheet;
mod pages;
mod print_and_export;
mod settings_dialog;
mod small_window;
mod start_screen;
mod summary_panel;
mod tab_bar;
mod target_sizes;
mod timeline_window;
mod toolbar;
mod window;
