//! What the software window prepares while the program connects to the display: the fonts, and the letters of the first
//! frame.

use std::{
    num::NonZeroUsize,
    sync::{Arc, OnceLock},
};

use eframe::egui::{self, FallbackRequest, FontInsert, FontProvider, RawInput};
use egui_system_font_provider::SystemFontProvider;

use crate::{
    app::Settings,
    ui::{
        Raster,
        theme::{self, HEADLINE_GRADE, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL, SMALL_BOLD},
    },
};

/// Maximum width or height of a texture, in texels. Letters are in one texture of this width, which grows downwards.
pub(super) const MAX_TEXTURE_SIDE: usize = 8192;

/// The letters that most reports begin with.
const COMMON_CHARACTERS: &str = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 .,:;()–’-&";

/// egui with its fonts, and the painter with their letters.
pub(super) struct Prepared {
    pub(super) ctx: egui::Context,
    pub(super) raster: Raster,
}

impl Prepared {
    /// Parses the fonts and draws common letters in the sizes that these settings ask for. If the display has another
    /// scale, the letters are drawn again with the first frame.
    pub(super) fn new(settings: &Settings) -> Self {
        let ctx = egui::Context::default();
        // As in eframe: a frame whose layout was wrong is laid out again before it is shown.
        ctx.options_mut(|options| options.max_passes = NonZeroUsize::MIN.saturating_add(1));
        ctx.add_font_provider(Arc::new(SystemFonts::default()));
        theme::install_theme(&ctx);
        theme::set_reading_styles(&ctx, settings.text);
        ctx.set_zoom_factor(settings.zoom);
        let input = RawInput { max_texture_side: Some(MAX_TEXTURE_SIDE), ..RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            let (color, reading) = (theme::tokens(ui).text, theme::reading_styles(ui));
            let panels = [PANEL, PANEL_BOLD, SMALL, SMALL_BOLD, PANEL_TITLE, HEADLINE_GRADE];
            let texts = [reading.paragraph_style(), reading.bold_style(), reading.table_style()];
            let headings = [1, 2, 3].map(|level| reading.heading_style(level));
            for style in panels.into_iter().chain(texts).chain(headings) {
                ui.label(style.rich_text(COMMON_CHARACTERS, color));
            }
        });
        let mut raster = Raster::default();
        raster.apply_textures(&mut output.textures_delta);
        Self { ctx, raster }
    }
}

/// The fonts of the system, for characters that our typefaces lack. Looking for them takes longer than a whole start, so
/// it is not done before such a character is shown.
#[derive(Default)]
struct SystemFonts(OnceLock<SystemFontProvider>);

impl FontProvider for SystemFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        self.0.get_or_init(SystemFontProvider::new).font_for(request)
    }
}
