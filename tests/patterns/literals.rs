//! Finds literals one of which is in every match of a pattern.

use std::collections::HashMap;

use regex_syntax::hir::{Hir, HirKind};

use super::compile::class_bytes;

/// The maximum number of texts that a part may match to be used as literals.
const MAX_LITERALS: usize = 256;
/// Longer literals are cut to this length. The rest would hardly make them rarer.
const MAX_LITERAL_BYTES: usize = 8;
/// The cost of a literal, besides the number of sentences of the sample that contain it.
const LITERAL_COST: usize = 20;
/// The cost of a sentence of the sample that contains a literal.
const SENTENCE_COST: usize = 1_000;

/// Finds the literals that are found in the fewest sentences of a sample.
#[derive(Debug)]
pub struct LiteralFinder {
    sample: Vec<String>,
    costs: HashMap<Vec<u8>, usize>,
}

impl LiteralFinder {
    pub fn new(sample: Vec<String>) -> Self {
        Self { sample, costs: HashMap::new() }
    }

    /// Returns literals one of which is in every match of a part, or `None` if none are long enough.
    pub fn required_literals(&mut self, hir: &Hir) -> Option<Vec<Vec<u8>>> {
        let mut candidates: Vec<Vec<Vec<u8>>> = exact_texts(hir).into_iter().collect();
        match hir.kind() {
            HirKind::Capture(capture) => candidates.extend(self.required_literals(&capture.sub)),
            HirKind::Repetition(repetition) if repetition.min > 0 => {
                candidates.extend(self.required_literals(&repetition.sub));
            }
            HirKind::Concat(parts) => {
                candidates.extend((0..parts.len()).flat_map(|from| texts_of_runs(&parts[from..])));
                candidates.extend(parts.iter().filter_map(|part| self.required_literals(part)));
            }
            HirKind::Alternation(parts) => {
                let all: Option<Vec<Vec<Vec<u8>>>> =
                    parts.iter().map(|part| self.required_literals(part)).collect();
                candidates.extend(all.map(|all| all.concat()));
            }
            _ => {}
        }
        let candidates = candidates.into_iter().map(without_longer).filter(|literals| can_be_guard(literals));
        candidates.min_by_key(|literals| literals.iter().map(|literal| self.cost(literal)).sum::<usize>())
    }

    fn cost(&mut self, literal: &[u8]) -> usize {
        let sample = &self.sample;
        *self.costs.entry(literal.to_vec()).or_insert_with(|| {
            let text = str::from_utf8(literal).unwrap();
            sample.iter().filter(|sentence| sentence.contains(text)).count() * SENTENCE_COST + LITERAL_COST
        })
    }
}

/// Returns true if literals can be a guard: each has at least two letters.
fn can_be_guard(literals: &[Vec<u8>]) -> bool {
    let is_long = |literal: &Vec<u8>| literal.trim_ascii().len() >= 2 && literal.is_ascii();
    !literals.is_empty() && literals.iter().all(is_long)
}

/// Returns all texts that a part matches, or `None` if there are too many.
fn exact_texts(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    /// The maximum number of bytes of a class.
    const MAX_CLASS: usize = 4;
    let texts = match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![vec![]],
        HirKind::Literal(literal) => vec![literal.0.to_vec()],
        HirKind::Class(class) => {
            let bytes = Some(class_bytes(class)).filter(|bytes| bytes.len() <= MAX_CLASS)?;
            bytes.into_iter().map(|byte| vec![byte]).collect()
        }
        HirKind::Capture(capture) => exact_texts(&capture.sub)?,
        HirKind::Repetition(repetition) => {
            if (repetition.min, repetition.max) != (0, Some(1)) {
                return None;
            }
            let mut texts = exact_texts(&repetition.sub)?;
            texts.push(vec![]);
            texts
        }
        HirKind::Concat(parts) => texts_of_runs(parts).nth(parts.len() - 1)?,
        HirKind::Alternation(parts) => {
            let texts: Option<Vec<Vec<Vec<u8>>>> = parts.iter().map(exact_texts).collect();
            texts?.concat()
        }
    };
    (texts.len() <= MAX_LITERALS).then_some(texts)
}

/// Returns all texts of the first part, of the first two parts together and so on, until there are too many.
fn texts_of_runs(parts: &[Hir]) -> impl Iterator<Item = Vec<Vec<u8>>> {
    parts.iter().scan(vec![vec![]], |texts: &mut Vec<Vec<u8>>, part| {
        let next = exact_texts(part).filter(|next| texts.len() * next.len() <= MAX_LITERALS)?;
        *texts =
            texts.iter().flat_map(|start| next.iter().map(|end| [&start[..], &end[..]].concat())).collect();
        Some(texts.clone())
    })
}

/// Returns the literals cut to their maximum length, without those that contain another.
fn without_longer(mut literals: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    literals.iter_mut().for_each(|literal| literal.truncate(MAX_LITERAL_BYTES));
    literals.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    literals.dedup();
    let mut kept: Vec<Vec<u8>> = Vec::new();
    for literal in literals {
        let contains = |part: &Vec<u8>| literal.windows(part.len().max(1)).any(|window| window == &part[..]);
        if !kept.iter().any(|other| other.is_empty() || contains(other)) {
            kept.push(literal);
        }
    }
    kept
}
