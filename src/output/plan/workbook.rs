//! Writes an action plan as a workbook: a worksheet with the plan, then one with the judgements of the report.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::{COLUMNS, DUE_COLUMN, Plan, STATUSES};
use crate::{
    analysis::JudgementExtent,
    report::{Report, format_date},
};

/// Maximum length of a cell in characters, set by the file format.
const MAX_CELL_CHARACTERS: usize = 32_767;
/// The width of each of [`COLUMNS`], in characters.
const COLUMN_WIDTHS: [f64; COLUMNS.len()] =
    [11.0, 15.0, 60.0, 14.0, 32.0, 18.0, 13.0, 24.0, 22.0, 14.0, 40.0];
/// The code of A4 paper in the file format.
const A4_PAPER_CODE: u8 = 9;

/// The formats of cells in both worksheets.
struct CellFormats {
    /// For column headings.
    heading: Format,
    /// For text and numbers.
    cell: Format,
    /// For dates.
    date: Format,
    /// For text that looks like a formula. With this format it stays text when a person edits the cell.
    quoted: Format,
}

/// Returns a plan and the judgements of its report as a workbook. See [`Plan::to_xlsx`].
pub(super) fn to_xlsx(plan: &Plan, report: &Report) -> Result<Vec<u8>, XlsxError> {
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let formats = CellFormats {
        heading: Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin),
        date: cell.clone().set_num_format("d mmm yyyy").set_align(FormatAlign::Left),
        quoted: cell.clone().set_quote_prefix(),
        cell,
    };
    let mut workbook = Workbook::new();
    // The creation date is always the same, so that the same plan gives the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&plan.heading).set_creation_datetime(&created));
    write_plan(workbook.add_worksheet(), plan, &formats)?;
    write_judgements(workbook.add_worksheet(), report, &formats)?;
    workbook.save_to_buffer()
}

/// Writes the worksheet with the plan.
fn write_plan(sheet: &mut Worksheet, plan: &Plan, formats: &CellFormats) -> Result<(), XlsxError> {
    sheet.set_name("Action plan")?;
    for (column, name) in (0..).zip(plan.columns()) {
        write_text(sheet, (0, column), name, formats, &formats.heading)?;
        let width = COLUMN_WIDTHS.get(usize::from(column)).copied().unwrap_or(24.0);
        sheet.set_column_width(column, width)?;
    }
    for (index, row) in (1..).zip(&plan.rows) {
        for (column, cell) in (0..).zip(row) {
            write_cell(sheet, (index, column), cell, formats)?;
        }
    }
    let last_row = u32::try_from(plan.rows.len()).unwrap_or(u32::MAX);
    let statuses = DataValidation::new().allow_list_strings(&STATUSES)?;
    // The list is only a suggestion: people may type other statuses.
    let statuses = statuses.ignore_blank(true).show_error_message(false);
    // The 200 rows below the plan have the list too, for rows that people add.
    sheet.add_data_validation(1, 9, last_row.max(1) + 200, 9, &statuses)?;
    set_up_plan_worksheet(sheet, plan, last_row)
}

/// Sets up the frozen heading row, the filters and the print layout of the worksheet with the plan.
fn set_up_plan_worksheet(sheet: &mut Worksheet, plan: &Plan, last_row: u32) -> Result<(), XlsxError> {
    let columns = u16::try_from(plan.columns().count()).unwrap_or(u16::MAX);
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, columns - 1)?;
    sheet.set_landscape().set_paper_size(A4_PAPER_CODE).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let published = plan.published.map(|day| format!(", published {}", format_date(day))).unwrap_or_default();
    // In a footer of the file format, "&" begins a code such as "&P", and "&&" stands for "&".
    let heading = format!("{}{published}", plan.heading).replace('&', "&&");
    let heading: String = heading.chars().take(180).collect();
    sheet.set_footer(format!("&L{heading}&RPage &P of &N"));
    Ok(())
}

/// Writes the worksheet with the judgements of the report.
fn write_judgements(sheet: &mut Worksheet, report: &Report, formats: &CellFormats) -> Result<(), XlsxError> {
    sheet.set_name("Judgements")?;
    for (column, (name, width)) in (0..).zip([
        ("Group", 32.0),
        ("Judgement", 48.0),
        ("Grade", 22.0),
        ("Step", 8.0),
        ("Paragraphs", 14.0),
    ]) {
        write_text(sheet, (0, column), name, formats, &formats.heading)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, judgement) in (1..).zip(&report.judgements) {
        let group = judgement.group.as_deref().unwrap_or("");
        let extent = JudgementExtent::of_judgement(report, judgement).to_string();
        for (column, words) in [(0, group), (1, &judgement.title), (2, &judgement.grade.label), (4, &extent)]
        {
            write_text(sheet, (row, column), words, formats, &formats.cell)?;
        }
        if let Some(step) = judgement.grade.step {
            sheet.write_number_with_format(row, 3, f64::from(step), &formats.cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last_row = u32::try_from(report.judgements.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last_row, 4)?;
    sheet.set_landscape().set_paper_size(A4_PAPER_CODE).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Writes a cell of the plan, never as a formula. In the Due column and in columns that people added, dates are written
/// as dates. In columns that people added, numbers are written as numbers. Everything else is text.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &str,
    formats: &CellFormats,
) -> Result<(), XlsxError> {
    let is_added = usize::from(column) >= COLUMNS.len();
    let can_be_date = usize::from(column) == DUE_COLUMN || is_added;
    if let Some(day) =
        cell.parse::<crate::report::Date>().ok().filter(|day| can_be_date && day.to_string() == cell)
        && let (Ok(year), Ok(month), Ok(day_of_month)) =
            (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()))
        && let Ok(day) = ExcelDateTime::from_ymd(year, month, day_of_month)
    {
        return sheet.write_datetime_with_format(row, column, &day, &formats.date).map(|_| ());
    }
    let number = cell.parse::<f64>().ok().filter(|number| is_added && number.to_string() == cell);
    if let Some(number) = number.filter(|number| number.is_finite()) {
        return sheet.write_number_with_format(row, column, number, &formats.cell).map(|_| ());
    }
    write_text(sheet, (row, column), cell, formats, &formats.cell)
}

/// Writes text, cut to the maximum length of a cell.
fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    formats: &CellFormats,
    format: &Format,
) -> Result<(), XlsxError> {
    let words = words.char_indices().nth(MAX_CELL_CHARACTERS).map_or(words, |(end, _)| &words[..end]);
    let format = if words.starts_with(['=', '+', '-', '@']) { &formats.quoted } else { format };
    sheet.write_string_with_format(row, column, words, format).map(|_| ())
}
