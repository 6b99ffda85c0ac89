//! The callouts of the first start: on the first sample that a new user opens, they point at the contents, the summary and
//! the Compare button. They are shown once. Runs without a window.

use super::{Effect, ReportSource, State, Tab, TabId};

/// A callout of the first start, named after the part of the window that it points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TourStep {
    /// The contents.
    Contents,
    /// The summary.
    Summary,
    /// The Compare button.
    Compare,
}

impl TourStep {
    /// All callouts, in order.
    pub const ALL: [Self; 3] = [Self::Contents, Self::Summary, Self::Compare];

    /// Returns the next callout; `None` after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Contents => Some(Self::Summary),
            Self::Summary => Some(Self::Compare),
            Self::Compare => None,
        }
    }
}

impl State {
    /// Begins the callouts if this is the first report that the user has ever opened, and a sample. A user who opens a
    /// file never sees them.
    pub(super) fn begin_or_skip_tour(&mut self, tab: TabId, from: &ReportSource) -> Vec<Effect> {
        if self.settings.has_seen_tour {
            return Vec::new();
        }
        match from {
            ReportSource::Guide(_) => return Vec::new(),
            ReportSource::Sample(_) if self.settings.recent.is_empty() => {
                if self.front_tab() != Some(tab) {
                    return Vec::new();
                }
                self.tour = Some(TourStep::Contents);
            }
            ReportSource::Sample(_) | ReportSource::File(_) | ReportSource::Protected(..) => {}
        }
        // Saved at once, so that the callouts are not shown again if the program is closed meanwhile.
        self.change_settings(|settings| settings.has_seen_tour = true)
    }

    /// Shows the next callout, or ends the callouts after the last.
    pub(super) fn show_next_tour_step(&mut self) {
        self.tour = self.tour.and_then(TourStep::next);
    }

    /// Ends the callouts if another tab is in front than the sample.
    pub(super) fn end_tour_beside_sample(&mut self) {
        let is_sample = self.tabs.front().and_then(Tab::report).is_some_and(|report| report.path.is_none());
        if !is_sample {
            self.tour = None;
        }
    }
}
