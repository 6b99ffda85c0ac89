//! Estimates of how many lines a text takes, without laying it out.
//!
//! Words are put on lines by the widths of their characters, as layout does, but without shaping. Measured: wrong for
//! one paragraph in 150, at about 300 MB a second.

use eframe::egui::{Context, FontFamily, FontId};

use crate::ui::theme::{self, TypeStyle};

/// Widths of ASCII characters at size 1, for both typefaces and weights.
#[derive(Debug)]
pub(super) struct Widths {
    /// By typeface (sans, serif), weight (regular, bold) and character.
    tables: [[[f32; 128]; 2]; 2],
}

/// Width of any character outside ASCII at size 1: close to that of an average letter.
const NON_ASCII_WIDTH: f32 = 0.5;

impl Widths {
    pub(super) fn new(ctx: &Context) -> Self {
        // At this size the rounding of glyph widths is negligible.
        const SIZE: f32 = 100.0;
        let table = |family: FontFamily| {
            let font = FontId::new(SIZE, family);
            let mut widths = [0.0; 128];
            ctx.fonts_mut(|fonts| {
                for (code, width) in (0_u8..128).zip(&mut widths) {
                    if !code.is_ascii_control() {
                        *width = fonts.glyph_width(&font, char::from(code)) / SIZE;
                    }
                }
            });
            widths
        };
        Self {
            tables: [false, true]
                .map(|serif| [false, true].map(|bold| table(theme::upright_family(serif, bold)))),
        }
    }

    /// Returns the number of lines, at least 1, that a text takes in this type at this width in points.
    pub(super) fn lines(&self, text: &str, kind: TypeStyle, width: f32) -> u32 {
        let widths = &self.tables[usize::from(kind.serif)][usize::from(kind.bold)];
        let width = width / kind.size;
        let space = widths[usize::from(b' ')];
        let (mut lines, mut line, mut word) = (1, 0.0_f32, 0.0_f32);
        let mut end_word = |line: &mut f32, word: f32| {
            if *line > 0.0 && *line + word > width {
                lines += 1;
                *line = 0.0;
            }
            *line += word + space;
        };
        for byte in text.bytes() {
            match byte {
                b' ' => {
                    end_word(&mut line, word);
                    word = 0.0;
                }
                // A line can end after a hyphen.
                b'-' => {
                    end_word(&mut line, word + widths[usize::from(byte)]);
                    line -= space;
                    word = 0.0;
                }
                // Continuation bytes of a character of several bytes.
                0x80..0xC0 => {}
                0xC0.. => word += NON_ASCII_WIDTH,
                _ => word += widths[usize::from(byte)],
            }
        }
        end_word(&mut line, word);
        lines
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use eframe::egui::{self, text::LayoutJob};

    use super::Widths;
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

    fn check_line_counts(serif: bool) {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let mut wrong = 0;
        let mut count = 0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let widths = Widths::new(ui.ctx());
            theme::set_reading_styles(ui.ctx(), app::TextSettings { serif, ..Default::default() });
            let kind = theme::reading_styles(ui).text();
            for sample in &SAMPLES {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");
                let report = app::read_report(&Path::new(folder).join(sample.file), None).unwrap().report;
                let texts = report.paragraphs.iter().flat_map(|paragraph| {
                    std::iter::once(&paragraph.text).chain(&paragraph.bullets).map(Text::plain)
                });
                for (text, width) in texts.flat_map(|text| [(text, 620.0), (text, 431.0)]) {
                    let format = kind.format(egui::Color32::PLACEHOLDER);
                    let mut job = LayoutJob::single_section(text.to_owned(), format);
                    job.wrap.max_width = width;
                    let rows = ui.fonts_mut(|fonts| fonts.layout_job(job)).rows.len();
                    count += 1;
                    wrong += usize::from(rows != widths.lines(text, kind, width) as usize);
                }
            }
        });
        output.textures_delta.clear();
        assert!(count >= 300, "only {count} paragraphs were measured");
        // Kerning makes serif text narrower than the sum of its widths, so more estimates are wrong.
        let min_paragraphs_per_error = if serif { 20 } else { 50 };
        assert!(
            wrong * min_paragraphs_per_error <= count,
            "{wrong} of {count} paragraphs have another number of lines"
        );
        println!("{wrong} of {count} paragraphs have another number of lines");
    }
}
