//! A report as other programs and people take it away. Knows no window.

mod changes;
mod comparison;
mod comparison_html;
mod json;
pub mod print;
pub mod sheets;

pub use comparison::comparison_to_json;
pub use comparison_html::comparison_to_html;
pub use json::{JsonReport, to_json};
