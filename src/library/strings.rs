//! The sentences about folders of reports, in one place for review.

pub(in crate::library) mod charts;

use crate::report::FrameworkId;

pub(super) const BUG_WHILE_READING: &str =
    "This file could not be read because of a bug in Findings. Please report the bug.";

pub(super) const ONLINE_ONLY: &str = "This file is not on this computer. To include it, open it, or right-click it in \
                                      File Explorer and choose “Always keep on this device”.";

/// Returns the short name of a kind of inspection, for narrow columns.
pub(crate) fn short_kind(framework: Option<FrameworkId>) -> &'static str {
    match framework {
        Some(FrameworkId::Slac) => "SLAC",
        Some(FrameworkId::LookedAfterChildren) => "LAC",
        Some(FrameworkId::JarProgress) => "Progress",
        Some(FrameworkId::Sif) => "SIF",
        Some(FrameworkId::LscbReview) => "LSCB",
        Some(FrameworkId::Ilacs) => "ILACS",
        Some(FrameworkId::FocusedVisit) => "Visit",
        Some(FrameworkId::Jtai) => "JTAI",
        Some(FrameworkId::AreaSend) => "Area SEND",
        Some(FrameworkId::School) => "School",
        None => "",
    }
}
