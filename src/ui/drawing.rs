//! Paints the drawings of charts, in the window and as pictures to save.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, Galley, Pos2, RawInput, Rect, Role, Sense, Shape as EguiShape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, text::LayoutJob, vec2,
};

use super::{
    Picture, Raster,
    grade_mark::GradeMark,
    theme::{self, Tokens, TypeStyle},
    widgets::list_row,
};
use crate::{
    analysis::GradeMarkShape,
    output::chart::{Anchor, Area, BarFill, ChartSheet, Drawing, Label, LabelInk, LineKind, Shape},
};

/// Paints a drawing with its upper left corner at `origin`. Each part is a node for screen readers, with its name as its
/// tooltip. The caller allocates the space.
pub(crate) fn show(ui: &mut Ui, name: &str, drawing: &Drawing, origin: Pos2) {
    show_parts(ui, name, drawing, origin, |ui, rect, index, name| {
        let response = ui.interact(rect, ui.scope_id().with(("part", index)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
        response.on_hover_text(name);
    });
}

/// Paints a drawing whose parts are buttons. `hint` says what a click does. Returns the index of the part that was
/// clicked.
pub(crate) fn show_buttons(
    ui: &mut Ui,
    name: &str,
    drawing: &Drawing,
    origin: Pos2,
    hint: &str,
) -> Option<usize> {
    let mut clicked = None;
    show_parts(ui, name, drawing, origin, |ui, rect, index, name| {
        let response = ui.interact(rect, ui.scope_id().with(("part", index)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        list_row::paint_focus_ring(ui, &response, rect);
        if response.clicked() {
            clicked = Some(index);
        }
        let words = format!("{name}\n{hint}");
        response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(words);
    });
    clicked
}

/// Paints a drawing, and calls `show_part` for each of its parts with the area, the index and the name.
fn show_parts(
    ui: &mut Ui,
    name: &str,
    drawing: &Drawing,
    origin: Pos2,
    mut show_part: impl FnMut(&Ui, Rect, usize, &str),
) {
    paint(ui, drawing, origin);
    let rect = Rect::from_min_size(origin, vec2(drawing.width, drawing.height));
    let builder = egui::UiBuilder::new()
        .id_salt(name)
        .max_rect(rect)
        .accessibility_role(Role::Figure)
        .accessibility_label(name);
    // The space is allocated by the caller, so the cursor must not move.
    let ui = ui.new_child(builder);
    for (index, part) in drawing.parts.iter().enumerate() {
        show_part(&ui, area_rect(part.area, origin), index, &part.name);
    }
}

fn area_rect(area: Area, origin: Pos2) -> Rect {
    Rect::from_min_size(origin + vec2(area.left, area.top), vec2(area.width, area.height))
}

/// Paints the shapes of a drawing.
fn paint(ui: &Ui, drawing: &Drawing, origin: Pos2) {
    let tokens = theme::tokens(ui);
    let painter = ui.painter();
    let point = |(x, y): (f32, f32)| origin + vec2(x, y);
    for shape in &drawing.shapes {
        match shape {
            Shape::Bar(area, fill) => {
                let rect = area_rect(*area, origin);
                painter.rect_filled(rect, 0.0, bar_color(*fill, tokens));
                let outline = Stroke::new(1.0, tokens.grade_mark_outline);
                painter.rect_stroke(rect, 0.0, outline, StrokeKind::Middle);
            }
            Shape::Line(from, to, kind) => paint_line(painter, tokens, [point(*from), point(*to)], *kind),
            Shape::Backdrop(area) => {
                painter.rect_filled(area_rect(*area, origin), 0.0, tokens.page);
            }
            Shape::Label(label) => {
                let galley = lay_out(ui, label, label_color(label.ink, tokens));
                let left = match label.anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => galley.size().x / 2.0,
                    Anchor::End => galley.size().x,
                };
                let at = point(label.at) - vec2(left, galley.size().y / 2.0);
                painter.galley(at, galley, tokens.text);
            }
            Shape::Mark { centre, side, mark, is_on_bar } => {
                // Bars have the same colours in all themes, so the marks on them do too.
                let tokens = if *is_on_bar { theme::paper_tokens() } else { tokens };
                GradeMark::from_shape(*mark).paint(painter, tokens, point(*centre), *side);
            }
        }
    }
}

fn paint_line(painter: &egui::Painter, tokens: &Tokens, ends: [Pos2; 2], kind: LineKind) {
    match kind {
        LineKind::Grid => {
            painter.line_segment(ends, Stroke::new(0.75, tokens.line));
        }
        LineKind::Join => {
            painter.line_segment(ends, Stroke::new(2.0, tokens.text));
        }
        LineKind::Break => {
            let stroke = Stroke::new(1.5, tokens.control);
            painter.extend(EguiShape::dashed_line(&ends, stroke, 4.0, 4.0));
        }
    }
}

fn bar_color(fill: BarFill, tokens: &Tokens) -> Color32 {
    match fill {
        BarFill::Grade(GradeMarkShape::Star) => theme::GRADE_MARK_FILLS[0],
        BarFill::Grade(GradeMarkShape::Disc) => theme::GRADE_MARK_FILLS[1],
        BarFill::Grade(GradeMarkShape::Triangle) => theme::GRADE_MARK_FILLS[2],
        BarFill::Grade(GradeMarkShape::CrossedSquare) => theme::GRADE_MARK_FILLS[3],
        BarFill::Grade(GradeMarkShape::Step(_) | GradeMarkShape::Unknown) => tokens.page,
        BarFill::Plain => tokens.accent,
    }
}

fn label_color(ink: LabelInk, tokens: &Tokens) -> Color32 {
    match ink {
        LabelInk::Text => tokens.text,
        LabelInk::Secondary => tokens.secondary,
        LabelInk::OnBar(BarFill::Plain) => tokens.on_accent,
        LabelInk::OnBar(fill) if fill.is_dark() => theme::GRADE_MARK_CROSS,
        LabelInk::OnBar(_) => theme::paper_tokens().text,
    }
}

/// Lays out a label in one line.
fn lay_out(ui: &Ui, label: &Label, color: Color32) -> Arc<Galley> {
    let style = TypeStyle {
        size: label.size,
        line_height: label.size * 1.3,
        is_bold: label.is_bold,
        is_serif: false,
    };
    let job = LayoutJob::single_section(label.words.clone(), style.text_format(color));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Pixels for each point of a picture that is saved.
const PICTURE_SCALE: f32 = 2.0;
/// Space around the chart in a picture, in points.
const PICTURE_MARGIN: f32 = 20.0;

/// Paints a chart with its title and sentences as a picture, in light colours.
#[must_use]
pub fn render_chart(sheet: &ChartSheet) -> Picture {
    let ctx = egui::Context::default();
    theme::install_theme(&ctx);
    ctx.set_theme(egui::Theme::Light);
    let mut raster = Raster::default();
    let mut height = 1000.0_f32;
    let width = sheet.drawing.width + PICTURE_MARGIN * 2.0;
    // The first frame measures the text.
    for frame in 0_u8..2 {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(width, height))),
            time: Some(f64::from(frame) / 60.0),
            max_texture_side: Some(16_384),
            ..RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
            viewport.native_pixels_per_point = Some(PICTURE_SCALE);
        }
        let mut bottom = height;
        let mut output = ctx.run_ui(input, |ui| bottom = paint_sheet(ui, sheet));
        raster.apply_textures(&mut output.textures_delta);
        if frame == 0 {
            height = bottom.ceil();
            continue;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a chart is a few hundred points wide and high"
        )]
        let size = [width, height].map(|length| (length * PICTURE_SCALE).round() as usize);
        let triangles = ctx.tessellate(output.shapes, output.pixels_per_point);
        return raster.paint(&triangles, output.pixels_per_point, size, theme::PAPER_COLOR);
    }
    Picture { width: 0, height: 0, rgba: Vec::new() }
}

/// Paints the title, the sentences and the drawing. Returns the height that they take.
fn paint_sheet(ui: &Ui, sheet: &ChartSheet) -> f32 {
    let tokens = theme::paper_tokens();
    let mut at = pos2(PICTURE_MARGIN, PICTURE_MARGIN);
    let titles = std::iter::once((&sheet.title, theme::PANEL_TITLE));
    for (words, style) in titles.chain(sheet.sentences.iter().map(|words| (words, theme::PANEL))) {
        let width = sheet.drawing.width;
        at.y += super::widgets::text::paint_wrapped(ui, words, style, tokens.text, at, width) + 4.0;
    }
    at.y += 10.0;
    paint(ui, &sheet.drawing, at);
    at.y + sheet.drawing.height + PICTURE_MARGIN
}
