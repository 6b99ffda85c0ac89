//! What is worked out from a report. Knows no file, no format, no colour and no window.

mod abbreviations;
mod arrange;
mod asides;
mod checks;
mod citation;
pub mod compare;
mod contents;
mod findings;
mod flow;
mod ids;
mod improvement;
mod marks;
mod mentions;
mod passages;
mod related;
mod search;
mod section_names;
mod selection;
mod sentences;
mod sheets;
mod summary;
mod terms;

pub use abbreviations::{Abbreviation, Explained, abbreviations};
pub use arrange::{
    JudgementOrder, JudgementView, RecommendationFilter, RecommendationOrder, RecommendationRow,
    RecommendationView, arranged_judgements, arranged_recommendations, is_priority,
};
pub use checks::checks;
pub use citation::{cited, located, quoted, source, with_citation};
pub use compare::{Comparison, compare};
pub use contents::{ContentsRow, contents_rows, filtered_rows, section_at};
pub use findings::Findings;
pub use flow::{Flow, Row, RowPart};
pub use improvement::{
    ImprovementPoint, Praise, Signal, SignalData, improvement_points, signal_data, signal_of,
};
pub use marks::{MarkShape, spoken, step_of};
pub use mentions::{Mention, bodies, earlier_inspections, figures};
pub use passages::{Passage, passages};
pub use related::{MOST as MOST_RELATED, Related, ranked, related};
pub use search::{Hit, Hits, Marker, Query, Scope, SearchText, row_texts};
pub use section_names::SectionNames;
pub use selection::{RowKind, SelectedRow, Selection, Spot, Stride, moved, selected, selected_text, word_at};
pub use sentences::sentences;
pub use sheets::{GAP, Sheet, Sheets, TextPosition};
pub use summary::{
    Extent, JudgementRow, RecommendationGroup, due, headlines, judgement_rows, recommendation_groups,
};
