//! The paragraphs that a recommendation may be based on, and a score for each.

use std::collections::{HashMap, HashSet};

use super::{
    outermost_section, parts_with_recommendations,
    terms::{TermId, TermIndex},
    text_without_references,
};
use crate::{
    analysis::{abbreviations::Abbreviation, asides::is_aside, phrases::Phrase, sentences::sentences},
    report::{
        Paragraph, ParagraphId, Place, Recommendation, RecommendationMark, Report, SectionId, Text,
        recommendation_marks,
    },
};

/// The constant k1 of Okapi BM25, with its usual value. It limits the weight of repeated words.
const BM25_K1: f32 = 1.2;
/// The constant b of Okapi BM25, with its usual value. It is the weight of the length of a text.
const BM25_B: f32 = 0.75;
/// The weight of a word in a critical sentence. Words in other sentences have a weight of 1.
const CRITICAL_WEIGHT: f32 = 2.0;
/// The weight of the neighbours of a paragraph: this share of the average score of the paragraphs before and after it
/// is added to its score.
const NEIGHBOUR_WEIGHT: f32 = 0.5;
/// The factor for the scores of paragraphs in another part of the report, if that part has its own recommendations.
const OTHER_PART_FACTOR: f32 = 0.5;
/// The factor for the scores of paragraphs with the mark "(Recommendation)", which says that a recommendation is based
/// on them.
const MARKED_FACTOR: f32 = 1.5;

/// A paragraph, or a bullet of a paragraph, that a recommendation may be based on.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) paragraph: ParagraphId,
    pub(super) place: Place,
    section: Option<SectionId>,
    /// The outermost section around `section`.
    part: Option<SectionId>,
    /// True if the report marks the paragraph as leading to a recommendation, without saying to which one.
    pub(super) is_marked: bool,
    /// The number of words, without stop words.
    word_count: f32,
}

/// The candidates, and an index of their words.
#[derive(Debug)]
pub(super) struct CandidatePool {
    pub(super) candidates: Vec<Candidate>,
    /// The words of the candidates and headings.
    terms: TermIndex,
    /// For each term, the candidates that contain it and how often.
    postings: Vec<Vec<(usize, f32)>>,
    /// For each term, the sections that have it in their heading or in a heading above.
    heading_index: Vec<Vec<SectionId>>,
    /// The sections whose headings are in `heading_index`.
    indexed_sections: HashSet<SectionId>,
    /// The average number of words of the candidates; at least 1.
    average_words: f32,
    /// The outermost sections that contain recommendations.
    parts_with_recommendations: HashSet<SectionId>,
    /// The places of the marked candidates.
    marked_places: HashSet<Place>,
}

/// The scores of all candidates for one recommendation.
#[derive(Debug)]
pub(super) struct CandidateScores {
    /// The score of each candidate, in the order of [`CandidatePool::candidates`].
    pub(super) by_candidate: Vec<f32>,
    /// The score of a short paragraph that contains all words.
    pub(super) ideal: f32,
    /// The different words of the recommendation: the stem, the word as printed, and its rarity among the candidates.
    query: Vec<(String, String, f32)>,
}

impl CandidatePool {
    /// Collects the candidates of a report and indexes their words.
    pub(super) fn new(report: &Report, abbreviations: &[Abbreviation]) -> Self {
        let mut pool = Self {
            candidates: Vec::new(),
            terms: TermIndex::new(abbreviations),
            postings: Vec::new(),
            heading_index: Vec::new(),
            indexed_sections: HashSet::new(),
            average_words: 1.0,
            parts_with_recommendations: parts_with_recommendations(report),
            marked_places: HashSet::new(),
        };
        for (paragraph, place, section, text) in candidate_texts(report) {
            let marks = recommendation_marks(&text);
            let is_marked = marks.iter().any(|mark| mark.numbers.is_empty());
            if is_marked {
                pool.marked_places.insert(place);
            }
            let part = outermost_section(report, section);
            let candidate = Candidate { paragraph, place, section, part, is_marked, word_count: 0.0 };
            pool.push_candidate(report, candidate, &without_marks(text, &marks));
        }
        let total: f32 = pool.candidates.iter().map(|candidate| candidate.word_count).sum();
        pool.average_words = (total / paragraph_count_as_f32(pool.len())).max(1.0);
        pool
    }

    /// Returns the number of candidates.
    pub(super) fn len(&self) -> usize {
        self.candidates.len()
    }

