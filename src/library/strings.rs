//! The sentences about folders of reports, in one place for review.

pub(in crate::library) mod charts;

pub(super) const BUG_WHILE_READING: &str =
    "This file could not be read because of a bug in Findings. Please report the bug.";
