//! The typefaces that ship with the program, as variable fonts: each file contains all weights.

/// Source Sans 3, upright, for the window and for printing.
pub(crate) static SANS_UPRIGHT: &[u8] = include_bytes!("../assets/fonts/SourceSans3VF-Upright.ttf");
/// Source Sans 3, italic.
pub(crate) static SANS_ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSans3VF-Italic.ttf");
/// Source Serif 4, upright, for readers who choose a serif font in the text settings. Letters that are not Latin are
/// taken from Source Sans 3.
pub(crate) static SERIF_UPRIGHT: &[u8] = include_bytes!("../assets/fonts/SourceSerif4VF-Upright.ttf");
/// Source Serif 4, italic.
pub(crate) static SERIF_ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSerif4VF-Italic.ttf");
