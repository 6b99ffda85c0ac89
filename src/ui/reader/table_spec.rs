//! The specification of a row of a table: the widths of its columns, and grade marks in its cells.

use super::row_spec::{GRADE_MARK_WIDTH, RowPiece, RowSpec};
use crate::{
    report::{Grade, Report, Table, Text},
    ui::{
        grade_mark::GradeMark,
        theme::{ReadingStyles, TypeStyle},
    },
};

/// Space between the cells of a table, in points.
const CELL_SPACING: f32 = 16.0;
/// Space at the left and right edge of a table, in points.
const TABLE_SIDE_PADDING: f32 = 8.0;

/// Returns the specification of a row of a table. `width` is the width of the text column in points.
pub(super) fn table_row_spec<'a>(
    report: &'a Report,
    table: &'a Table,
    index: usize,
    (width, reading): (f32, ReadingStyles),
) -> RowSpec<'a> {
    let Some(cells) = table.rows.get(index) else { return RowSpec::new(0.0, 0.0, Vec::new()) };
    let is_header = table.has_header && index == 0;
    let widths = column_widths(table, width - TABLE_SIDE_PADDING * 2.0, reading.table_style());
    let is_group = widths.len() > 1 && cells.iter().skip(1).all(Text::is_blank);
    let style = if is_header || is_group {
        TypeStyle { is_bold: true, ..reading.table_style() }
    } else {
        reading.table_style()
    };
    let mut x = TABLE_SIDE_PADDING;
    let mut pieces = Vec::with_capacity(cells.len());
    for (column, (cell, column_width)) in cells.iter().zip(widths).enumerate() {
        let words_width =
            if is_group { width - TABLE_SIDE_PADDING * 2.0 } else { column_width - CELL_SPACING };
        let grade_mark = if column > 0 && !is_header { grade_mark_of_cell(report, cell) } else { None };
        let mark_width = if grade_mark.is_some() { GRADE_MARK_WIDTH } else { 0.0 };
        if !cell.is_blank() {
            let width = words_width - mark_width;
            pieces.push(RowPiece {
                x: x + mark_width,
                width,
                grade_mark,
                ..RowPiece::from_text(cell, style)
            });
        }
        x += column_width;
    }
    let is_last = index + 1 == table.rows.len();
    let mut spec = RowSpec::new(4.0, if is_last { 24.0 } else { 5.0 }, pieces);
    (spec.is_side_by_side, spec.is_table_row, spec.is_shaded) = (true, true, is_header || is_group);
    spec
}

/// Returns the grade mark of a cell that begins with a grade, or `None` for any other cell.
fn grade_mark_of_cell(report: &Report, cell: &Text) -> Option<GradeMark> {
    let scale = report.scale.as_ref()?;
    let grade = scale.leading_grade(cell.plain())?;
    Some(GradeMark::new(&Grade { label: grade.label.clone(), step: Some(grade.step) }, Some(scale)))
}

/// Returns the column widths of a table in points, which add up to `width`. Narrow columns get the width of their
/// longest cell, so that no word in them is broken. The other columns share the remaining width.
fn column_widths(table: &Table, width: f32, style: TypeStyle) -> Vec<f32> {
    /// Maximum number of rows that are measured. The limit is needed because the widths are computed for every painted
    /// row.
    const MAX_SAMPLED_ROWS: usize = 40;
    /// Maximum number of characters of a word that is never broken.
    const MAX_UNBROKEN_CHARACTERS: usize = 18;
    // This is a little more than the average width of a character.
    let character_width = style.size * 0.56;
    let column_count = table.rows.iter().take(MAX_SAMPLED_ROWS).map(Vec::len).max().unwrap_or(1).max(1);
    let mut needs = vec![60.0_f32; column_count];
    // No column becomes narrower than its longest word.
    let mut minimums = vec![60.0_f32; column_count];
    // Group rows span all columns, so they say nothing about the width of a column.
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
                    + CELL_SPACING
            };
            *need = need.max(width_of(cell.plain().chars().count()));
            let longest = cell.plain().split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            *minimum = minimum.max(width_of(longest.min(MAX_UNBROKEN_CHARACTERS)));
        }
    }
    let equal_share = width / f32::from(u8::try_from(column_count).unwrap_or(u8::MAX));
    let is_narrow = |need: f32| need <= equal_share;
    let narrow_total: f32 = needs.iter().copied().filter(|need| is_narrow(*need)).sum();
    let wide_total: f32 = needs.iter().copied().filter(|need| !is_narrow(*need)).sum();
    if wide_total > 0.0 {
        let shared =
            |need: f32| if is_narrow(need) { need } else { need / wide_total * (width - narrow_total) };
        let mut widths: Vec<f32> = needs.into_iter().map(shared).collect();
        // A column narrower than its minimum takes the missing width from the widest column, as far as that column
        // stays above its own minimum.
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
        let stretch = width / narrow_total;
        needs.into_iter().map(|need| need * stretch).collect()
    }
}
