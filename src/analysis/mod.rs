//! Everything that is computed from reports: findings, checks, search, selection, comparison and timeline.
//!
//! Must not know files, formats, colours or the window.

mod abbreviations;
mod address;
mod arrange;
mod asides;
mod checks;
mod citation;
pub mod compare;
mod contents;
mod findings;
mod flow;
mod grade_marks;
mod headline;
mod ids;
mod improvement;
mod judgement_columns;
mod judgement_groups;
mod mentions;
mod page_layout;
mod passages;
pub mod patterns;
pub mod phrases;
mod related;
mod search;
mod section_names;
mod selection;
mod sentences;
mod strings;
mod summary;
mod terms;
pub mod timeline;

pub use abbreviations::{Abbreviation, Explanation, abbreviations};
pub use address::address_block;
pub use arrange::{
    EnteredDates, JudgementOrder, JudgementView, RecommendationFilter, RecommendationOrder,
    RecommendationRow, RecommendationView, arranged_judgements, arranged_recommendations, is_priority,
};
pub use checks::run_checks;
pub use citation::{location_label, quotation_at, quotation_with_source, source_label, text_at};
pub use compare::{Comparison, compare};
pub use contents::{ContentsRow, contents_rows, filtered_rows, section_of_block};
pub use findings::{Findings, PointCounts};
pub use flow::{Flow, Row, RowPart};
pub use grade_marks::{GradeMarkShape, accessible_grade, step_label};
pub use headline::{
    DueCount, DueTime, Headline, OverallJudgement, due_counts, gives_no_grades, grade_counts, headline,
    is_overall,
};
pub use improvement::{
    Degree, ImprovementPoint, MAX_STRENGTH, Praise, Signal, SignalData, compiled_patterns,
    improvement_points, normalised_sentence, signal_data, signal_of, sort_strongest_first,
};
pub use judgement_columns::{JudgementColumn, joint_grade_note, judgement_part};
pub use judgement_groups::JudgementGroups;
pub use mentions::{Mention, earlier_inspections, figures, organisations};
pub use page_layout::{PAGE_GAP_POINTS, PageLayout, PlacedPage, TextPosition};
pub use passages::{Passage, passages};
pub use related::{MAX_RELATED_PARAGRAPHS, RelatedParagraph, ranked_paragraphs, related_paragraphs};
pub use search::{
    Hit, HitHighlighter, Hits, LineHit, LineMatcher, Query, Scope, SearchText, folded_lines,
    folded_with_offsets, row_texts,
};
pub use section_names::SectionNames;
pub use selection::{
    CaretPosition, RowKind, SelectedRow, Selection, Stride, move_caret, selected_rows, selected_text, word_at,
};
pub use sentences::sentences;
pub use summary::{
    JudgementExtent, JudgementRow, RecommendationGroup, due_date, headline_judgements, judgement_rows,
    nearest_section_titles, recommendation_groups, recommendation_order,
};
pub use timeline::{Timeline, timeline};
