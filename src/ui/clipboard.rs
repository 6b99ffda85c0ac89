//! Copies text to the clipboard, and with it the same text formatted for word processors.

use std::fmt;

use eframe::egui;

use crate::app::Clip;

/// The clipboard: egui's, which takes plain text only, or the system clipboard.
#[derive(Default)]
pub(crate) struct Clipboard {
    is_system: bool,
    /// Kept open, because on X11 a program itself serves the text that it copied.
    open: Option<arboard::Clipboard>,
}

impl fmt::Debug for Clipboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clipboard").field("is_system", &self.is_system).finish_non_exhaustive()
    }
}

impl Clipboard {
    /// Uses the system clipboard, which is opened when something is first copied.
    pub(crate) fn system() -> Self {
        Self { is_system: true, open: None }
    }

    /// Copies to the clipboard; as plain text if the system does not accept formatted text.
    pub(crate) fn copy(&mut self, ctx: &egui::Context, clip: Clip) {
        if let Some(html) = clip.html.filter(|_| self.is_system) {
            if self.open.is_none() {
                self.open = arboard::Clipboard::new().ok();
            }
            let text = Some(clip.text.as_str());
            let result = self.open.as_mut().map(|clipboard| clipboard.set_html(html.as_str(), text));
            if matches!(result, Some(Ok(()))) {
                return;
            }
        }
        ctx.copy_text(clip.text);
    }
}
