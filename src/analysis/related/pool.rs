//! The paragraphs of a report that can stand behind a recommendation, and how well each fits one.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use regex::Regex;

use super::{asked, part, parts};
use crate::{
    analysis::{
        abbreviations::Abbreviation,
        asides::is_aside,
        sentences::sentences,
        terms::{is_stop, stem, words},
    },
    report::{Paragraph, ParagraphId, Place, Recommendation, Report, SectionId, Text},
};

/// Okapi's own constants: how soon more of a word adds nothing, and how much length counts.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// How often a word counts in a sentence that tells a shortfall.
const SHORTFALL: f32 = 2.0;
/// How much the paragraphs beside one support it.
const BESIDE: f32 = 0.5;
/// What is left of the score in a part that has recommendations of its own.
const OTHER_PART: f32 = 0.5;
/// Abbreviations that are resolved.
const ABBREVIATIONS: usize = 100;

/// Headings over strengths alone.
static STRENGTHS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\bstrengths?$|\bstrengths?\s*:|highly effective|effective practice|that is effective")
        .ok()
});
/// Words of a sentence that tells a shortfall.
static SHORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) \b(?:however | although | despite | but | nevertheless | not | cannot | only | few
        | too\ (?:many|few|long|often|much|slow|variable|low|high) | needs?\ to
        | requires?\ (?:improvement|further) | delay(?:s|ed)? | drift | variable | inconsisten[a-z]+
        | insufficient[a-z]* | lack[a-z]* | poor[a-z]* | weak[a-z]* | limited | absen[a-z]+ | missed | fail[a-z]*
        | inadequate[a-z]* | gaps? | unclear | shortfalls? | concern[a-z]* | remains?\ (?:a|an|too) | low | lower
        | below | declin[a-z]+ | (?:more|further)\ work)\b",
    )
    .ok()
});

/// A paragraph, or a bullet of one.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) paragraph: ParagraphId,
    pub(super) place: Place,
    section: Option<SectionId>,
    /// How many words it has.
    length: f32,
}

/// The paragraphs to choose from, and which words are in which.
#[derive(Debug)]
pub(super) struct Pool {
    pub(super) candidates: Vec<Candidate>,
    /// For each word the candidates that have it, and how often.
    postings: HashMap<String, Vec<(usize, f32)>>,
    /// For each word the sections that have it in their heading or in one above it.
    headings: HashMap<String, Vec<SectionId>>,
    /// Sections whose headings were looked at.
    headed: HashSet<SectionId>,
    average: f32,
    abbreviations: Expansions,
    parts: HashSet<SectionId>,
}

/// How well each candidate fits a recommendation.
#[derive(Debug)]
pub(super) struct Scores {
    pub(super) of: Vec<f32>,
    /// What a short paragraph of all the words would come to.
    pub(super) ideal: f32,
    /// The words of the recommendation: each without its ending, as printed, and how rare.
    query: Vec<(String, String, f32)>,
}

impl Pool {
    pub(super) fn new(report: &Report, abbreviations: &[Abbreviation]) -> Self {
        let mut pool = Self {
            candidates: Vec::new(),
            postings: HashMap::new(),
            headings: HashMap::new(),
            headed: HashSet::new(),
            average: 1.0,
            abbreviations: Expansions::new(abbreviations),
            parts: parts(report),
        };
        for (paragraph, place, section, text) in units(report) {
            pool.push(report, Candidate { paragraph, place, section, length: 0.0 }, &text);
        }
        let total: f32 = pool.candidates.iter().map(|candidate| candidate.length).sum();
        pool.average = (total / count(pool.len())).max(1.0);
        pool
    }

    pub(super) fn len(&self) -> usize {
        self.candidates.len()
    }

