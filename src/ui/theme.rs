//! Colours, sizes and type styles. No other module of the window defines any.

mod reading;

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, Style,
    TextFormat, TextStyle, Visuals,
    epaint::text::VariationCoords,
    style::{ScrollStyle, Selection, WidgetVisuals},
};

use crate::typeface;

pub(crate) use self::reading::{ReadingStyles, reading_styles, set_reading_styles};

/// Colours of one theme, named after their use.
#[derive(Debug)]
pub(crate) struct Tokens {
    /// Background of the report text.
    pub(crate) page: Color32,
    /// Background of panels.
    pub(crate) panel: Color32,
    /// Background of the bars at the top and bottom, and of group rows.
    pub(crate) bar: Color32,
    /// Text.
    pub(crate) text: Color32,
    /// Secondary text: numbers, facts, captions.
    pub(crate) secondary: Color32,
    /// Separator lines.
    pub(crate) line: Color32,
    /// Outlines of controls. Its contrast with the page is at least 3 to 1 (WCAG 2.2, 1.4.11).
    pub(crate) control: Color32,
    /// Text of links.
    pub(crate) link: Color32,
    /// Chosen controls, and the focus ring.
    pub(crate) accent: Color32,
    /// Text on the accent colour.
    pub(crate) on_accent: Color32,
    /// Background of chosen rows and highlighted places.
    pub(crate) selection: Color32,
    /// Background of selected text.
    pub(crate) selected_words: Color32,
    /// Background of search results.
    pub(crate) hit: Color32,
    /// Background of the current search result.
    pub(crate) current_hit: Color32,
    /// Text of the current search result.
    pub(crate) on_current_hit: Color32,
    /// Background of a control or row under the pointer.
    pub(crate) hover: Color32,
    /// Text of warnings.
    pub(crate) warning: Color32,
    /// The thumb of a scroll bar.
    pub(crate) thumb: Color32,
    /// Outline of grade marks.
    pub(crate) grade_mark_outline: Color32,
}

/// Fills of the four grade marks, from best to worst. They are the same in all themes.
pub(crate) const GRADE_MARK_FILLS: [Color32; 4] =
    [rgb(0xD6_E9F8), rgb(0x7D_B8DA), rgb(0xC0_702A), rgb(0x5E_0B15)];
/// The cross on the darkest grade mark.
pub(crate) const GRADE_MARK_CROSS: Color32 = rgb(0xFF_FFFF);

static LIGHT: Tokens = Tokens {
    page: rgb(0xFF_FFFF),
    panel: rgb(0xF4_F5F6),
    bar: rgb(0xED_EFF1),
    text: rgb(0x0B_0C0C),
    secondary: rgb(0x48_4949),
    line: rgb(0xCE_CECE),
    control: rgb(0x86_8A8E),
    link: rgb(0x1A_65A6),
    accent: rgb(0x1D_70B8),
    on_accent: rgb(0xFF_FFFF),
    selection: rgb(0xDC_E9F5),
    selected_words: rgb(0xAF_D3F2),
    hit: rgb(0xFF_E58A),
    current_hit: rgb(0xFF_A94D),
    on_current_hit: rgb(0x0B_0C0C),
    hover: rgb(0xE6_E9EC),
    warning: rgb(0x8A_3B00),
    thumb: rgb(0xA9_AEB4),
    grade_mark_outline: rgb(0x0B_0C0C),
};

static DARK: Tokens = Tokens {
    page: rgb(0x17_191B),
    panel: rgb(0x1F_2225),
    bar: rgb(0x26_292D),
    text: rgb(0xE9_EBEE),
    secondary: rgb(0xA8_AEB5),
    line: rgb(0x3B_4046),
    control: rgb(0x75_7B81),
    link: rgb(0x7C_B5E8),
    accent: rgb(0x5F_A3DD),
    on_accent: rgb(0x0B_0C0C),
    selection: rgb(0x24_384C),
    selected_words: rgb(0x2F_5F8F),
    hit: rgb(0x6B_5600),
    current_hit: rgb(0xFF_B454),
    on_current_hit: rgb(0x0B_0C0C),
    hover: rgb(0x2C_3035),
    warning: rgb(0xF0_A868),
    thumb: rgb(0x5A_6169),
    grade_mark_outline: rgb(0xE9_EBEE),
};

