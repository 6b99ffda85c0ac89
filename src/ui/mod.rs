//! The window. Panels borrow the state, keep their own caches and return commands. The application carries out the
//! commands.
//!
//! This room may use `report`, `analysis` and `app`, `parallel::join` for the start, the types of print options
//! (`output::print::{Ink, Paper}`, `output::printer::{JobOptions, Sides}`,
//! `output::printout::{PrintOptions, SummaryLength, Part}`) and the pictures of pages (`read::{PagePicture, PageRequest, band_span, band_count}`). It must not know files or threads.

mod actions;
mod autosave;
mod clipboard;
mod compare;
mod contents_panel;
mod context_menu;
mod dialogs;
mod drawing;
mod drop;
mod folder;
mod grade_mark;
mod icons;
mod notice;
mod opening_view;
mod overlay;
mod page_view;
mod picture;
mod preview;
mod print_view;
mod progress;
mod raster;
mod reader;
mod report_view;
mod run;
mod search_panel;
mod start;
mod status_bar;
mod strings;
mod summary;
mod tab_bar;
mod theme;
mod timeline;
mod toolbar;
mod top_bar;
mod tour;
mod widgets;
mod window_effects;

use std::collections::HashMap;

use eframe::egui::{self, CentralPanel, Ui, ViewportCommand};

use crate::{
    app::{
        Application, Command, Document, DocumentId, DrawnPage, State, TabContent, TabId, Theme, WidthClass,
    },
    report::without_control_characters,
    trace,
};

use autosave::Autosave;
use clipboard::Clipboard;
use report_view::ReportCaches;

pub use drawing::render_chart;
pub use picture::{PictureOptions, render_window};
pub use raster::{Damage, Picture, PixelArea, Raster, Scene};
pub use run::{WindowError, run_window};
pub use window_effects::NativeWindow;

/// The window: the application, and the data that the panels keep between frames.
#[derive(Debug)]
pub struct Window {
    app: Application,
    caches: Caches,
    /// The title that was last sent to the window system.
    title: String,
    /// True once a report has been painted. The time of the first report is logged.
    has_painted_report: bool,
    /// Decides when the session is saved.
    autosave: Autosave,
    clipboard: Clipboard,
    /// True if the window had the keyboard focus in the last frame.
    was_in_front: bool,
}

/// Data that the panels keep between frames.
#[derive(Debug, Default)]
struct Caches {
    /// The caches of reports in tabs, by report and revision.
    reports: HashMap<(DocumentId, u32), ReportCaches>,
    /// The caches of comparisons by tab, each with the revisions of the compared reports that it belongs to.
    comparisons: HashMap<TabId, ([(DocumentId, u32); 2], compare::Cache)>,
    /// The caches of timelines by tab.
    timelines: HashMap<TabId, timeline::Cache>,
    /// The caches of folders by tab.
    folders: HashMap<TabId, folder::Cache>,
    /// The report that was shown in the last frame.
    shown_report: Option<DocumentId>,
    print: print_view::Cache,
    dialogs: dialogs::Cache,
    progress: progress::Cache,
}

impl Window {
    /// Creates the window of an application, and sets fonts, colours and image loaders in the egui context.
    #[must_use]
    pub fn new(ctx: &egui::Context, app: Application) -> Self {
        theme::install_theme(ctx);
        icons::install_icon_loader(ctx);
        Self {
            app,
            caches: Caches::default(),
            title: String::new(),
            has_painted_report: false,
            autosave: Autosave::default(),
            clipboard: Clipboard::default(),
            was_in_front: true,
        }
    }

    /// Uses the system clipboard directly, so that formatted text can be copied.
    #[must_use]
    pub fn with_system_clipboard(self) -> Self {
        Self { clipboard: Clipboard::system(), ..self }
    }

    /// Returns the state of the application.
    #[must_use]
    pub fn state(&self) -> &State {
        self.app.state()
    }

    /// Carries out a command as if the user had given it.
    pub fn run_command(&mut self, command: Command) {
        self.app.run_command(command);
    }

    /// Shows all parts of the window, then performs the commands that they return.
    fn show_panels(&mut self, ui: &mut Ui) {
        let mut commands = Vec::new();
        let (state, caches) = (self.app.state(), &mut self.caches);
        let is_focus_requested = state.panels.focus.is_some();
        if is_focus_requested {
            commands.push(Command::FocusHandled);
        }
        drop::show(ui, &mut commands);
        handle_shortcuts(ui, state, &mut commands);
        top_bar::show(ui, state, &mut commands);
        toolbar::show(ui, state, &mut commands);
        status_bar::show(ui, state, &mut caches.progress, &mut commands);
        notice::show(ui, &state.messages.all_notices(), &mut commands);
        notice::show_comparison_offer(ui, state, &mut commands);
        caches.show_main_view(ui, state, &mut commands);
        tour::show(ui, state, &mut commands);
        dialogs::show(ui, state, is_focus_requested, &mut caches.dialogs, &mut commands);
        notice::show_toast(ui, state, &mut commands);
        for command in commands {
            self.run_command(command);
        }
    }

