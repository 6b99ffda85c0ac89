//! Reads reports of frameworks that are not known: recommendations and results by the words that most reports use for them.
//!
//! Leaves out everything that these words do not state. Must not know frameworks or formats.

mod contradiction;
mod cover;
mod grade_word;
mod lines;
mod lists;
mod mark;
mod marked;
mod marked_title;
mod merge;
mod numbered;
mod pieces;
mod remarks;
mod result_tables;
mod results;
mod subject;
mod table;
mod title;
mod title_words;
mod unnumbered;
mod wording;

use std::{collections::BTreeSet, ops::Range};

pub(super) use self::{
    cover::{subject_of_letter, title_and_subject},
    lines::{begins_with_recommendations, prepare_lines},
    marked_title::title_line,
    result_tables::has_results,
    results::{find_results, stated_scale, unordered_scale},
    wording::is_demand,
};
use self::{
    lists::find_lists,
    marked::find_marked,
    numbered::{numbers_outside, read_between_marks},
    pieces::Pieces,
};
use super::{addressee, body::Body};
use crate::report::{self, Recommendation};

/// An occurrence of a recommendation in a report.
struct Occurrence {
    recommendation: Recommendation,
    /// True if it begins with a mark such as "Recommendation 7".
    is_marked: bool,
    /// True if it is in a section with recommendations.
    is_listed: bool,
    /// True if its mark can also begin other text: "R7".
    is_uncertain: bool,
    /// The blocks of its occurrences.
    blocks: Vec<Range<usize>>,
}

impl Occurrence {
    /// Creates an occurrence without a mark in a section with recommendations.
    fn listed(recommendation: Recommendation) -> Self {
        let block = recommendation.place.block.0;
        let own_block = block..block + 1;
        let blocks = vec![own_block];
        Self { recommendation, is_marked: false, is_listed: true, is_uncertain: false, blocks }
    }
}

/// Finds the recommendations of a report whose framework is not known, in reading order.
pub(super) fn find_recommendations(body: &Body) -> Vec<Recommendation> {
    let pieces = Pieces::new(body);
    let lists = find_lists(&pieces);
    let mut found = find_marked(&pieces, &lists);
    let marked: BTreeSet<usize> = found.iter().map(|item| item.recommendation.place.block.0).collect();
    let has_mark = |list: &&lists::List| marked.range(list.blocks.clone()).next().is_some();
    let (with_marks, unmarked): (Vec<&lists::List>, Vec<&lists::List>) = lists.iter().partition(has_mark);
    let mut listed: Vec<Occurrence> = Vec::new();
    for list in with_marks.into_iter().filter(|list| list.has_only_recommendations()) {
        listed.extend(read_between_marks(&pieces, list, marked_within(&found, &list.blocks)));
    }
    let numbers = numbers_outside(&pieces, &lists);
    for list in unmarked.iter().filter(|list| list.has_only_recommendations()) {
        listed.extend(list.read(&pieces, &numbers, false));
    }
    let has_other = !found.is_empty() || !listed.is_empty();
    for list in unmarked.iter().filter(|list| !list.has_only_recommendations()) {
        listed.extend(list.read(&pieces, &numbers, has_other));
    }
    found.append(&mut listed);
    let mut items = merge::merge(&pieces, found);
    for item in &mut items {
        let addressee = || addressee::find_addressee(item.text.plain());
        item.responsible = item.responsible.take().or_else(addressee);
        item.cites = report::cited_paragraph_numbers(item.text.plain());
    }
    items
}

/// Returns the occurrences that begin within a range of blocks. `found` is in the order of the blocks.
fn marked_within<'o>(found: &'o [Occurrence], blocks: &Range<usize>) -> &'o [Occurrence] {
    let before = |end: usize| found.partition_point(|item| item.recommendation.place.block.0 < end);
    &found[before(blocks.start)..before(blocks.end)]
}
