//! The specification of a row of a table: the widths of its columns, and grade marks in its cells.

use super::row_spec::{GRADE_MARK_WIDTH, Piece, RowSpec};
use crate::{
    report::{Grade, Report, Table, Text},
    ui::{
        grade_mark::GradeMark,
        theme::{ReadingStyles, TypeStyle},
    },
};

/// Space between the cells of a table, in points.
const CELL_GAP: f32 = 16.0;
/// Space at the left and right edge of a table, in points.
const TABLE_EDGE: f32 = 8.0;

/// Returns the specification of a row of a table in a column of this width in points.
pub(super) fn table_row<'a>(
    report: &'a Report,
    table: &'a Table,
    index: usize,
    (width, reading): (f32, ReadingStyles),
) -> RowSpec<'a> {
    let Some(cells) = table.rows.get(index) else { return RowSpec::new(0.0, 0.0, Vec::new()) };
    let is_header = table.has_header && index == 0;
    let widths = column_widths(table, width - TABLE_EDGE * 2.0, reading.table());
    let is_group = widths.len() > 1 && cells.iter().skip(1).all(Text::is_blank);
    let kind =
        if is_header || is_group { TypeStyle { bold: true, ..reading.table() } } else { reading.table() };
    let mut x = TABLE_EDGE;
    let mut pieces = Vec::with_capacity(cells.len());
    for (column, (cell, column_width)) in cells.iter().zip(widths).enumerate() {
        let words_width = if is_group { width - TABLE_EDGE * 2.0 } else { column_width - CELL_GAP };
        let grade_mark = if column > 0 && !is_header { grade_mark_of_cell(report, cell) } else { None };
        let mark_width = if grade_mark.is_some() { GRADE_MARK_WIDTH } else { 0.0 };
        if !cell.is_blank() {
            let width = words_width - mark_width;
            pieces.push(Piece { x: x + mark_width, width, grade_mark, ..Piece::text(cell, kind) });
        }
        x += column_width;
    }
    let last = index + 1 == table.rows.len();
    let mut spec = RowSpec::new(4.0, if last { 24.0 } else { 5.0 }, pieces);
    (spec.is_side_by_side, spec.is_table_row, spec.is_shaded) = (true, true, is_header || is_group);
    spec
}

/// Returns the grade mark of a cell that states a grade.
fn grade_mark_of_cell(report: &Report, cell: &Text) -> Option<GradeMark> {
    let scale = report.scale.as_ref()?;
    let grade = scale.leading_grade(cell.plain())?;
    Some(GradeMark::new(&Grade { label: grade.label.clone(), step: Some(grade.step) }, Some(scale)))
}

/// Returns the column widths of a table in points, which add up to `width`. Narrow columns get the width of their
/// longest cell, so that no word is broken. The other columns share the rest.
fn column_widths(table: &Table, width: f32, kind: TypeStyle) -> Vec<f32> {
    /// Only this many rows are measured, because the widths are computed for every row that is painted.
    const MAX_SAMPLED_ROWS: usize = 40;
    /// A longer word may be broken.
    const MAX_UNBROKEN_CHARACTERS: usize = 18;
    // A little more than the average width of a character.
    let character_width = kind.size * 0.56;
    let columns = table.rows.iter().take(MAX_SAMPLED_ROWS).map(Vec::len).max().unwrap_or(1).max(1);
    let mut needs = vec![60.0_f32; columns];
    // No column becomes narrower than its longest word.
    let mut minimums = vec![60.0_f32; columns];
    // Group rows span all columns.
    let rows = table
        .rows
        .iter()
        .take(MAX_SAMPLED_ROWS)
        .filter(|row| row.iter().skip(1).any(|cell| !cell.is_blank()));
    for row in rows {
        for ((cell, need), minimum) in row.iter().zip(&mut needs).zip(&mut minimums) {
            let width_of = |characters: usize| {
                f32::from(u16::try_from(characters).unwrap_or(u16::MAX)) * character_width
                    + GRADE_MARK_WIDTH
                    + CELL_GAP
            };
            *need = need.max(width_of(cell.plain().chars().count()));
            let longest = cell.plain().split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            *minimum = minimum.max(width_of(longest.min(MAX_UNBROKEN_CHARACTERS)));
        }
    }
    let share = width / f32::from(u8::try_from(columns).unwrap_or(u8::MAX));
    let is_narrow = |need: f32| need <= share;
    let taken: f32 = needs.iter().copied().filter(|need| is_narrow(*need)).sum();
    let wide: f32 = needs.iter().copied().filter(|need| !is_narrow(*need)).sum();
    if wide > 0.0 {
        let shared = |need: f32| if is_narrow(need) { need } else { need / wide * (width - taken) };
        let mut widths: Vec<f32> = needs.into_iter().map(shared).collect();
        // The widest column gives to each column that is too narrow, down to its own minimum.
        for column in 0..widths.len() {
            let missing = minimums[column] - widths[column];
            let widest = (0..widths.len()).max_by(|left, right| widths[*left].total_cmp(&widths[*right]));
            let Some(widest) = widest.filter(|widest| *widest != column && missing > 0.0) else { continue };
            let given = missing.min((widths[widest] - minimums[widest]).max(0.0));
            widths[widest] -= given;
            widths[column] += given;
        }
        widths
    } else {
        let stretch = width / taken;
        needs.into_iter().map(|need| need * stretch).collect()
    }
}
