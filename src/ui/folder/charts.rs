//! Shows the charts of a folder.

use eframe::egui::Ui;

use super::{Cache, Shown};
use crate::app::Command;

/// Shows the controls above the view.
pub(super) fn show_controls(
    _ui: &mut Ui,
    _shown: Shown<'_>,
    _cache: &mut Cache,
    _commands: &mut Vec<Command>,
) {
}

/// Shows the view.
pub(super) fn show(_ui: &mut Ui, _shown: Shown<'_>, _cache: &mut Cache, _commands: &mut Vec<Command>) {}
