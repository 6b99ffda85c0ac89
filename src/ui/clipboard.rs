//! Copies text to the clipboard, both as plain text and formatted for word processors.

use std::fmt;

use eframe::egui;

use crate::app::ClipboardContent;

/// The clipboard of egui, which takes plain text only, or the system clipboard, which also takes formatted text.
#[derive(Default)]
pub(crate) struct Clipboard {
    /// True for the system clipboard.
    is_system: bool,
    /// The open system clipboard. It stays open, because on X11 the copied text is lost when the program closes it.
    handle: Option<arboard::Clipboard>,
}

impl fmt::Debug for Clipboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clipboard").field("is_system", &self.is_system).finish_non_exhaustive()
    }
}

impl Clipboard {
    /// Returns the system clipboard, which is opened when something is first copied.
    pub(crate) fn system() -> Self {
        Self { is_system: true, handle: None }
    }

    /// Copies a text to the clipboard. Copies it as plain text if formatted text is not accepted.
    pub(crate) fn copy_content(&mut self, ctx: &egui::Context, clip: ClipboardContent) {
        if let Some(html) = clip.html.filter(|_| self.is_system) {
            if self.handle.is_none() {
                self.handle = arboard::Clipboard::new().ok();
            }
            let text = Some(clip.text.as_str());
            let result = self.handle.as_mut().map(|clipboard| clipboard.set_html(html.as_str(), text));
            if matches!(result, Some(Ok(()))) {
                return;
            }
        }
        ctx.copy_text(clip.text);
    }
}
