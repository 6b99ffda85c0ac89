//! The rows of the texts by section: titles of sections, matched texts side by side, and texts that only one report has.

use std::collections::HashMap;

use eframe::egui::{
    Align2, Rect, Response, Role, Sense, Stroke, TextFormat, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};

use crate::{
    analysis::compare::{SectionTexts, TextChangeKind, TextUnit},
    app::{Command, CompareSide, ComparisonTab},
    report::{Grade, Place, SectionId},
    ui::{
        compare::section_choice,
        context_menu,
        grade_mark::{self, GradeMark},
        icons::Icon,
        reader::CharacterWidths,
        strings::compare as strings,
        theme::{self, PANEL, PANEL_BOLD, ReadingStyles, SMALL, SMALL_BOLD, Tokens},
        widgets::{list_row, text},
    },
};

/// Space beside the text of each column, in points.
const COLUMN_MARGIN: f32 = 20.0;
/// Width of the column of paragraph numbers, in points.
const NUMBER_WIDTH: f32 = 36.0;
/// Space above and below the texts of a row, in points.
const PADDING: f32 = 8.0;
/// Height of a row with the number of unmatched paragraphs, in points.
const FOLD_HEIGHT: f32 = 32.0;
/// Width of a bullet with its space, in points, for estimating heights.
const BULLET_WIDTH: f32 = 12.0;

/// A row of the view. Sections are indices in [`ComparisonTab::section_texts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionRow {
    /// The titles of a section in both reports.
    Title(usize),
    /// Matched texts: the section, and the index in its list.
    Matched(usize, usize),
    /// The number of texts that only one report has.
    Fold(usize, CompareSide),
    /// A text that only one report has, as its index in the texts of that side.
    Alone(usize, CompareSide, usize),
}

/// Returns the texts of a section that only one report has, as indices in the texts of that side.
pub(super) fn texts_alone(section: &SectionTexts, side: CompareSide) -> &[usize] {
    match side {
        CompareSide::Left => &section.only_left,
        CompareSide::Right => &section.only_right,
    }
}

/// The rows of a comparison, measured and shown.
pub(super) struct SectionRows<'a> {
    pub(super) tab: &'a ComparisonTab,
    /// The widths of characters if heights are estimated; `None` if texts are laid out to measure them.
    pub(super) widths: Option<&'a CharacterWidths>,
    pub(super) reading: ReadingStyles,
    /// For both reports, the judgement of each section, as its index in the report.
    pub(super) judgements: &'a [HashMap<SectionId, usize>; 2],
}

