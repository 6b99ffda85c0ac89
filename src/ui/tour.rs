//! The callouts of the first start. Each points at a part of the window and does not cover it.

use eframe::egui::{
    Area, Color32, Context, Frame, Id, Order, Pos2, Rect, Role, Shape, Stroke, Ui, UiBuilder, accesskit,
    pos2, vec2,
};

use super::{
    icons::{self, Icon},
    strings::window as strings,
    theme::{self, CORNER_RADIUS, PANEL, PANEL_BOLD, SMALL},
};
use crate::app::{Command, State, TourStep};

/// Width of a callout without its frame, in points.
const WIDTH: f32 = 250.0;
/// Space between the words and the edge of a callout, in points.
const MARGIN: i8 = 14;
/// Length of the tip that points at a part of the window, in points.
const TIP_LENGTH: f32 = 10.0;
/// Half the width of the tip where it leaves the callout, in points.
const TIP_HALF_WIDTH: f32 = 8.0;
/// Distance from the corner of a callout to the middle of its tip, in points.
const TIP_DISTANCE: f32 = 28.0;
/// Distance from the upper edge of a panel to the upper edge of the callout beside it, in points.
const DISTANCE_BELOW_PANEL_TOP: f32 = 60.0;

/// Stores where a part of the window is in this frame, so that a callout can point at it.
pub(crate) fn set_target(ctx: &Context, step: TourStep, rect: Rect) {
    let frame = ctx.cumulative_frame_nr();
    ctx.data_mut(|data| data.insert_temp(target_id(step), (frame, rect)));
}

/// Returns where a part of the window is in this frame; `None` if it is not shown.
fn shown_target(ctx: &Context, step: TourStep) -> Option<Rect> {
    let (frame, rect) = ctx.data(|data| data.get_temp::<(u64, Rect)>(target_id(step)))?;
    (frame == ctx.cumulative_frame_nr()).then_some(rect)
}

/// Returns the key of a part of the window in egui's memory.
fn target_id(step: TourStep) -> Id {
    Id::unique(("tour target", step as u8))
}

/// The place of a callout, and the direction of its tip.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Placement {
    /// The upper left or upper right corner of the callout.
    corner: Pos2,
    tip: TipSide,
}

/// The side of a callout that its tip is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TipSide {
    Left,
    Right,
    Top,
}

/// Returns the width of a callout with its frame, in points.
fn outer_width() -> f32 {
    WIDTH + 2.0 * f32::from(MARGIN) + 2.0
}

impl Placement {
    /// Returns the place beside a part of the window; `None` if there is no room.
    fn beside_target(step: TourStep, target: Rect, window: Rect) -> Option<Self> {
        let below_top = target.top() + DISTANCE_BELOW_PANEL_TOP;
        let placement = match step {
            TourStep::Contents => {
                Self { corner: pos2(target.right() + TIP_LENGTH + 2.0, below_top), tip: TipSide::Left }
            }
            TourStep::Summary => {
                Self { corner: pos2(target.left() - TIP_LENGTH - 2.0, below_top), tip: TipSide::Right }
            }
            TourStep::Compare => {
                let left = (target.center().x - TIP_DISTANCE).max(window.left() + 4.0);
                Self { corner: pos2(left, target.bottom() + TIP_LENGTH + 2.0), tip: TipSide::Top }
            }
        };
        let room = match placement.tip {
            TipSide::Left | TipSide::Top => window.right() - placement.corner.x,
            TipSide::Right => placement.corner.x - window.left(),
        };
        (room >= outer_width()).then_some(placement)
    }

    /// Returns the upper left corner of the callout.
    fn left_top(self) -> Pos2 {
        match self.tip {
            TipSide::Left | TipSide::Top => self.corner,
            TipSide::Right => self.corner - vec2(outer_width(), 0.0),
        }
    }

