//! Carries out the effects that need the window: system dialogs, the clipboard, and coming to the front.

use eframe::egui::{self, ViewportCommand};
use raw_window_handle::{HasDisplayHandle, HasWindowHandle, RawWindowHandle};

use super::{Window, strings};
use crate::{app::WindowEffect, output::printer::DialogOwner, report::input_extensions};

/// The window of the window system, which system dialogs belong to.
pub trait NativeWindow: HasWindowHandle + HasDisplayHandle {}

impl<T: HasWindowHandle + HasDisplayHandle> NativeWindow for T {}

impl Window {
    /// Carries out the effects that need the window, such as system dialogs and the clipboard.
    pub(super) fn perform_window_effects(&mut self, ctx: &egui::Context, native: &dyn NativeWindow) {
        let effects = self.app.take_window_effects();
        if effects.is_empty() {
            return;
        }
        // System dialogs start in the folder of the report.
        let path = self.state().front_document().and_then(|document| document.path.as_deref());
        let folder = path.and_then(std::path::Path::parent).map(std::path::Path::to_owned);
        for effect in effects {
            let dialog = rfd::FileDialog::new().set_parent(&native);
            let dialog = match &folder {
                Some(folder) => dialog.set_directory(folder),
                None => dialog,
            };
            self.perform_effect(ctx, native, effect, dialog);
        }
    }

    /// Carries out one effect. `dialog` is used if the effect needs a file dialog.
    fn perform_effect(
        &mut self,
        ctx: &egui::Context,
        native: &dyn NativeWindow,
        effect: WindowEffect,
        dialog: rfd::FileDialog,
    ) {
        let runner = self.app.runner();
        match effect {
            WindowEffect::Print(ticket, job) => runner.print(ticket, job, dialog_owner(native)),
            WindowEffect::SaveAs(ticket, save) => {
                // Only the window can paint a picture.
                let picture = save.chart_to_paint().map(|sheet| super::render_chart(sheet).into_file());
                let save = match picture {
                    Some(picture) => Box::new(save.with_picture(picture)),
                    None => save,
                };
                let dialog = dialog
                    .set_title(strings::window::SAVE_TITLE)
                    .set_file_name(&save.name)
                    .add_filter(save.label, &[save.extension]);
                runner.save_as(ticket, save, Box::new(move || dialog.save_file()));
            }
            WindowEffect::PickFiles(ticket) => {
                let dialog = dialog
                    .set_title(strings::window::OPEN_TITLE)
                    .add_filter(strings::window::REPORT_FILES, &input_extensions())
                    .add_filter(strings::window::ALL_FILES, &["*"]);
                runner.pick_files(ticket, Box::new(move || dialog.pick_files()));
            }
            WindowEffect::PickFolder(ticket) => {
                let dialog = dialog.set_title(strings::window::OPEN_FOLDER_TITLE);
                runner.pick_folder(ticket, Box::new(move || dialog.pick_folder()));
            }
            WindowEffect::PickPlan(ticket) => {
                let dialog = dialog
                    .set_title(strings::window::IMPORT_PLAN_TITLE)
                    .add_filter(strings::window::PLAN_FILES, &["xlsx", "ods", "csv"])
                    .add_filter(strings::window::ALL_FILES, &["*"]);
                runner.pick_plan(ticket, Box::new(move || dialog.pick_file()));
            }
            WindowEffect::Copy(clip) => self.clipboard.copy_content(ctx, clip),
            WindowEffect::Raise => {
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                ctx.send_viewport_cmd(ViewportCommand::Focus);
                // Some desktops do not let a window bring itself to the front.
                let attention = egui::UserAttentionType::Informational;
                ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(attention));
            }
            WindowEffect::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }
}

/// Returns the window for the print dialog. The desktop portal expects "x11:" and the window number in hexadecimal.
fn dialog_owner(native: &dyn NativeWindow) -> DialogOwner {
    match native.window_handle().map(|handle| handle.as_raw()) {
        Ok(RawWindowHandle::Xlib(window)) => DialogOwner::Portal(format!("x11:{:x}", window.window)),
        Ok(RawWindowHandle::Xcb(window)) => DialogOwner::Portal(format!("x11:{:x}", window.window)),
        Ok(RawWindowHandle::Win32(window)) => DialogOwner::Windows(window.hwnd.get()),
        _ => DialogOwner::Unknown,
    }
}
