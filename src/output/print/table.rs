//! Lays out tables as line boxes. A row is not divided between pages unless it is so high that keeping it whole would
//! leave much of a page empty.

use std::rc::Rc;

use super::{
    Align, Cell, Column, ColumnWidth, GradeMark, Row, RowKind, StyledText, Table, TextStyle,
    layout::LayoutBuilder,
    line_box::{LineBox, Paint, PaintItem, TagId, TagKind},
    typeface::{LINE_HEIGHT_EMS, TextLine, Typesetter},
};

/// Space above and below the text of a cell, as a factor of the text size.
const PADDING_Y_EMS: f32 = 0.18;
/// Space left and right of the text of a cell, as a factor of the text size.
const PADDING_X_EMS: f32 = 0.45;
/// Side of a grade mark, as a factor of the text size.
const MARK_SIDE_EMS: f32 = 1.1;
/// Width of a grade mark with the gap after it, as a factor of the text size.
const MARK_WIDTH_EMS: f32 = 1.6;
/// Maximum height of a row that is not divided between pages, as a share of the height of a page.
const MAX_WHOLE_ROW_PAGE_SHARE: f32 = 0.4;
/// Maximum height of a row that is kept on one page with the row after it, in lines.
const MAX_KEPT_ROW_LINES: f32 = 4.5;
/// Minimum width of all columns with [`ColumnWidth::Share`] together, as a share of the text width.
const MIN_SHARED_COLUMNS_SHARE: f32 = 0.42;

/// Maximum width of a word that widens its column, as a share of the text width. Longer words are broken.
const MAX_WORD_SHARE: f32 = 0.6;

impl ColumnWidth {
    /// Returns the share of the width that a column gets, relative to the other shares; 0 if it is as narrow as its cells.
    fn share(self) -> f32 {
        match self {
            Self::Fit => 0.0,
            Self::Share(share) => share,
        }
    }
}

/// A cell with its text broken into lines.
struct CellLayout {
    /// The lines of the text.
    lines: Vec<TextLine>,
    /// Distance of the text from the left edge of the table, in points.
    x: f32,
    /// The grade mark before the text, if there is one.
    mark: Option<GradeMark>,
    /// The tag of the cell.
    tag: TagId,
    /// The tag of the grade mark.
    figure: Option<TagId>,
}

