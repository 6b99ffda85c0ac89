//! The window. Knows no files and no threads: panels hand back commands, the state carries them out.

mod actions;
mod clipboard;
mod compare;
mod contents_panel;
mod document;
mod drop;
mod exporting;
mod find_panel;
mod icons;
mod keys_sheet;
mod looks;
mod mark;
mod note;
mod notice;
mod page_view;
mod palette;
mod password;
mod picture;
mod print_view;
mod raster;
mod reader;
mod resting;
mod rows;
mod run;
mod scroll_bar;
mod start;
mod status_bar;
mod summary;
mod theme;
mod top_bar;

use std::collections::HashMap;

use eframe::egui::{self, CentralPanel, Ui, ViewportCommand};

use crate::{
    app::{self, Command, DocumentId, Effect, Runner, State, Theme},
    trace,
};

use clipboard::Clipboard;
use resting::Rest;

pub use picture::{PictureOptions, picture};
pub use raster::{Picture, Raster};
pub use run::{Begin, How, NoWindow, run};

/// The window: the state, the runner of its effects, and what the panels keep between frames.
#[derive(Debug)]
pub struct Window {
    state: State,
    runner: Runner,
    caches: HashMap<(DocumentId, u32), Caches>,
    /// The report that was shown in the last frame.
    shown: Option<DocumentId>,
    title: String,
    /// What the comparison keeps between frames, and of which reports.
    comparison: (Option<[(DocumentId, u32); 2]>, compare::Cache),
    /// What the print view keeps between frames.
    print: print_view::Cache,
    /// The password that is being typed.
    typed: app::Password,
    /// Effects that need the window's handle.
    waiting: Vec<Effect>,
    /// Whether a report was painted yet.
    has_painted: bool,
    /// What is shown and where, and since when; noted once it has stayed so.
    resting: Rest,
    clipboard: Clipboard,
    /// Whether the window was in front in the last frame.
    in_front: bool,
}

/// What the panels of one report keep between frames.
#[derive(Debug, Default)]
struct Caches {
    contents: contents_panel::Cache,
    reader: reader::Cache,
    /// Of the second view.
    second: reader::Cache,
    pages: page_view::Cache,
    summary: summary::Cache,
    find: find_panel::Cache,
    /// Widths of the panels when no mouse button was last down.
    widths: Option<(Option<f32>, Option<f32>)>,
}

impl Window {
    /// A window on a state. Fonts, colours and icons are installed in the context.
    #[must_use]
    pub fn new(ctx: &egui::Context, state: State, runner: Runner) -> Self {
        theme::install(ctx);
        egui_extras::install_image_loaders(ctx);
        Self {
            state,
            runner,
            caches: HashMap::new(),
            shown: None,
            title: String::new(),
            comparison: (None, compare::Cache::default()),
            print: print_view::Cache::default(),
            typed: app::Password::default(),
            waiting: Vec::new(),
            has_painted: false,
            resting: Rest::default(),
            clipboard: Clipboard::default(),
            in_front: true,
        }
    }

    /// The same on the clipboard of the system itself, which takes more than text.
    #[must_use]
    pub fn with_system_clipboard(self) -> Self {
        Self { clipboard: Clipboard::of_system(), ..self }
    }

    /// The state, to look at.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Carries out a command as if a person had given it.
    pub fn command(&mut self, command: Command) {
        for effect in self.state.update(command) {
            self.waiting.extend(self.runner.run(effect));
        }
    }

