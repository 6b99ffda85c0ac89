//! Words of a report as they are quoted: with where they stand, whom they are about and when they were published.

use crate::report::{Content, Place, Report, Text, long_date};

/// The words at a place as they are copied: a paragraph with its number and its bullets, a recommendation, a line. `None`
/// where nothing stands that can be quoted.
#[must_use]
pub fn quoted(report: &Report, place: Place) -> Option<String> {
    let block = report.block(place.block);
    match &block.content {
        Content::Paragraph(id) => {
            let paragraph = report.paragraph(*id);
            let bullets = paragraph.bullets.iter().map(|bullet| format!("\n\u{2022} {}", bullet.plain()));
            Some(std::iter::once(paragraph.text.plain().to_owned()).chain(bullets).collect())
        }
        Content::Table(table) => {
            let row = place.part.and_then(|part| table.rows.get(usize::try_from(part).ok()?))?;
            Some(row.iter().map(Text::plain).collect::<Vec<_>>().join("\t"))
        }
        _ => report.texts(place.block).first().map(|text| (*text).to_owned()),
    }
}

/// The words at a place in quotation marks, and where they are from: “…” (para 42, Larkmoor Borough Council, Ofsted,
/// published 1 June 2012). What the report does not say is left out.
#[must_use]
pub fn with_citation(report: &Report, place: Place) -> Option<String> {
    Some(format!("“{}” ({})", quoted(report, place)?.trim(), source(report, place)))
}

/// "para 42, Larkmoor Borough Council, Ofsted, published 1 June 2012".
fn source(report: &Report, place: Place) -> String {
    let block = report.block(place.block);
    let number = match &block.content {
        // A recommendation stands under a paragraph, and is none.
        Content::Recommendation(_) => {
            report.number_at(place).map(|number| format!("recommendation, para {number}"))
        }
        _ => report.number_at(place).map(|number| format!("para {number}")),
    };
    let page = || block.origin.page.map(|page| format!("page {page}"));
    let subject = report.cover.subject.clone().or_else(|| report.cover.title.clone());
    let published = report.cover.published.map(|day| format!("published {}", long_date(day)));
    let parts = [number.or_else(page), subject, inspectorate(report).map(str::to_owned), published];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Who inspected, where the report names them on its first pages or at the edges of its pages.
fn inspectorate(report: &Report) -> Option<&'static str> {
    const FIRST: usize = 60;
    let edges = report.furniture.iter().take(FIRST).map(|line| line.text.as_str());
    let blocks =
        (0..report.blocks.len().min(FIRST)).flat_map(|block| report.texts(crate::report::BlockId(block)));
    let last = report.blocks.len().saturating_sub(FIRST)..report.blocks.len();
    let imprint = last.flat_map(|block| report.texts(crate::report::BlockId(block)));
    let mut all = edges.chain(blocks).chain(imprint);
    all.any(|text| text.contains("Ofsted") || text.contains("ofsted.gov.uk")).then_some("Ofsted")
}
