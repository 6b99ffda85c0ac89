//! The sentences and labels that the window shows. They are kept together so that their wording can be checked as a
//! whole.

pub(super) mod charts;
pub(super) mod compare;
pub(super) mod folder;
pub(super) mod folder_search;
pub(super) mod register;
pub(super) mod report;
pub(super) mod settings;
pub(super) mod timeline;
pub(super) mod window;
