//! The typefaces that ship with the program. They are variable fonts with different weights.

/// Source Sans 3, upright, for the window and for printing.
pub(crate) static UPRIGHT: &[u8] = include_bytes!("../assets/fonts/SourceSans3VF-Upright.ttf");
/// The same, slanted.
pub(crate) static ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSans3VF-Italic.ttf");
/// Source Serif 4, upright, for readers who prefer serifs. Letters that are not Latin are taken from Source Sans 3.
pub(crate) static SERIF_UPRIGHT: &[u8] = include_bytes!("../assets/fonts/SourceSerif4VF-Upright.ttf");
/// The same, slanted.
pub(crate) static SERIF_ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSerif4VF-Italic.ttf");
