//! The fonts, sizes and colours of egui's own widgets.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, Style,
    TextStyle, Visuals,
    epaint::text::VariationCoords,
    style::{ScrollStyle, Selection, WidgetVisuals},
};

use super::{
    CORNER_RADIUS, FOCUS_RING_WIDTH, PANEL, SMALL, Tokens, family_name, heading_style, upright_family,
};
use crate::typeface;

/// Returns the fonts of the program: the sans and serif typefaces, each upright and italic, and regular and bold.
pub(super) fn font_definitions() -> FontDefinitions {
    const REGULAR: &str = "regular";
    let mut fonts = FontDefinitions::empty();
    for (is_serif, is_bold, is_italic) in [false, true].into_iter().flat_map(|serif| {
        [(serif, false, false), (serif, true, false), (serif, false, true), (serif, true, true)]
    }) {
        let bytes = match (is_serif, is_italic) {
            (false, false) => typeface::SANS_UPRIGHT,
            (false, true) => typeface::SANS_ITALIC,
            (true, false) => typeface::SERIF_UPRIGHT,
            (true, true) => typeface::SERIF_ITALIC,
        };
        let mut data = FontData::from_static(bytes);
        data.tweak.coords = VariationCoords::new([(b"wght", if is_bold { 640.0 } else { 400.0 })]);
        let name = family_name(is_serif, is_bold, is_italic);
        fonts.font_data.insert(name.unwrap_or(REGULAR).to_owned(), Arc::new(data));
        let family = name.map_or(FontFamily::Proportional, |name| FontFamily::Name(name.into()));
        // Characters that the serif typeface lacks are taken from the sans typeface.
        let sans = family_name(false, is_bold, is_italic).unwrap_or(REGULAR);
        let mut fonts_in_order = vec![name.unwrap_or(REGULAR).to_owned()];
        if is_serif {
            fonts_in_order.push(sans.to_owned());
        }
        fonts.families.insert(family, fonts_in_order);
    }
    fonts.families.insert(FontFamily::Monospace, vec![REGULAR.to_owned()]);
    fonts
}

/// Sets the font sizes, spacing and scroll bars of an egui style.
pub(super) fn set_sizes(style: &mut Style) {
    let font = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, font(SMALL.size)),
        (TextStyle::Body, font(PANEL.size)),
        (TextStyle::Button, font(PANEL.size)),
        (TextStyle::Monospace, font(PANEL.size)),
        (TextStyle::Heading, FontId::new(heading_style(2).size, upright_family(false, true))),
    ]
    .into();
    style.spacing.item_spacing = egui::vec2(8.0, 4.0);
    style.spacing.button_padding = egui::vec2(10.0, 4.0);
    style.spacing.interact_size = egui::vec2(28.0, 28.0);
    style.spacing.menu_margin = Margin::same(6);
    // Scroll bars float over the margin and take no space, so that columns stay aligned with their headings.
    style.spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 5.0,
        floating_allocated_width: 0.0,
        ..ScrollStyle::floating()
    };
    style.spacing.scroll.dormant_handle_opacity = 0.35;
    style.spacing.scroll.foreground_color = false;
    style.spacing.scroll.fade.strength = 0.0;
    // Jumps are not animated, so that the new place is shown at once.
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.animation_time = 0.0;
}

/// Returns the visuals of egui's own widgets in the colours of a theme.
pub(super) fn egui_visuals(tokens: &Tokens, is_dark: bool) -> Visuals {
    let mut visuals = if is_dark { Visuals::dark() } else { Visuals::light() };
    visuals.panel_fill = tokens.panel;
    visuals.window_fill = tokens.page;
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.extreme_bg_color = tokens.page;
    visuals.faint_bg_color = tokens.bar;
    visuals.code_bg_color = tokens.bar;
    visuals.hyperlink_color = tokens.link;
    visuals.warn_fg_color = tokens.warning;
    visuals.error_fg_color = tokens.warning;
    visuals.weak_text_color = Some(tokens.secondary);
    visuals.selection =
        Selection { bg_fill: tokens.selection, stroke: Stroke::new(FOCUS_RING_WIDTH, tokens.accent) };
    visuals.window_corner_radius = CornerRadius::same(CORNER_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(CORNER_RADIUS);
    // A blinking cursor would repaint the window continuously.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(FOCUS_RING_WIDTH, tokens.accent);
    let widget = |fill: Color32, stroke: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        corner_radius: CornerRadius::same(CORNER_RADIUS),
        fg_stroke: Stroke::new(1.0, tokens.text),
        expansion: 0.0,
    };
    let line = Stroke::new(1.0, tokens.line);
    visuals.widgets.noninteractive = widget(tokens.panel, line);
    let control = Stroke::new(1.0, tokens.control);
    visuals.widgets.inactive = widget(tokens.page, control);
    visuals.widgets.hovered = widget(tokens.hover, control);
    visuals.widgets.open = widget(tokens.hover, control);
    // Controls that are pressed or have the keyboard focus get the focus ring.
    visuals.widgets.active = widget(tokens.hover, Stroke::new(FOCUS_RING_WIDTH, tokens.accent));
    visuals
}
