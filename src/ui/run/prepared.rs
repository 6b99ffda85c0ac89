//! What the software window prepares while the program connects to the display: the fonts, and the letters of the first
//! frame.

use std::{num::NonZeroUsize, sync::Arc};

use eframe::egui::{self, RawInput};

use crate::{
    app::Settings,
    ui::{
        Raster,
        theme::{self, PANEL, PANEL_BOLD, PANEL_TITLE, SMALL, SMALL_BOLD},
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
        ctx.add_font_provider(Arc::new(egui_system_font_provider::SystemFontProvider::new()));
        theme::install_theme(&ctx);
        ctx.set_zoom_factor(settings.zoom);
        let text = theme::TypeStyle {
            size: settings.text.size,
            line_height: settings.text.size,
            is_bold: false,
            is_serif: settings.text.is_serif,
        };
        let heading = theme::TypeStyle { is_bold: true, ..text };
        let styles = [PANEL, PANEL_BOLD, SMALL, SMALL_BOLD, PANEL_TITLE, text, heading];
        let input = RawInput { max_texture_side: Some(MAX_TEXTURE_SIDE), ..RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            let color = theme::tokens(ui).text;
            for style in styles {
                ui.label(style.rich_text(COMMON_CHARACTERS, color));
            }
        });
        let mut raster = Raster::default();
        raster.apply_textures(&mut output.textures_delta);
        Self { ctx, raster }
    }
}