    /// Returns the indices of the marked candidates.
    pub(super) fn marked(&self) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(|index| self.candidates[*index].is_marked)
    }

    /// Returns true if the candidate at a place is marked.
    pub(super) fn is_marked(&self, place: Place) -> bool {
        self.marked_places.contains(&place)
    }

    /// Adds a candidate with its text and sets its number of words.
    fn push_candidate(&mut self, report: &Report, mut candidate: Candidate, text: &str) {
        let index = self.candidates.len();
        let mut counts: HashMap<TermId, f32> = HashMap::new();
        for range in sentences(text) {
            let sentence = &text[range];
            let weight = if Phrase::CriticalWords.is_in(sentence) { CRITICAL_WEIGHT } else { 1.0 };
            for term in self.terms.add_text(sentence) {
                candidate.word_count += 1.0;
                *counts.entry(term).or_default() += weight;
            }
        }
        self.postings.resize_with(self.terms.len(), Vec::new);
        for (term, count) in counts {
            self.postings[term].push((index, count));
        }
        if let Some(section) = candidate.section.filter(|section| self.indexed_sections.insert(*section)) {
            let mut words: Vec<TermId> = Vec::new();
            for id in report.ancestors(section) {
                words.extend(self.terms.add_text(&report.section(id).title));
            }
            words.sort_unstable();
            words.dedup();
            self.heading_index.resize_with(self.terms.len(), Vec::new);
            words.into_iter().for_each(|word| self.heading_index[word].push(section));
        }
        self.candidates.push(candidate);
    }

    /// Returns the score of each candidate for one recommendation.
    pub(super) fn scores(&self, report: &Report, item: &Recommendation) -> CandidateScores {
        let mut seen = HashSet::new();
        let terms = self.terms.printed_terms(&text_without_references(item));
        let query = terms.into_iter().filter(|(term, _)| seen.insert(term.clone()));
        let query: Vec<(String, String, f32)> = query
            .map(|(term, word)| (self.rarity(&term), term, word))
            .map(|(idf, term, word)| (term, word, idf))
            .collect();
        let ideal = (BM25_K1 + 1.0) * query.iter().map(|(_, _, idf)| idf).sum::<f32>();
        let base_scores = self.base_scores(&query);
        let own_part = outermost_section(report, item.section);
        let by_candidate = (0..base_scores.len()).map(|index| {
            let section = self.candidates[index].section;
            let neighbours = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            let neighbours = neighbours
                .filter(|other| self.candidates.get(*other).is_some_and(|other| other.section == section));
            let neighbour_score = neighbours.map(|other| base_scores[other]).sum::<f32>() / 2.0;
            let score = base_scores[index] + NEIGHBOUR_WEIGHT * neighbour_score;
            let part = self.candidates[index].part;
            let is_other_part = own_part.is_some()
                && part != own_part
                && part.is_some_and(|part| self.parts_with_recommendations.contains(&part));
            let score = if self.candidates[index].is_marked { score * MARKED_FACTOR } else { score };
            if is_other_part { score * OTHER_PART_FACTOR } else { score }
        });
        CandidateScores { by_candidate: by_candidate.collect(), ideal: ideal.max(f32::MIN_POSITIVE), query }
    }

    /// Returns the BM25 score of each candidate. If the score is above 0, the rarity of the words that its headings
    /// share with the recommendation is added.
    fn base_scores(&self, query: &[(String, String, f32)]) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.candidates.len()];
        for (term, _, idf) in query {
            for (index, count) in self.postings_of(term) {
                let length = self.candidates[*index].word_count / self.average_words;
                scores[*index] +=
                    idf * count * (BM25_K1 + 1.0) / (count + BM25_K1 * (1.0 - BM25_B + BM25_B * length));
            }
        }
        let mut in_headings: HashMap<SectionId, f32> = HashMap::new();
        for (term, _, idf) in query {
            let sections = self.terms.term_id(term).and_then(|term| self.heading_index.get(term));
            for section in sections.into_iter().flatten() {
                *in_headings.entry(*section).or_default() += idf;
            }
        }
        for (candidate, score) in self.candidates.iter().zip(&mut scores) {
            if *score > 0.0 {
                *score += candidate.section.and_then(|section| in_headings.get(&section)).unwrap_or(&0.0);
            }
        }
        scores
    }

    /// Returns the candidates that contain a term, and how often.
    fn postings_of(&self, term: &str) -> &[(usize, f32)] {
        self.terms.term_id(term).and_then(|term| self.postings.get(term)).map_or(&[], Vec::as_slice)
    }

    /// Returns the rarity of a word among the candidates (inverse document frequency).
    fn rarity(&self, term: &str) -> f32 {
        let containing = paragraph_count_as_f32(self.postings_of(term).len());
        (1.0 + (paragraph_count_as_f32(self.len()) - containing + 0.5) / (containing + 0.5)).ln()
    }

    /// Returns at most `max_count` words that a candidate shares with a recommendation, as the recommendation prints
    /// them, the rarest first.
    pub(super) fn shared_words(
        &self,
        index: usize,
        scores: &CandidateScores,
        max_count: usize,
    ) -> Vec<String> {
        let contains =
            |term: &str| self.postings_of(term).binary_search_by_key(&index, |(index, _)| *index).is_ok();
        let mut shared: Vec<&(String, String, f32)> =
            scores.query.iter().filter(|(term, _, _)| contains(term)).collect();
        shared.sort_by(|one, other| other.2.total_cmp(&one.2));
        shared.into_iter().take(max_count).map(|(_, word, _)| word.clone()).collect()
    }
}

