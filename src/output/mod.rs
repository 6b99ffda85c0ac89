//! A report as other programs and people take it away. Knows no window.

mod comparison;
mod json;

pub use comparison::comparison_to_json;
pub use json::{JsonReport, to_json};
