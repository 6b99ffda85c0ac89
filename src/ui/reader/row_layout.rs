//! Lays out the rows of the text, with emphasis, links and highlights.

use std::sync::Arc;

use eframe::egui::{self, Color32, Galley, Stroke, Ui, text::LayoutJob};

use super::row_spec::{PieceWords, RowPiece, RowSpec, TextColor};
use crate::{
    report::{Emphasis, Text},
    ui::{
        theme::{self, Tokens, TypeStyle},
        widgets::text::separate_directions,
    },
};

/// A row after layout. Lengths are in points.
pub(super) struct LaidOutRow {
    /// The height of the row, including the space above and below.
    pub(super) height: f32,
    /// The laid-out words of each piece, and the distance of their top from the top of the row.
    pub(super) galleys: Vec<(Arc<Galley>, f32)>,
}

/// Lays out the words of a row. egui caches the layouts of the last frame, so laying out a row in view again is cheap.
pub(super) fn lay_out_row(ui: &Ui, spec: &RowSpec<'_>) -> LaidOutRow {
    let tokens = theme::tokens(ui);
    let (mut top, mut column) = (spec.above, 0);
    let mut height = 0.0_f32;
    let galleys = spec
        .pieces
        .iter()
        .map(|piece| {
            let job = layout_job(piece, tokens);
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            let size = galley.size().y;
            if piece.column != column {
                (top, column) = (spec.above, piece.column);
            }
            let at = top;
            if spec.is_side_by_side {
                height = height.max(size);
            } else {
                top += size;
                height = height.max(top - spec.above);
                top += spec.piece_spacing;
            }
            (galley, at)
        })
        .collect();
    LaidOutRow { height: spec.above + height + spec.below, galleys }
}

/// Returns the layout job of a piece, with its type style, links and highlights.
fn layout_job(piece: &RowPiece<'_>, tokens: &Tokens) -> LayoutJob {
    let color = match piece.color {
        TextColor::Text => tokens.text,
        TextColor::Secondary => tokens.secondary,
        TextColor::Link => tokens.link,
    };
    let mut job = match &piece.words {
        PieceWords::Text(text) => format_words(text, piece, color, tokens),
        PieceWords::Part(text, range) => format_words(&text.slice(range.clone()), piece, color, tokens),
        PieceWords::Plain(words) if piece.changes.is_some() || !piece.hits.0.is_empty() => {
            format_words(&Text::from(words.as_ref()), piece, color, tokens)
        }
        PieceWords::Plain(words) => {
            LayoutJob::single_section(words.clone().into_owned(), piece.style.text_format(color))
        }
    };
    job.wrap.max_width = piece.width;
    if piece.is_right_aligned {
        job.halign = egui::Align::RIGHT;
    }
    separate_directions(job)
}

/// A format that applies to a range of words.
#[derive(Clone, Copy, PartialEq)]
enum RangeFormat {
    Emphasis(Emphasis),
    Link,
    Changed,
    Hit,
    CurrentHit,
}

/// Returns the layout job of words with their emphasis, links and highlights. The job has a section between any two
/// positions where a format starts or ends.
fn format_words(text: &Text, piece: &RowPiece<'_>, color: Color32, tokens: &Tokens) -> LayoutJob {
    let plain = text.plain();
    let emphasis = text.emphasis().iter().map(|(range, kind)| (range.clone(), RangeFormat::Emphasis(*kind)));
    let links = piece.links.iter().map(|(range, _)| (range.clone(), RangeFormat::Link));
    let changes = piece
        .changes
        .iter()
        .flat_map(|(ranges, _)| ranges)
        .map(|range| (range.clone(), RangeFormat::Changed));
    let hits = piece.hits.0.iter().enumerate().map(|(index, range)| {
        let is_current = piece.hits.1 == Some(index);
        (range.clone(), if is_current { RangeFormat::CurrentHit } else { RangeFormat::Hit })
    });
    let are_deletions = piece.changes.as_ref().is_some_and(|(_, are_deletions)| *are_deletions);
    // The last value is 1 where a format starts, and -1 where a format ends.
    let mut boundaries: Vec<(usize, RangeFormat, i32)> = emphasis
        .chain(links)
        .chain(changes)
        .chain(hits)
        .flat_map(|(range, format)| [(range.start, format, 1), (range.end, format, -1)])
        .collect();
    boundaries.sort_by_key(|(at, ..)| *at);
    let mut job = LayoutJob::default();
    // The number of ranges of each format that contain the position `at`.
    let (mut at, mut bold, mut italic, mut link, mut changed) = (0, 0, 0, 0, 0);
    let (mut hit, mut current) = (0, 0);
    for (end, format_at_end, step) in boundaries.into_iter().chain([(plain.len(), RangeFormat::Link, 0)]) {
        if at < end {
            // Inserted words are bold and deleted words are struck out, so that they can be told apart without colour.
            let is_bold = bold > 0 || changed > 0 && !are_deletions;
            let style = TypeStyle { is_bold: piece.style.is_bold || is_bold, ..piece.style };
            let color = if link > 0 { tokens.link } else { color };
            let mut format = if italic > 0 { style.italic_format(color) } else { style.text_format(color) };
            if changed > 0 {
                format.background = tokens.selection;
                if are_deletions {
                    format.strikethrough = Stroke::new(1.0, tokens.secondary);
                }
            }
            if current > 0 {
                format.background = tokens.current_hit;
                format.color = tokens.on_current_hit;
            } else if hit > 0 {
                format.background = tokens.hit;
            }
            job.append(&plain[at..end], 0.0, format);
            at = end;
        }
        match format_at_end {
            RangeFormat::Emphasis(Emphasis::Bold) => bold += step,
            RangeFormat::Emphasis(Emphasis::Italic) => italic += step,
            RangeFormat::Link => link += step,
            RangeFormat::Changed => changed += step,
            RangeFormat::Hit => hit += step,
            RangeFormat::CurrentHit => current += step,
        }
    }
    job
}