    fn push(&mut self, report: &Report, mut candidate: Candidate, text: &str) {
        let index = self.candidates.len();
        let mut counts: HashMap<String, f32> = HashMap::new();
        for range in sentences(text) {
            let sentence = &text[range];
            let falls_short = SHORT.as_ref().is_some_and(|pattern| pattern.is_match(sentence));
            for (term, _) in self.abbreviations.terms(sentence) {
                candidate.length += 1.0;
                *counts.entry(term).or_default() += if falls_short { SHORTFALL } else { 1.0 };
            }
        }
        for (term, count) in counts {
            self.postings.entry(term).or_default().push((index, count));
        }
        if let Some(section) = candidate.section.filter(|section| self.headed.insert(*section)) {
            let titles = report.ancestors(section).map(|id| report.section(id).title.as_str());
            let words: HashSet<String> =
                titles.flat_map(|title| self.abbreviations.terms(title)).map(|(term, _)| term).collect();
            for word in words {
                self.headings.entry(word).or_default().push(section);
            }
        }
        self.candidates.push(candidate);
    }

    pub(super) fn scores(&self, report: &Report, item: &Recommendation) -> Scores {
        let mut seen = HashSet::new();
        let terms = self.abbreviations.terms(&asked(item));
        let query = terms.into_iter().filter(|(term, _)| seen.insert(term.clone()));
        let query: Vec<(String, String, f32)> = query
            .map(|(term, word)| (self.rarity(&term), term, word))
            .map(|(idf, term, word)| (term, word, idf))
            .collect();
        let ideal = (K1 + 1.0) * query.iter().map(|(_, _, idf)| idf).sum::<f32>();
        let base = self.base(&query);
        let own = part(report, item.section);
        let of = (0..base.len()).map(|index| {
            let section = self.candidates[index].section;
            let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            let beside = beside
                .filter(|other| self.candidates.get(*other).is_some_and(|other| other.section == section));
            let score = base[index] + BESIDE * beside.map(|other| base[other]).sum::<f32>() / 2.0;
            let part = part(report, section);
            let elsewhere =
                own.is_some() && part != own && part.is_some_and(|part| self.parts.contains(&part));
            if elsewhere { score * OTHER_PART } else { score }
        });
        Scores { of: of.collect(), ideal: ideal.max(f32::MIN_POSITIVE), query }
    }

    /// BM25 of each candidate, and the words that are in its headings.
    fn base(&self, query: &[(String, String, f32)]) -> Vec<f32> {
        let mut base = vec![0.0_f32; self.candidates.len()];
        for (term, _, idf) in query {
            for (index, count) in self.postings.get(term).into_iter().flatten() {
                let length = self.candidates[*index].length / self.average;
                base[*index] += idf * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length));
            }
        }
        let mut in_headings: HashMap<SectionId, f32> = HashMap::new();
        for (term, _, idf) in query {
            for section in self.headings.get(term).into_iter().flatten() {
                *in_headings.entry(*section).or_default() += idf;
            }
        }
        for (candidate, score) in self.candidates.iter().zip(&mut base) {
            if *score > 0.0 {
                *score += candidate.section.and_then(|section| in_headings.get(&section)).unwrap_or(&0.0);
            }
        }
        base
    }

    /// How rare a word is among the candidates.
    fn rarity(&self, term: &str) -> f32 {
        let having = count(self.postings.get(term).map_or(0, Vec::len));
        (1.0 + (count(self.len()) - having + 0.5) / (having + 0.5)).ln()
    }

    /// The rarest words of a recommendation that a candidate has, as the recommendation prints them.
    pub(super) fn shared(&self, index: usize, scores: &Scores, most: usize) -> Vec<String> {
        let has = |term: &str| {
            let having = self.postings.get(term).map_or(&[][..], Vec::as_slice);
            having.binary_search_by_key(&index, |(index, _)| *index).is_ok()
        };
        let mut shared: Vec<&(String, String, f32)> =
            scores.query.iter().filter(|(term, _, _)| has(term)).collect();
        shared.sort_by(|one, other| other.2.total_cmp(&one.2));
        shared.into_iter().take(most).map(|(_, word, _)| word.clone()).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "paragraphs of a report")]
fn count(number: usize) -> f32 {
    number as f32
}

/// A paragraph, the place that is meant, its section, its words.
type Unit = (ParagraphId, Place, Option<SectionId>, String);

