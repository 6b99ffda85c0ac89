//! The typeface that ships with the program, for the window and for paper: Source Sans 3, variable in its weight.

/// Upright.
pub(crate) static UPRIGHT: &[u8] = include_bytes!("../assets/fonts/SourceSans3VF-Upright.ttf");
/// Slanted.
pub(crate) static ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSans3VF-Italic.ttf");
