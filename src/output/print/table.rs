//! Tables to strips: a row goes on a page whole, unless it is higher than pages should be left empty for.

use std::rc::Rc;

use super::{
    Align, Cell, Column, ColumnWidth, Look, Row, RowKind, Table, Words,
    lay::Layer,
    strip::{Item, Paint, Strip, TagId, TagKind},
    typeface::{LEADING, Line},
};

/// Space above and below the words of a row, by the size of the text.
const PADDING: f32 = 0.18;
/// Space beside the words of a cell.
const SIDE: f32 = 0.45;
/// Side of a mark, and the room it takes before the words.
const MARK: f32 = 1.1;
const MARK_ROOM: f32 = 1.6;
/// A row higher than this share of a page is parted between lines.
const HIGHEST_ROW: f32 = 0.4;

/// A cell that was laid out.
struct Set {
    lines: Vec<Line>,
    x: f32,
    mark: Option<super::Mark>,
    tag: TagId,
    figure: Option<TagId>,
}

impl Layer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let edges = self.column_edges(table);
        let whole = self.tag(TagKind::Table, None);
        let header = (!table.header.is_empty()).then(|| self.header(table, &edges, whole));
        let body = self.tag(TagKind::TableBody, Some(whole));
        for row in &table.rows {
            let first = self.laid.strips.len();
            self.row(table, row, &edges, body);
            for strip in &mut self.laid.strips[first..] {
                strip.header.clone_from(&header);
            }
        }
    }

    /// The names of the columns. What is painted again on later pages is decoration: it was heard once.
    fn header(&mut self, table: &Table, edges: &[f32], whole: TagId) -> Rc<Strip> {
        let head = self.tag(TagKind::TableHead, Some(whole));
        let row = self.tag(TagKind::Row, Some(head));
        let cells: Vec<Cell> =
            table.header.iter().map(|words| Words::new(words.plain(), Look::BOLD).into()).collect();
        let set: Vec<Set> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let tag = self.tag(TagKind::ColumnName, Some(row));
                self.cell(cell, &table.columns, edges, column, 1, tag)
            })
            .collect();
        let mut strip = self.whole_row(&set, self.setting.width());
        strip.keeps = true;
        strip.before = self.space(0.5);
        let mut again = strip.clone();
        again.items.iter_mut().for_each(|item| item.tag = None);
        self.laid.strips.push(strip);
        Rc::new(again)
    }

    fn row(&mut self, table: &Table, row: &Row, edges: &[f32], body: TagId) {
        let tag = self.tag(TagKind::Row, Some(body));
        let all = self.setting.width();
        let columns = u32::try_from(table.columns.len()).unwrap_or(1);
        let set: Vec<Set> = match row.kind {
            RowKind::Group => {
                let mut heavy = row.cells.first().cloned().unwrap_or_default();
                heavy.words = Words::new(heavy.words.plain(), Look::BOLD);
                let name = self.tag(TagKind::RowName(columns), Some(tag));
                vec![self.cell(&heavy, &table.columns, edges, 0, table.columns.len(), name)]
            }
            RowKind::Body => {
                let cells = row.cells.iter().take(table.columns.len()).enumerate();
                cells
                    .map(|(column, cell)| {
                        let is_name = column == 0 && table.names_rows;
                        let kind = if is_name { TagKind::RowName(1) } else { TagKind::Cell };
                        let name = self.tag(kind, Some(tag));
                        self.cell(cell, &table.columns, edges, column, 1, name)
                    })
                    .collect()
            }
        };
        let page = self.setting.paper.page().1;
        let mut strip = self.whole_row(&set, all);
        if strip.height > page * HIGHEST_ROW {
            return self.parted_row(&set, all);
        }
        if row.kind == RowKind::Group {
            strip.keeps = true;
            strip.items.insert(0, Self::band(all, strip.height));
        }
        self.laid.strips.push(strip);
    }

    /// Lays out the words of a cell that begins at a column and goes over so many.
    fn cell(
        &mut self,
        cell: &Cell,
        columns: &[Column],
        edges: &[f32],
        column: usize,
        span: usize,
        tag: TagId,
    ) -> Set {
        let size = self.setting.size;
        let left = edges[column];
        let width = edges[(column + span).min(edges.len() - 1)] - left;
        let mark = if cell.mark.is_some() { size * MARK_ROOM } else { 0.0 };
        let room = width - size * SIDE * 2.0 - mark;
        let align = if span > 1 { Align::Start } else { columns[column].align };
        let figure = cell.mark.as_ref().map(|mark| self.tag(TagKind::Figure(mark.spoken.clone()), Some(tag)));
        let lines = self.typesetter.lines(&cell.words, size, room, align);
        Set { lines, x: left + size * SIDE + mark, mark: cell.mark.clone(), tag, figure }
    }

    fn whole_row(&self, cells: &[Set], width: f32) -> Strip {
        let size = self.setting.size;
        let padding = self.space(PADDING);
        let mut strip = Strip::default();
        for cell in cells {
            let mut y = padding;
            for line in &cell.lines {
                let paint = Paint::Line(line.clone());
                strip.items.push(Item { x: cell.x, y, paint, tag: Some(cell.tag) });
                y += line.height;
            }
            strip.height = strip.height.max(y + padding);
            strip.items.extend(mark(cell, size, padding));
        }
        strip.items.push(Item { x: 0.0, y: strip.height, paint: Paint::Rule(width), tag: None });
        strip
    }

    /// A row as a strip for each line of it.
    fn parted_row(&mut self, cells: &[Set], width: f32) {
        let size = self.setting.size;
        let padding = self.space(PADDING);
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        for index in 0..count {
            let (is_first, is_last) = (index == 0, index + 1 == count);
            let top = if is_first { padding } else { 0.0 };
            let mut strip = Strip {
                height: top + size * LEADING + if is_last { padding } else { 0.0 },
                keeps: !is_last && (is_first || index + 2 == count),
                ..Strip::default()
            };
            for cell in cells {
                let line = cell.lines.get(index).cloned().map(Paint::Line);
                strip.items.extend(line.map(|paint| Item { x: cell.x, y: top, paint, tag: Some(cell.tag) }));
                strip.items.extend(mark(cell, size, padding).filter(|_| is_first));
            }
            if is_last {
                strip.items.push(Item { x: 0.0, y: strip.height, paint: Paint::Rule(width), tag: None });
            }
            self.laid.strips.push(strip);
        }
    }

    /// Where each column begins, and where the last one ends.
    fn column_edges(&mut self, table: &Table) -> Vec<f32> {
        let mut edges = vec![0.0];
        let mut at = 0.0;
        for width in self.column_widths(table) {
            at += width;
            edges.push(at);
        }
        edges
    }

    /// Widths of the columns, which make up the width of the page.
    fn column_widths(&mut self, table: &Table) -> Vec<f32> {
        let room = self.setting.width();
        let wanted: Vec<(f32, f32)> =
            (0..table.columns.len()).map(|column| self.wanted(table, column)).collect();
        let is_fit = |column: usize| table.columns[column].width == ColumnWidth::Fit;
        let share = |column: usize| match table.columns[column].width {
            ColumnWidth::Fit => 0.0,
            ColumnWidth::Share(share) => share,
        };
        let columns = 0..table.columns.len();
        let shares: f32 = columns.clone().map(share).sum();
        let least_shared: f32 = columns.clone().filter(|column| !is_fit(*column)).map(|c| wanted[c].0).sum();
        let most: f32 = columns.clone().filter(|column| is_fit(*column)).map(|c| wanted[c].1).sum();
        let least: f32 = columns.clone().filter(|column| is_fit(*column)).map(|c| wanted[c].0).sum();
        // Columns that fit give way, down to their longest word, before the others lose a word's width.
        let for_fit =
            (room - least_shared.max(if shares > 0.0 { room * 0.42 } else { 0.0 })).clamp(0.0, room);
        let gives = if most > least { ((for_fit - least) / (most - least)).clamp(0.0, 1.0) } else { 1.0 };
        let mut widths: Vec<f32> = columns
            .clone()
            .map(|c| if is_fit(c) { wanted[c].0 + (wanted[c].1 - wanted[c].0) * gives } else { 0.0 })
            .collect();
        let left = (room - widths.iter().sum::<f32>()).max(0.0);
        // Each has its longest word, and its share of what is left.
        let spare = (left - least_shared).max(0.0);
        let by_share = |column: usize| left * share(column) / shares;
        let fits_all = columns.clone().all(|column| is_fit(column) || by_share(column) >= wanted[column].0);
        for column in columns.filter(|column| !is_fit(*column)) {
            widths[column] = match fits_all {
                true => by_share(column),
                false => wanted[column].0 + spare * share(column) / shares,
            };
        }
        widths
    }

    /// How wide a column is at least and at most.
    fn wanted(&mut self, table: &Table, column: usize) -> (f32, f32) {
        let size = self.setting.size;
        let mut wanted = (0.0_f32, 0.0_f32);
        let mut ask = |words: &Words, mark: f32, typesetter: &mut super::typeface::Typesetter| {
            let (least, most) = typesetter.widths(words, size);
            wanted.0 = wanted.0.max(least + mark + size * SIDE * 2.0);
            wanted.1 = wanted.1.max(most + mark + size * SIDE * 2.0);
        };
        if let Some(words) = table.header.get(column) {
            ask(&Words::new(words.plain(), Look::BOLD), 0.0, self.typesetter);
        }
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Body) {
            if let Some(cell) = row.cells.get(column) {
                let mark = if cell.mark.is_some() { size * MARK_ROOM } else { 0.0 };
                ask(&cell.words, mark, self.typesetter);
            }
        }
        wanted
    }
}

/// The mark of a cell, in the middle of its first line.
fn mark(cell: &Set, size: f32, padding: f32) -> Option<Item> {
    let mark = cell.mark.clone()?;
    let y = padding + (size * LEADING - size * MARK) / 2.0;
    let x = cell.x - size * MARK_ROOM;
    Some(Item { x, y, paint: Paint::Mark(mark, size * MARK), tag: cell.figure })
}
