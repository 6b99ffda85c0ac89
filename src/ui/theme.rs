//! Colours, shared sizes and type styles. No other module of the window defines colours.

mod egui_style;
mod reading;

use eframe::egui::{self, Color32, FontFamily, FontId, TextFormat};

use self::egui_style::{egui_visuals, font_definitions, set_sizes};
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
    /// Main text.
    pub(crate) text: Color32,
    /// Secondary text: numbers, dates, captions.
    pub(crate) secondary: Color32,
    /// Separator lines.
    pub(crate) line: Color32,
    /// Outlines of controls. Its contrast with the page is at least 3 to 1 (WCAG 2.2, 1.4.11).
    pub(crate) control: Color32,
    /// Text of links.
    pub(crate) link: Color32,
    /// Controls that are switched on, and the focus ring.
    pub(crate) accent: Color32,
    /// Text on the accent colour.
    pub(crate) on_accent: Color32,
    /// Background of selected rows and highlighted places.
    pub(crate) selection: Color32,
    /// Background of selected text.
    pub(crate) selected_words: Color32,
    /// Background of search hits.
    pub(crate) hit: Color32,
    /// Background of the current search hit.
    pub(crate) current_hit: Color32,
    /// Text of the current search hit.
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

/// Fills of the four grade marks of a scale with four steps, from best to worst. They are the same in all themes.
pub(crate) const GRADE_MARK_FILLS: [Color32; 4] =
    [hex_color(0xD6_E9F8), hex_color(0x7D_B8DA), hex_color(0xC0_702A), hex_color(0x5E_0B15)];
/// The cross on the darkest grade mark.
pub(crate) const GRADE_MARK_CROSS: Color32 = hex_color(0xFF_FFFF);

/// Colours of the light theme.
static LIGHT: Tokens = Tokens {
    page: hex_color(0xFF_FFFF),
    panel: hex_color(0xF4_F5F6),
    bar: hex_color(0xED_EFF1),
    text: hex_color(0x0B_0C0C),
    secondary: hex_color(0x48_4949),
    line: hex_color(0xCE_CECE),
    control: hex_color(0x86_8A8E),
    link: hex_color(0x1A_65A6),
    accent: hex_color(0x1D_70B8),
    on_accent: hex_color(0xFF_FFFF),
    selection: hex_color(0xDC_E9F5),
    selected_words: hex_color(0xAF_D3F2),
    hit: hex_color(0xFF_E58A),
    current_hit: hex_color(0xFF_A94D),
    on_current_hit: hex_color(0x0B_0C0C),
    hover: hex_color(0xE6_E9EC),
    warning: hex_color(0x8A_3B00),
    thumb: hex_color(0xA9_AEB4),
    grade_mark_outline: hex_color(0x0B_0C0C),
};

/// Colours of the dark theme.
static DARK: Tokens = Tokens {
    page: hex_color(0x17_191B),
    panel: hex_color(0x1F_2225),
    bar: hex_color(0x26_292D),
    text: hex_color(0xE9_EBEE),
    secondary: hex_color(0xA8_AEB5),
    line: hex_color(0x3B_4046),
    control: hex_color(0x75_7B81),
    link: hex_color(0x7C_B5E8),
    accent: hex_color(0x5F_A3DD),
    on_accent: hex_color(0x0B_0C0C),
    selection: hex_color(0x24_384C),
    selected_words: hex_color(0x2F_5F8F),
    hit: hex_color(0x6B_5600),
    current_hit: hex_color(0xFF_B454),
    on_current_hit: hex_color(0x0B_0C0C),
    hover: hex_color(0x2C_3035),
    warning: hex_color(0xF0_A868),
    thumb: hex_color(0x5A_6169),
    grade_mark_outline: hex_color(0xE9_EBEE),
};

