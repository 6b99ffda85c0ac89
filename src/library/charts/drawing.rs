//! The drawing of stacked bars, and what all drawings share: sizes, labels and estimates of the width of text.

use super::{
    BarMeasure, GradesByYear, YearBar,
    grades::{STEPS, mark},
};
use crate::output::chart::{Anchor, Area, BarFill, Drawing, DrawingPart, Label, LabelInk, LineKind, Shape};

/// The size of a drawing, and how much is shown in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartSize {
    /// The width, in points.
    pub width: f32,
    /// The height, in points. Charts with rows are as high as their rows.
    pub height: f32,
    /// The detail.
    pub detail: ChartDetail,
}

/// The detail of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartDetail {
    /// With a legend and an axis.
    Full,
    /// Without, for a small chart beside a table.
    Small,
}

/// Size of the text of labels, in points.
pub(super) const LABEL_SIZE: f32 = 12.5;
/// Size of a grade mark on a bar or in the legend, in points.
const MARK_SIZE: f32 = 13.0;
/// Usual width of a character, as a factor of the text size.
const CHARACTER_EMS: f32 = 0.5;
/// Maximum width of a bar, in points.
const MAX_BAR_WIDTH: f32 = 76.0;

/// Returns a number as a length or a factor.
pub(super) fn to_f32(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// Returns the estimated width of a text, in points.
pub(super) fn text_width(words: &str, size: f32) -> f32 {
    to_f32(words.chars().count()) * size * CHARACTER_EMS
}

/// Returns a label.
pub(super) fn label(at: (f32, f32), words: impl Into<String>, anchor: Anchor) -> Label {
    Label { at, words: words.into(), size: LABEL_SIZE, is_bold: false, ink: LabelInk::Text, anchor }
}

/// Returns a label in the colour of secondary text.
pub(super) fn secondary(at: (f32, f32), words: impl Into<String>, anchor: Anchor) -> Label {
    Label { ink: LabelInk::Secondary, ..label(at, words, anchor) }
}

/// The plot of stacked bars: the area of the bars, and the width of the space for each.
struct Plot {
    area: Area,
    slot: f32,
    /// The number of reports of a bar that is as high as the area.
    most: usize,
}

impl GradesByYear {
    /// Returns the stacked bars.
    pub(super) fn drawing(&self, size: ChartSize) -> Drawing {
        let mut drawing = Drawing { width: size.width, height: size.height, ..Drawing::default() };
        if self.bars.is_empty() {
            return drawing;
        }
        let is_full = size.detail == ChartDetail::Full;
        let top = if is_full { self.draw_legend(&mut drawing) + 14.0 } else { 0.0 };
        let (left, above, below) = if is_full { (44.0, 22.0, 26.0) } else { (0.0, 17.0, 20.0) };
        let area = Area {
            left,
            top: top + above,
            width: size.width - left,
            height: (size.height - top - above - below).max(40.0),
        };
        drawing.height = area.top + area.height + below;
        let most = self.bars.iter().map(YearBar::total).max().unwrap_or(1).max(1);
        let plot = Plot { area, slot: area.width / to_f32(self.bars.len()), most };
        if is_full {
            self.draw_axis(&mut drawing, &plot);
        }
        for (index, bar) in self.bars.iter().enumerate() {
            self.draw_bar(&mut drawing, &plot, index, bar);
        }
        drawing
    }

    /// Draws the grades of the scale with their marks, in as many lines as needed. Returns the height.
    fn draw_legend(&self, drawing: &mut Drawing) -> f32 {
        const LINE_HEIGHT: f32 = 22.0;
        let (mut x, mut y) = (0.0, LINE_HEIGHT / 2.0);
        for (step, words) in self.scale.iter().enumerate() {
            let width = 20.0 + text_width(words, LABEL_SIZE) + 22.0;
            if x > 0.0 && x + width > drawing.width {
                (x, y) = (0.0, y + LINE_HEIGHT);
            }
            let shape = Shape::Mark {
                centre: (x + 8.0, y),
                side: MARK_SIZE + 1.0,
                mark: mark(step),
                is_on_bar: false,
            };
            drawing.shapes.push(shape);
            drawing.shapes.push(Shape::Label(label((x + 20.0, y), words.as_str(), Anchor::Start)));
            x += width;
        }
        y + LINE_HEIGHT / 2.0
    }

    /// Draws lines with their numbers behind the bars.
    fn draw_axis(&self, drawing: &mut Drawing, plot: &Plot) {
        let area = plot.area;
        let ticks: Vec<(f32, String)> = match self.measure {
            BarMeasure::Share => {
                [0_u8, 25, 50, 75, 100].map(|share| (f32::from(share) / 100.0, format!("{share}%"))).to_vec()
            }
            BarMeasure::Count => {
                let step = count_step(plot.most);
                let counts = (0..=plot.most).step_by(step);
                counts.map(|count| (to_f32(count) / to_f32(plot.most), count.to_string())).collect()
            }
        };
        for (share, words) in ticks {
            let y = area.top + area.height * (1.0 - share);
            let line = Shape::Line((area.left, y), (area.left + area.width, y), LineKind::Grid);
            drawing.shapes.push(line);
            drawing.shapes.push(Shape::Label(secondary((area.left - 8.0, y), words, Anchor::End)));
        }
    }

    /// Draws the bar of a year: a segment for each grade, the best at the bottom, the year below and the number of
    /// reports above.
    fn draw_bar(&self, drawing: &mut Drawing, plot: &Plot, index: usize, bar: &YearBar) {
        let area = plot.area;
        let middle = area.left + plot.slot * (to_f32(index) + 0.5);
        let width = (plot.slot * 0.72).min(MAX_BAR_WIDTH);
        let total = bar.total();
        let whole = match self.measure {
            BarMeasure::Share => total.max(1),
            BarMeasure::Count => plot.most,
        };
        let mut bottom = area.top + area.height;
        for step in 0..STEPS {
            let height = area.height * to_f32(bar.counts[step]) / to_f32(whole);
            if height > 0.0 {
                let segment = Area { left: middle - width / 2.0, top: bottom - height, width, height };
                draw_segment(drawing, segment, step, bar.counts[step]);
                bottom -= height;
            }
        }
        let year_y = area.top + area.height + 13.0;
        // In narrow columns, only some years have room.
        let every = (text_width("2026", LABEL_SIZE) + 6.0) / plot.slot;
        let is_labelled = every <= 1.0 || (self.bars.len() - 1 - index).is_multiple_of(ceil_to_usize(every));
        if is_labelled {
            let words = bar.year.to_string();
            drawing.shapes.push(Shape::Label(label((middle, year_y), words, Anchor::Middle)));
        }
        let words = if total == 0 { "\u{2013}".to_owned() } else { total.to_string() };
        drawing.shapes.push(Shape::Label(secondary((middle, bottom - 10.0), words, Anchor::Middle)));
        let part = Area {
            left: middle - plot.slot / 2.0,
            top: area.top - 18.0,
            width: plot.slot,
            height: area.height + 38.0,
        };
        drawing.parts.push(DrawingPart { area: part, name: self.bar_name(bar) });
    }
}

/// Returns a small positive number rounded up.
fn ceil_to_usize(number: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is between 1 and the number of bars"
    )]
    let rounded = number.ceil().clamp(1.0, 1000.0) as usize;
    rounded
}

