//! The drawings of the themes of recommendations: a bar for each theme, or for each theme and year.

use super::{
    ChartSize, ThemeCount, ThemeCounts, ThemePeriod,
    drawing::{LABEL_SIZE, label, secondary, text_width, to_f32},
    percent,
};
use crate::{
    library::strings::charts as strings,
    output::chart::{Anchor, Area, BarFill, Drawing, DrawingPart, Label, Shape},
};

/// Height of a row, in points.
const ROW_HEIGHT: f32 = 26.0;
/// Height of a bar, in points.
const BAR_HEIGHT: f32 = 16.0;
/// Height of a row with a number and a bar for each year, in points.
const YEAR_ROW_HEIGHT: f32 = 29.0;
/// Height of a bar below its number, in points.
const YEAR_BAR_HEIGHT: f32 = 5.0;
/// Space between the columns of two years, in points.
const YEAR_GAP: f32 = 12.0;
/// Space between the name of a theme and its bar, in points.
const NAME_GAP: f32 = 12.0;
/// Space between a bar and its number, in points.
const NUMBER_GAP: f32 = 6.0;

impl ThemeCounts {
    /// Returns the bars. The drawing is as high as its rows.
    pub(super) fn drawing(&self, size: ChartSize) -> Drawing {
        let mut drawing = Drawing { width: size.width, ..Drawing::default() };
        let names = self.rows().map(|theme| text_width(theme.name, LABEL_SIZE)).fold(0.0, f32::max);
        let left = (names + NAME_GAP).min(size.width * 0.5);
        match self.period {
            ThemePeriod::Total => self.draw_totals(&mut drawing, left),
            ThemePeriod::Years => self.draw_years(&mut drawing, left),
        }
        drawing
    }

    /// Draws a bar for each theme.
    fn draw_totals(&self, drawing: &mut Drawing, left: f32) {
        let most = self.rows().map(|theme| theme.count).max().unwrap_or(1).max(1);
        let number_width = text_width("0000 (100%)", LABEL_SIZE) + NUMBER_GAP;
        let width = (drawing.width - left - number_width).max(20.0);
        for (index, theme) in self.rows().enumerate() {
            let middle = ROW_HEIGHT * (to_f32(index) + 0.5);
            draw_name(drawing, theme.name, left, middle);
            let length = width * to_f32(theme.count) / to_f32(most);
            draw_bar(drawing, (left, middle), length);
            let share = percent(theme.count, self.total);
            let number = label(
                (left + length + NUMBER_GAP, middle),
                format!("{} ({share}%)", theme.count),
                Anchor::Start,
            );
            drawing.shapes.push(Shape::Label(number));
            let name = strings::theme_bar(theme.name, theme.count, share, theme.report_count);
            drawing.parts.push(DrawingPart { area: row_area(index, drawing.width), name });
        }
        drawing.height = ROW_HEIGHT * to_f32(self.rows().count());
    }

    /// Draws a bar for each theme and year. All bars have one measure.
    fn draw_years(&self, drawing: &mut Drawing, left: f32) {
        let most = self.rows().flat_map(|theme| &theme.by_year).max().copied().unwrap_or(1).max(1);
        let cell = (drawing.width - left) / to_f32(self.years.len().max(1));
        let length = (cell - YEAR_GAP).max(0.0);
        for (index, year) in self.years.iter().enumerate() {
            let heading =
                label((left + cell * to_f32(index), ROW_HEIGHT / 2.0), year.to_string(), Anchor::Start);
            drawing.shapes.push(Shape::Label(Label { is_bold: true, ..heading }));
        }
        for (index, theme) in self.rows().enumerate() {
            let middle = ROW_HEIGHT + YEAR_ROW_HEIGHT * (to_f32(index) + 0.5);
            draw_name(drawing, theme.name, left, middle);
            for (year, count) in theme.by_year.iter().enumerate() {
                let x = left + cell * to_f32(year);
                if *count == 0 {
                    drawing.shapes.push(Shape::Label(secondary((x, middle), "\u{2013}", Anchor::Start)));
                    continue;
                }
                // The bar is below its number, so that it can be as long as the column is wide.
                let number = label((x, middle - 4.0), count.to_string(), Anchor::Start);
                drawing.shapes.push(Shape::Label(number));
                let width = length * to_f32(*count) / to_f32(most);
                let area = Area { left: x, top: middle + 5.0, width, height: YEAR_BAR_HEIGHT };
                drawing.shapes.push(Shape::Bar(area, BarFill::Plain));
            }
            let area = Area {
                left: 0.0,
                top: ROW_HEIGHT + YEAR_ROW_HEIGHT * to_f32(index),
                width: drawing.width,
                height: YEAR_ROW_HEIGHT,
            };
            drawing.parts.push(DrawingPart { area, name: self.years_name(theme) });
        }
        drawing.height = ROW_HEIGHT + YEAR_ROW_HEIGHT * to_f32(self.rows().count());
    }

    /// Returns the name of the row of a theme: "Supervision: 12 in 2022, 3 in 2023".
    fn years_name(&self, theme: &ThemeCount) -> String {
        let counts = self.years.iter().zip(&theme.by_year).filter(|(_, count)| **count > 0);
        let counts: Vec<String> = counts.map(|(year, count)| strings::count_in_year(*count, *year)).collect();
        format!("{}: {}", theme.name, counts.join(", "))
    }
}

fn row_area(index: usize, width: f32) -> Area {
    Area { left: 0.0, top: ROW_HEIGHT * to_f32(index), width, height: ROW_HEIGHT }
}

fn draw_name(drawing: &mut Drawing, name: &str, left: f32, middle: f32) {
    let name = label((left - NAME_GAP, middle), name, Anchor::End);
    drawing.shapes.push(Shape::Label(name));
}

/// Draws a bar that starts at this point, at half its height.
fn draw_bar(drawing: &mut Drawing, (x, middle): (f32, f32), length: f32) {
    let area = Area { left: x, top: middle - BAR_HEIGHT / 2.0, width: length, height: BAR_HEIGHT };
    drawing.shapes.push(Shape::Bar(area, BarFill::Plain));
}
