//! Type styles of the report text, made from the text settings.

use eframe::egui;

use super::{PANEL, SMALL, TypeStyle, heading};
use crate::app;

/// The type styles of the report text, in the chosen size, line length, spacing and typeface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ReadingStyles {
    settings: app::TextSettings,
}

impl ReadingStyles {
    /// Returns the chosen size divided by the default size.
    fn scale(self) -> f32 {
        self.settings.size / app::TextSettings::default().size
    }

    fn scaled(self, kind: TypeStyle) -> TypeStyle {
        let (scale, serif) = (self.scale(), self.settings.serif);
        TypeStyle { size: kind.size * scale, line: kind.line * scale, serif, ..kind }
    }

    /// Returns the length of a line, in points. A character is about half as wide as it is high.
    pub(crate) fn measure(self) -> f32 {
        /// Length of a line at the default settings, in points.
        const DEFAULT_MEASURE: f32 = 620.0;
        let default = app::TextSettings::default();
        (DEFAULT_MEASURE * self.settings.measure / default.measure * self.scale()).round()
    }

    /// Returns the style of paragraphs.
    pub(crate) fn text(self) -> TypeStyle {
        let Self { settings } = self;
        TypeStyle {
            size: settings.size,
            line: settings.size * settings.spacing,
            bold: false,
            serif: settings.serif,
        }
    }

    /// Returns the style of text as heavy as a heading.
    pub(crate) fn bold(self) -> TypeStyle {
        TypeStyle { bold: true, ..self.text() }
    }

    /// Returns the style of headings at a level from 1. Levels deeper than 3 look like level 3.
    pub(crate) fn heading(self, level: u8) -> TypeStyle {
        self.scaled(heading(level))
    }

    /// Returns the style of tables in the text.
    pub(crate) fn table(self) -> TypeStyle {
        self.scaled(PANEL)
    }

    /// Returns the style of footnotes, and of captions above headings.
    pub(crate) fn small(self) -> TypeStyle {
        self.scaled(SMALL)
    }

    /// Returns the style of paragraph numbers. Their size is limited, so that they fit in the margin.
    pub(crate) fn number(self) -> TypeStyle {
        let size = (PANEL.size * self.scale()).min(17.0);
        TypeStyle { size, ..PANEL }
    }
}

/// Returns the current type styles of the report text.
pub(crate) fn reading_styles(ui: &egui::Ui) -> ReadingStyles {
    ui.data(|data| data.get_temp(storage_id()))
        .unwrap_or(ReadingStyles { settings: app::TextSettings::default() })
}

/// Sets the type styles of the report text.
pub(crate) fn set_reading_styles(ctx: &egui::Context, settings: app::TextSettings) {
    ctx.data_mut(|data| data.insert_temp(storage_id(), ReadingStyles { settings }));
}

fn storage_id() -> egui::Id {
    egui::Id::unique("reading styles")
}
