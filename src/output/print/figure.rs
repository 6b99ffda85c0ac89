//! A drawing with bars, as a figure with alternative text. It is scaled to the width of the text, or to most of the
//! height of a page.

use super::{
    Align, GradeMark, PageSetup, StyledText, TextStyle,
    ink::Tone,
    layout::LayoutBuilder,
    line_box::{LineBox, LineStyle, Paint, PaintItem, TagId, TagKind},
};
use crate::output::chart::{Anchor, Drawing, Label, LabelInk, LineKind, Shape};

/// Maximum height of a figure as a share of the height between the margins, so that the title is on the same page.
const MAX_HEIGHT_SHARE: f32 = 0.8;

/// A drawing with the text that screen readers read in its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figure {
    /// The drawing.
    pub drawing: Drawing,
    /// The alternative text.
    pub alt_text: String,
}

impl LayoutBuilder<'_> {
    /// Adds a figure.
    pub(super) fn add_figure(&mut self, figure: &Figure) {
        let drawing = &figure.drawing;
        if drawing.width <= 0.0 || drawing.shapes.is_empty() {
            return;
        }
        let page = self.setup.paper.page_size().1;
        let text_height = page - PageSetup::TOP_MARGIN_POINTS - PageSetup::BOTTOM_MARGIN_POINTS;
        let max_scale = text_height * MAX_HEIGHT_SHARE / drawing.height.max(1.0);
        let scale = (self.setup.text_width() / drawing.width).min(max_scale);
        let tag = self.add_tag(TagKind::Figure(figure.alt_text.clone()), None);
        let mut items = Vec::with_capacity(drawing.shapes.len());
        for shape in &drawing.shapes {
            self.add_shape(&mut items, shape, scale, tag);
        }
        let space_before = self.space_points(0.8);
        let height = drawing.height * scale;
        self.galley.boxes.push(LineBox { space_before, height, items, ..LineBox::default() });
    }

    fn add_shape(&mut self, items: &mut Vec<PaintItem>, shape: &Shape, scale: f32, tag: TagId) {
        let (x, y, paint) = match shape {
            Shape::Bar(area, fill) => {
                let paint =
                    Paint::Bar { width: area.width * scale, height: area.height * scale, fill: *fill };
                (area.left, area.top, paint)
            }
            Shape::Line((x, y), (to_x, to_y), kind) => {
                let style = match kind {
                    LineKind::Grid => LineStyle::Grid,
                    LineKind::Join => LineStyle::Join,
                    LineKind::Break => LineStyle::Break,
                };
                (*x, *y, Paint::Line { dx: (to_x - x) * scale, dy: (to_y - y) * scale, style })
            }
            Shape::Mark { centre: (x, y), side, mark, .. } => {
                // The alternative text of the figure names the grades.
                let mark = GradeMark { shape: *mark, alt_text: String::new() };
                (x - side / 2.0, y - side / 2.0, Paint::Mark(mark, side * scale))
            }
            Shape::Backdrop(area) => {
                let (width, height) = (area.width * scale, area.height * scale);
                (area.left, area.top, Paint::Fill(width, height, Tone::Paper))
            }
            Shape::Label(label) => return self.add_label(items, label, scale, tag),
        };
        items.push(PaintItem { x: x * scale, y: y * scale, paint, tag: Some(tag) });
    }

    /// Adds a label on one line.
    fn add_label(&mut self, items: &mut Vec<PaintItem>, label: &Label, scale: f32, tag: TagId) {
        let style = TextStyle {
            is_bold: label.is_bold,
            is_secondary: label.ink == LabelInk::Secondary,
            ..TextStyle::PLAIN
        };
        let words = StyledText::new(&label.words, style);
        let lines = self.typesetter.break_lines(&words, label.size * scale, f32::MAX, Align::Start);
        let Some(line) = lines.into_iter().next() else { return };
        let left = match label.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => line.width / 2.0,
            Anchor::End => line.width,
        };
        let (x, y) = (label.at.0 * scale - left, label.at.1 * scale - line.height / 2.0);
        let paint = match label.ink {
            LabelInk::OnBar(fill) if fill.is_dark() => Paint::LightText(line),
            LabelInk::OnBar(_) | LabelInk::Text | LabelInk::Secondary => Paint::Text(line),
        };
        items.push(PaintItem { x, y, paint, tag: Some(tag) });
    }
}
