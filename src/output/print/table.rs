//! Lays out tables as line boxes. A row is not divided between pages unless it is so high that keeping it whole would
//! leave much of a page empty.

use std::rc::Rc;

use super::{
    Align, Cell, Column, ColumnWidth, GradeMark, Row, RowKind, StyledText, Table, TextStyle,
    layout::LayoutBuilder,
    line_box::{LineBox, Paint, PaintItem, TagId, TagKind},
    typeface::{LEADING, TextLine, Typesetter},
};

/// Space above and below the text of a cell, as a factor of the text size.
const PADDING_Y_EMS: f32 = 0.18;
/// Space left and right of the text of a cell, as a factor of the text size.
const PADDING_X_EMS: f32 = 0.45;
/// Side of a grade mark, as a factor of the text size.
const MARK_SIDE_EMS: f32 = 1.1;
/// Width of a grade mark with the gap after it, as a factor of the text size.
const MARK_WIDTH_EMS: f32 = 1.6;
/// A row higher than this share of a page may be divided between its lines.
const MAX_WHOLE_ROW_PAGE_SHARE: f32 = 0.4;

/// A cell with its text broken into lines.
struct CellLayout {
    lines: Vec<TextLine>,
    /// Distance of the text from the left edge of the table, in points.
    x: f32,
    mark: Option<GradeMark>,
    tag: TagId,
    /// The tag of the mark.
    figure: Option<TagId>,
}