/// Colours of the high contrast theme: white on black. Text has a contrast of at least 7 to 1 with every background
/// (WCAG 2.2, 1.4.6).
static HIGH_CONTRAST: Tokens = Tokens {
    page: hex_color(0x00_0000),
    panel: hex_color(0x00_0000),
    bar: hex_color(0x1A_1A1A),
    text: hex_color(0xFF_FFFF),
    secondary: hex_color(0xF2_F2F2),
    line: hex_color(0xA0_A0A0),
    control: hex_color(0xFF_FFFF),
    link: hex_color(0x8C_D0FF),
    accent: hex_color(0xFF_D700),
    on_accent: hex_color(0x00_0000),
    selection: hex_color(0x00_3A66),
    selected_words: hex_color(0x00_5FB8),
    hit: hex_color(0x5C_4A00),
    current_hit: hex_color(0xFF_D700),
    on_current_hit: hex_color(0x00_0000),
    hover: hex_color(0x2E_2E2E),
    warning: hex_color(0xFF_C27A),
    thumb: hex_color(0xC8_C8C8),
    grade_mark_outline: hex_color(0xFF_FFFF),
};

/// Height of a row of the contents tree, in points.
pub(crate) const TREE_ROW_HEIGHT: f32 = 25.0;
/// Radius of rounded corners, in points.
pub(crate) const CORNER_RADIUS: u8 = 6;
/// Width of the focus ring, in points.
pub(crate) const FOCUS_RING_WIDTH: f32 = 2.0;

/// A type style: the size and line height in points, and the typeface and weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TypeStyle {
    /// Font size, in points.
    pub(crate) size: f32,
    /// Line height, in points.
    pub(crate) line_height: f32,
    pub(crate) is_bold: bool,
    /// True for the serif typeface, false for the sans typeface.
    pub(crate) is_serif: bool,
}

/// Text in panels, tables and the contents tree.
pub(crate) const PANEL: TypeStyle =
    TypeStyle { size: 14.0, line_height: 19.0, is_bold: false, is_serif: false };
/// Titles inside panels.
pub(crate) const PANEL_BOLD: TypeStyle = TypeStyle { is_bold: true, ..PANEL };
/// Captions and the status bar.
pub(crate) const SMALL: TypeStyle =
    TypeStyle { size: 12.5, line_height: 17.0, is_bold: false, is_serif: false };
/// Important captions.
pub(crate) const SMALL_BOLD: TypeStyle = TypeStyle { is_bold: true, ..SMALL };
/// The title of a panel.
pub(crate) const PANEL_TITLE: TypeStyle =
    TypeStyle { size: 16.0, line_height: 22.0, is_bold: true, is_serif: false };
/// The grade of the overall judgement.
pub(crate) const HEADLINE_GRADE: TypeStyle =
    TypeStyle { size: 20.0, line_height: 26.0, is_bold: true, is_serif: false };
/// The title of the start screen.
pub(crate) const DISPLAY: TypeStyle =
    TypeStyle { size: 30.0, line_height: 38.0, is_bold: true, is_serif: false };

/// Returns the type style of headings of the report text, at a level from 1.
fn heading_style(level: u8) -> TypeStyle {
    let (size, line_height) = match level {
        0 | 1 => (24.0, 31.0),
        2 => (20.0, 27.0),
        _ => (17.0, 25.0),
    };
    TypeStyle { size, line_height, is_bold: true, is_serif: false }
}

/// Returns a colour from a hexadecimal number with two digits each for red, green and blue.
#[expect(clippy::disallowed_methods, reason = "this function defines the tokens")]
const fn hex_color(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// Returns the colours of the current theme.
pub(crate) fn tokens(ui: &egui::Ui) -> &'static Tokens {
    // egui knows only a light and a dark theme. High contrast replaces the colours of the dark theme, and no other
    // theme has its pure black background.
    let visuals = ui.visuals();
    if visuals.extreme_bg_color == HIGH_CONTRAST.page {
        &HIGH_CONTRAST
    } else {
        tokens_for(visuals.dark_mode)
    }
}

/// Replaces the colours of the dark theme with the colours of high contrast, or restores them.
pub(crate) fn set_high_contrast(ctx: &egui::Context, is_high_contrast: bool) {
    let tokens = if is_high_contrast { &HIGH_CONTRAST } else { &DARK };
    if ctx.style_of(egui::Theme::Dark).visuals.extreme_bg_color != tokens.page {
        ctx.style_mut_of(egui::Theme::Dark, |style| style.visuals = egui_visuals(tokens, true));
    }
}

/// Returns the colours of the dark or the light theme.
fn tokens_for(is_dark: bool) -> &'static Tokens {
    if is_dark { &DARK } else { &LIGHT }
}