/// Returns the distance between the numbers of an axis, so that there are about five.
fn count_step(most: usize) -> usize {
    let mut step = 1;
    for factor in [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] {
        if most / step <= 5 {
            break;
        }
        step = factor;
    }
    step
}

/// Draws a segment of a bar, with its mark and number if there is room.
fn draw_segment(drawing: &mut Drawing, segment: Area, step: usize, count: usize) {
    let fill = BarFill::Grade(mark(step));
    drawing.shapes.push(Shape::Bar(segment, fill));
    if segment.height < MARK_SIZE + 4.0 || segment.width < MARK_SIZE + 4.0 {
        return;
    }
    let (x, y) = segment.centre();
    let words = count.to_string();
    let words_width = text_width(&words, LABEL_SIZE) + 5.0;
    let has_words = segment.width >= MARK_SIZE + words_width + 8.0;
    let mark_x = if has_words { x - words_width / 2.0 } else { x };
    drawing.shapes.push(Shape::Mark {
        centre: (mark_x, y),
        side: MARK_SIZE,
        mark: mark(step),
        is_on_bar: true,
    });
    if has_words {
        let at = (mark_x + MARK_SIZE / 2.0 + 5.0, y);
        drawing
            .shapes
            .push(Shape::Label(Label { ink: LabelInk::OnBar(fill), ..label(at, words, Anchor::Start) }));
    }
}
