//! Type styles of the report text, which depend on the text settings.

use eframe::egui;

use super::{PANEL, SMALL, TypeStyle, heading_style};
use crate::app;

/// The type styles of the report text, with the size, line length, line spacing and typeface that the user chose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ReadingStyles {
    settings: app::TextSettings,
}

impl ReadingStyles {
    /// Returns the chosen size divided by the default size.
    fn size_ratio(self) -> f32 {
        self.settings.size / app::TextSettings::default().size
    }

    /// Returns a style in the chosen size and typeface.
    fn scale_style(self, style: TypeStyle) -> TypeStyle {
        let scale = self.size_ratio();
        TypeStyle {
            size: style.size * scale,
            line_height: style.line_height * scale,
            is_serif: self.settings.is_serif,
            ..style
        }
    }

    /// Returns the length of a line, in points. It is proportional to the chosen number of characters and to the font
    /// size.
    pub(crate) fn line_length(self) -> f32 {
        /// Length of a line at the default settings, in points.
        const DEFAULT_LINE_LENGTH: f32 = 620.0;
        let default = app::TextSettings::default();
        (DEFAULT_LINE_LENGTH * self.settings.measure / default.measure * self.size_ratio()).round()
    }

    /// Returns the style of paragraphs.
    pub(crate) fn paragraph_style(self) -> TypeStyle {
        let Self { settings } = self;
        TypeStyle {
            size: settings.size,
            line_height: settings.size * settings.spacing,
            is_bold: false,
            is_serif: settings.is_serif,
        }
    }

    /// Returns the style of bold text in the size of paragraphs.
    pub(crate) fn bold_style(self) -> TypeStyle {
        TypeStyle { is_bold: true, ..self.paragraph_style() }
    }

    /// Returns the style of headings at a level from 1. Levels deeper than 3 look like level 3.
    pub(crate) fn heading_style(self, level: u8) -> TypeStyle {
        self.scale_style(heading_style(level))
    }

    /// Returns the style of tables in the text.
    pub(crate) fn table_style(self) -> TypeStyle {
        self.scale_style(PANEL)
    }

    /// Returns the style of footnotes, and of captions above headings.
    pub(crate) fn small_style(self) -> TypeStyle {
        self.scale_style(SMALL)
    }

    /// Returns the style of paragraph numbers. Their size is limited, so that the numbers fit in the margin.
    pub(crate) fn number_style(self) -> TypeStyle {
        let size = (PANEL.size * self.size_ratio()).min(17.0);
        TypeStyle { size, ..PANEL }
    }
}

/// Returns the current type styles of the report text.
pub(crate) fn reading_styles(ui: &egui::Ui) -> ReadingStyles {
    ui.data(|data| data.get_temp(storage_id()))
        .unwrap_or(ReadingStyles { settings: app::TextSettings::default() })
}

/// Sets the type styles of the report text. They are stored in the egui context.
pub(crate) fn set_reading_styles(ctx: &egui::Context, settings: app::TextSettings) {
    ctx.data_mut(|data| data.insert_temp(storage_id(), ReadingStyles { settings }));
}

/// Returns the key of the type styles in egui's memory.
fn storage_id() -> egui::Id {
    egui::Id::unique("reading styles")
}
