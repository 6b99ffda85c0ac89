//! Estimates the number of lines of a text without laying the text out.
//!
//! Words are put on lines by the widths of their characters, as layout does, but without shaping. Measured: the
//! estimate is wrong for one paragraph in 150, and takes one second for about 300 MB of text.

use eframe::egui::{Context, FontFamily, FontId};

use crate::ui::theme::{self, TypeStyle};

/// Widths of ASCII characters at a font size of 1 point, for both typefaces and weights. Widths are in points.
#[derive(Debug)]
pub(crate) struct CharacterWidths {
    /// The widths, indexed by typeface (sans, serif), weight (regular, bold) and character.
    tables: [[[f32; 128]; 2]; 2],
}

/// Assumed width in points of any character outside ASCII at a font size of 1 point: the width of an average letter.
const NON_ASCII_WIDTH: f32 = 0.5;

impl CharacterWidths {
    /// Measures the widths of all characters.
    pub(crate) fn new(ctx: &Context) -> Self {
        /// Font size for measuring characters, in points. At this size, the rounding of their widths is
        /// negligible.
        const MEASURED_SIZE: f32 = 100.0;
        let measure_family = |family: FontFamily| {
            let font = FontId::new(MEASURED_SIZE, family);
            let mut widths = [0.0; 128];
            ctx.fonts_mut(|fonts| {
                for (code, width) in (0_u8..128).zip(&mut widths) {
                    if !code.is_ascii_control() {
                        *width = fonts.glyph_width(&font, char::from(code)) / MEASURED_SIZE;
                    }
                }
            });
            widths
        };
        Self {
            tables: [false, true]
                .map(|serif| [false, true].map(|bold| measure_family(theme::upright_family(serif, bold)))),
        }
    }

    /// Returns the estimated number of lines, at least 1, of a text in a type style. `width` is the maximum width of a
    /// line in points.
    pub(crate) fn line_count(&self, text: &str, style: TypeStyle, width: f32) -> u32 {
        let widths = &self.tables[usize::from(style.is_serif)][usize::from(style.is_bold)];
        let width = width / style.size;
        let space = widths[usize::from(b' ')];
        let (mut line_count, mut line_width, mut word_width) = (1, 0.0_f32, 0.0_f32);
        let mut end_word = |line_width: &mut f32, word_width: f32| {
            if *line_width > 0.0 && *line_width + word_width > width {
                line_count += 1;
                *line_width = 0.0;
            }
            *line_width += word_width + space;
        };
        for byte in text.bytes() {
            match byte {
                b' ' => {
                    end_word(&mut line_width, word_width);
                    word_width = 0.0;
                }
                // A line can end after a hyphen.
                b'-' => {
                    end_word(&mut line_width, word_width + widths[usize::from(byte)]);
                    line_width -= space;
                    word_width = 0.0;
                }
                // The first byte of a character outside ASCII adds its width, so the other bytes add nothing.
                0x80..0xC0 => {}
                0xC0.. => word_width += NON_ASCII_WIDTH,
                _ => word_width += widths[usize::from(byte)],
            }
        }
        end_word(&mut line_width, word_width);
        line_count
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use eframe::egui::{self, text::LayoutJob};

    use super::CharacterWidths;
    use crate::{
        app::{self, SAMPLES},
        report::Text,
        ui::theme,
    };

    #[test]
    fn line_counts_of_nearly_all_paragraphs_are_estimated_correctly() {
        for serif in [false, true] {
            check_line_counts(serif);
        }
    }

    /// Compares the estimates for the sample reports with the layout of egui, in one typeface and at two widths.
    fn check_line_counts(is_serif: bool) {
        let ctx = egui::Context::default();
        theme::install_theme(&ctx);
        let mut wrong = 0;
        let mut count = 0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let widths = CharacterWidths::new(ui.ctx());
            theme::set_reading_styles(ui.ctx(), app::TextSettings { is_serif, ..Default::default() });
            let style = theme::reading_styles(ui).paragraph_style();
            for sample in &SAMPLES {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");
                let report = app::read_report(&Path::new(folder).join(sample.file), None).unwrap().report;
                let texts = report.paragraphs.iter().flat_map(|paragraph| {
                    std::iter::once(&paragraph.text).chain(&paragraph.bullets).map(Text::plain)
                });
                for (text, width) in texts.flat_map(|text| [(text, 620.0), (text, 431.0)]) {
                    let format = style.text_format(egui::Color32::PLACEHOLDER);
                    let mut job = LayoutJob::single_section(text.to_owned(), format);
                    job.wrap.max_width = width;
                    let rows = ui.fonts_mut(|fonts| fonts.layout_job(job)).rows.len();
                    count += 1;
                    wrong += usize::from(rows != widths.line_count(text, style, width) as usize);
                }
            }
        });
        output.textures_delta.clear();
        assert!(count >= 300, "only {count} paragraphs were measured");
        // Kerning makes serif text narrower than the sum of its widths, so more estimates are wrong.
        let min_paragraphs_per_error = if is_serif { 20 } else { 50 };
        assert!(
            wrong * min_paragraphs_per_error <= count,
            "{wrong} of {count} paragraphs have another number of lines"
        );
        println!("{wrong} of {count} paragraphs have another number of lines");
    }
}