    /// Carries out what needs the window itself.
    fn perform_waiting(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        // Dialogs begin where the report is.
        let path = self.state.active().and_then(|document| document.path.as_deref());
        let folder = path.and_then(std::path::Path::parent).map(std::path::Path::to_owned);
        for effect in self.waiting.drain(..) {
            let dialog = rfd::FileDialog::new().set_parent(frame);
            let dialog = match &folder {
                Some(folder) => dialog.set_directory(folder),
                None => dialog,
            };
            match effect {
                Effect::Print(ticket, job) => self.runner.print(ticket, job, window_name(frame)),
                Effect::SaveAs(ticket, save) => {
                    let dialog = dialog
                        .set_title("Save as")
                        .set_file_name(&save.name)
                        .add_filter(save.label, &[save.ending]);
                    self.runner.save_as(ticket, save, Box::new(move || dialog.save_file()));
                }
                Effect::PickFiles => {
                    let dialog = dialog
                        .set_title("Open a report")
                        .add_filter("Reports", &["pdf", "docx", "html", "htm", "md", "markdown", "txt"])
                        .add_filter("All files", &["*"]);
                    self.runner.pick_files(Box::new(move || dialog.pick_files()));
                }
                Effect::Copy(clip) => self.clipboard.put(ctx, clip),
                Effect::PickPlan(id) => {
                    let dialog = dialog
                        .set_title("Read an action plan")
                        .add_filter("Action plans", &["xlsx", "csv"])
                        .add_filter("All files", &["*"]);
                    self.runner.pick_plan(id, Box::new(move || dialog.pick_file()));
                }
                Effect::Raise => {
                    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                    ctx.send_viewport_cmd(ViewportCommand::Focus);
                    // Where the desktop does not let windows come forward by themselves.
                    let attention = egui::UserAttentionType::Informational;
                    ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(attention));
                }
                // The runner gives back no other that needs a window.
                _ => ctx.send_viewport_cmd(ViewportCommand::Close),
            }
        }
    }

    fn show(&mut self, ui: &mut Ui) {
        let mut commands = Vec::new();
        let now = self.state.circumstances();
        drop::show(ui, &mut commands);
        // While something is asked no key is for what is behind, and a list that is open closes by itself.
        let asks = !self.state.locked.is_empty()
            || self.state.exporting
            || self.state.asks_what_to_compare
            || self.state.palette.is_some()
            || self.state.noting.is_some();
        // In the print view a field that is left with Escape is no reason to leave the view.
        let leaves_field = self.state.printing.is_some() && ui.text_edit_focused();
        if !asks && !leaves_field && !egui::Popup::is_any_open(ui.ctx()) {
            actions::keys(ui, &now, &mut commands);
        }
        top_bar::show(ui, &self.state, &mut commands);
        status_bar::show(ui, &self.state);
        notice::show(ui, &self.state.notices, &mut commands);
        notice::offer(ui, &self.state, &mut commands);
        if self.state.printing.is_some() {
            print_view::show(ui, &mut self.state, &mut self.print, &mut commands);
        } else if self.state.shows_comparison {
            self.show_comparison(ui, &mut commands);
        } else if self.state.active.is_some() {
            self.show_document(ui, &mut commands);
        } else {
            CentralPanel::no_frame().show(ui, |ui| start::show(ui, &self.state, &mut commands));
        }
        if self.state.keys_shown {
            keys_sheet::show(ui, &mut commands);
        }
        looks::show(ui, &self.state, &mut commands);
        exporting::show(ui, &self.state, &mut commands);
        palette::show(ui, &self.state, &mut commands);
        note::show(ui, &self.state, &mut commands);
        compare::choose(ui, &self.state, &mut commands);
        notice::said(ui, &self.state, &mut commands);
        password::show(ui, &self.state.locked, &mut self.typed, &mut commands);
        for command in commands {
            self.command(command);
        }
    }

    fn show_comparison(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let of = self.state.compared.as_ref().map(|compared| compared.documents);
        let selections = of.map(|of| of.map(|id| self.state.selection_in(id))).unwrap_or_default();
        let Some((compared, documents)) = self.state.compared_mut() else {
            commands.push(Command::CloseComparison);
            return;
        };
        let shown = documents.each_ref().map(|document| (document.id, document.revision));
        if self.comparison.0 != Some(shown) {
            self.comparison = (Some(shown), compare::Cache::default());
        }
        compare::show(ui, compared, documents, selections, &mut self.comparison.1, commands);
    }

    /// Ctrl and the wheel enlarge what they are over.
    fn pointer_is_over_pages(&self, ui: &Ui) -> bool {
        let cache =
            self.state.active().and_then(|document| self.caches.get(&(document.id, document.revision)));
        let view = match &self.state.printing {
            Some(_) => self.print.view(),
            None => cache.and_then(|cache| cache.pages.view()),
        };
        view.zip(ui.pointer_hover_pos()).is_some_and(|(view, pointer)| view.contains(pointer))
    }

    /// Whether all that is in view is there: what is being read or drawn is not.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let cache =
            self.state.active().and_then(|document| self.caches.get(&(document.id, document.revision)));
        let previewed = self.state.printing.is_none() || self.print.is_drawn();
        let is_searched = self.state.active().is_some_and(app::Document::is_searched);
        previewed
            && !is_searched
            && !self.state.active().is_some_and(|document| document.search.is_busy())
            && self.state.loading.is_empty()
            && cache.is_none_or(|cache| cache.pages.is_drawn())
    }

    fn apply_settings(&mut self, ctx: &egui::Context) {
        let wanted = match self.state.settings.theme {
            Theme::System => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark | Theme::HighContrast => egui::ThemePreference::Dark,
        };
        actions::set_keymap(ctx, &self.state.keymap);
        theme::set_reading(ctx, self.state.settings.reading);
        theme::set_high_contrast(ctx, self.state.settings.theme == Theme::HighContrast);
        if ctx.options(|options| options.theme_preference) != wanted {
            ctx.set_theme(wanted);
        }
        ctx.set_zoom_factor(self.state.settings.zoom);
        let compared = self.state.shows_comparison.then(|| self.state.compared_mut()).flatten();
        let compared = compared.map(|(_, [left, right])| app::compared_title(left, right));
        let title = match self.state.active() {
            _ if compared.is_some() => format!("{} – Findings", compared.unwrap_or_default()),
            Some(document) => format!("{} – Findings", document.title()),
            None => "Findings".to_owned(),
        };
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
        }
        // The frame's name by ear; egui leaves it empty.
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
    }
}