impl LayoutBuilder<'_> {
    /// Lays out a table.
    pub(super) fn add_table(&mut self, table: &Table) {
        let edges = self.column_edges(table);
        let whole = self.add_tag(TagKind::Table, None);
        let header = (!table.header.is_empty()).then(|| self.add_table_header(table, &edges, whole));
        let body = self.add_tag(TagKind::TableBody, Some(whole));
        for row in &table.rows {
            let first = self.galley.boxes.len();
            self.add_table_row(table, row, &edges, body);
            for line_box in &mut self.galley.boxes[first..] {
                line_box.repeated_header.clone_from(&header);
            }
        }
    }

    /// Adds the column headings and returns their copy for later pages. The copy has no tags, so that screen readers
    /// read the headings only once.
    fn add_table_header(&mut self, table: &Table, edges: &[f32], whole: TagId) -> Rc<LineBox> {
        let head = self.add_tag(TagKind::TableHead, Some(whole));
        let row = self.add_tag(TagKind::Row, Some(head));
        let cells: Vec<Cell> =
            table.header.iter().map(|words| StyledText::new(words.plain(), TextStyle::BOLD).into()).collect();
        let cells: Vec<CellLayout> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let tag = self.add_tag(TagKind::ColumnHeading, Some(row));
                self.lay_out_cell(cell, &table.columns, edges, column, 1, tag)
            })
            .collect();
        let mut line_box = self.whole_row(&cells, self.setup.text_width());
        line_box.keep_with_next = true;
        line_box.space_before = self.space(0.5);
        let mut copy = line_box.clone();
        copy.items.iter_mut().for_each(|item| item.tag = None);
        self.galley.boxes.push(line_box);
        Rc::new(copy)
    }

    fn add_table_row(&mut self, table: &Table, row: &Row, edges: &[f32], body: TagId) {
        let tag = self.add_tag(TagKind::Row, Some(body));
        let width = self.setup.text_width();
        let columns = u32::try_from(table.columns.len()).unwrap_or(1);
        let cells: Vec<CellLayout> = match row.kind {
            RowKind::Group => {
                let mut bold = row.cells.first().cloned().unwrap_or_default();
                bold.words = StyledText::new(bold.words.plain(), TextStyle::BOLD);
                let heading = self.add_tag(TagKind::RowHeading(columns), Some(tag));
                vec![self.lay_out_cell(&bold, &table.columns, edges, 0, table.columns.len(), heading)]
            }
            RowKind::Body => {
                let cells = row.cells.iter().take(table.columns.len()).enumerate();
                cells
                    .map(|(column, cell)| {
                        let is_heading = column == 0 && table.names_rows;
                        let kind = if is_heading { TagKind::RowHeading(1) } else { TagKind::Cell };
                        let cell_tag = self.add_tag(kind, Some(tag));
                        self.lay_out_cell(cell, &table.columns, edges, column, 1, cell_tag)
                    })
                    .collect()
            }
        };
        let page_height = self.setup.paper.page_size().1;
        let mut line_box = self.whole_row(&cells, width);
        if line_box.height > page_height * MAX_WHOLE_ROW_PAGE_SHARE {
            return self.add_divided_row(&cells, width);
        }
        if row.kind == RowKind::Group {
            line_box.keep_with_next = true;
            line_box.items.insert(0, Self::group_background(width, line_box.height));
        }
        self.galley.boxes.push(line_box);
    }

    /// Lays out a cell that begins at this column and spans this many columns.
    fn lay_out_cell(
        &mut self,
        cell: &Cell,
        columns: &[Column],
        edges: &[f32],
        column: usize,
        span: usize,
        tag: TagId,
    ) -> CellLayout {
        let size = self.setup.size;
        let left = edges[column];
        let width = edges[(column + span).min(edges.len() - 1)] - left;
        let mark = if cell.mark.is_some() { size * MARK_WIDTH_EMS } else { 0.0 };
        let room = width - size * PADDING_X_EMS * 2.0 - mark;
        let align = if span > 1 { Align::Start } else { columns[column].align };
        let figure =
            cell.mark.as_ref().map(|mark| self.add_tag(TagKind::Figure(mark.alt_text.clone()), Some(tag)));
        let lines = self.typesetter.break_lines(&cell.words, size, room, align);
        CellLayout { lines, x: left + size * PADDING_X_EMS + mark, mark: cell.mark.clone(), tag, figure }
    }

    /// Returns a row as a single line box.
    fn whole_row(&self, cells: &[CellLayout], width: f32) -> LineBox {
        let size = self.setup.size;
        let padding = self.space(PADDING_Y_EMS);
        let mut line_box = LineBox::default();
        for cell in cells {
            let mut y = padding;
            for line in &cell.lines {
                let paint = Paint::Text(line.clone());
                line_box.items.push(PaintItem { x: cell.x, y, paint, tag: Some(cell.tag) });
                y += line.height;
            }
            line_box.height = line_box.height.max(y + padding);
            line_box.items.extend(cell_mark(cell, size, padding));
        }
        let rule = Paint::Rule(width);
        line_box.items.push(PaintItem { x: 0.0, y: line_box.height, paint: rule, tag: None });
        line_box
    }

    /// Adds a row as a line box for each of its lines.
    fn add_divided_row(&mut self, cells: &[CellLayout], width: f32) {
        let size = self.setup.size;
        let padding = self.space(PADDING_Y_EMS);
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        for index in 0..count {
            let (is_first, is_last) = (index == 0, index + 1 == count);
            let top = if is_first { padding } else { 0.0 };
            let mut line_box = LineBox {
                height: top + size * LEADING + if is_last { padding } else { 0.0 },
                keep_with_next: !is_last && (is_first || index + 2 == count),
                ..LineBox::default()
            };
            for cell in cells {
                let line = cell.lines.get(index).cloned().map(Paint::Text);
                let item = line.map(|paint| PaintItem { x: cell.x, y: top, paint, tag: Some(cell.tag) });
                line_box.items.extend(item);
                line_box.items.extend(cell_mark(cell, size, padding).filter(|_| is_first));
            }
            if is_last {
                let rule = Paint::Rule(width);
                line_box.items.push(PaintItem { x: 0.0, y: line_box.height, paint: rule, tag: None });
            }
            self.galley.boxes.push(line_box);
        }
    }

    /// Returns the left edge of each column and the right edge of the last, in points.
    fn column_edges(&mut self, table: &Table) -> Vec<f32> {
        let mut edges = vec![0.0];
        let mut edge = 0.0;
        for width in self.column_widths(table) {
            edge += width;
            edges.push(edge);
        }
        edges
    }

    /// Returns the widths of the columns in points. Together they fill the width of the page.
    fn column_widths(&mut self, table: &Table) -> Vec<f32> {
        let room = self.setup.text_width();
        let limits: Vec<(f32, f32)> =
            (0..table.columns.len()).map(|column| self.min_and_max_column_width(table, column)).collect();
        let is_fit = |column: usize| table.columns[column].width == ColumnWidth::Fit;
        let share = |column: usize| match table.columns[column].width {
            ColumnWidth::Fit => 0.0,
            ColumnWidth::Share(share) => share,
        };
        let columns = 0..table.columns.len();
        let shares: f32 = columns.clone().map(share).sum();
        let min_shared: f32 = columns.clone().filter(|column| !is_fit(*column)).map(|c| limits[c].0).sum();
        let max_fit: f32 = columns.clone().filter(|column| is_fit(*column)).map(|c| limits[c].1).sum();
        let min_fit: f32 = columns.clone().filter(|column| is_fit(*column)).map(|c| limits[c].0).sum();
        // Fitted columns shrink, at most to their longest word, before the others become narrower than their longest
        // word.
        let room_for_fit =
            (room - min_shared.max(if shares > 0.0 { room * 0.42 } else { 0.0 })).clamp(0.0, room);
        let growth = if max_fit > min_fit {
            ((room_for_fit - min_fit) / (max_fit - min_fit)).clamp(0.0, 1.0)
        } else {
            1.0
        };
        let mut widths: Vec<f32> = columns
            .clone()
            .map(|c| if is_fit(c) { limits[c].0 + (limits[c].1 - limits[c].0) * growth } else { 0.0 })
            .collect();
        let left = (room - widths.iter().sum::<f32>()).max(0.0);
        // Each of the others gets the width of its longest word, and its share of the rest.
        let spare = (left - min_shared).max(0.0);
        let by_share = |column: usize| left * share(column) / shares;
        let fits_all = columns.clone().all(|column| is_fit(column) || by_share(column) >= limits[column].0);
        for column in columns.filter(|column| !is_fit(*column)) {
            widths[column] = match fits_all {
                true => by_share(column),
                false => limits[column].0 + spare * share(column) / shares,
            };
        }
        widths
    }

    /// Returns the minimum width of a column, that of its longest word, and the width of its widest cell, in points.
    fn min_and_max_column_width(&mut self, table: &Table, column: usize) -> (f32, f32) {
        let size = self.setup.size;
        let mut limits = (0.0_f32, 0.0_f32);
        let mut include = |words: &StyledText, mark: f32, typesetter: &mut Typesetter| {
            let (min, max) = typesetter.min_and_max_width(words, size);
            limits.0 = limits.0.max(min + mark + size * PADDING_X_EMS * 2.0);
            limits.1 = limits.1.max(max + mark + size * PADDING_X_EMS * 2.0);
        };
        if let Some(words) = table.header.get(column) {
            include(&StyledText::new(words.plain(), TextStyle::BOLD), 0.0, self.typesetter);
        }
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Body) {
            if let Some(cell) = row.cells.get(column) {
                let mark = if cell.mark.is_some() { size * MARK_WIDTH_EMS } else { 0.0 };
                include(&cell.words, mark, self.typesetter);
            }
        }
        limits
    }
}

/// Returns the mark of a cell, vertically centred on its first line.
fn cell_mark(cell: &CellLayout, size: f32, padding: f32) -> Option<PaintItem> {
    let mark = cell.mark.clone()?;
    let y = padding + (size * LEADING - size * MARK_SIDE_EMS) / 2.0;
    let x = cell.x - size * MARK_WIDTH_EMS;
    Some(PaintItem { x, y, paint: Paint::Mark(mark, size * MARK_SIDE_EMS), tag: cell.figure })
}