impl SectionRows<'_> {
    /// Returns the width of a text in a row of this width, both in points.
    fn text_width(&self, row_width: f32) -> f32 {
        let room = row_width / 2.0 - COLUMN_MARGIN * 2.0 - NUMBER_WIDTH;
        room.min(self.reading.line_length()).max(40.0)
    }

    /// Returns the area of the text of one side in a row.
    fn column_rect(&self, row: Rect, side: CompareSide) -> Rect {
        let width = self.text_width(row.width());
        let half = row.width() / 2.0;
        let start = if side == CompareSide::Left { row.left() } else { row.left() + half };
        // In a wide window, the text is in the middle of its half.
        let margin = ((half - NUMBER_WIDTH - width) / 2.0).max(COLUMN_MARGIN);
        let size = vec2(width, (row.height() - PADDING * 2.0).max(0.0));
        Rect::from_min_size(pos2(start + margin + NUMBER_WIDTH, row.top() + PADDING), size)
    }

    /// Returns a text with its bullets.
    fn texts<'a>(&'a self, side: CompareSide, unit: &'a TextUnit) -> Vec<&'a str> {
        let texts = self.tab.result.texts_at(side, unit.place);
        if texts.is_empty() { vec![unit.words.as_str()] } else { texts }
    }

    /// Returns the texts of a side.
    fn units(&self, side: CompareSide) -> &[TextUnit] {
        match side {
            CompareSide::Left => &self.tab.comparison().left,
            CompareSide::Right => &self.tab.comparison().right,
        }
    }

    /// Returns the height of a row, in points. `width` is the width of the row in points.
    pub(super) fn row_height(&self, ui: &Ui, row: SectionRow, width: f32) -> f32 {
        let column = self.text_width(width);
        let higher = |heights: [f32; 2]| heights[0].max(heights[1]);
        match row {
            SectionRow::Title(section) => {
                let heights = [CompareSide::Left, CompareSide::Right].map(|side| {
                    let (title, grade) = self.title_and_grade(section, side);
                    let grade_height = if grade.is_some() { PANEL.line_height + 2.0 } else { 0.0 };
                    text::wrapped_height(ui, &title, PANEL_BOLD, column) + grade_height
                });
                higher(heights) + PADDING * 2.0
            }
            SectionRow::Matched(section, matched) => {
                let texts = self.tab.section_texts[section].matched[matched];
                let heights = [
                    self.text_height(ui, CompareSide::Left, texts.left, column),
                    self.text_height(ui, CompareSide::Right, texts.right, column),
                ];
                SMALL.line_height + higher(heights) + PADDING * 2.0
            }
            SectionRow::Fold(..) => FOLD_HEIGHT,
            SectionRow::Alone(_, side, unit) => self.text_height(ui, side, unit, column) + PADDING * 2.0,
        }
    }

    /// Returns the height of a text, in points, laid out or estimated. `width` is in points.
    fn text_height(&self, ui: &Ui, side: CompareSide, unit: usize, width: f32) -> f32 {
        let unit = &self.units(side)[unit];
        let style = self.reading.paragraph_style();
        match self.widths {
            Some(widths) => {
                let line_count = |part: &&str| widths.line_count(part, style, width - BULLET_WIDTH);
                let lines: u32 = self.texts(side, unit).iter().map(line_count).sum();
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a text has far fewer lines than f32 can count"
                )]
                let height = (lines + 1) as f32 * style.line_height;
                height
            }
            None => {
                let mut job = self.layout_job(theme::tokens(ui), side, unit);
                job.wrap.max_width = width;
                ui.fonts_mut(|fonts| fonts.layout_job(job)).size().y
            }
        }
    }

    /// Shows a row. Returns the section and the side to fold or unfold, if the row was clicked for that.
    pub(super) fn show_row(
        &self,
        ui: &mut Ui,
        row: SectionRow,
        is_unfolded: impl Fn(usize, CompareSide) -> bool,
        commands: &mut Vec<Command>,
    ) -> Option<(usize, usize)> {
        match row {
            SectionRow::Title(section) => self.show_titles(ui, section, commands),
            SectionRow::Matched(section, matched) => self.show_matched(ui, section, matched, commands),
            SectionRow::Fold(section, side) => {
                let response = self.show_fold(ui, section, side, is_unfolded(section, side));
                return response.clicked().then_some((section, side.index()));
            }
            SectionRow::Alone(_, side, unit) => {
                let place = self.units(side)[unit].place;
                let words = self.texts(side, &self.units(side)[unit]).join(" ");
                let (rect, response) = list_row::show(ui, &words, false);
                self.paint_text(ui, side, unit, self.column_rect(rect, side));
                if response.clicked() {
                    let own = Some(place);
                    let places = if side == CompareSide::Left { [own, None] } else { [None, own] };
                    commands.push(Command::GoToBoth(places));
                }
            }
        }
        None
    }

    /// Returns the title of a section in a report, with its grade; or says that the report has no such section.
    fn title_and_grade(&self, section: usize, side: CompareSide) -> (String, Option<&Grade>) {
        let texts = &self.tab.section_texts[section];
        let id: Option<SectionId> = if side == CompareSide::Left { texts.left } else { texts.right };
        let report = &self.tab.result.reports[side.index()];
        match id {
            Some(id) => {
                let judgement =
                    self.judgements[side.index()].get(&id).map(|index| &report.judgements[*index]);
                (report.section(id).title.clone(), judgement.map(|judgement| &judgement.grade))
            }
            None => {
                (strings::no_such_section(self.tab.comparison().verdict.names.in_words(side.index())), None)
            }
        }
    }

    /// Shows the titles of a section in both reports, each with its grade. The context menu shows only this section.
    fn show_titles(&self, ui: &mut Ui, section: usize, commands: &mut Vec<Command>) {
        let tokens = theme::tokens(ui);
        let rect = ui.max_rect();
        ui.painter().rect_filled(rect, 0.0, tokens.bar);
        let mut names = Vec::new();
        for side in [CompareSide::Left, CompareSide::Right] {
            let (title, grade) = self.title_and_grade(section, side);
            let scale = self.tab.result.reports[side.index()].scale.as_ref();
            let column = self.column_rect(rect, side);
            let texts = &self.tab.section_texts[section];
            let is_missing = if side == CompareSide::Left { texts.left } else { texts.right }.is_none();
            let (style, color) =
                if is_missing { (PANEL, tokens.secondary) } else { (PANEL_BOLD, tokens.text) };
            let mut at = column.min;
            at.y += text::paint_wrapped(ui, &title, style, color, at, column.width());
            names.push(title);
            if let Some(grade) = grade {
                let middle = at.y + 2.0 + PANEL.line_height / 2.0;
                GradeMark::new(grade, scale).paint(ui.painter(), tokens, pos2(at.x + 8.0, middle), 15.0);
                let label_at = pos2(at.x + 22.0, at.y + 2.0);
                text::paint_truncated(ui, &grade.label, PANEL, tokens.text, label_at, column.width() - 22.0);
                names.push(grade_mark::accessible_grade(grade, scale));
            }
        }
        let response = ui.allocate_rect(rect, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, names.join(", ")));
        list_row::paint_line_below(ui, rect, tokens);
        list_row::paint_focus_ring(ui, &response, rect);
        let entries = || section_choice::menu_entries(self.tab, self.tab.filter_for_section(section));
        context_menu::show(&response, entries, commands);
    }

    /// Shows matched texts side by side, below the kind of difference. A click goes to both in the full texts.
    fn show_matched(&self, ui: &mut Ui, section: usize, matched: usize, commands: &mut Vec<Command>) {
        let tokens = theme::tokens(ui);
        let texts = self.tab.section_texts[section].matched[matched];
        let caption = self.caption(texts.change);
        let units =
            [&self.units(CompareSide::Left)[texts.left], &self.units(CompareSide::Right)[texts.right]];
        let words = [CompareSide::Left, CompareSide::Right]
            .map(|side| self.texts(side, units[side.index()]).join(" "));
        let is_current = texts.change.is_some() && texts.change == self.tab.current;
        let (rect, response) =
            list_row::show(ui, &format!("{caption}. {} → {}", words[0], words[1]), is_current);
        let caption_at = self.column_rect(rect, CompareSide::Left).min;
        let style = if texts.change.is_some() { SMALL_BOLD } else { SMALL };
        let caption_width = rect.width() - COLUMN_MARGIN * 2.0 - NUMBER_WIDTH;
        text::paint_truncated(ui, &caption, style, tokens.secondary, caption_at, caption_width);
        for (side, unit) in [(CompareSide::Left, texts.left), (CompareSide::Right, texts.right)] {
            let column = self.column_rect(rect, side).translate(vec2(0.0, SMALL.line_height));
            self.paint_text(ui, side, unit, column);
        }
        if response.clicked() {
            commands.extend(texts.change.map(Command::GoToChange));
            commands.push(Command::GoToBoth(units.map(|unit| Some(unit.place))));
        }
    }

    /// Returns the caption of matched texts: the kind of change with the changed words, or that the wording is the same.
    fn caption(&self, change: Option<usize>) -> String {
        let comparison = self.tab.comparison();
        let Some(change) = change else { return format!("= {}", strings::SAME_WORDING) };
        let (symbol, label) = comparison.changes[change].kind.symbol_and_label_in(comparison.mode);
        match self.tab.result.changed_words[change].as_str() {
            "" => format!("{symbol} {label}"),
            words => format!("{symbol} {label}: {words}"),
        }
    }

    /// Shows the number of texts that only one report has. A click folds or unfolds them.
    fn show_fold(&self, ui: &mut Ui, section: usize, side: CompareSide, is_unfolded: bool) -> Response {
        let tokens = theme::tokens(ui);
        let count = texts_alone(&self.tab.section_texts[section], side).len();
        let report = self.tab.comparison().verdict.names.in_words(side.index());
        let words = strings::paragraphs_only_in(count, report);
        let (rect, response) = list_row::show(ui, &words, false);
        ui.accesskit_node_builder(response.id, |node| node.set_expanded(is_unfolded));
        let column = self.column_rect(rect, side);
        let icon = if is_unfolded { Icon::ChevronDown } else { Icon::ChevronRight };
        let icon_rect = Rect::from_center_size(pos2(column.left() + 7.0, rect.center().y), vec2(14.0, 14.0));
        icon.paint(ui, icon_rect, tokens.secondary);
        let at = pos2(column.left() + 20.0, rect.center().y - PANEL.line_height / 2.0);
        text::paint_truncated(ui, &words, PANEL, tokens.link, at, column.width() - 20.0);
        response
    }

    /// Paints a text in its column, with its paragraph number in the margin.
    fn paint_text(&self, ui: &Ui, side: CompareSide, unit: usize, column: Rect) {
        let tokens = theme::tokens(ui);
        let unit = &self.units(side)[unit];
        if let Some(number) = unit.number {
            let font = SMALL.text_format(tokens.secondary).font_id;
            let at =
                pos2(column.left() - 10.0, column.top() + self.reading.paragraph_style().line_height / 2.0);
            ui.painter().text(at, Align2::RIGHT_CENTER, number, font, tokens.secondary);
        }
        let mut job = self.layout_job(tokens, side, unit);
        job.wrap.max_width = column.width();
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter().galley(column.min, galley, tokens.text);
    }

    /// Returns the layout of a text with its bullets. Words that differ from the matched text are marked, removed ones
    /// also by a line through them.
    fn layout_job(&self, tokens: &Tokens, side: CompareSide, unit: &TextUnit) -> LayoutJob {
        let place = unit.place;
        let highlights = &self.tab.result.highlights[side.index()];
        let plain = self.reading.paragraph_style().text_format(tokens.text);
        let mut marked =
            TextFormat { background: tokens.selection, ..self.reading.bold_style().text_format(tokens.text) };
        if side == CompareSide::Left {
            marked.strikethrough = Stroke::new(1.0, tokens.text);
        }
        let mut job = LayoutJob::default();
        for (part, words) in self.texts(side, unit).into_iter().enumerate() {
            let part_place = match part.checked_sub(1) {
                None => place,
                Some(bullet) => {
                    job.append("\n• ", 0.0, plain.clone());
                    Place::at_part(place.block, bullet)
                }
            };
            let highlight = highlights.get(&part_place);
            let ranges = highlight.filter(|highlight| highlight.kind != TextChangeKind::Replaced);
            let mut at = 0;
            for range in ranges.map_or(&[][..], |highlight| &highlight.words) {
                job.append(&words[at..range.start], 0.0, plain.clone());
                job.append(&words[range.clone()], 0.0, marked.clone());
                at = range.end;
            }
            job.append(&words[at..], 0.0, plain.clone());
        }
        job
    }
}
