//! Writes reports, comparisons and selections as HTML. A page is complete in one file: it has no scripts, loads nothing
//! from elsewhere, and escapes all text of reports.

mod comparison;
mod report;
mod selection;
mod timeline;

use std::fmt::Write as _;

pub use comparison::comparison_to_html;
pub use report::{section_to_html, to_html};
pub use selection::selection_to_html;
pub use timeline::timeline_to_html;

use crate::{
    analysis::{GradeMarkShape, step_label},
    report::{Emphasis, Grade, Report, Text},
};

/// Writes the beginning of a page up to `<body>`. The security policy of the page forbids scripts and requests, in case
/// text of a report is not escaped by mistake.
fn begin_page(page: &mut String, title: &str, style: &str) {
    // Writing to a String cannot fail.
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>{BASE_STYLE}{style}</style>\n</head>\n<body>\n",
        escape_html(title)
    );
}

/// The colours and fonts of every page. The colours are light or dark to match the reader's system.
const BASE_STYLE: &str = ":root{--page:#fff;--panel:#f4f5f6;--text:#0b0c0c;--quiet:#484949;--line:#cecece;--link:#1a65a6;\
--gone:#f4e3d7;--come:#dce9f5;--edge:#0b0c0c}\
@media (prefers-color-scheme:dark){:root{--page:#17191b;--panel:#1f2225;--text:#e9ebee;--quiet:#a8aeb5;\
--line:#3b4046;--link:#7cb5e8;--gone:#4a2f1e;--come:#24384c;--edge:#e9ebee}}\
*{box-sizing:border-box}body{font:17px/1.5 \"Source Sans 3\",\"Source Sans Pro\",\"Segoe UI\",Roboto,\"Helvetica Neue\",\
Arial,sans-serif;margin:0;background:var(--page);color:var(--text);overflow-wrap:break-word}\
a{color:var(--link)}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:.3em .6em;border-bottom:1px solid var(--line)}\
.grade{font-weight:600;white-space:nowrap}.quiet{color:var(--quiet);font-size:.88em}\
.mark{width:1.05em;height:1.05em;vertical-align:-.14em;margin-right:.35em;overflow:visible}\
@media print{:root{--page:#fff;--text:#000;--quiet:#444}}";

/// Returns the file name of a report and the first 8 digits of its SHA-256 fingerprint, as HTML.
fn source_markup(report: &Report) -> String {
    let fingerprint = report.source.sha256.get(..8).unwrap_or_default();
    format!("{} (SHA-256 {fingerprint}…)", escape_html(&report.source.file))
}

/// Returns the mark and the label of a grade as HTML.
fn grade_markup(report: &Report, grade: &Grade) -> String {
    let scale = report.scale.as_ref();
    let mark =
        grade_mark_markup(GradeMarkShape::for_grade(grade, scale), &format!("{}:", step_label(grade, scale)));
    format!("<span class=\"grade\">{mark}{}</span>", escape_html(&grade.label))
}

/// Returns a grade mark as an SVG picture with alternative text, which screen readers read.
fn grade_mark_markup(shape: GradeMarkShape, alt_text: &str) -> String {
    format!(
        "<svg class=\"mark\" viewBox=\"-1.25 -1.25 2.5 2.5\" role=\"img\" aria-label=\"{}\">{}</svg>",
        escape_html(alt_text),
        grade_mark_shapes(shape)
    )
}

/// Returns the SVG elements of a grade mark. Both coordinates range from −1 to 1.
pub(super) fn grade_mark_shapes(shape: GradeMarkShape) -> String {
    const OUTLINE_ATTRIBUTES: &str = "stroke=\"var(--edge)\" stroke-width=\".16\" stroke-linejoin=\"round\"";
    let fill = match shape {
        GradeMarkShape::Star => "#d6e9f8",
        GradeMarkShape::Disc => "#7db8da",
        GradeMarkShape::Triangle => "#c0702a",
        GradeMarkShape::CrossedSquare => "#5e0b15",
        GradeMarkShape::Step(_) | GradeMarkShape::Unknown => "none",
    };
    let corners = shape.corners();
    let mut out = String::new();
    let dash = if shape == GradeMarkShape::Unknown { " stroke-dasharray=\".32 .24\"" } else { "" };
    let _ = if corners.is_empty() {
        write!(out, "<circle r=\"{}\" fill=\"{fill}\" {OUTLINE_ATTRIBUTES}{dash}/>", shape.radius())
    } else {
        let points: Vec<String> = corners.iter().map(|(x, y)| format!("{x:.2},{y:.2}")).collect();
        write!(out, "<polygon points=\"{}\" fill=\"{fill}\" {OUTLINE_ATTRIBUTES}/>", points.join(" "))
    };
    if shape == GradeMarkShape::CrossedSquare {
        let arm = GradeMarkShape::CROSS_ARM_LENGTH;
        let _ = write!(
            out,
            "<path d=\"M-{arm:.2}-{arm:.2}L{arm:.2} {arm:.2}M-{arm:.2} {arm:.2}L{arm:.2}-{arm:.2}\" \
             stroke=\"#fff\" stroke-width=\".2\"/>"
        );
    }
    if let Some(sign) = shape.ring_text() {
        let _ = write!(
            out,
            "<text y=\".5\" font-size=\"1.4\" font-weight=\"600\" text-anchor=\"middle\" fill=\"var(--text)\">{}</text>",
            escape_html(&sign)
        );
    }
    out
}

/// Escapes text for HTML elements and quoted attributes.
pub(super) fn escape_html(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Returns text as HTML, with its bold and italic words. Each range gets its own elements, so that elements never
/// overlap.
fn emphasis_markup(text: &Text) -> String {
    let mut out = String::with_capacity(text.plain().len() + 32);
    for (words, emphasis) in text.emphasis_runs() {
        let mut words = escape_html(words);
        if emphasis.contains(&Emphasis::Italic) {
            words = format!("<em>{words}</em>");
        }
        if emphasis.contains(&Emphasis::Bold) {
            words = format!("<strong>{words}</strong>");
        }
        out.push_str(&words);
    }
    out
}