    /// Returns true if the pointer is over pages. If it is, Ctrl and the mouse wheel zoom the pages instead of the
    /// window.
    fn is_pointer_over_pages(&self, ui: &Ui) -> bool {
        let state = self.state();
        let view = match &state.printing {
            Some(_) => self.caches.print.view_rect(),
            None => self.caches.front_report(state).and_then(|cache| cache.pages.view_rect()),
        };
        view.zip(ui.pointer_hover_pos()).is_some_and(|(view, pointer)| view.contains(pointer))
    }

    /// Returns true if everything in view is complete: no reading, searching, computing or drawing is in progress.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let state = self.state();
        let is_preview_drawn = state.printing.is_none() || self.caches.print.is_drawn();
        is_preview_drawn
            && !state.front_document().is_some_and(Document::is_awaiting_findings)
            && !state.front_document().is_some_and(|document| document.search.is_busy())
            && !state.is_working()
            && self.caches.front_report(state).is_none_or(|cache| cache.pages.is_drawn())
    }

    /// Applies the theme, zoom, text settings, shortcuts and window title to the egui context.
    fn apply_settings(&mut self, ctx: &egui::Context) {
        let settings = &self.app.state().settings;
        let theme = match settings.theme {
            Theme::System if self.app.state().is_high_contrast_system => Theme::HighContrast,
            theme => theme,
        };
        let theme_preference = match theme {
            Theme::System => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark | Theme::HighContrast => egui::ThemePreference::Dark,
        };
        actions::set_keymap(ctx, &self.app.state().keymap);
        theme::set_reading_styles(ctx, settings.text);
        theme::set_high_contrast(ctx, theme == Theme::HighContrast);
        if ctx.options(|options| options.theme_preference) != theme_preference {
            ctx.set_theme(theme_preference);
        }
        ctx.set_zoom_factor(settings.zoom);
        let title = match self.state().tabs.front() {
            Some(tab) => {
                strings::window::window_title(&without_control_characters(&tab_bar::full_title(tab)))
            }
            None => strings::window::APP_NAME.to_owned(),
        };
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
        }
        // egui leaves the accessible name of the window empty.
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
    }
}

/// Turns pressed keys into commands, unless a dialog, an open menu or a text field needs them.
fn handle_shortcuts(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let are_blocked = state.dialog.as_ref().is_some_and(crate::app::Dialog::should_block_shortcuts);
    // In the print view, Escape in a text field leaves the field and not the view.
    let is_leaving_field = state.printing.is_some() && ui.text_edit_focused();
    if !are_blocked && !is_leaving_field && !egui::Popup::is_any_open(ui.ctx()) {
        actions::handle_shortcuts(ui, &state.action_context(), commands);
    }
}

impl Caches {
    /// Returns the caches of the report in front.
    fn front_report(&self, state: &State) -> Option<&ReportCaches> {
        let document = state.front_document()?;
        self.reports.get(&(document.id, document.revision))
    }

    /// Shows the print view if it is open, or else the front tab, or else the start screen.
    fn show_main_view(&mut self, ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
        let shown = state.front_document().filter(|_| state.printing.is_none()).map(|document| document.id);
        if self.shown_report.is_some() && shown.is_none() {
            // No pages are in view, so their pictures are dropped to save memory.
            self.shown_report = None;
            self.reports.values_mut().for_each(|cache| cache.pages.drop_pictures());
        }
        if let Some(printing) = &state.printing {
            return print_view::show(ui, state, printing, &mut self.print, commands);
        }
        let Some(tab) = state.tabs.front() else {
            CentralPanel::no_frame().show(ui, |ui| start::show(ui, state, commands));
            return;
        };
        match &tab.content {
            TabContent::Opening(_) => {
                CentralPanel::no_frame()
                    .show(ui, |ui| opening_view::show(ui, state, tab, &self.progress, commands));
            }
            TabContent::Report(document) | TabContent::Guide(document) => {
                self.show_report(ui, state, document, commands);
            }
            TabContent::Timeline(timeline_tab) => {
                let cache = self.timelines.entry(tab.id).or_default();
                timeline::show(ui, state, (tab.id, timeline_tab), cache, commands);
            }
            TabContent::Folder(folder_tab) => {
                let cache = self.folders.entry(tab.id).or_default();
                folder::show(ui, (tab.id, folder_tab), cache, commands);
            }
            TabContent::Comparison(comparison) => {
                let versions = comparison.sides.each_ref().map(|side| (side.id, side.revision));
                let cache = self.comparisons.entry(tab.id).or_insert_with(|| (versions, Default::default()));
                if cache.0 != versions {
                    *cache = (versions, Default::default());
                }
                compare::show(ui, state, comparison, &mut cache.1, commands);
            }
        }
    }

