//! Sizes of the text that is read, which follow from what was chosen.

use eframe::egui;

use super::{PANEL, SMALL, Type, heading};
use crate::app;

/// How the text that is read is set: in the size, measure and typeface that were chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    chosen: app::Reading,
}

impl Reading {
    /// The chosen size as a part of the usual one.
    fn scale(self) -> f32 {
        self.chosen.size / app::Reading::default().size
    }

    fn of(self, kind: Type) -> Type {
        let (scale, serif) = (self.scale(), self.chosen.serif);
        Type { size: kind.size * scale, line: kind.line * scale, serif, ..kind }
    }

    /// Length of a line, in points: a character is about half as wide as it is high.
    pub(crate) fn measure(self) -> f32 {
        const USUAL: f32 = 620.0;
        let usual = app::Reading::default();
        (USUAL * self.chosen.measure / usual.measure * self.scale()).round()
    }

    /// Words of paragraphs.
    pub(crate) fn text(self) -> Type {
        let Self { chosen } = self;
        Type { size: chosen.size, line: chosen.size * chosen.spacing, bold: false, serif: chosen.serif }
    }

    /// Words on their own, as heavy as a heading.
    pub(crate) fn bold(self) -> Type {
        Type { bold: true, ..self.text() }
    }

    /// Headings, by level from 1; deeper ones look like the last.
    pub(crate) fn heading(self, level: u8) -> Type {
        self.of(heading(level))
    }

    /// Tables within the text.
    pub(crate) fn table(self) -> Type {
        self.of(PANEL)
    }

    /// Notes below the text, and what is told over headings.
    pub(crate) fn small(self) -> Type {
        self.of(SMALL)
    }

    /// Numbers in the margin, which do not grow beyond it.
    pub(crate) fn number(self) -> Type {
        let size = (PANEL.size * self.scale()).min(17.0);
        Type { size, ..PANEL }
    }
}

/// How the text is set now.
pub(crate) fn reading(ui: &egui::Ui) -> Reading {
    ui.data(|data| data.get_temp(reading_id())).unwrap_or(Reading { chosen: app::Reading::default() })
}

/// Sets the text in this way from now on.
pub(crate) fn set_reading(ctx: &egui::Context, chosen: app::Reading) {
    ctx.data_mut(|data| data.insert_temp(reading_id(), Reading { chosen }));
}

fn reading_id() -> egui::Id {
    egui::Id::unique("how the text is set")
}
