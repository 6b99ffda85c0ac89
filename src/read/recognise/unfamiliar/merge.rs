//! Joins the occurrences of each recommendation: a report can print it in its chapter and again in a summary or an annex.

use std::collections::{HashMap, HashSet};

use super::{
    Occurrence, contradiction::has_contradiction, mark::back_reference, pieces::Pieces,
    wording::first_letters,
};
use crate::report::{Place, Recommendation};

/// The number of letters at the beginning of two wordings that are compared.
const COMPARED_LETTERS: usize = 60;
/// The maximum number of letters of two wordings that are compared.
const MAX_COMPARED_LETTERS: usize = 240;
/// The minimum number of letters of a wording that identifies it.
const MIN_LETTERS: usize = 25;

/// The maximum number of texts with the same beginning that are compared. Only a malicious file has more.
const MAX_SAME_BEGINNINGS: usize = 40;

/// The maximum number of texts of the report that are compared with recommendations. Real reports need a few hundred.
const MAX_COMPARED_TEXTS: usize = 100_000;

/// Joins the occurrences of each recommendation, and returns the recommendations in reading order.
pub(super) fn merge(pieces: &Pieces<'_>, mut found: Vec<Occurrence>) -> Vec<Recommendation> {
    found.sort_by_key(|item| item.recommendation.place);
    let mut merged: Vec<Occurrence> = Vec::new();
    let mut index = OccurrenceIndex::default();
    for item in found {
        match index.find(&merged, &item) {
            Some(same) => {
                index.add(same, &item);
                join(&mut merged[same], item);
            }
            None => {
                index.add(merged.len(), &item);
                merged.push(item);
            }
        }
    }
    drop_cited(&mut merged);
    // A title without a wording is an entry of a list of contents.
    merged.retain(|item| !item.recommendation.text.is_blank());
    add_places_in_text(pieces, &mut merged);
    merged.into_iter().map(|item| item.recommendation).collect()
}

/// Removes the items outside lists whose number a listed item has. They are cited from another report, unless they are other
/// versions of the listed item.
fn drop_cited(merged: &mut Vec<Occurrence>) {
    let mut listed: HashMap<String, Vec<String>> = HashMap::new();
    for item in merged.iter().filter(|item| item.is_listed && item.is_marked) {
        if let Some(number) = item.recommendation.number.clone() {
            let wordings = listed.entry(number).or_default();
            if wordings.len() < MAX_SAME_BEGINNINGS {
                wordings.push(item.recommendation.text.plain().to_owned());
            }
        }
    }
    merged.retain(|item| {
        let words = item.recommendation.text.plain();
        let same_number = item.recommendation.number.as_ref().and_then(|number| listed.get(number));
        let is_cited =
            same_number.is_some_and(|known| !known.iter().any(|other| has_contradiction(words, other)));
        item.is_listed || !item.is_marked || !is_cited
    });
}

/// The recommendations that were found so far, by the beginnings of their wordings and by their numbers and titles.
#[derive(Default)]
struct OccurrenceIndex {
    by_beginning: HashMap<String, Vec<usize>>,
    by_name: HashMap<(String, String), usize>,
}

impl OccurrenceIndex {
    /// Returns the index of the recommendation that is the same as another occurrence: its wording begins alike, or it has
    /// the same number and the same title or wording. Two versions that ask for different things are not the same, nor are
    /// two items of one list.
    fn find(&self, merged: &[Occurrence], item: &Occurrence) -> Option<usize> {
        let number = |item: &Occurrence| item.recommendation.number.clone();
        let is_possible = |other: &&usize| {
            let other = &merged[**other];
            let is_same_number = number(item).is_some() && number(other) == number(item);
            let has_no_number = number(other).is_none() || number(item).is_none();
            // Comparing the wordings takes longest.
            !are_in_one_list(other, item)
                && (is_same_number || has_no_number && is_same_wording(other, item))
                && !is_other_version(other, item)
        };
        let is_same_name = |other: &usize| {
            let other = &merged[*other];
            (other.is_marked || item.is_marked) && !is_other_version(other, item)
        };
        let alike = Self::beginning(item).and_then(|beginning| self.by_beginning.get(&beginning));
        let alike = alike.and_then(|known| known.iter().take(MAX_SAME_BEGINNINGS).find(is_possible).copied());
        let named =
            || Self::names(item).iter().find_map(|name| self.by_name.get(name).copied().filter(is_same_name));
        alike.or_else(named)
    }

    /// Adds an occurrence of a recommendation.
    fn add(&mut self, index: usize, item: &Occurrence) {
        if let Some(beginning) = Self::beginning(item) {
            self.by_beginning.entry(beginning).or_default().push(index);
        }
        for name in Self::names(item) {
            self.by_name.entry(name).or_insert(index);
        }
    }

    /// Returns the first letters of a wording; `None` if they are too few to identify it.
    fn beginning(item: &Occurrence) -> Option<String> {
        let letters = first_letters(item.recommendation.text.plain(), COMPARED_LETTERS);
        (letters.chars().count() >= MIN_LETTERS).then_some(letters)
    }