/// What there is to choose from: numbered paragraphs; where a report numbers few, all of them, and the bullets of long
/// lists one by one. Sections that recommendations stand in, strengths, and what is about the inspection are left out.
fn units(report: &Report) -> Vec<Unit> {
    /// So many bullets are a list of findings.
    const LIST: usize = 5;
    /// So many bytes are a paragraph.
    const WORDS: usize = 40;
    let asks: HashSet<SectionId> = report.recommendations.iter().filter_map(|item| item.section).collect();
    let leads_in: HashSet<ParagraphId> =
        report.recommendations.iter().filter_map(|item| item.paragraph).collect();
    let mut is_out: HashMap<SectionId, bool> = HashMap::new();
    let kept: Vec<(ParagraphId, &Paragraph)> = report
        .paragraphs
        .iter()
        .enumerate()
        .map(|(index, paragraph)| (ParagraphId(index), paragraph))
        .filter(|(id, paragraph)| {
            let out = |section| {
                *is_out.entry(section).or_insert_with(|| {
                    asks.contains(&section) || is_aside(report, section) || is_praise(report, section)
                })
            };
            !leads_in.contains(id) && !paragraph.section.is_some_and(out)
        })
        .collect();
    let numbered = kept.iter().filter(|(_, paragraph)| paragraph.number.is_some()).count();
    let whole = |(id, paragraph): (ParagraphId, &Paragraph)| {
        let bullets = paragraph.bullets.iter().map(Text::plain);
        let text = std::iter::once(paragraph.text.plain()).chain(bullets).collect::<Vec<_>>().join(". ");
        (id, paragraph.place, paragraph.section, text)
    };
    if numbered * 2 >= kept.len() || numbered >= 10 {
        return kept.into_iter().filter(|(_, paragraph)| paragraph.number.is_some()).map(whole).collect();
    }
    let mut found: Vec<Unit> = Vec::new();
    for (id, paragraph) in kept {
        if paragraph.bullets.len() < LIST {
            found.push(whole((id, paragraph)));
            continue;
        }
        found.push((id, paragraph.place, paragraph.section, paragraph.text.plain().to_owned()));
        let bullets = paragraph.bullets.iter().enumerate().map(|(part, bullet)| {
            let place = Place::part(paragraph.place.block, part);
            (id, place, paragraph.section, bullet.plain().to_owned())
        });
        found.extend(bullets);
    }
    found.retain(|(_, _, _, text)| text.len() >= WORDS);
    found
}

/// Whether a section or one it stands in is over strengths alone.
fn is_praise(report: &Report, section: SectionId) -> bool {
    let Some(strengths) = STRENGTHS.as_ref() else { return false };
    report.ancestors(section).any(|id| strengths.is_match(&report.section(id).title))
}

/// Abbreviations in both their forms: where the words stand, the letters count too.
#[derive(Debug, Default)]
struct Expansions {
    short: HashSet<String>,
    /// By the first word of what they stand for.
    long: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Expansions {
    fn new(abbreviations: &[Abbreviation]) -> Self {
        let mut expansions = Self::default();
        for item in abbreviations.iter().filter(|item| !item.explained.is_empty()).take(ABBREVIATIONS) {
            let short = item.short.to_lowercase();
            let long: Vec<String> = words(item.long().unwrap_or("")).map(|word| stem(&word)).collect();
            if let Some(first) = long.first() {
                expansions.long.entry(first.clone()).or_default().push((long.clone(), short.clone()));
            }
            expansions.short.insert(short);
        }
        expansions
    }

    /// The words of a text that tell something: each without its ending, and as it is printed.
    fn terms(&self, text: &str) -> Vec<(String, String)> {
        let words: Vec<String> = words(text).collect();
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        let mut terms = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            for (long, short) in self.long.get(&stems[at]).into_iter().flatten() {
                if stems[at..].starts_with(long) {
                    terms.push((short.clone(), short.to_uppercase()));
                }
            }
            let singular = word.strip_suffix('s').filter(|short| self.short.contains(*short));
            if self.short.contains(word) || singular.is_some() {
                terms.push((singular.unwrap_or(word).to_owned(), word.to_uppercase()));
            } else if !is_stop(word) {
                terms.push((stems[at].clone(), word.clone()));
            }
        }
        terms
    }
}
