//! Building blocks that several panels share. They know nothing of the state.

pub(crate) mod badge;
pub(crate) mod list_row;
pub(crate) mod rows;
pub(crate) mod scroll_bar;
pub(crate) mod scroll_keys;
pub(crate) mod tab_shape;
pub(crate) mod text;
