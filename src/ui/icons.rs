//! The icons of the window, as SVG images.

use eframe::egui::{
    self, Color32, Image, ImageSource, Rect, Response, Role, Sense, Ui, WidgetInfo, include_image, vec2,
};

use super::theme::{self, CORNER_RADIUS};

/// An icon, named after its shape or use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    ChevronDown,
    ChevronRight,
    Close,
    Compare,
    ContentsPanel,
    GoTo,
    Minus,
    Open,
    Pages,
    Plan,
    Plus,
    Print,
    Search,
    SummaryPanel,
    Tick,
    Warning,
}

/// Width and height of an icon, in points.
pub(crate) const ICON_SIZE: f32 = 18.0;

impl Icon {
    /// Returns the SVG image of the icon.
    fn source(self) -> ImageSource<'static> {
        match self {
            Self::ChevronDown => include_image!("../../assets/icons/chevron-down.svg"),
            Self::ChevronRight => include_image!("../../assets/icons/chevron-right.svg"),
            Self::Close => include_image!("../../assets/icons/close.svg"),
            Self::Compare => include_image!("../../assets/icons/compare.svg"),
            Self::ContentsPanel => include_image!("../../assets/icons/contents-panel.svg"),
            Self::GoTo => include_image!("../../assets/icons/go-to.svg"),
            Self::Minus => include_image!("../../assets/icons/minus.svg"),
            Self::Open => include_image!("../../assets/icons/open.svg"),
            Self::Pages => include_image!("../../assets/icons/pages.svg"),
            Self::Plan => include_image!("../../assets/icons/plan.svg"),
            Self::Plus => include_image!("../../assets/icons/plus.svg"),
            Self::Print => include_image!("../../assets/icons/print.svg"),
            Self::Search => include_image!("../../assets/icons/search.svg"),
            Self::SummaryPanel => include_image!("../../assets/icons/summary-panel.svg"),
            Self::Tick => include_image!("../../assets/icons/tick.svg"),
            Self::Warning => include_image!("../../assets/icons/warning.svg"),
        }
    }

    /// Returns the icon as a decorative image in this colour, without a name for screen readers.
    pub(crate) fn image(self, color: Color32) -> Image<'static> {
        Image::new(self.source()).tint(color).fit_to_exact_size(vec2(ICON_SIZE, ICON_SIZE)).alt_text("")
    }

    /// Paints the icon into a rectangle.
    pub(crate) fn paint(self, ui: &Ui, rect: Rect, color: Color32) {
        self.image(color).paint_at(ui, rect);
    }
}

/// Shows a square button with an icon. `name` is its tooltip and its name for screen readers. If `is_on` is true, the
/// icon has the accent colour.
pub(crate) fn show_button(ui: &mut Ui, icon: Icon, name: &str, is_on: bool) -> Response {
    show_button_without_tooltip(ui, icon, name, is_on).on_hover_text(name)
}

/// Shows the same button as [`show_button`], for callers that add their own tooltip.
pub(crate) fn show_button_without_tooltip(ui: &mut Ui, icon: Icon, name: &str, is_on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_on, name));
    let tokens = theme::tokens(ui);
    let visuals = ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        let ring = if response.has_focus() { visuals.bg_stroke } else { egui::Stroke::NONE };
        ui.painter().rect(rect, CORNER_RADIUS, tokens.hover, ring, egui::StrokeKind::Inside);
    }
    let color = if is_on { tokens.accent } else { tokens.secondary };
    icon.paint(ui, Rect::from_center_size(rect.center(), vec2(ICON_SIZE, ICON_SIZE)), color);
    response
}