    /// Returns the corners of the tip for a callout in this rectangle: both ends on its edge, and the point between.
    fn tip_corners(self, callout: Rect) -> [Pos2; 3] {
        let (first, along, out) = match self.tip {
            TipSide::Left => (callout.left_top(), vec2(0.0, 1.0), vec2(-1.0, 0.0)),
            TipSide::Right => (callout.right_top(), vec2(0.0, 1.0), vec2(1.0, 0.0)),
            TipSide::Top => (callout.left_top(), vec2(1.0, 0.0), vec2(0.0, -1.0)),
        };
        let middle = first + along * TIP_DISTANCE;
        // The ends are inside the outline of the callout, so that no line separates the tip from it.
        let end = |side: f32| middle + along * (TIP_HALF_WIDTH * side) - out;
        [end(-1.0), middle + out * TIP_LENGTH, end(1.0)]
    }
}

/// Shows the callout of the first start, if there is one and nothing covers the report. Called after everything that a
/// callout can point at.
pub(crate) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let Some(step) = state.tour.filter(|_| state.dialog.is_none() && state.printing.is_none()) else {
        return;
    };
    let window = ui.ctx().content_rect();
    let placement =
        shown_target(ui.ctx(), step).and_then(|rect| Placement::beside_target(step, rect, window));
    let Some(placement) = placement else {
        // There is nothing to point at, for example because the window is small.
        commands.push(Command::NextTourStep);
        // The next callout is shown in the next frame, and no input may cause one.
        ui.request_repaint();
        return;
    };
    let area = Area::new(Id::unique(("tour", step as u8))).order(Order::Foreground);
    let shown = area.fixed_pos(placement.left_top()).constrain(false).show(ui.ctx(), |ui| {
        let tokens = theme::tokens(ui);
        let frame = Frame::new()
            .fill(tokens.page)
            .stroke(Stroke::new(1.0, tokens.accent))
            .corner_radius(CORNER_RADIUS)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(MARGIN);
        let builder =
            UiBuilder::new().accessibility_role(Role::Dialog).accessibility_label(strings::tour_title(step));
        ui.scope_builder(builder, |ui| {
            let rect = frame.show(ui, |ui| show_content(ui, step, commands)).response.rect;
            ui.accesskit_node_builder(ui.unique_id(), |node| {
                node.set_live(accesskit::Live::Polite);
                node.set_bounds(accesskit::Rect {
                    x0: rect.left().into(),
                    y0: rect.top().into(),
                    x1: rect.right().into(),
                    y1: rect.bottom().into(),
                });
            });
        });
    });
    let tokens = theme::tokens(ui);
    let corners = placement.tip_corners(shown.response.rect);
    let painter = ui.ctx().layer_painter(shown.response.layer_id);
    painter.add(Shape::convex_polygon(corners.to_vec(), tokens.page, Stroke::new(0.0, Color32::TRANSPARENT)));
    painter.add(Shape::line(corners.to_vec(), Stroke::new(1.0, tokens.accent)));
}

/// Shows the words and buttons of a callout.
fn show_content(ui: &mut Ui, step: TourStep, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    ui.set_width(WIDTH);
    ui.label(PANEL_BOLD.rich_text(strings::tour_title(step), tokens.text));
    ui.label(PANEL.rich_text(strings::tour_words(step), tokens.text));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let position = TourStep::ALL.iter().position(|other| *other == step).unwrap_or(0) + 1;
        let words = strings::tour_position(position, TourStep::ALL.len());
        ui.label(SMALL.rich_text(words, tokens.secondary));
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            let is_last = step.next().is_none();
            let next = ui.button(if is_last { strings::TOUR_END } else { strings::TOUR_NEXT });
            if ui.memory(|memory| memory.focused().is_none()) {
                next.request_focus();
            }
            if next.clicked() {
                commands.push(Command::NextTourStep);
            }
            if !is_last && icons::show_button(ui, Icon::Close, strings::TOUR_CLOSE, false).clicked() {
                commands.push(Command::EndTour);
            }
        });
    });
}
