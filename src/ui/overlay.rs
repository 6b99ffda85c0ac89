//! A panel over the text, in a window that is too narrow to show both side by side. A button in the panel and a click
//! beside it close the panel.

use eframe::egui::{self, Align, Area, Id, Layout, Order, Panel, Rect, Stroke, Ui, UiBuilder, vec2};

use super::{
    icons::{self, Icon},
    theme::{self, PANEL_TITLE},
};

/// Minimum width of the text that stays visible beside the panel, in points.
const MIN_TEXT_BESIDE: f32 = 36.0;

/// The edge of the window that a panel is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PanelEdge {
    Left,
    Right,
}

/// The title of a panel, and the name of the button that closes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OverlayTitle {
    pub(crate) title: &'static str,
    pub(crate) close_name: &'static str,
}

/// Shows a panel over the area of the text. `width` is its maximum width in points. Without a title, the content must
/// have its own Close button. Returns true if the user closed the panel.
pub(crate) fn show(
    ui: &Ui,
    area: Rect,
    edge: PanelEdge,
    width: f32,
    title: Option<OverlayTitle>,
    show_content: impl FnOnce(&mut Ui),
) -> bool {
    let size = vec2(width.min(area.width() - MIN_TEXT_BESIDE).max(0.0), area.height());
    let left = if edge == PanelEdge::Left { area.left() } else { area.right() - size.x };
    let rect = Rect::from_min_size(egui::pos2(left, area.top()), size);
    // The layer covers the whole area, so that the text below reacts to neither clicks nor the wheel.
    let layer = Area::new(Id::unique("panel over the text")).order(Order::Middle).fade_in(false);
    let shown = layer.fixed_pos(area.min).constrain(false).show(ui.ctx(), |ui| {
        ui.set_clip_rect(area);
        ui.expand_to_include_rect(area);
        let tokens = theme::tokens(ui);
        ui.painter().add(ui.visuals().popup_shadow.as_shape(rect, 0.0));
        ui.painter().rect_filled(rect, 0.0, tokens.panel);
        let builder = UiBuilder::new().max_rect(rect).scope_id(ui.scope_id().with(edge as u8));
        let is_closed = ui.scope_builder(builder, |ui| {
            ui.shrink_clip_rect(rect);
            let is_closed = title.is_some_and(|title| show_title(ui, title));
            show_content(ui);
            is_closed
        });
        let inner_edge = if edge == PanelEdge::Left { rect.right() } else { rect.left() };
        ui.painter().vline(inner_edge, rect.y_range(), Stroke::new(1.0, tokens.line));
        is_closed.inner
    });
    let pointer = shown.response.interact_pointer_pos();
    let is_click_beside = shown.response.clicked() && pointer.is_some_and(|point| !rect.contains(point));
    shown.inner || is_click_beside
}

/// Shows the title and the Close button. Returns true if the button was clicked.
fn show_title(ui: &mut Ui, OverlayTitle { title, close_name }: OverlayTitle) -> bool {
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 8, top: 4, bottom: 4 });
    let shown = Panel::top("title of the panel").frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_closed = icons::show_button(ui, Icon::Close, close_name, false).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(PANEL_TITLE.rich_text(title, theme::tokens(ui).text));
            });
            is_closed
        })
    });
    shown.inner.inner
}