impl LayoutBuilder<'_> {
    /// Adds a table: the column headings, then the rows.
    pub(super) fn add_table(&mut self, table: &Table) {
        let edges = self.column_edges(table);
        let table_tag = self.add_tag(TagKind::Table, None);
        let header = (!table.header.is_empty()).then(|| self.add_table_header(table, &edges, table_tag));
        let body = self.add_tag(TagKind::TableBody, Some(table_tag));
        let first_box = self.galley.boxes.len();
        for row in &table.rows {
            let first = self.galley.boxes.len();
            self.add_table_row(table, row, &edges, body);
            for line_box in &mut self.galley.boxes[first..] {
                line_box.repeated_header.clone_from(&header);
            }
        }
        self.keep_end_rows_together(first_box);
    }

    /// Keeps the first two rows of a table on one page, and the last two, because a row alone on a page is easily
    /// overlooked. High rows are not kept together, because much of a page could be left empty. `first` is the index of
    /// the first box of the rows.
    fn keep_end_rows_together(&mut self, first: usize) {
        let max_height = self.setup.text_size * LINE_HEIGHT_EMS * MAX_KEPT_ROW_LINES;
        let rows = &mut self.galley.boxes[first..];
        let Some(before_last) = rows.len().checked_sub(2) else { return };
        for (row, other) in [(0, 1), (before_last, before_last + 1)] {
            if rows[row].height <= max_height && rows[other].height <= max_height {
                rows[row].is_kept_with_next = true;
            }
        }
    }

    /// Adds the column headings. Returns a copy of them without tags, which is repeated on later pages: screen readers
    /// read the headings only once.
    fn add_table_header(&mut self, table: &Table, edges: &[f32], table_tag: TagId) -> Rc<LineBox> {
        let head = self.add_tag(TagKind::TableHead, Some(table_tag));
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
        line_box.is_kept_with_next = true;
        line_box.space_before = self.space_points(0.5);
        let mut copy = line_box.clone();
        copy.items.iter_mut().for_each(|item| item.tag = None);
        self.galley.boxes.push(line_box);
        Rc::new(copy)
    }

    /// Adds a row. A row that is too high to be kept whole is divided between its lines.
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
                        let is_heading = column == 0 && table.has_row_headings;
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
            line_box.is_kept_with_next = true;
            line_box.items.insert(0, Self::group_background(width, line_box.height));
        }
        self.galley.boxes.push(line_box);
    }

    /// Lays out a cell that begins at `column` and spans `span` columns.
    fn lay_out_cell(
        &mut self,
        cell: &Cell,
        columns: &[Column],
        edges: &[f32],
        column: usize,
        span: usize,
        tag: TagId,
    ) -> CellLayout {
        let size = self.setup.text_size;
        let left = edges[column];
        let width = edges[(column + span).min(edges.len() - 1)] - left;
        let mark_width = if cell.mark.is_some() { size * MARK_WIDTH_EMS } else { 0.0 };
        let available_width = width - size * PADDING_X_EMS * 2.0 - mark_width;
        let align = if span > 1 { Align::Start } else { columns[column].align };
        let figure =
            cell.mark.as_ref().map(|mark| self.add_tag(TagKind::Figure(mark.alt_text.clone()), Some(tag)));
        let lines = self.typesetter.break_lines(&cell.words, size, available_width, align);
        CellLayout {
            lines,
            x: left + size * PADDING_X_EMS + mark_width,
            mark: cell.mark.clone(),
            tag,
            figure,
        }
    }

    /// Returns a row as a single line box, with a rule below.
    fn whole_row(&self, cells: &[CellLayout], width: f32) -> LineBox {
        let size = self.setup.text_size;
        let padding = self.space_points(PADDING_Y_EMS);
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
        let size = self.setup.text_size;
        let padding = self.space_points(PADDING_Y_EMS);
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        for index in 0..count {
            let (is_first, is_last) = (index == 0, index + 1 == count);
            let top = if is_first { padding } else { 0.0 };
            let mut line_box = LineBox {
                height: top + size * LINE_HEIGHT_EMS + if is_last { padding } else { 0.0 },
                is_kept_with_next: !is_last && (is_first || index + 2 == count),
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

    /// Returns the widths of the columns in points. If any column has [`ColumnWidth::Share`], they fill the text width.
    fn column_widths(&mut self, table: &Table) -> Vec<f32> {
        let available_width = self.setup.text_width();
        let mut width_limits: Vec<(f32, f32)> =
            (0..table.columns.len()).map(|column| self.min_and_max_column_width(table, column)).collect();
        // A word that would take most of the table is broken, so that it does not squeeze the other columns.
        let shares: f32 = table.columns.iter().map(|column| column.width.share()).sum();
        for (limits, column) in width_limits.iter_mut().zip(&table.columns) {
            if limits.0 > available_width * MAX_WORD_SHARE && column.width != ColumnWidth::Fit {
                limits.0 = limits.0.min(available_width * column.width.share() / shares);
            }
        }
        // Other words that are too long together are broken in the columns with the longest ones.
        let longest_words: Vec<f32> = width_limits.iter().map(|limits| limits.0).collect();
        for (limits, width) in width_limits.iter_mut().zip(widths_within(&longest_words, available_width)) {
            limits.0 = width;
        }
        let is_fitted = |column: usize| table.columns[column].width == ColumnWidth::Fit;
        let share = |column: usize| table.columns[column].width.share();
        let columns = 0..table.columns.len();
        let min_shared_width: f32 =
            columns.clone().filter(|column| !is_fitted(*column)).map(|c| width_limits[c].0).sum();
        let max_fitted_width: f32 =
            columns.clone().filter(|column| is_fitted(*column)).map(|c| width_limits[c].1).sum();
        let min_fitted_width: f32 =
            columns.clone().filter(|column| is_fitted(*column)).map(|c| width_limits[c].0).sum();
        // If there is not enough room, the fitted columns become narrower first, but not narrower than their longest
        // word.
        let available_fitted_width = (available_width
            - min_shared_width.max(if shares > 0.0 {
                available_width * MIN_SHARED_COLUMNS_SHARE
            } else {
                0.0
            }))
        .clamp(0.0, available_width);
        let growth = if max_fitted_width > min_fitted_width {
            ((available_fitted_width - min_fitted_width) / (max_fitted_width - min_fitted_width))
                .clamp(0.0, 1.0)
        } else {
            1.0
        };
        let mut widths: Vec<f32> = columns
            .clone()
            .map(|c| {
                if is_fitted(c) {
                    width_limits[c].0 + (width_limits[c].1 - width_limits[c].0) * growth
                } else {
                    0.0
                }
            })
            .collect();
        let remaining_width = (available_width - widths.iter().sum::<f32>()).max(0.0);
        // If the shares alone would make a column narrower than its longest word, each column gets the width of its
        // longest word and a share of the rest.
        let spare_width = (remaining_width - min_shared_width).max(0.0);
        let shared_width = |column: usize| remaining_width * share(column) / shares;
        let fits_all =
            columns.clone().all(|column| is_fitted(column) || shared_width(column) >= width_limits[column].0);
        for column in columns.filter(|column| !is_fitted(*column)) {
            widths[column] = match fits_all {
                true => shared_width(column),
                false => width_limits[column].0 + spare_width * share(column) / shares,
            };
        }
        widths
    }

    /// Returns the minimum width of a column, which is that of its longest word, and the maximum width, which is that
    /// of its widest cell, in points.
    fn min_and_max_column_width(&mut self, table: &Table, column: usize) -> (f32, f32) {
        let size = self.setup.text_size;
        let mut limits = (0.0_f32, 0.0_f32);
        let mut widen = |words: &StyledText, mark_width: f32, typesetter: &mut Typesetter| {
            let (min, max) = typesetter.min_and_max_width(words, size);
            limits.0 = limits.0.max(min + mark_width + size * PADDING_X_EMS * 2.0);
            limits.1 = limits.1.max(max + mark_width + size * PADDING_X_EMS * 2.0);
        };
        if let Some(words) = table.header.get(column) {
            widen(&StyledText::new(words.plain(), TextStyle::BOLD), 0.0, self.typesetter);
        }
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Body) {
            if let Some(cell) = row.cells.get(column) {
                let mark_width = if cell.mark.is_some() { size * MARK_WIDTH_EMS } else { 0.0 };
                widen(&cell.words, mark_width, self.typesetter);
            }
        }
        limits
    }
}

/// Returns these widths, with the largest ones reduced so that together they are at most `available_width`.
fn widths_within(widths: &[f32], available_width: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by(|one, other| widths[*one].total_cmp(&widths[*other]));
    let mut reduced = widths.to_vec();
    let mut remaining_width = available_width;
    for (position, index) in order.into_iter().enumerate() {
        let equal_share = remaining_width / (widths.len() - position) as f32;
        reduced[index] = widths[index].min(equal_share);
        remaining_width -= reduced[index];
    }
    reduced
}

/// Returns the grade mark of a cell, vertically centred on the first line of its text; `None` if it has none. `size`
/// and `padding` are in points.
fn cell_mark(cell: &CellLayout, size: f32, padding: f32) -> Option<PaintItem> {
    let mark = cell.mark.clone()?;
    let y = padding + (size * LINE_HEIGHT_EMS - size * MARK_SIDE_EMS) / 2.0;
    let x = cell.x - size * MARK_WIDTH_EMS;
    Some(PaintItem { x, y, paint: Paint::Mark(mark, size * MARK_SIDE_EMS), tag: cell.figure })
}
