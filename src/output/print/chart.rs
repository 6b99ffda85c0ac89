//! Charts of grades over time: a lane for each judgement, with a column for each inspection. Each lane is a figure with
//! alternative text.

use std::rc::Rc;

use super::{
    Align, GradeMark, StyledText, TextStyle,
    ink::Tone,
    layout::LayoutBuilder,
    line_box::{LineBox, LineStyle, Paint, PaintItem, TagId, TagKind},
    typeface::TextLine,
};

/// A chart of grades over time. Plain data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    /// The columns, from left to right.
    pub columns: Vec<ChartColumn>,
    /// The lanes, from top to bottom.
    pub lanes: Vec<ChartLane>,
}

/// A column of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartColumn {
    /// The heading, such as a year.
    pub label: String,
    /// The notes below the heading, each on a line of its own.
    pub notes: Vec<String>,
}

impl ChartColumn {
    /// Returns the heading and the notes with their styles.
    fn lines(&self) -> impl Iterator<Item = (&str, TextStyle)> {
        let notes = self.notes.iter().map(|note| (note.as_str(), TextStyle::SECONDARY));
        std::iter::once((self.label.as_str(), TextStyle::BOLD)).chain(notes)
    }
}

/// The marks of one judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartLane {
    /// The title above the marks.
    pub title: String,
    /// The marks and their changes in words, for screen readers.
    pub alt_text: String,
    /// The number of horizontal lines behind the marks, evenly spaced from the best grade to the worst.
    pub grid_line_count: u8,
    /// The names of these lines, from top to bottom; empty if they have none.
    pub line_names: Vec<String>,
    /// The marks, from left to right.
    pub marks: Vec<ChartMark>,
    /// For each mark and the next, what is between them.
    pub links: Vec<ChartLink>,
}

/// A mark in a lane.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartMark {
    /// The index of the column, from 0.
    pub column: usize,
    /// The height in the lane: 0 at the top, 1 at the bottom.
    pub level: f32,
    /// The grade mark.
    pub mark: GradeMark,
    /// The label of the grade; empty if the name of its line says it.
    pub label: String,
    /// True if the label is above the mark, false if it is below.
    pub is_label_above: bool,
}

/// The link between two marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartLink {
    /// A line from mark to mark.
    Joined,
    /// A vertical dashed line, because the grades can't be compared.
    Broken,
}

/// Size of labels, as a factor of the text size.
const LABEL_SCALE: f32 = 0.85;
/// Minimum size of labels in narrow columns, in points.
const MIN_LABEL_POINTS: f32 = 5.0;
/// Side of a grade mark, as a factor of the text size.
const MARK_SIDE_EMS: f32 = 1.25;
/// Distance between the best and the worst grade, as a factor of the text size.
const LEVELS_EMS: f32 = 4.2;
/// Space between a mark and its label, as a factor of the text size.
const LABEL_GAP_EMS: f32 = 0.15;
/// Space between the labels of neighbouring columns, as a factor of the text size.
const COLUMN_GAP_EMS: f32 = 0.4;
/// Space above a lane, as a factor of the text size.
const LANE_SPACE_EMS: f32 = 0.7;

/// Maximum width of the names of the lines, as a share of the text width.
const MAX_NAMES_SHARE: f32 = 0.2;

/// The sizes of the columns and labels of a chart, in points.
struct ChartSizes {
    /// The width of the names of the lines, left of the columns.
    names_width: f32,
    column_width: f32,
    label_size: f32,
}

impl ChartSizes {
    /// Returns the middle of a column, from the left edge of the text.
    fn middle(&self, column: usize) -> f32 {
        self.names_width + self.column_width * (column as f32 + 0.5)
    }
}

