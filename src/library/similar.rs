//! Recommendations of a folder that ask for the same thing: of several councils, or of one council more than once.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::{ReportFacts, matrix::council_key};
use crate::analysis::compare::RecurringTexts;

/// The recommendations of a folder that ask for the same thing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SimilarRecommendations {
    /// The recommendations: a report, and the index of the recommendation in it.
    items: Vec<(Arc<ReportFacts>, usize)>,
    /// The position of the first recommendation of each report in `items`, by its SHA-256.
    starts: HashMap<String, usize>,
    /// The council of each recommendation, as a number; `None` if it is not known.
    councils: Vec<Option<u32>>,
    texts: RecurringTexts,
    /// For each recommendation, the numbers of councils and years.
    counts: Vec<SimilarCounts>,
}

/// The numbers of times that something was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimilarCounts {
    /// The number of councils that were asked, with this one; 0 if its council is not known.
    pub council_count: u32,
    /// The years in which the council was asked, the earliest first. Two reports of one year count as one.
    pub years: Vec<i16>,
}

/// A recommendation that asks for the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarItem {
    /// The report.
    pub facts: Arc<ReportFacts>,
    /// The index of the recommendation in the report.
    pub index: usize,
}

impl SimilarRecommendations {
    /// Finds the recommendations that ask for the same thing.
    #[must_use]
    pub fn new(reports: &[Arc<ReportFacts>]) -> Self {
        let mut found = Self::default();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut texts: Vec<String> = Vec::new();
        for facts in reports {
            if found.starts.contains_key(&facts.sha256) {
                continue;
            }
            found.starts.insert(facts.sha256.clone(), found.items.len());
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let council = council_key(facts).map(|key| *numbers.entry(key).or_insert(next));
            for index in 0..facts.recommendations.len() {
                texts.push(compared_text(facts, index));
                found.items.push((Arc::clone(facts), index));
                found.councils.push(council);
            }
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        found.texts = RecurringTexts::new(&texts);
        found.counts = (0..found.items.len()).map(|item| found.count(item)).collect();
        found
    }

    /// Returns how often a recommendation was made; `None` if the report is not known. `index` is its index in the report
    /// with this SHA-256.
    #[must_use]
    pub fn counts(&self, sha256: &str, index: usize) -> Option<&SimilarCounts> {
        self.counts.get(self.position(sha256, index)?)
    }

    /// Returns the other recommendations that ask for the same thing: those in the same words, then the most similar
    /// first.
    #[must_use]
    pub fn others(&self, sha256: &str, index: usize) -> Vec<SimilarItem> {
        let Some(position) = self.position(sha256, index) else { return Vec::new() };
        let others = self.texts.similar_to(position).map(|other| &self.items[other]);
        others.map(|(facts, index)| SimilarItem { facts: Arc::clone(facts), index: *index }).collect()
    }

    /// Returns the wording that stands for a group of similar recommendations; `None` if there is no similar one.
    #[must_use]
    pub fn representative(&self, sha256: &str, index: usize) -> Option<&str> {
        let position = self.position(sha256, index)?;
        self.texts.similar_to(position).next()?;
        let (facts, index) = &self.items[self.texts.representative(position)];
        Some(&facts.recommendations[*index].text)
    }

    fn position(&self, sha256: &str, index: usize) -> Option<usize> {
        let start = self.starts.get(sha256)?;
        let (facts, _) = self.items.get(start + index)?;
        (facts.sha256 == sha256).then_some(start + index)
    }

    fn count(&self, item: usize) -> SimilarCounts {
        let own = self.councils[item];
        let mut councils: HashSet<u32> = own.into_iter().collect();
        let mut years: BTreeSet<i16> = self.items[item].0.year().into_iter().collect();
        for other in self.texts.similar_to(item) {
            councils.extend(self.councils[other]);
            if own.is_some() && self.councils[other] == own {
                years.extend(self.items[other].0.year());
            }
        }
        let council_count = own.map_or(0, |_| u32::try_from(councils.len()).unwrap_or(u32::MAX));
        SimilarCounts { council_count, years: years.into_iter().collect() }
    }
}

/// Returns the wording of a recommendation without the names of its council and its addressee. Recommendations to one
/// council have its name in common, but not their subject.
fn compared_text(facts: &ReportFacts, index: usize) -> String {
    let item = &facts.recommendations[index];
    let names = [item.responsible.as_deref(), facts.subject.as_deref(), facts.organisation()];
    let names = names.into_iter().flatten().filter(|name| !name.is_empty());
    names.fold(without_reference(&item.text).to_owned(), |text, name| text.replace(name, " "))
}

/// Returns a wording without the references in brackets at its end, such as "(paragraph 42)" or the part of a framework.
/// Recommendations on different subjects have them in common.
fn without_reference(text: &str) -> &str {
    let mut rest = text;
    loop {
        let bare = rest.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
        let start = bare.ends_with(')').then(|| bare.rfind('(')).flatten();
        match start.map(|start| &bare[..start]).filter(|before| !before.trim().is_empty()) {
            Some(before) => rest = before,
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::without_reference;

    #[test]
    fn references_in_brackets_at_the_end_are_left_out() {
        for (text, expected) in [
            ("Improve the plans. (outcome 2, some framework)", "Improve the plans. "),
            ("Improve the plans (paragraphs 4 and 5) (page 2).", "Improve the plans "),
            ("Improve the plans (PEPs) of children", "Improve the plans (PEPs) of children"),
            ("(all of it)", "(all of it)"),
        ] {
            assert_eq!(without_reference(text), expected);
        }
    }
}
