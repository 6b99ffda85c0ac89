//! Carrying out commands. Runs without a window.

mod actions;

use super::{
    Command, CompareTab, Dialog, DocumentId, Effect, Layout, PagesEffect, ReportSource, Side, State,
    SummaryTab, TextBesidePages, View, WindowEffect, action::ZOOM_LIMITS, strings,
};
use crate::{
    read::PageRequest,
    report::{Place, SectionId},
};

impl State {
    /// Carries out a command, and returns the effects outside the state.
    pub fn update(&mut self, command: Command) -> Vec<Effect> {
        let front = self.front_tab();
        let mut effects = self.run_command(command);
        if self.front_tab() != front {
            if self.dialog.as_ref().is_some_and(super::Dialog::is_for_front_tab) {
                self.dialog = None;
            }
            self.offer_drafts();
        }
        effects.extend(self.refresh_printing());
        effects.extend(self.refresh_search());
        effects.extend(self.refresh_missing_files());
        self.end_tour_beside_sample();
        self.refresh_similarity_decisions();
        self.refresh_password_dialog();
        effects
    }

    fn run_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Do(action) => return self.run_action(action),
            Command::OpenFiles(paths) => return self.open_files(paths),
            Command::OpenAt(path, number) => return self.open_at_paragraph(path, number),
            Command::HandedOver(paths) => return self.open_handed_over_files(paths),
            Command::Dropped(paths) => return self.open_dropped_files(paths),
            Command::OpenSample(sample) => return self.open_sample(ReportSource::Sample(sample)),
            Command::Unlock(password) => return self.open_protected_file(password),
            Command::Activate(id) => return self.show_tab(id),
            Command::Close(id) => return self.close_tab(id),
            Command::CloseOthers(id) => return self.close_other_tabs(id),
            Command::ShowInFolder(path) => return vec![Effect::ShowInFolder(path)],
            Command::FolderNotShown(path) => {
                self.messages.notices.push(strings::folder_not_shown_notice(&path));
            }
            Command::MissingFilesFound(missing) => self.missing_files.set_missing(missing),
            Command::CopyTitle(title) => return self.copy_words(title, strings::TITLE_COPIED),
            Command::CopyPath(path) => {
                return self.copy_words(path.display().to_string(), strings::PATH_COPIED);
            }
            Command::MoveTab(id, to) => self.tabs.move_tab(id, to),
            Command::Restore => return self.restore_session(),
            Command::SaveSession(window) => return self.save_session(window),
            Command::PrepareToClose => {
                let mut effects = self.finish_register_edits();
                effects.extend(self.save_session(None));
                return effects;
            }
            Command::RefuseToClose => self.refuse_to_close(),
            Command::SavingFailed(data, reason) => self.report_saving_failure(data, reason),
            Command::SavingImpossible => {
                self.report_saving_impossible(strings::saving_not_started_notice());
            }
            Command::SavingWorksAgain(data) => self.report_saving_success(data),
            Command::RemoveRecent(path) => {
                return self.change_settings(|settings| settings.recent.retain(|recent| recent.path != path));
            }
            Command::FileChanged(path) => return self.reload_file(&path),
            Command::Refresh => {
                self.missing_files.forget_requested();
                return self.reload_front_document();
            }

            Command::Show(layout) => self.show_layout(layout),
            Command::GoTo(place) => self.go_to_place(place),
            Command::GoToPage(page) => self.go_to_page(page),
            Command::Highlight(id, place) => self.highlight_place(id, place),
            Command::Scrolled { document, slot, layout_outcome, has_followed_pages } => {
                if let Some(document) = self.document_mut(document) {
                    let view = document.view_mut(slot);
                    view.scroll.apply_layout(layout_outcome);
                    view.pages.leads_text &= has_followed_pages;
                }
            }
            Command::PagesScrolled { document, pages, text, generation } => {
                // Scrolling the pages must not undo going to a place in the same frame.
                let document = self.document_mut(document);
                let is_current =
                    |document: &&mut super::Document| document.view.scroll.generation() == generation;
                if let Some(document) = document.filter(is_current) {
                    document.view.pages = pages;
                    match text {
                        TextBesidePages::Stays => {}
                        TextBesidePages::Follows(position) => document.view.scroll.follow_position(position),
                        TextBesidePages::StartsAt(position, place) => {
                            document.view.scroll.start_at_position(position, place);
                        }
                    }
                }
            }
            Command::DrawPages(id, requests) => return self.draw_pages(id, requests),
            Command::Fold(section) => self.toggle_fold(section),
            Command::FilterContents(words) => {
                if let Some(document) = self.front_document_mut() {
                    document.view.filter = words;
                }
            }
            Command::ShowTab(tab) => {
                if let Some(document) = self.front_document_mut() {
                    document.view.tab = tab;
                }
            }
            Command::Arrange(arrange) => {
                if let Some(document) = self.front_document_mut() {
                    document.view.table_arrangement = arrange;
                }
            }
            Command::Select(id, selection) => self.select_text(id, selection),
            Command::Copy(format, id, place) => return self.copy_paragraph_at(format, id, place),