impl TypeStyle {
    /// Returns the format of text in this style.
    pub(crate) fn text_format(self, color: Color32) -> TextFormat {
        TextFormat {
            font_id: FontId::new(self.size, self.family(false)),
            line_height: Some(self.line_height),
            color,
            ..TextFormat::default()
        }
    }

    /// Returns the format of text in this style, in italics.
    pub(crate) fn italic_format(self, color: Color32) -> TextFormat {
        TextFormat { font_id: FontId::new(self.size, self.family(true)), ..self.text_format(color) }
    }

    /// Returns the font family of this style, upright or in italics.
    fn family(self, is_italic: bool) -> FontFamily {
        family_name(self.is_serif, self.is_bold, is_italic)
            .map_or(FontFamily::Proportional, |name| FontFamily::Name(name.into()))
    }

    /// Returns text in this style for a widget of egui.
    pub(crate) fn rich_text(self, text: impl Into<String>, color: Color32) -> egui::RichText {
        let format = self.text_format(color);
        egui::RichText::new(text).font(format.font_id).line_height(format.line_height).color(color)
    }
}

/// Returns the name of a font family, or `None` for the default family of egui, which is sans, regular and upright.
fn family_name(is_serif: bool, is_bold: bool, is_italic: bool) -> Option<&'static str> {
    Some(match (is_serif, is_bold, is_italic) {
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
pub(crate) fn upright_family(is_serif: bool, is_bold: bool) -> FontFamily {
    TypeStyle { is_serif, is_bold, ..PANEL }.family(false)
}

/// Sets the fonts, sizes, colours and input options of an egui context.
/// Does nothing if they are set already, because comparing fonts takes longer than a frame.
pub(crate) fn install_theme(ctx: &egui::Context) {
    let id = egui::Id::unique("theme installed");
    if ctx.data_mut(|data| std::mem::replace(data.get_temp_mut_or(id, false), true)) {
        return;
    }
    ctx.set_fonts(font_definitions());
    ctx.all_styles_mut(set_sizes);
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            let is_dark = theme == egui::Theme::Dark;
            style.visuals = egui_visuals(tokens_for(is_dark), is_dark);
        });
    }
    ctx.options_mut(|options| {
        // Zooming and quitting are in the table of actions.
        options.zoom_with_keyboard = false;
        options.quit_shortcuts = Vec::new();
        options.fallback_theme = egui::Theme::Light;
        // With Ctrl, a notch of the mouse wheel zooms by a tenth, as in other programs. egui's default zooms by a half.
        options.input_options.scroll_zoom_speed = 1.0 / 800.0;
    });
}

/// The colour of paper. It is the same in all themes.
pub(crate) const PAPER_COLOR: Color32 = hex_color(0xFF_FFFF);

/// Returns the colours for marks and messages on pictures of pages.
pub(crate) fn paper_tokens() -> &'static Tokens {
    &LIGHT
}

/// Returns the background colour of the report text in the dark or the light theme.
pub(crate) fn page_color(is_dark: bool) -> Color32 {
    tokens_for(is_dark).page
}

#[cfg(test)]
mod tests {
    use super::{Color32, DARK, HIGH_CONTRAST, LIGHT};

    /// Returns the contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it.
    fn contrast_ratio(first: Color32, second: Color32) -> f64 {
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
    fn text_and_controls_have_the_contrast_that_wcag_requires() {
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
                    let found = contrast_ratio(color, background);
                    assert!(found >= min_contrast, "{name}: {text} on {background_name} is {found:.2}");
                }
            }
            for (pair, first, second, min_contrast) in [
                ("text on the accent", tokens.on_accent, tokens.accent, 4.5),
                ("text of a hit", tokens.text, tokens.hit, min_contrast),
                ("selected text", tokens.text, tokens.selected_words, 4.5),
                ("text of the current hit", tokens.on_current_hit, tokens.current_hit, min_contrast),
                // Controls and symbols need a contrast of 3 to 1 (WCAG 2.2, 1.4.11).
                ("an outline", tokens.control, tokens.page, 3.0),
                ("the focus ring", tokens.accent, tokens.page, 3.0),
                ("the focus ring on panels", tokens.accent, tokens.panel, 3.0),
                ("the outline of a grade mark", tokens.grade_mark_outline, tokens.page, 3.0),
            ] {
                let found = contrast_ratio(first, second);
                assert!(found >= min_contrast, "{name}: {pair} is {found:.2}");
            }
        }
    }
}