impl LayoutBuilder<'_> {
    /// Adds a chart: the headings of the columns, then the lanes. The headings are repeated on each page.
    pub(super) fn add_chart(&mut self, chart: &Chart) {
        if chart.columns.is_empty() || chart.lanes.is_empty() {
            return;
        }
        let sizes = self.chart_sizes(chart);
        let header = self.add_chart_header(chart, &sizes);
        for lane in &chart.lanes {
            let first = self.galley.boxes.len();
            self.add_lane(lane, &sizes);
            for line_box in &mut self.galley.boxes[first..] {
                line_box.repeated_header = Some(Rc::clone(&header));
            }
        }
    }

    /// Returns sizes with which the longest word of each label fits into its column.
    fn chart_sizes(&mut self, chart: &Chart) -> ChartSizes {
        let size = self.setup.text_size * LABEL_SCALE;
        let names: std::collections::BTreeSet<&str> =
            chart.lanes.iter().flat_map(|lane| &lane.line_names).map(String::as_str).collect();
        let name_widths =
            names.into_iter().map(|name| self.typesetter.min_and_max_width(&line_name(name), size).1);
        let names_width = match name_widths.fold(0.0_f32, f32::max) {
            0.0 => 0.0,
            width => {
                (width + self.setup.text_size * COLUMN_GAP_EMS).min(self.setup.text_width() * MAX_NAMES_SHARE)
            }
        };
        let column_width = (self.setup.text_width() - names_width) / chart.columns.len() as f32;
        let marks = chart.lanes.iter().flat_map(|lane| &lane.marks).map(|mark| mark.label.as_str());
        let marks = marks.filter(|label| !label.is_empty());
        let headings = chart.columns.iter().flat_map(ChartColumn::lines).map(|(words, _)| words);
        let words: std::collections::BTreeSet<&str> = marks.chain(headings).collect();
        let widths = words.into_iter().map(|words| {
            let words = StyledText::new(words, TextStyle::BOLD);
            self.typesetter.min_and_max_width(&words, size).0
        });
        let widest = widths.fold(0.0_f32, f32::max);
        let available_width = column_width - self.setup.text_size * COLUMN_GAP_EMS;
        let shrink = if widest > available_width { available_width / widest } else { 1.0 };
        ChartSizes { names_width, column_width, label_size: (size * shrink).max(MIN_LABEL_POINTS) }
    }

    /// Adds the headings of the columns. Returns a copy without tags, which is repeated on later pages.
    fn add_chart_header(&mut self, chart: &Chart, sizes: &ChartSizes) -> Rc<LineBox> {
        let mut line_box =
            LineBox { space_before: self.space_points(0.5), is_kept_with_next: true, ..LineBox::default() };
        for (column, heading) in chart.columns.iter().enumerate() {
            let tag = self.add_tag(TagKind::Paragraph, None);
            let mut y = 0.0;
            for (words, style) in heading.lines() {
                let lines = self.label_lines(words, style, sizes);
                y += add_centred(&mut line_box.items, lines, sizes.middle(column), y, tag);
            }
            line_box.height = line_box.height.max(y);
        }
        line_box.height += self.space_points(0.25);
        let rule = Paint::Rule(self.setup.text_width());
        line_box.items.push(PaintItem { x: 0.0, y: line_box.height, paint: rule, tag: None });
        let mut copy = line_box.clone();
        copy.items.iter_mut().for_each(|item| item.tag = None);
        self.galley.boxes.push(line_box);
        Rc::new(copy)
    }

    /// Returns a label in lines that fit into a column.
    fn label_lines(&mut self, words: &str, style: TextStyle, sizes: &ChartSizes) -> Vec<TextLine> {
        let width = sizes.column_width - self.setup.text_size * COLUMN_GAP_EMS;
        self.typesetter.break_lines(&StyledText::new(words, style), sizes.label_size, width, Align::Start)
    }

    /// Adds a lane: its title, and below it the marks with their labels.
    fn add_lane(&mut self, lane: &ChartLane, sizes: &ChartSizes) {
        let size = self.setup.text_size;
        let title = StyledText::new(&lane.title, TextStyle::BOLD);
        let lines = self.typesetter.break_lines(&title, size, self.setup.text_width(), Align::Start);
        let title_tag = self.add_tag(TagKind::Paragraph, None);
        let first = self.galley.boxes.len();
        let space_before = self.space_points(LANE_SPACE_EMS);
        self.add_lines(lines, 0.0, title_tag, space_before);
        self.galley.boxes[first..].iter_mut().for_each(|line_box| line_box.is_kept_with_next = true);

        let figure = self.add_tag(TagKind::Figure(lane.alt_text.clone()), None);
        let labels: Vec<Vec<TextLine>> = lane
            .marks
            .iter()
            .map(|mark| match mark.label.as_str() {
                "" => Vec::new(),
                label => self.label_lines(label, TextStyle::PLAIN, sizes),
            })
            .collect();
        let reach = size * (MARK_SIDE_EMS / 2.0 + LABEL_GAP_EMS);
        // A label fits between the line of its mark and the next one.
        let label_height = labels.iter().map(|lines| total_height(lines)).fold(0.0, f32::max);
        let label_room = if label_height > 0.0 { reach + label_height } else { 0.0 };
        let levels = (size * LEVELS_EMS).max(label_room * f32::from(lane.grid_line_count.saturating_sub(1)));
        let (mut above, mut below) = (reach, levels + reach);
        for (mark, lines) in lane.marks.iter().zip(&labels) {
            let (y, reach) = (mark.level.clamp(0.0, 1.0) * levels, reach + total_height(lines));
            if mark.is_label_above {
                above = above.max(reach - y);
            } else {
                below = below.max(y + reach);
            }
        }
        let (top, bottom, height) = (above, above + levels, above + below);
        let mut items = Vec::new();
        let position =
            |mark: &ChartMark| (sizes.middle(mark.column), top + mark.level.clamp(0.0, 1.0) * (bottom - top));
        self.add_lane_lines(lane, sizes, (top, bottom), &position, figure, &mut items);
        self.add_line_names(lane, sizes, (top, bottom), figure, &mut items);
        for (mark, lines) in lane.marks.iter().zip(labels) {
            let (x, y) = position(mark);
            let height = total_height(&lines);
            let label_y = if mark.is_label_above { y - reach - height } else { y + reach };
            if !lines.is_empty() {
                let width = lines.iter().map(|line| line.width).fold(0.0, f32::max) + size * COLUMN_GAP_EMS;
                // The paper behind a label keeps it legible where a line crosses it.
                let paper = Paint::Fill(width, height, Tone::Paper);
                items.push(PaintItem { x: x - width / 2.0, y: label_y, paint: paper, tag: Some(figure) });
                add_centred(&mut items, lines, x, label_y, figure);
            }
            let side = size * MARK_SIDE_EMS;
            let paint = Paint::Mark(mark.mark.clone(), side);
            items.push(PaintItem { x: x - side / 2.0, y: y - side / 2.0, paint, tag: Some(figure) });
        }
        self.galley.boxes.push(LineBox { height, items, ..LineBox::default() });
    }

    /// Adds the names of the horizontal lines of a lane, left of them.
    fn add_line_names(
        &mut self,
        lane: &ChartLane,
        sizes: &ChartSizes,
        (top, bottom): (f32, f32),
        figure: TagId,
        items: &mut Vec<PaintItem>,
    ) {
        let last = lane.line_names.len().saturating_sub(1).max(1) as f32;
        let size = self.setup.text_size * LABEL_SCALE;
        let room = sizes.names_width - self.setup.text_size * COLUMN_GAP_EMS / 2.0;
        for (index, name) in lane.line_names.iter().enumerate() {
            let lines = self.typesetter.break_lines(&line_name(name), size, room, Align::Start);
            let mut y = top + (bottom - top) * index as f32 / last - total_height(&lines) / 2.0;
            for line in lines {
                let height = line.height;
                items.push(PaintItem { x: 0.0, y, paint: Paint::Text(line), tag: Some(figure) });
                y += height;
            }
        }
    }

    /// Adds the lines of a lane: the grid, the lines between marks, and the breaks.
    fn add_lane_lines(
        &self,
        lane: &ChartLane,
        sizes: &ChartSizes,
        (top, bottom): (f32, f32),
        position: &dyn Fn(&ChartMark) -> (f32, f32),
        figure: TagId,
        items: &mut Vec<PaintItem>,
    ) {
        let mut add = |(x, y): (f32, f32), (dx, dy): (f32, f32), style: LineStyle| {
            items.push(PaintItem { x, y, paint: Paint::Line { dx, dy, style }, tag: Some(figure) });
        };
        let count = lane.grid_line_count;
        for line in 0..count {
            let y = top + (bottom - top) * f32::from(line) / f32::from(count.max(2) - 1);
            add((sizes.names_width, y), (self.setup.text_width() - sizes.names_width, 0.0), LineStyle::Grid);
        }
        for (marks, link) in lane.marks.windows(2).zip(&lane.links) {
            let [(x, y), (next_x, next_y)] = [position(&marks[0]), position(&marks[1])];
            match link {
                ChartLink::Joined => add((x, y), (next_x - x, next_y - y), LineStyle::Join),
                ChartLink::Broken => {
                    // At the left edge of the later column, where the other scale or type of inspection begins.
                    let reach = self.setup.text_size * MARK_SIDE_EMS / 2.0;
                    let x = next_x - sizes.column_width / 2.0;
                    add((x, top - reach), (0.0, bottom - top + reach * 2.0), LineStyle::Break);
                }
            }
        }
    }
}

/// Returns the name of a line in its style.
fn line_name(name: &str) -> StyledText {
    StyledText::new(name, TextStyle::SECONDARY)
}

/// Returns the height of lines of text, one below the other.
fn total_height(lines: &[TextLine]) -> f32 {
    lines.iter().map(|line| line.height).sum()
}

/// Adds lines of text one below the other, centred on `x` from `y` down. Returns their height.
fn add_centred(items: &mut Vec<PaintItem>, lines: Vec<TextLine>, x: f32, y: f32, tag: TagId) -> f32 {
    let mut height = 0.0;
    for line in lines {
        let (left, line_height) = (x - line.width / 2.0, line.height);
        items.push(PaintItem { x: left, y: y + height, paint: Paint::Text(line), tag: Some(tag) });
        height += line_height;
    }
    height
}