            Command::Search(query) => self.set_query(query),
            Command::GoToHit(document, index) => self.go_to_hit(document, index),
            Command::CloseSearch => self.set_search_panel_open(false),

            Command::Compare(documents) => return self.compare_documents(documents),
            Command::CompareFiles(files) => return self.compare_files(files),
            Command::CompareVersions => return self.compare_versions(),
            Command::DeclineOffer => self.messages.offer = None,
            Command::ShowCompareTab(tab) => self.show_compare_tab(tab),
            Command::ToggleKind(kind) => {
                if let Some(comparison) = self.front_comparison_mut() {
                    comparison.toggle_hidden_kind(kind);
                }
            }
            Command::LinkSections(link) => return self.link_sections(link),
            Command::CompareTextsAs(mode) => return self.compare_texts_as(mode),
            Command::ShowComparedTexts(texts) => self.show_compared_texts(texts),
            Command::ShowOnlySections(filter) => self.show_only_sections(filter),
            Command::ShowNarrowPart(part) => self.show_narrow_part(part),
            Command::DecideSimilarity(pair, decision) => return self.decide_similarity(pair, decision),
            Command::GoToChange(change) => self.go_to_change(change),
            Command::GoToPair(pair) => self.go_to_pair(pair),
            Command::GoToBoth(places) => self.go_to_both_places(places),
            Command::AlignOther(document) => {
                let comparisons = self.tabs.iter_mut().filter_map(super::Tab::comparison_mut);
                for comparison in comparisons {
                    if let Some(side) = comparison.side_of(document) {
                        comparison.align_other_side(side);
                    }
                }
            }

            Command::ShowTimelineOf(files) => return self.show_timeline_of_files(files),
            Command::ShowTimelineView(view) => self.show_timeline_view(view),
            Command::OpenTimelinePoint(inspection, judgement) => {
                return self.open_timeline_point(inspection, judgement);
            }

            Command::OpenFolder(folder) => return self.open_folder(folder),
            Command::OpenFoldersOfDialog(storage) => return self.open_folders_of_dialog(storage),
            Command::Folder(tab, command) => return self.update_folder(tab, command),
            Command::RemoveRecentFolder(folder) => return self.remove_recent_folder(&folder),
            Command::FolderNotForgotten(folder, index) => {
                self.messages.notices.push(strings::folder_not_forgotten_notice(&folder, &index));
            }

            Command::OpenDialog(dialog) => self.open_dialog(dialog),
            Command::CloseDialog => return self.close_dialog(),
            Command::TypeInPalette(words) => {
                if let Some(Dialog::Palette(typed)) = &mut self.dialog {
                    *typed = words;
                }
            }
            Command::BeginNote(id, place) => self.begin_note(id, place),
            Command::TypeNote(text) => return self.type_note(text),
            Command::DiscardDraft => return self.discard_draft(),
            Command::SaveNote => return self.save_note(),
            Command::RemoveNote => return self.remove_note(),
            Command::SetTextSettings(text) => return self.change_settings(|settings| settings.text = text),
            Command::SetShortcuts(action, shortcuts) => return self.set_shortcuts(action, shortcuts),
            Command::ResetShortcuts => return self.reset_all_shortcuts(),
            Command::SetRenderer(renderer) => {
                return self.change_settings(|settings| settings.renderer = renderer);
            }
            Command::SetReopening(reopens) => {
                return self.change_settings(|settings| settings.reopens_reports = reopens);
            }
            Command::SetZoom(zoom) => return self.set_zoom(zoom),

            Command::JudgePoint(id, decision) => return self.judge_point(id, decision),
            Command::SetPublished(day) => return self.set_publication_date(day),

            Command::ChoosePrint(choice, baseline) => return self.change_print_choices(*choice, baseline),
            Command::Print => return self.print_pages(),
            Command::SavePdf => return self.save_pdf(),
            Command::SetQueue(queue) => {
                if let Some(printing) = &mut self.printing {
                    printing.job_options = queue;
                }
            }
            Command::ClosePrinting => return self.close_printing(),
            Command::Export(kind) => return self.export_front_tab(kind),
            Command::PrintSection(section) => return self.open_printing_for_section(section),
            Command::CopyTable(table) => return self.copy_table(&table),
            Command::ShowInSummary(tab, place) => return self.show_in_summary(tab, place),

            Command::SetWidthClass(class) => self.panels.width_class = class,
            Command::FocusHandled => self.panels.focus = None,
            Command::SetPanels(contents, summary) => {
                return self
                    .change_settings(|settings| (settings.contents, settings.summary) = (contents, summary));
            }
            Command::UncoverText => self.panels.covers_text = false,
            Command::NextTourStep => self.show_next_tour_step(),
            Command::EndTour => self.tour = None,
            Command::Dismiss => {
                self.messages.dismiss_notices();
                self.messages.toast = None;
            }
            Command::DismissToast => self.messages.toast = None,