/// White on black. Text has a contrast of at least 7 to 1 with every background.
static HIGH_CONTRAST: Tokens = Tokens {
    page: rgb(0x00_0000),
    panel: rgb(0x00_0000),
    bar: rgb(0x1A_1A1A),
    text: rgb(0xFF_FFFF),
    secondary: rgb(0xF2_F2F2),
    line: rgb(0xA0_A0A0),
    control: rgb(0xFF_FFFF),
    link: rgb(0x8C_D0FF),
    accent: rgb(0xFF_D700),
    on_accent: rgb(0x00_0000),
    selection: rgb(0x00_3A66),
    selected_words: rgb(0x00_5FB8),
    hit: rgb(0x5C_4A00),
    current_hit: rgb(0xFF_D700),
    on_current_hit: rgb(0x00_0000),
    hover: rgb(0x2E_2E2E),
    warning: rgb(0xFF_C27A),
    thumb: rgb(0xC8_C8C8),
    grade_mark_outline: rgb(0xFF_FFFF),
};

/// Height of a row of the contents tree, in points.
pub(crate) const TREE_ROW_HEIGHT: f32 = 25.0;
/// Radius of rounded corners, in points.
pub(crate) const CORNER_RADIUS: u8 = 6;
/// Width of the focus ring, in points.
pub(crate) const FOCUS_RING_WIDTH: f32 = 2.0;

/// A size of type with its line height, both in points, and its typeface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TypeStyle {
    pub(crate) size: f32,
    /// Line height.
    pub(crate) line: f32,
    pub(crate) bold: bool,
    pub(crate) serif: bool,
}

/// Text in panels, tables and the contents tree.
pub(crate) const PANEL: TypeStyle = TypeStyle { size: 14.0, line: 19.0, bold: false, serif: false };
/// Titles inside panels.
pub(crate) const PANEL_BOLD: TypeStyle = TypeStyle { bold: true, ..PANEL };
/// Captions and the status bar.
pub(crate) const SMALL: TypeStyle = TypeStyle { size: 12.5, line: 17.0, bold: false, serif: false };
/// Important captions.
pub(crate) const SMALL_BOLD: TypeStyle = TypeStyle { bold: true, ..SMALL };
/// The title of a panel.
pub(crate) const PANEL_TITLE: TypeStyle = TypeStyle { size: 16.0, line: 22.0, bold: true, serif: false };
/// The title of the start screen.
pub(crate) const DISPLAY: TypeStyle = TypeStyle { size: 30.0, line: 38.0, bold: true, serif: false };

/// Returns the type style of headings at a level from 1.
fn heading(level: u8) -> TypeStyle {
    let (size, line) = match level {
        0 | 1 => (24.0, 31.0),
        2 => (20.0, 27.0),
        _ => (17.0, 25.0),
    };
    TypeStyle { size, line, bold: true, serif: false }
}

#[expect(clippy::disallowed_methods, reason = "this function defines the tokens")]
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// Returns the colours of the current theme.
pub(crate) fn tokens(ui: &egui::Ui) -> &'static Tokens {
    // High contrast is recognised by its pure black background, which no other theme has.
    let visuals = ui.visuals();
    if visuals.extreme_bg_color == HIGH_CONTRAST.page { &HIGH_CONTRAST } else { tokens_of(visuals.dark_mode) }
}

/// Replaces the colours of the dark theme with those of high contrast, or restores them.
pub(crate) fn set_high_contrast(ctx: &egui::Context, is_high: bool) {
    let tokens = if is_high { &HIGH_CONTRAST } else { &DARK };
    if ctx.style_of(egui::Theme::Dark).visuals.extreme_bg_color != tokens.page {
        ctx.style_mut_of(egui::Theme::Dark, |style| style.visuals = visuals(tokens, true));
    }
}

