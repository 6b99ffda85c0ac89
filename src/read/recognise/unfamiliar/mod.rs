//! Reads reports of frameworks that are not known: recommendations and results by the words that most reports use for them.
//!
//! What these words do not state is left out. Must not know frameworks or formats.

mod cover;
mod grade_word;
mod lines;
mod lists;
mod mark;
mod marked;
mod merge;
mod pieces;
mod results;
mod table;
mod title;
mod wording;

use std::{collections::BTreeSet, ops::Range};

pub(super) use self::{
    cover::{subject_of_letter, title_and_subject},
    lines::prepare_lines,
    results::{find_results, stated_scale, unordered_scale},
};
use self::{lists::find_lists, marked::find_marked, pieces::Pieces};
use super::{addressee, body::Body};
use crate::report::{self, Recommendation};

/// An occurrence of a recommendation in a report.
struct Occurrence {
    recommendation: Recommendation,
    /// True if it begins with a mark such as "Recommendation 7".
    is_marked: bool,
    /// True if it is in a section with recommendations.
    is_listed: bool,
    /// True if its mark is short: "R7".
    is_short: bool,
    /// The blocks of its occurrences.
    blocks: Vec<Range<usize>>,
}

impl Occurrence {
    /// Creates an occurrence without a mark in a section with recommendations.
    fn listed(recommendation: Recommendation) -> Self {
        let block = recommendation.place.block.0;
        let own_block = block..block + 1;
        let blocks = vec![own_block];
        Self { recommendation, is_marked: false, is_listed: true, is_short: false, blocks }
    }
}

/// Finds the recommendations of a report whose framework is not known, in reading order.
pub(super) fn find_recommendations(body: &Body) -> Vec<Recommendation> {
    let pieces = Pieces::new(body);
    let lists = find_lists(&pieces);
    let mut found = find_marked(&pieces, &lists);
    let marked: BTreeSet<usize> = found.iter().map(|item| item.recommendation.place.block.0).collect();
    let has_mark = |list: &&lists::List| marked.range(list.blocks.clone()).next().is_some();
    let unmarked: Vec<&lists::List> = lists.iter().filter(|list| !has_mark(list)).collect();
    let mut listed: Vec<Occurrence> = unmarked
        .iter()
        .filter(|list| list.has_only_recommendations())
        .flat_map(|list| list.read(&pieces, false))
        .collect();
    let has_other = !found.is_empty() || !listed.is_empty();
    let mixed = unmarked.iter().filter(|list| !list.has_only_recommendations());
    listed.extend(mixed.flat_map(|list| list.read(&pieces, has_other)));
    found.append(&mut listed);
    let mut items = merge::merge(&pieces, found);
    for item in &mut items {
        let addressee = || addressee::find_addressee(item.text.plain());
        item.responsible = item.responsible.take().or_else(addressee);
        item.cites = report::cited_paragraph_numbers(item.text.plain());
    }
    items
}