/// What the desktop portal calls this window; empty where it has no such name.
fn window_name(frame: &eframe::Frame) -> String {
    use raw_window_handle::{HasWindowHandle as _, RawWindowHandle};
    match frame.window_handle().map(|handle| handle.as_raw()) {
        Ok(RawWindowHandle::Xlib(window)) => format!("x11:{:x}", window.window),
        Ok(RawWindowHandle::Xcb(window)) => format!("x11:{:x}", window.window),
        _ => String::new(),
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        if ctx.input(|input| input.viewport().close_requested()) {
            self.command(Command::NoteSession(None));
            self.runner.leave();
        }
        let in_front = ctx.input(|input| input.focused);
        if in_front && !std::mem::replace(&mut self.in_front, in_front) {
            self.command(Command::Refresh);
        }
        self.in_front = in_front;
        let answers: Vec<Command> = self.runner.poll().collect();
        for answer in answers {
            self.command(answer);
        }
        let open = &self.state.documents;
        let is_open =
            |key: &(DocumentId, u32)| open.iter().any(|document| (document.id, document.revision) == *key);
        if self.state.printing.is_none() {
            self.print = print_view::Cache::default();
        }
        self.caches.retain(|key, _| is_open(key));
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.apply_settings(ui.ctx());
        let zoom = ui.input(egui::InputState::zoom_delta);
        if (zoom - 1.0).abs() > 1e-3 && !self.pointer_is_over_pages(ui) {
            let zoom = self.state.settings.zoom * zoom;
            self.command(Command::SetZoom(zoom));
        }
        self.show(ui);
        if let Some(window) = self.resting.rests(ui.ctx(), &self.state) {
            self.command(Command::NoteSession(window));
        }
        if self.state.active.is_some() && !std::mem::replace(&mut self.has_painted, true) {
            trace::step("a report is laid out");
        }
        self.perform_waiting(ui.ctx(), frame);
    }
}
