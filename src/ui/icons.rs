//! The icons of the window, as SVG images.

mod loader;

use eframe::egui::{
    self, Color32, Image, ImageSource, Rect, Response, Role, Sense, Ui, WidgetInfo, include_image, vec2,
};

pub(crate) use self::loader::install_icon_loader;
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

/// A size of an icon. Each icon is drawn once for each size, so that its lines are sharp and equally thick at all sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IconSize {
    /// 16 points: in menus, tabs, fields and rows.
    Small,
    /// 20 points: in toolbars and buttons.
    Medium,
    /// 24 points.
    Large,
}

impl IconSize {
    /// Returns the width and height of an icon, in points.
    pub(crate) const fn points(self) -> f32 {
        match self {
            Self::Small => 16.0,
            Self::Medium => 20.0,
            Self::Large => 24.0,
        }
    }

    /// Returns the size for a space of this width in points.
    fn for_width(width: f32) -> Self {
        match width {
            _ if width < 18.0 => Self::Small,
            _ if width < 24.0 => Self::Medium,
            _ => Self::Large,
        }
    }
}

/// Returns the drawing of an icon at a size, from the file with its name in the folder of the size.
macro_rules! drawing {
    ($size:expr, $file:literal) => {
        match $size {
            IconSize::Small => include_image!(concat!("../../assets/icons/16/", $file)),
            IconSize::Medium => include_image!(concat!("../../assets/icons/20/", $file)),
            IconSize::Large => include_image!(concat!("../../assets/icons/24/", $file)),
        }
    };
}

impl Icon {
    /// Returns the SVG image of the icon at this size.
    fn source(self, size: IconSize) -> ImageSource<'static> {
        match self {
            Self::ChevronDown => drawing!(size, "chevron-down.svg"),
            Self::ChevronRight => drawing!(size, "chevron-right.svg"),
            Self::Close => drawing!(size, "close.svg"),
            Self::Compare => drawing!(size, "compare.svg"),
            Self::ContentsPanel => drawing!(size, "contents-panel.svg"),
            Self::GoTo => drawing!(size, "go-to.svg"),
            Self::Minus => drawing!(size, "minus.svg"),
            Self::Open => drawing!(size, "open.svg"),
            Self::Pages => drawing!(size, "pages.svg"),
            Self::Plan => drawing!(size, "plan.svg"),
            Self::Plus => drawing!(size, "plus.svg"),
            Self::Print => drawing!(size, "print.svg"),
            Self::Search => drawing!(size, "search.svg"),
            Self::SummaryPanel => drawing!(size, "summary-panel.svg"),
            Self::Tick => drawing!(size, "tick.svg"),
            Self::Warning => drawing!(size, "warning.svg"),
        }
    }

    /// Returns the icon as a decorative image of this size and colour, without a name for screen readers.
    pub(crate) fn image(self, size: IconSize, color: Color32) -> Image<'static> {
        let side = size.points();
        Image::new(self.source(size)).tint(color).fit_to_exact_size(vec2(side, side)).alt_text("")
    }

    /// Paints the icon in the middle of a rectangle, at the size that fits it best.
    pub(crate) fn paint(self, ui: &Ui, rect: Rect, color: Color32) {
        let size = IconSize::for_width(rect.width());
        let side = size.points();
        self.image(size, color).paint_at(ui, Rect::from_center_size(rect.center(), vec2(side, side)));
    }
}

/// Width and height of the icon of a button, in points.
const BUTTON_ICON_SIZE: f32 = IconSize::Medium.points();

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
    icon.paint(ui, Rect::from_center_size(rect.center(), vec2(BUTTON_ICON_SIZE, BUTTON_ICON_SIZE)), color);
    response
}