            Command::Cancel(ticket) => return self.cancel_work(ticket),
            Command::TaskPanicked(ticket) => return self.report_panic(ticket),
            Command::FilesPicked(ticket, files) => return self.open_picked_files(ticket, files),
            Command::FolderPicked(ticket, folder) => return self.open_picked_folder(ticket, folder),
            Command::Loaded(ticket, result) => return self.finish_load(ticket, *result),
            Command::Compared(ticket, result) => return self.show_comparison(ticket, result),
            Command::Searched(ticket, result) => self.show_search_result(ticket, *result),
            Command::FindingsComputed(ticket, computed) => self.finish_findings(ticket, &computed),
            Command::Typeset(ticket, result) => return self.show_typeset_pages(ticket, *result),
            Command::PrintProgress(ticket, progress) => self.show_print_progress(ticket, progress),
            Command::Printed(ticket, result) => self.finish_print(ticket, result),
            Command::ChoosePrinter(ticket, printers) => self.offer_printers(ticket, printers),
            Command::PlanRead(ticket, plan) => return self.import_plan(ticket, plan),
            Command::Saved(ticket, saved) => self.finish_save(ticket, saved),
            Command::NoFileDialog(ticket) => {
                if self.pending.take(ticket).is_some() {
                    self.messages.notices = vec![strings::no_open_dialog_notice()];
                }
            }
        }
        Vec::new()
    }

    /// Brings the window to the front, and opens files that another instance of the program handed over.
    fn open_handed_over_files(&mut self, paths: Vec<std::path::PathBuf>) -> Vec<Effect> {
        let raise = Effect::Window(WindowEffect::Raise);
        std::iter::once(raise).chain(self.open_files(paths)).collect()
    }

    /// Goes to a place of the report in front, and shows a part of its summary, also if the summary was hidden.
    fn show_in_summary(&mut self, tab: SummaryTab, place: Place) -> Vec<Effect> {
        self.search.is_open = false;
        self.go_to_place(place);
        if let Some(document) = self.front_document_mut() {
            document.view.tab = tab;
        }
        self.prefer_panel(Side::Summary);
        self.change_settings(|settings| settings.summary.is_open = true)
    }

    fn show_compare_tab(&mut self, tab: CompareTab) {
        if let Some(comparison) = self.front_comparison_mut() {
            comparison.tab = tab;
        }
    }

    /// Shows a panel in place of the other panel or over the text, if there is no room for both.
    pub(super) fn prefer_panel(&mut self, side: Side) {
        (self.panels.preferred_panel, self.panels.covers_text) = (side, true);
    }

    /// Changes the settings, and saves them if that changed anything.
    pub(super) fn change_settings(&mut self, change: impl FnOnce(&mut super::Settings)) -> Vec<Effect> {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before {
            Vec::new()
        } else {
            vec![Effect::Save(super::SaveRequest::Settings(Box::new(self.settings.clone())))]
        }
    }

    fn set_zoom(&mut self, zoom: f32) -> Vec<Effect> {
        let zoom = if zoom.is_finite() { zoom.clamp(*ZOOM_LIMITS.start(), *ZOOM_LIMITS.end()) } else { 1.0 };
        self.change_settings(|settings| settings.zoom = zoom)
    }

    /// Shows a layout of the report in front.
    fn show_layout(&mut self, layout: Layout) {
        let Some(document) = self.front_document_mut() else { return };
        if document.layout() == layout {
            return;
        }
        // When the text replaces the pages, it starts at the position of the pages.
        document.view.pages.leads_text = document.layout() == Layout::Pages;
        if layout == Layout::Twice {
            // The second view starts at the position of the first one.
            document.second = View { scroll: document.view.scroll, ..View::default() };
        }
        document.view.layout = layout;
    }

    fn draw_pages(&self, id: DocumentId, requests: Vec<PageRequest>) -> Vec<Effect> {
        let draw = self.document(id).and_then(|document| {
            let original = document.loaded.original.clone()?;
            let revision = document.revision;
            Some(Effect::Pages(PagesEffect::Draw { document: id, revision, original, requests }))
        });
        draw.into_iter().collect()
    }

    fn highlight_place(&mut self, id: DocumentId, place: Place) {
        let Some(document) = self.document_mut(id) else { return };
        if place.block.0 < document.report().blocks.len() {
            document.view.highlighted = Some(place);
        }
    }

    fn toggle_fold(&mut self, section: SectionId) {
        let Some(document) = self.front_document_mut() else { return };
        if !document.view.collapsed_sections.remove(&section) {
            document.view.collapsed_sections.insert(section);
        }
    }
}