/// Converts a number of paragraphs.
#[expect(clippy::cast_precision_loss, reason = "f32 holds the number of paragraphs of a report exactly")]
fn paragraph_count_as_f32(number: usize) -> f32 {
    number as f32
}

/// The parts of a future candidate: the paragraph, the place of the paragraph or bullet, the section and the text.
type CandidateText = (ParagraphId, Place, Option<SectionId>, String);

/// Returns the candidates: the numbered paragraphs, or in reports that number few paragraphs all paragraphs and the
/// bullets of long lists. Sections with recommendations, strengths and information about the inspection are left out.
fn candidate_texts(report: &Report) -> Vec<CandidateText> {
    /// The minimum number of bullets in a long list. Each bullet of a long list is a separate candidate.
    const MIN_LIST_BULLETS: usize = 5;
    /// The minimum length of a candidate in reports that number few paragraphs, in bytes.
    const MIN_PARAGRAPH_BYTES: usize = 40;
    let with_recommendations: HashSet<SectionId> =
        report.recommendations.iter().filter_map(|item| item.section).collect();
    let introductions: HashSet<ParagraphId> =
        report.recommendations.iter().filter_map(|item| item.paragraph).collect();
    let mut excluded: HashMap<SectionId, bool> = HashMap::new();
    let kept: Vec<(ParagraphId, &Paragraph)> = report
        .paragraphs
        .iter()
        .enumerate()
        .map(|(index, paragraph)| (ParagraphId(index), paragraph))
        .filter(|(id, paragraph)| {
            let is_excluded = |section| {
                *excluded.entry(section).or_insert_with(|| {
                    with_recommendations.contains(&section)
                        || is_aside(report, section)
                        || is_about_strengths(report, section)
                })
            };
            !introductions.contains(id) && !paragraph.section.is_some_and(is_excluded)
        })
        .collect();
    let numbered = kept.iter().filter(|(_, paragraph)| paragraph.number.is_some()).count();
    let with_bullets = |(id, paragraph): (ParagraphId, &Paragraph)| {
        let bullets = paragraph.bullets.iter().map(Text::plain);
        let text = std::iter::once(paragraph.text.plain()).chain(bullets).collect::<Vec<_>>().join(". ");
        (id, paragraph.place, paragraph.section, text)
    };
    if numbered * 2 >= kept.len() || numbered >= 10 {
        return kept
            .into_iter()
            .filter(|(_, paragraph)| paragraph.number.is_some())
            .map(with_bullets)
            .collect();
    }
    let mut found: Vec<CandidateText> = Vec::new();
    for (id, paragraph) in kept {
        if paragraph.bullets.len() < MIN_LIST_BULLETS {
            found.push(with_bullets((id, paragraph)));
            continue;
        }
        found.push((id, paragraph.place, paragraph.section, paragraph.text.plain().to_owned()));
        let bullets = paragraph.bullets.iter().enumerate().map(|(part, bullet)| {
            let place = Place::at_part(paragraph.place.block, part);
            (id, place, paragraph.section, bullet.plain().to_owned())
        });
        found.extend(bullets);
    }
    found.retain(|(_, _, _, text)| text.len() >= MIN_PARAGRAPH_BYTES);
    found
}

/// Returns a text without its marks of recommendations. Their words would match recommendations about recommendations.
fn without_marks(text: String, marks: &[RecommendationMark]) -> String {
    let mut bare = text;
    for mark in marks.iter().rev() {
        bare.replace_range(mark.range.clone(), "");
    }
    bare
}

/// Returns true if a section, or a section around it, describes only strengths.
fn is_about_strengths(report: &Report, section: SectionId) -> bool {
    report.ancestors(section).any(|id| Phrase::StrengthHeading.is_in(&report.section(id).title))
}
