//! The typefaces that ship with the program, variable in their weight.

/// Source Sans 3, upright: for the window and for paper.
pub(crate) static UPRIGHT: &[u8] = include_bytes!("../assets/fonts/SourceSans3VF-Upright.ttf");
/// The same, slanted.
pub(crate) static ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSans3VF-Italic.ttf");
/// Source Serif 4, upright: for who would rather read it. Latin letters alone; others are those of Source Sans 3.
pub(crate) static SERIF_UPRIGHT: &[u8] = include_bytes!("../assets/fonts/SourceSerif4VF-Upright.ttf");
/// The same, slanted.
pub(crate) static SERIF_ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSerif4VF-Italic.ttf");
