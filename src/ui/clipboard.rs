//! The clipboard: text, and beside it the same for word processors.

use std::fmt;

use eframe::egui;

use crate::app::Clip;

/// Where what is copied goes: by egui, which takes text alone, or to the system's clipboard itself.
#[derive(Default)]
pub(crate) struct Clipboard {
    of_system: bool,
    /// Kept once it is open: on X11 a program hands out what it copied itself.
    open: Option<arboard::Clipboard>,
}

impl fmt::Debug for Clipboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clipboard").field("of_system", &self.of_system).finish_non_exhaustive()
    }
}

impl Clipboard {
    /// The system's, opened when something is first copied.
    pub(crate) fn of_system() -> Self {
        Self { of_system: true, open: None }
    }

    /// Puts something on the clipboard; as text alone where the system takes no more.
    pub(crate) fn put(&mut self, ctx: &egui::Context, clip: Clip) {
        if let Some(html) = clip.html.filter(|_| self.of_system) {
            if self.open.is_none() {
                self.open = arboard::Clipboard::new().ok();
            }
            let text = Some(clip.text.as_str());
            let taken = self.open.as_mut().map(|clipboard| clipboard.set_html(html.as_str(), text));
            if matches!(taken, Some(Ok(()))) {
                return;
            }
        }
        ctx.copy_text(clip.text);
    }
}
