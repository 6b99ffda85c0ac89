//! A plan as a workbook: the plan, then the judgements of the report.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::{COLUMNS, DUE, Plan, STATES};
use crate::{
    analysis::Extent,
    report::{Report, long_date},
};

/// No cell of a workbook holds more characters.
const LONGEST: usize = 32_767;
/// Widths of our columns, in characters.
const WIDTHS: [f64; COLUMNS.len()] = [11.0, 15.0, 60.0, 14.0, 32.0, 18.0, 13.0, 24.0, 22.0, 14.0, 40.0];
/// ISO 216 A4, as workbooks count papers.
const A4: u8 = 9;

/// How cells look.
struct Formats {
    head: Format,
    cell: Format,
    date: Format,
    /// Words that look like a formula, for people who edit the cell.
    quoted: Format,
}

pub(super) fn to_xlsx(plan: &Plan, report: &Report) -> Result<Vec<u8>, XlsxError> {
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let formats = Formats {
        head: Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin),
        date: cell.clone().set_num_format("d mmm yyyy").set_align(FormatAlign::Left),
        quoted: cell.clone().set_quote_prefix(),
        cell,
    };
    let mut workbook = Workbook::new();
    // The same plan makes the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&plan.heading).set_creation_datetime(&made));
    write_plan(workbook.add_worksheet(), plan, &formats)?;
    write_judgements(workbook.add_worksheet(), report, &formats)?;
    workbook.save_to_buffer()
}

fn write_plan(sheet: &mut Worksheet, plan: &Plan, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("Action plan")?;
    for (column, name) in (0..).zip(plan.columns()) {
        write_words(sheet, (0, column), name, formats, &formats.head)?;
        let width = WIDTHS.get(usize::from(column)).copied().unwrap_or(24.0);
        sheet.set_column_width(column, width)?;
    }
    for (index, row) in (1..).zip(&plan.rows) {
        for (column, cell) in (0..).zip(row) {
            write_cell(sheet, (index, column), cell, formats)?;
        }
    }
    let last = u32::try_from(plan.rows.len()).unwrap_or(u32::MAX);
    let states = DataValidation::new().allow_list_strings(&STATES)?;
    // Other words than those of the list may be typed too.
    let states = states.ignore_blank(true).show_error_message(false);
    sheet.add_data_validation(1, 9, last.max(1) + 200, 9, &states)?;
    set_up(sheet, plan, last)
}

/// What stays in view, what can be filtered, and how it is printed.
fn set_up(sheet: &mut Worksheet, plan: &Plan, last: u32) -> Result<(), XlsxError> {
    let columns = u16::try_from(plan.columns().count()).unwrap_or(u16::MAX);
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, columns - 1)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let published = plan.published.map(|day| format!(", published {}", long_date(day))).unwrap_or_default();
    // "&" begins a code in a footer.
    let heading = format!("{}{published}", plan.heading).replace('&', "&&");
    let heading: String = heading.chars().take(180).collect();
    sheet.set_footer(format!("&L{heading}&RPage &P of &N"));
    Ok(())
}

fn write_judgements(sheet: &mut Worksheet, report: &Report, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("Judgements")?;
    for (column, (name, width)) in (0..).zip([
        ("Group", 32.0),
        ("Judgement", 48.0),
        ("Grade", 22.0),
        ("Step", 8.0),
        ("Paragraphs", 14.0),
    ]) {
        write_words(sheet, (0, column), name, formats, &formats.head)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, judgement) in (1..).zip(&report.judgements) {
        let group = judgement.group.as_deref().unwrap_or("");
        let extent = Extent::of(report, judgement).to_string();
        for (column, words) in [(0, group), (1, &judgement.title), (2, &judgement.grade.label), (4, &extent)]
        {
            write_words(sheet, (row, column), words, formats, &formats.cell)?;
        }
        if let Some(step) = judgement.grade.step {
            sheet.write_number_with_format(row, 3, f64::from(step), &formats.cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u32::try_from(report.judgements.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, 4)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// A date as a date, a number that people wrote as a number, anything else as words; never a formula.
fn write_cell(sheet: &mut Worksheet, at: (u32, u16), cell: &str, formats: &Formats) -> Result<(), XlsxError> {
    let column = usize::from(at.1);
    let is_date = column == DUE || column >= COLUMNS.len();
    if let Some(day) =
        cell.parse::<crate::report::Date>().ok().filter(|day| is_date && day.to_string() == cell)
        && let (Ok(year), Ok(month), Ok(date)) =
            (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()))
        && let Ok(day) = ExcelDateTime::from_ymd(year, month, date)
    {
        return sheet.write_datetime_with_format(at.0, at.1, &day, &formats.date).map(|_| ());
    }
    let number =
        cell.parse::<f64>().ok().filter(|number| column >= COLUMNS.len() && number.to_string() == cell);
    if let Some(number) = number.filter(|number| number.is_finite()) {
        return sheet.write_number_with_format(at.0, at.1, number, &formats.cell).map(|_| ());
    }
    write_words(sheet, at, cell, formats, &formats.cell)
}

fn write_words(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    formats: &Formats,
    format: &Format,
) -> Result<(), XlsxError> {
    let words = words.char_indices().nth(LONGEST).map_or(words, |(end, _)| &words[..end]);
    let format = if words.starts_with(['=', '+', '-', '@']) { &formats.quoted } else { format };
    sheet.write_string_with_format(row, column, words, format).map(|_| ())
}
