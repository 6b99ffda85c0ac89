//! Building blocks that several panels share. They must not know the application state.

pub(crate) mod badge;
pub(crate) mod cached;
pub(crate) mod choice_list;
pub(crate) mod list_row;
pub(crate) mod panel_edge;
pub(crate) mod rows;
pub(crate) mod scroll_bar;
pub(crate) mod scroll_keys;
pub(crate) mod tab_shape;
pub(crate) mod text;
