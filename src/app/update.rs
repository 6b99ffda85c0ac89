//! What follows from a command. Runs without a window.

use super::{
    Action, Command, Copied, Document, DocumentId, Effect, Focus, GUIDE, Layout, LoadFrom, Notice, Pin, Room,
    Side, State, Theme, View,
    action::ZOOM,
    searching::{Stop, judged, recommended},
};
use crate::{
    analysis::Eye,
    read::{PagePicture, PageRequest},
    report::{Place, SectionId},
};

/// What larger and smaller lead to, in percent.
const ZOOMS: [f32; 15] =
    [50.0, 67.0, 75.0, 80.0, 90.0, 100.0, 110.0, 125.0, 150.0, 175.0, 200.0, 250.0, 300.0, 350.0, 400.0];

impl State {
    /// Carries out a command; what has to be done outside the state comes back as effects.
    pub fn update(&mut self, command: Command) -> Vec<Effect> {
        let mut effects = self.carry_out(command);
        effects.extend(self.keep_printing());
        effects.extend(self.keep_searching());
        effects
    }

    fn carry_out(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Do(action) => return self.act(action),
            Command::OpenFiles(paths) => {
                self.notices.clear();
                return paths.into_iter().flat_map(|path| self.open(path)).collect();
            }
            Command::OpenAt(path, number) => return self.open_at_paragraph(path, number),
            Command::HandedOver(paths) => {
                let opened = paths.into_iter().flat_map(|path| self.open(path));
                return std::iter::once(Effect::Raise).chain(opened.collect::<Vec<_>>()).collect();
            }
            Command::Dropped(paths) => return self.open_dropped(paths),
            Command::OpenSample(sample) => {
                self.notices.clear();
                return self.load(LoadFrom::Sample(sample));
            }
            Command::Loaded(ticket, result) => return self.loaded(ticket, *result),
            Command::Compare(documents) => return self.compare(documents),
            Command::CompareFiles(files) => return self.compare_files(files),
            Command::Compared(compared) => return self.show_compared(*compared),
            Command::ShowComparison => self.shows_comparison = self.compared.is_some(),
            Command::CloseComparison => self.close_comparison(),
            Command::ShowCompareTab(tab) => {
                if let Some(compared) = &mut self.compared {
                    compared.tab = tab;
                }
            }
            Command::ToggleKind(kind) => {
                if let Some(compared) = &mut self.compared {
                    compared.toggle_kind(kind);
                }
            }
            Command::BeginNote(of, place) => self.begin_note(of, place),
            Command::NoteText(text) => {
                if let Some(noting) = &mut self.noting {
                    noting.text = text;
                }
            }
            Command::EndNote(keep) => return self.end_note(keep),
            Command::LeaveNote => self.noting = None,
            Command::Select(of, selection) => self.select(of, selection),
            Command::Copy(what, of, place) => return self.copy(what, of, place),
            Command::PairByHand(hand) => return self.pair_by_hand(hand),
            Command::GoToChange(change) => self.go_to_change(change),
            Command::GoToBoth(places) => self.go_to_both(places),
            Command::ToggleLock => self.toggle_lock(),
            Command::Unlock(password) => return self.unlock(password),
            Command::Show(layout) => self.show_layout(layout),
            Command::DrawPages(id, requests) => return self.draw(id, requests),
            Command::PageDrawn(id, revision, request, picture) => {
                self.drawn((id, revision), request, picture);
            }
            Command::Activate(id) => {
                self.to_show = None;
                self.activate(id);
            }
            Command::Close(id) => return self.close(id),
            Command::MoveTab(id, to) => self.move_tab(id, to),
            Command::GoTo(place) => self.go_to(place),
            Command::Fold(section) => self.fold(section),
            Command::ShowTab(tab) => {
                if let Some(document) = self.active_mut() {
                    document.view.tab = tab;
                }
            }
            Command::Search(query) => self.search_for(query),
            Command::Searched(of, searched) => self.searched(of, *searched),
            Command::GoToHit(index) => self.go_to_hit(index),
            Command::CloseFind => self.show_find(false),
            Command::Palette(words) => self.palette = words,
            Command::Found(id, found) => self.found(id, *found),
            Command::Arrange(arrange) => self.arrange(arrange),
            Command::JudgePoint(id, verdict) => return self.judge_point(id, verdict),
            Command::SetPublished(day) => return self.set_published(day),
            Command::PlanRead(id, path, plan) => return self.plan_read(id, &path, plan),
            Command::NoteSession(window) => return self.note_session(window),
            Command::Restore => return self.restore(),
            Command::FileChanged(path) => return self.read_again(path),
            Command::Refresh => return self.refresh(),
            Command::SetReading(reading) => return self.set(|settings| settings.reading = reading),
            Command::ShowLooks(show) => self.looks_shown = show,
            Command::SetZoom(zoom) => return self.set_zoom(zoom),
            Command::Forget(path) => {
                return self.set(|settings| settings.recent.retain(|recent| recent.path != path));
            }
            Command::ChoosePrint(..)
            | Command::Typeset(..)
            | Command::Print
            | Command::SavePdf
            | Command::Printed(..)
            | Command::ChoosePrinter(..)
            | Command::SetQueue(_)
            | Command::ClosePrinting
            | Command::Export(_)
            | Command::Saved(..) => return self.hand_on(command),
            Command::NoFileDialog => self.notices = vec![no_file_dialog()],
            Command::SaidIsRead => self.said = None,
            Command::Dismiss => {
                self.notices.clear();
                self.said = None;
            }
            Command::Panels(contents, summary) => {
                return self.set(|settings| (settings.contents, settings.summary) = (contents, summary));
            }
        }
        Vec::new()
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        if !(action.info().is_possible)(&self.circumstances()) {
            return Vec::new();
        }
        match action {
            Action::Open => return vec![Effect::PickFiles],
            // Who sees the pages and asks again wants them printed.
            Action::Print if self.printing.is_some() => return self.print(),
            Action::Print => return self.open_printing(),
            Action::Export => self.exporting = true,
            Action::ReadPlan => return self.pick_plan(),
            Action::Quit => return vec![Effect::Quit],
            Action::Compare => self.asks_what_to_compare = true,
            Action::ToggleLock => self.toggle_lock(),
            Action::Find => self.show_find(true),
            Action::Palette => self.palette = Some(String::new()),
            Action::GoToParagraph => self.palette = Some("#".to_owned()),
            Action::Copy => return self.copy_current(Copied::Words),
            Action::SelectAll => self.select_everything(),
            Action::CopyCitation => return self.copy_current(Copied::Citation),
            Action::Note => self.note_current(),
            Action::CopyLink => return self.copy_current(Copied::Link),
            Action::Back => self.go_along(false),
            Action::Forward => self.go_along(true),
            Action::NextJudgement => self.go_to_beside(judged, 1),
            Action::PreviousJudgement => self.go_to_beside(judged, -1),
            Action::NextRecommendation => self.go_to_beside(recommended, 1),
            Action::PreviousRecommendation => self.go_to_beside(recommended, -1),
            Action::NextChange if !self.shows_comparison => self.go_to_hit_beside(1),
            Action::PreviousChange if !self.shows_comparison => self.go_to_hit_beside(-1),
            Action::NextChange => self.go_to_change_beside(1),
            Action::PreviousChange => self.go_to_change_beside(-1),
            Action::CloseTab if self.printing.is_some() => return self.close_printing(),
            Action::CloseTab if self.shows_comparison => self.close_comparison(),
            Action::CloseTab => {
                if let Some(id) = self.active {
                    return self.close(id);
                }
            }
            Action::ToggleContents => return self.toggle(Side::Contents),
            Action::ToggleSummary => return self.toggle(Side::Summary),
            Action::TogglePages => self.show_or_not(Layout::Both),
            Action::OnlyPages => self.show_or_not(Layout::Pages),
            Action::SecondView => self.show_or_not(Layout::Twice),
            Action::ZoomIn => {
                let next = ZOOMS.into_iter().find(|zoom| *zoom > self.settings.zoom * 100.0 + 0.5);
                return self.set_zoom(next.map_or(self.settings.zoom, |zoom| zoom / 100.0));
            }
            Action::ZoomOut => {
                let next = ZOOMS.into_iter().rev().find(|zoom| *zoom < self.settings.zoom * 100.0 - 0.5);
                return self.set_zoom(next.map_or(self.settings.zoom, |zoom| zoom / 100.0));
            }
            Action::ZoomReset => return self.set_zoom(1.0),
            Action::Looks => self.looks_shown ^= true,
            Action::ThemeSystem => return self.set(|settings| settings.theme = Theme::System),
            Action::ThemeLight => return self.set(|settings| settings.theme = Theme::Light),
            Action::ThemeDark => return self.set(|settings| settings.theme = Theme::Dark),
            Action::ThemeHighContrast => return self.set(|settings| settings.theme = Theme::HighContrast),
            Action::NextSection => self.go_to_section_beside(1),
            Action::PreviousSection => self.go_to_section_beside(-1),
            Action::Top => self.scroll_to(Pin::default()),
            Action::Bottom => self.scroll_to(Pin { row: usize::MAX, into: 0.0 }),
            Action::FilterContents => {
                self.focus = Some(Focus::Filter);
                self.bring_up(Side::Contents);
                return self.set(|settings| settings.contents.open = true);
            }
            Action::NextTab => self.activate_beside(1),
            Action::PreviousTab => self.activate_beside(-1),
            Action::MoveTabRight => self.move_tab_beside(1),
            Action::MoveTabLeft => self.move_tab_beside(-1),
            Action::NextPanel => self.lead_to_panel_beside(1),
            Action::PreviousPanel => self.lead_to_panel_beside(-1),
            Action::Explain => self.explain(),
            Action::Dismiss => return self.dismiss(),
            Action::ShowGuide => {
                self.keys_shown = false;
                // Once is enough.
                let open = self.documents.iter().find(|document| document.is_guide());
                match open.map(|document| document.id) {
                    Some(id) => self.activate(id),
                    None => return self.load(LoadFrom::Sample(&GUIDE)),
                }
            }
            Action::ShowKeys => self.keys_shown ^= true,
        }
        Vec::new()
    }

    /// Hides a panel that is shown; else shows it, before the other one where only one has room.
    fn toggle(&mut self, side: Side) -> Vec<Effect> {
        let show = !self.shows(side);
        if self.room == Room::Text {
            (self.over_text, self.front) = (show, side);
            // The guide has no summary.
            self.over_text = self.shows(side);
            return Vec::new();
        }
        if show {
            self.front = side;
            let beside = self
                .active()
                .is_some_and(|document| matches!(document.layout(), Layout::Both | Layout::Twice));
            if side == Side::Summary && beside && self.room < Room::Pages {
                self.show_layout(Layout::Text);
            }
        }
        self.set(|settings| match side {
            Side::Contents => settings.contents.open = show,
            Side::Summary => settings.summary.open = show,
        })
    }

    /// Shows a panel before the other one, or before the text, where there is no room for both.
    pub(super) fn bring_up(&mut self, side: Side) {
        (self.front, self.over_text) = (side, true);
    }

    /// Changes settings, and keeps them if that changed anything.
    pub(super) fn set(&mut self, change: impl FnOnce(&mut super::Settings)) -> Vec<Effect> {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before { Vec::new() } else { vec![Effect::Save(self.settings.clone())] }
    }

    fn set_zoom(&mut self, zoom: f32) -> Vec<Effect> {
        let zoom = if zoom.is_finite() { zoom.clamp(*ZOOM.start(), *ZOOM.end()) } else { 1.0 };
        self.set(|settings| settings.zoom = zoom)
    }

    fn show_layout(&mut self, layout: Layout) {
        let Some(document) = self.active_mut() else { return };
        if document.layout() == layout {
            return;
        }
        // What is shown next follows what was shown last.
        document.view.pages.leads = document.layout() == Layout::Pages;
        if layout == Layout::Twice {
            // It begins where the first one is.
            let (pin, eye) = (document.view.pin, document.view.eye);
            document.second = View { pin, eye, reading: document.view.reading, ..View::default() };
        }
        document.view.layout = layout;
    }

    /// Shows a layout, or the text where it is shown already.
    fn show_or_not(&mut self, layout: Layout) {
        let shown = self.active().map(Document::layout);
        self.show_layout(if shown == Some(layout) { Layout::Text } else { layout });
    }

    fn draw(&self, id: DocumentId, requests: Vec<PageRequest>) -> Vec<Effect> {
        let preview = self.printing.as_ref().and_then(|printing| printing.preview.as_ref());
        let preview = preview.map(|preview| &preview.document).filter(|preview| preview.id == id);
        let draw = preview.or_else(|| self.document(id)).and_then(|document| {
            let original = document.loaded.original.clone()?;
            Some(Effect::Draw(id, document.revision, original, requests))
        });
        draw.into_iter().collect()
    }

    /// A picture of what was in the file before is of no use.
    fn drawn(&mut self, of: (DocumentId, u32), request: PageRequest, picture: Option<PagePicture>) {
        let of_it = |document: &&mut Document| (document.id, document.revision) == of;
        let preview = self.printing.as_mut().and_then(|printing| printing.preview.as_mut());
        let preview = preview.map(|preview| &mut preview.document);
        if let Some(document) = self.documents.iter_mut().chain(preview).find(of_it) {
            document.drawn.push((request, picture));
        }
    }

    pub(super) fn go_to(&mut self, place: Place) {
        self.forget_empty_selection();
        self.over_text = false;
        let Some(document) = self.active_mut() else { return };
        if place.block.0 >= document.report().blocks.len() {
            return;
        }
        let view = &mut document.view;
        let stop = Stop::of(view);
        view.trail.leave(stop);
        (view.marked, view.jump, view.follow) = (Some(place), Some(place), None);
        view.pages.leads = false;
    }

    fn go_to_section_beside(&mut self, step: isize) {
        let Some(document) = self.active() else { return };
        let count = document.report().sections.len();
        let next = match document.current_section() {
            Some(SectionId(at)) => at.checked_add_signed(step),
            None => (step > 0).then_some(0),
        };
        if let Some(next) = next.filter(|next| *next < count) {
            self.go_to(document.report().section(SectionId(next)).place);
        }
    }

    fn scroll_to(&mut self, pin: Pin) {
        if let Some(document) = self.active_mut() {
            let last = document.loaded.flow.rows().len().saturating_sub(1);
            document.view.pin = pin;
            (document.view.jump, document.view.follow) = (None, None);
            document.view.eye = Eye { row: pin.row.min(last), part: if pin.row > last { 1.0 } else { 0.0 } };
            document.view.pages.leads = false;
        }
    }

    fn fold(&mut self, section: SectionId) {
        let Some(document) = self.active_mut() else { return };
        if !document.view.closed.remove(&section) {
            document.view.closed.insert(section);
        }
    }

    /// Takes away the first thing there is to take away: a message, a filter, a mark.
    fn dismiss(&mut self) -> Vec<Effect> {
        // What was told in passing goes with whatever is taken away.
        self.said = None;
        self.forget_empty_selection();
        if self.palette.take().is_some() {
            // It was open, and is not wanted.
        } else if self.exporting {
            self.exporting = false;
        } else if self.printing.is_some() && !self.keys_shown && self.notices.is_empty() {
            return self.close_printing();
        } else if self.asks_what_to_compare {
            self.asks_what_to_compare = false;
        } else if self.offer.take().is_some() {
            // It was offered, and is not wanted.
        } else if self.keys_shown {
            self.keys_shown = false;
        } else if self.looks_shown {
            self.looks_shown = false;
        } else if !self.notices.is_empty() {
            self.notices.clear();
        } else if self.has_selection() {
            self.selected = None;
        } else if self.find.open && !self.shows_comparison {
            (self.find.open, self.over_text) = (false, false);
        } else if self.over_text && self.room == Room::Text {
            self.over_text = false;
        } else if let Some(document) = self.active_mut() {
            if document.view.filter.is_empty() {
                document.view.marked = None;
            } else {
                document.view.filter.clear();
            }
        }
        Vec::new()
    }
}

fn no_file_dialog() -> Notice {
    Notice::new(
        "This system has no dialog to choose a file with",
        "Drop the report on this window, or start Findings with its name: findings report.txt. \
         On Debian and Ubuntu the package xdg-desktop-portal-gtk brings a dialog.",
    )
}