    /// Shows a report, and drops the pictures of other reports if it has just come into view.
    fn show_report(&mut self, ui: &mut Ui, state: &State, document: &Document, commands: &mut Vec<Command>) {
        let version = (document.id, document.revision);
        let is_new_in_view = self.shown_report != Some(document.id);
        let cache = self.reports.entry(version).or_default();
        if is_new_in_view {
            self.shown_report = Some(document.id);
            cache.reset_contents_scroll();
        }
        report_view::show(ui, state, document, cache, commands);
        if is_new_in_view {
            let others = self.reports.iter_mut().filter(|(key, _)| **key != version);
            others.for_each(|(_, cache)| cache.pages.drop_pictures());
        }
    }

    /// Stores the picture of a page, unless its report has been closed or reloaded since.
    fn add_picture(&mut self, ctx: &egui::Context, page: DrawnPage) {
        if page.document == DocumentId::PREVIEW {
            self.print.add_picture(ctx, page);
        } else if let Some(cache) = self.reports.get_mut(&(page.document, page.revision)) {
            cache.pages.add_picture(ctx, page);
        }
    }

    /// Drops the caches of reports, comparisons and print previews that are no longer open.
    fn remove_closed_caches(&mut self, state: &State) {
        let versions: Vec<(DocumentId, u32)> =
            state.documents().iter().map(|document| (document.id, document.revision)).collect();
        self.reports.retain(|version, _| versions.contains(version));
        self.comparisons.retain(|tab, _| state.tabs.get(*tab).is_some());
        self.timelines.retain(|tab, _| state.tabs.get(*tab).is_some());
        self.folders.retain(|tab, _| state.tabs.get(*tab).is_some());
        if state.printing.is_none() {
            self.print = print_view::Cache::default();
        }
    }
}

impl Window {
    /// Applies what has happened since the last frame. Paints nothing, so it can also run while the window is hidden.
    pub fn update(&mut self, ctx: &egui::Context, native: &dyn NativeWindow) {
        let is_asked_to_close = ctx.input(|input| input.viewport().close_requested());
        if is_asked_to_close {
            self.run_command(Command::PrepareToClose);
            self.app.wait_until_saved();
        }
        let is_in_front = ctx.input(|input| input.focused);
        if is_in_front && !self.was_in_front {
            self.run_command(Command::Refresh);
        }
        self.was_in_front = is_in_front;
        for page in self.app.take_answers() {
            self.caches.add_picture(ctx, page);
        }
        if is_asked_to_close && self.state().can_close() {
            self.app.stop_listening();
        } else if is_asked_to_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.run_command(Command::RefuseToClose);
        }
        self.caches.remove_closed_caches(self.app.state());
        // `show` does not run while the window is minimised, but another instance of the program may ask to raise the
        // window.
        self.perform_window_effects(ctx, native);
    }

    /// Shows a frame of the window. To be called after [`Self::update`].
    pub fn show(&mut self, ui: &mut Ui, native: &dyn NativeWindow) {
        self.apply_settings(ui.ctx());
        let class = WidthClass::from_width(ui.available_width());
        if class != self.state().panels.width_class {
            self.run_command(Command::SetWidthClass(class));
        }
        let zoom = ui.input(egui::InputState::zoom_delta);
        if (zoom - 1.0).abs() > 1e-3 && !self.is_pointer_over_pages(ui) {
            let zoom = self.state().settings.zoom * zoom;
            self.run_command(Command::SetZoom(zoom));
        }
        self.show_panels(ui);
        if let Some(window_size) = self.autosave.take_due_save(ui.ctx(), self.app.state()) {
            self.run_command(Command::SaveSession(window_size));
        }
        if self.state().front_document().is_some() && !std::mem::replace(&mut self.has_painted_report, true) {
            trace::log_step("a report is laid out");
        }
        self.perform_window_effects(ui.ctx(), native);
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.update(ctx, frame);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.show(ui, frame);
    }
}
