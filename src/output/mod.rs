//! A report as other programs and people take it away. Knows no window.

mod json;

pub use json::{JsonReport, to_json};
