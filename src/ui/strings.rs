//! The sentences and labels that the window shows, together so that they can be read in one go.

pub(super) mod report;
pub(super) mod window;