fn tokens_of(dark: bool) -> &'static Tokens {
    if dark { &DARK } else { &LIGHT }
}

impl TypeStyle {
    /// Returns the format of text in this style.
    pub(crate) fn format(self, color: Color32) -> TextFormat {
        TextFormat {
            font_id: FontId::new(self.size, self.family(false)),
            line_height: Some(self.line),
            color,
            ..TextFormat::default()
        }
    }

    /// Returns the format of text in this style, in italics.
    pub(crate) fn italic(self, color: Color32) -> TextFormat {
        TextFormat { font_id: FontId::new(self.size, self.family(true)), ..self.format(color) }
    }

    fn family(self, italic: bool) -> FontFamily {
        family_name(self.serif, self.bold, italic)
            .map_or(FontFamily::Proportional, |name| FontFamily::Name(name.into()))
    }

    /// Returns text of a widget in this style.
    pub(crate) fn rich(self, text: impl Into<String>, color: Color32) -> egui::RichText {
        let format = self.format(color);
        egui::RichText::new(text).font(format.font_id).line_height(format.line_height).color(color)
    }
}

/// Returns the name of a font family; `None` for the default family.
fn family_name(serif: bool, bold: bool, italic: bool) -> Option<&'static str> {
    Some(match (serif, bold, italic) {
        (false, false, false) => return None,
        (false, true, false) => "bold",
        (false, false, true) => "italic",
        (false, true, true) => "bold italic",
        (true, false, false) => "serif",
        (true, true, false) => "serif bold",
        (true, false, true) => "serif italic",
        (true, true, true) => "serif bold italic",
    })
}

/// Returns the font family of upright letters.
pub(crate) fn upright_family(serif: bool, bold: bool) -> FontFamily {
    TypeStyle { serif, bold, ..PANEL }.family(false)
}

/// Sets the fonts, sizes and colours of a window for the light and the dark theme.
pub(crate) fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.all_styles_mut(set_sizes);
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            let dark = theme == egui::Theme::Dark;
            style.visuals = visuals(tokens_of(dark), dark);
        });
    }
    ctx.options_mut(|options| {
        // Zooming and quitting are actions of our own table.
        options.zoom_with_keyboard = false;
        options.quit_shortcuts = Vec::new();
        options.fallback_theme = egui::Theme::Light;
        // With Ctrl, a notch of the mouse wheel zooms by a tenth, as in other programs. egui's default zooms by a half.
        options.input_options.scroll_zoom_speed = 1.0 / 800.0;
    });
}

/// Returns our two typefaces, sans and serif, upright and italic, each at two weights.
fn fonts() -> FontDefinitions {
    const REGULAR: &str = "regular";
    let mut fonts = FontDefinitions::empty();
    for (serif, bold, italic) in [false, true].into_iter().flat_map(|serif| {
        [(serif, false, false), (serif, true, false), (serif, false, true), (serif, true, true)]
    }) {
        let bytes = match (serif, italic) {
            (false, false) => typeface::UPRIGHT,
            (false, true) => typeface::ITALIC,
            (true, false) => typeface::SERIF_UPRIGHT,
            (true, true) => typeface::SERIF_ITALIC,
        };
        let mut data = FontData::from_static(bytes);
        data.tweak.coords = VariationCoords::new([(b"wght", if bold { 640.0 } else { 400.0 })]);
        let name = family_name(serif, bold, italic);
        fonts.font_data.insert(name.unwrap_or(REGULAR).to_owned(), Arc::new(data));
        let family = name.map_or(FontFamily::Proportional, |name| FontFamily::Name(name.into()));
        // Characters that the serif typeface lacks are taken from the sans typeface.
        let sans = family_name(false, bold, italic).unwrap_or(REGULAR);
        let mut chain = vec![name.unwrap_or(REGULAR).to_owned()];
        if serif {
            chain.push(sans.to_owned());
        }
        fonts.families.insert(family, chain);
    }
    fonts.families.insert(FontFamily::Monospace, vec![REGULAR.to_owned()]);
    fonts
}

