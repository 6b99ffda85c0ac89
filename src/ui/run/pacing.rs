//! Decides when the next frame is painted: when something has changed, and no sooner than 16 ms after the last frame.

use std::time::{Duration, Instant};

/// The shortest time between the beginnings of two frames.
const FRAME_TIME: Duration = Duration::from_millis(16);
/// The shortest time between two frames of a window that is not seen.
const HIDDEN_FRAME_TIME: Duration = Duration::from_millis(100);
/// How long to wait for the window system to ask for a frame. Some never ask while the window is hidden.
const REDRAW_TIMEOUT: Duration = Duration::from_millis(250);

/// What is to be done about the next frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NextFrame {
    /// It is to be painted now.
    Now,
    /// The window system has not asked for it in time. Nothing can be painted, but answers of threads are to be taken.
    Overdue,
    /// There is nothing to do before this time.
    At(Instant),
    /// There is nothing to do until something happens.
    None,
}

/// The times of frames.
#[derive(Debug, Default)]
pub(super) struct Pacer {
    /// When the next frame is wanted.
    wanted_at: Option<Instant>,
    /// When the last frame began.
    last_began_at: Option<Instant>,
    /// When the window system was told that a frame is ready to be painted, if it has not asked for it yet.
    announced_at: Option<Instant>,
}

impl Pacer {
    /// Asks for a frame at a time or sooner.
    pub(super) fn want_frame_at(&mut self, time: Instant) {
        self.wanted_at = Some(self.wanted_at.map_or(time, |earlier| earlier.min(time)));
    }

    /// Returns what to do next.
    pub(super) fn next_frame(&self, now: Instant, is_hidden: bool) -> NextFrame {
        if let Some(announced) = self.announced_at {
            let deadline = announced + REDRAW_TIMEOUT;
            return if now < deadline { NextFrame::At(deadline) } else { NextFrame::Overdue };
        }
        let Some(wanted) = self.wanted_at else { return NextFrame::None };
        let interval = if is_hidden { HIDDEN_FRAME_TIME } else { FRAME_TIME };
        let time = self.last_began_at.map_or(wanted, |last| wanted.max(last + interval));
        if time <= now { NextFrame::Now } else { NextFrame::At(time) }
    }

    /// Records that the window system was told that a frame is ready to be painted.
    pub(super) fn announce_frame(&mut self, now: Instant) {
        self.announced_at = Some(now);
    }

    /// Records that the window system asks for a frame, and returns true if it was told of one. It also asks when a part
    /// of the window comes into view.
    pub(super) fn take_announcement(&mut self) -> bool {
        self.announced_at.take().is_some()
    }

    /// Records that a frame begins.
    pub(super) fn begin_frame(&mut self, now: Instant) {
        self.wanted_at = None;
        self.announced_at = None;
        self.last_began_at = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_16_milliseconds_apart_and_nothing_happens_unless_one_is_wanted() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let mut pacer = Pacer::default();
        assert_eq!(pacer.next_frame(start, false), NextFrame::None);
        pacer.want_frame_at(start);
        assert_eq!(pacer.next_frame(start, false), NextFrame::Now);
        pacer.begin_frame(start);
        assert_eq!(pacer.next_frame(at(500), false), NextFrame::None);
        pacer.want_frame_at(at(40));
        pacer.want_frame_at(at(3));
        pacer.want_frame_at(at(30));
        assert_eq!(pacer.next_frame(at(3), false), NextFrame::At(at(16)));
        assert_eq!(pacer.next_frame(at(3), true), NextFrame::At(at(100)));
        assert_eq!(pacer.next_frame(at(16), false), NextFrame::Now);
    }

    #[test]
    fn a_frame_that_is_not_asked_for_is_overdue_after_a_while() {
        let start = Instant::now();
        let mut pacer = Pacer::default();
        pacer.want_frame_at(start);
        pacer.announce_frame(start);
        assert_eq!(pacer.next_frame(start, false), NextFrame::At(start + REDRAW_TIMEOUT));
        assert_eq!(pacer.next_frame(start + REDRAW_TIMEOUT, false), NextFrame::Overdue);
        assert!(pacer.take_announcement());
        assert!(!pacer.take_announcement(), "the second time, the window has come into view");
    }
}
