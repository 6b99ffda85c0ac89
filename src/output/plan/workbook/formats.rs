//! The fonts, colours and conditional formats of the workbook.

use rust_xlsxwriter::{ConditionalFormatFormula, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::{
    super::{RAG_RATINGS, losses::cell_name, progress::CLOSED_STATUSES, row_height::FONT_SIZE},
    sheet_column,
};

// Colours as RGB. Words on a fill have a contrast of at least 4.5 to 1.
const WHITE: u32 = 0xFF_FF_FF;
const QUIET: u32 = 0x48_49_49;
const LINE: u32 = 0xCE_CE_CE;
const HEADING_FILL: u32 = 0x1A_4F_80;
const ENTRY_HEADING_FILL: u32 = 0x00_5A_30;
const OVERDUE_TEXT: u32 = 0x94_2A_14;
const OVERDUE_FILL: u32 = 0xFB_E4_DC;
/// The fill and the colour of the words for each of [`RAG_RATINGS`].
const RAG_COLOURS: [(u32, u32); RAG_RATINGS.len()] =
    [(0xC0_2A_14, WHITE), (0xF7_C4_6C, 0), (0x9F_D5_B1, 0), (0xA9_C9_E8, 0)];

/// The formats of cells in both worksheets.
pub(in crate::output::plan) struct CellFormats {
    /// For the title above the table.
    pub(in crate::output::plan) title: Format,
    /// For the instructions above the table.
    pub(in crate::output::plan) note: Format,
    /// For the progress above the table.
    pub(in crate::output::plan) progress: Format,
    /// For the headings of columns that the program fills in.
    pub(in crate::output::plan) heading: Format,
    /// For the headings of columns that people fill in.
    pub(in crate::output::plan) entry_heading: Format,
    /// For text and numbers.
    pub(in crate::output::plan) cell: Format,
    /// For dates.
    pub(in crate::output::plan) date: Format,
    /// For text that looks like a formula. With this format it stays text when a person edits the cell.
    pub(in crate::output::plan) quoted: Format,
}

/// Returns the format of cells without a format of their own. Arial, or a typeface with the same widths, is on every
/// system, so that rows have the same height everywhere.
pub(in crate::output::plan) fn default_format() -> Format {
    Format::new().set_font_name("Arial").set_font_size(FONT_SIZE)
}

impl CellFormats {
    pub(in crate::output::plan) fn new() -> Self {
        let base = default_format();
        let wrapped = base.clone().set_text_wrap().set_align(FormatAlign::Top);
        let cell = wrapped.clone().set_border(FormatBorder::Thin).set_border_color(LINE);
        let heading = wrapped.set_bold().set_font_color(WHITE).set_border(FormatBorder::Thin);
        let heading = heading.set_border_color(LINE).set_align(FormatAlign::VerticalCenter);
        let line = base.clone().set_align(FormatAlign::VerticalCenter);
        Self {
            title: line.clone().set_bold().set_font_size(14.0),
            note: line.clone().set_font_color(QUIET),
            progress: line.set_bold(),
            heading: heading.clone().set_background_color(HEADING_FILL),
            entry_heading: heading.set_background_color(ENTRY_HEADING_FILL),
            date: cell.clone().set_num_format("d mmm yyyy").set_align(FormatAlign::Left),
            quoted: cell.clone().set_quote_prefix(),
            cell,
        }
    }
}

/// The positions of the columns with choices and highlights, counted from 0.
pub(in crate::output::plan) struct EntryColumns {
    /// The column with due dates.
    pub(in crate::output::plan) due: usize,
    /// The column with statuses.
    pub(in crate::output::plan) status: usize,
    /// The column with ratings.
    pub(in crate::output::plan) rag: usize,
}

/// Highlights ratings, and due dates that have passed although something is left to do, in these rows counted from 0.
pub(in crate::output::plan) fn add_conditional_formats(
    sheet: &mut Worksheet,
    columns: &EntryColumns,
    first_row: u32,
    last_row: u32,
) -> Result<(), XlsxError> {
    // The formulas are for the first row; "$" keeps the column in every cell.
    let cell = |column: usize| format!("${}", cell_name(usize::try_from(first_row).unwrap_or(0), column));
    for (rating, (fill, words)) in RAG_RATINGS.into_iter().zip(RAG_COLOURS) {
        let format = Format::new().set_background_color(fill).set_font_color(words).set_bold();
        let rule = format!("=LOWER({})=\"{}\"", cell(columns.rag), rating.to_lowercase());
        let column = sheet_column(columns.rag);
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        sheet.add_conditional_format(first_row, column, last_row, column, &rule)?;
    }
    let due = cell(columns.due);
    // Array constants are not allowed in these formulas.
    let closed = [columns.status, columns.rag]
        .into_iter()
        .flat_map(|column| CLOSED_STATUSES.map(|status| format!("LOWER({})=\"{status}\"", cell(column))));
    let closed: Vec<String> = closed.collect();
    let rule = format!("=AND(ISNUMBER({due}),{due}<TODAY(),NOT(OR({})))", closed.join(","));
    let format = Format::new().set_background_color(OVERDUE_FILL).set_font_color(OVERDUE_TEXT).set_bold();
    let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
    let column = sheet_column(columns.due);
    sheet.add_conditional_format(first_row, column, last_row, column, &rule)?;
    Ok(())
}