fn set_sizes(style: &mut Style) {
    let font = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, font(SMALL.size)),
        (TextStyle::Body, font(PANEL.size)),
        (TextStyle::Button, font(PANEL.size)),
        (TextStyle::Monospace, font(PANEL.size)),
        (TextStyle::Heading, FontId::new(heading(2).size, upright_family(false, true))),
    ]
    .into();
    style.spacing.item_spacing = egui::vec2(8.0, 4.0);
    style.spacing.button_padding = egui::vec2(10.0, 4.0);
    style.spacing.interact_size = egui::vec2(28.0, 28.0);
    style.spacing.menu_margin = Margin::same(6);
    // Scroll bars float over the margin and take no room, so that columns stay aligned with their headings.
    style.spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 5.0,
        floating_allocated_width: 0.0,
        ..ScrollStyle::floating()
    };
    style.spacing.scroll.dormant_handle_opacity = 0.35;
    style.spacing.scroll.foreground_color = false;
    style.spacing.scroll.fade.strength = 0.0;
    // Jumps are not animated: readers want to be at the new place at once.
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.animation_time = 0.0;
}

fn visuals(tokens: &Tokens, dark: bool) -> Visuals {
    let mut visuals = if dark { Visuals::dark() } else { Visuals::light() };
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
    // A blinking caret would repaint the window for ever.
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

/// The colour of paper, in every theme.
pub(crate) const PAPER: Color32 = rgb(0xFF_FFFF);

/// Returns the colours of anything that is painted on paper.
pub(crate) fn paper_tokens() -> &'static Tokens {
    &LIGHT
}

/// Returns the background of the report text without a `Ui`.
pub(crate) fn page_color(dark: bool) -> Color32 {
    tokens_of(dark).page
}

#[cfg(test)]
mod tests {
    use super::{Color32, DARK, HIGH_CONTRAST, LIGHT};

    /// Returns the contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
    fn contrast(first: Color32, second: Color32) -> f64 {
        let luminance = |color: Color32| {
            let channel = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
        };
        let (first, second) = (luminance(first), luminance(second));
        (first.max(second) + 0.05) / (first.min(second) + 0.05)
    }

    #[test]
    fn text_and_controls_have_the_contrast_of_wcag() {
        for (name, tokens, min_contrast) in
            [("light", &LIGHT, 4.5), ("dark", &DARK, 4.5), ("high contrast", &HIGH_CONTRAST, 7.0)]
        {
            let backgrounds = [
                ("page", tokens.page),
                ("panel", tokens.panel),
                ("bar", tokens.bar),
                ("selection", tokens.selection),
                ("hover", tokens.hover),
            ];
            for (background_name, background) in backgrounds {
                for (text, color) in [
                    ("text", tokens.text),
                    ("secondary", tokens.secondary),
                    ("link", tokens.link),
                    ("warning", tokens.warning),
                ] {
                    let found = contrast(color, background);
                    assert!(found >= min_contrast, "{name}: {text} on {background_name} is {found:.2}");
                }
            }
            for (pair, first, second, min_contrast) in [
                ("text on the accent", tokens.on_accent, tokens.accent, 4.5),
                ("text of a result", tokens.text, tokens.hit, min_contrast),
                ("selected text", tokens.text, tokens.selected_words, 4.5),
                ("text of the current result", tokens.on_current_hit, tokens.current_hit, min_contrast),
                // Anything that is not text needs 3 to 1.
                ("an outline", tokens.control, tokens.page, 3.0),
                ("the focus ring", tokens.accent, tokens.page, 3.0),
                ("the focus ring on panels", tokens.accent, tokens.panel, 3.0),
                ("the outline of a grade mark", tokens.grade_mark_outline, tokens.page, 3.0),
            ] {
                let found = contrast(first, second);
                assert!(found >= min_contrast, "{name}: {pair} is {found:.2}");
            }
        }
    }
}