    /// Returns the number of a recommendation with its title, and with its wording.
    fn names(item: &Occurrence) -> Vec<(String, String)> {
        let Some(number) = item.recommendation.number.as_ref() else { return Vec::new() };
        let title = item.recommendation.title.as_deref().map(|title| first_letters(title, COMPARED_LETTERS));
        let wording = first_letters(item.recommendation.text.plain(), COMPARED_LETTERS);
        let names = title.into_iter().chain(Some(wording).filter(|wording| !wording.is_empty()));
        names.map(|name| (number.clone(), name)).collect()
    }
}

/// Returns true if two occurrences begin alike but differ in a figure or a negation.
fn is_other_version(one: &Occurrence, other: &Occurrence) -> bool {
    has_contradiction(one.recommendation.text.plain(), other.recommendation.text.plain())
}

/// Returns true if the compared beginnings of two wordings are the same, or one wording begins the other. Recommendations of
/// one list can begin with the same long name.
fn is_same_wording(one: &Occurrence, other: &Occurrence) -> bool {
    let letters = |item: &Occurrence| first_letters(item.recommendation.text.plain(), MAX_COMPARED_LETTERS);
    let (one, other) = (letters(one), letters(other));
    one.starts_with(&other) || other.starts_with(&one)
}

/// Returns true if two occurrences are items without marks in the same section.
fn are_in_one_list(one: &Occurrence, other: &Occurrence) -> bool {
    let is_item = |item: &Occurrence| item.is_listed && !item.is_marked;
    is_item(one) && is_item(other) && one.recommendation.section == other.recommendation.section
}

/// Returns true if a wording replaces another: the other is only the title of the recommendation, or the wording begins the
/// other, which has text of the section around it.
fn is_better_wording(wording: &Recommendation, other: &Recommendation) -> bool {
    let letters = |words: &str| first_letters(words, usize::MAX);
    let (new, old) = (letters(wording.text.plain()), letters(other.text.plain()));
    let title = wording.title.as_deref().map(letters).unwrap_or_default();
    !new.is_empty() && (old.is_empty() || old == title || new.len() < old.len() && old.starts_with(&new))
}

/// Joins an occurrence to the one before.
fn join(first: &mut Occurrence, other: Occurrence) {
    let item = &mut first.recommendation;
    let more = other.recommendation;
    item.other_places.push(more.place);
    first.blocks.extend(other.blocks);
    if is_better_wording(&more, item) {
        item.text = more.text;
    }
    item.number = item.number.take().or(more.number);
    item.title = item.title.take().or(more.title);
    item.responsible = item.responsible.take().or(more.responsible);
    first.is_listed |= other.is_listed;
    first.is_marked |= other.is_marked;
}

/// A text of the report.
struct PrintedText {
    place: Place,
    /// Its first letters.
    letters: String,
    words: String,
}

/// Adds the places in the text of the report that print a recommendation without a mark, and the paragraphs that a
/// conclusion repeats and refers back to.
fn add_places_in_text(pieces: &Pieces<'_>, items: &mut [Occurrence]) {
    let mut by_beginning: HashMap<String, Vec<PrintedText>> = HashMap::new();
    let mut by_number: HashMap<String, (Place, String)> = HashMap::new();
    for block in 0..pieces.len() {
        if pieces.is_in_contents(block) {
            continue;
        }
        let Some(text) = pieces.text(block) else { continue };
        let number = pieces.number(block);
        let rest = number.as_ref().map_or(0, |number| number.rest);
        let place = Pieces::place(block);
        let words = &text.plain()[rest..];
        // A heading can begin with the number of the recommendation that it prints.
        let letters = first_letters(words, COMPARED_LETTERS);
        if letters.chars().count() == COMPARED_LETTERS {
            let known = by_beginning.entry(letters).or_default();
            if known.len() < MAX_SAME_BEGINNINGS {
                let letters = first_letters(words, MAX_COMPARED_LETTERS);
                known.push(PrintedText { place, letters, words: words.to_owned() });
            }
        }
        if let Some(number) = number {
            by_number.entry(number.label).or_insert_with(|| (place, words.to_owned()));
        }
    }
    let mut remaining = MAX_COMPARED_TEXTS;
    for Occurrence { recommendation: item, blocks, .. } in items {
        let letters = first_letters(item.text.plain(), MAX_COMPARED_LETTERS);
        let beginning: String = letters.chars().take(COMPARED_LETTERS).collect();
        // Recommendations can begin with the same long name, so all of the shorter text is compared.
        let is_same = |other: &&PrintedText| {
            (other.letters.starts_with(&letters) || letters.starts_with(&other.letters))
                && !has_contradiction(item.text.plain(), &other.words)
        };
        let known = by_beginning.get(&beginning).map_or(&[][..], Vec::as_slice);
        let known = known.iter().take(remaining);
        remaining -= known.len();
        let mut places: Vec<Place> = known.filter(is_same).map(|known| known.place).collect();
        if let Some((place, words)) =
            back_reference(item.text.plain()).and_then(|number| by_number.get(number))
            && has_same_words(item.text.plain(), words)
        {
            places.push(*place);
        }
        places.retain(|place| !blocks.iter().any(|own| own.contains(&place.block.0)));
        places.append(&mut item.other_places);
        places.sort_unstable();
        places.dedup_by_key(|place| place.block);
        item.other_places = places;
    }
}

/// Returns true if most words of one text are in the other.
fn has_same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.len() > 3).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    !one.is_empty() && one.intersection(&other).count() * 5 >= one.len() * 3
}
