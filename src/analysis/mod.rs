//! What is worked out from a report. Knows no file, no format, no colour and no window.

mod abbreviations;
mod checks;
pub mod compare;
mod contents;
mod flow;
mod marks;
mod mentions;
mod passages;
mod sentences;
mod sheets;
mod summary;

pub use abbreviations::{Abbreviation, Explained, abbreviations};
pub use checks::checks;
pub use compare::{Comparison, compare};
pub use contents::{ContentsRow, contents_rows, filtered_rows, section_at};
pub use flow::{Flow, Row, RowPart};
pub use marks::{MarkShape, spoken, step_of};
pub use mentions::{Mention, bodies, earlier_inspections, figures};
pub use passages::{Passage, passages};
pub use sentences::sentences;
pub use sheets::{Eye, GAP, Sheet, Sheets};
pub use summary::{
    Extent, JudgementRow, RecommendationGroup, due, headlines, judgement_rows, recommendation_groups,
};
