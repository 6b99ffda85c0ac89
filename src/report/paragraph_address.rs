//! Addresses of paragraphs: their printed number and, if the report prints the number more than once, their part.

use std::{collections::HashMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Content, ParagraphId, ParagraphNumbers, Place, Report};

/// The address of a paragraph, as in "report.docx#para=42" and "report.docx#para=2/14".
///
/// A part is a run of paragraphs whose numbers ascend. Parts are counted from 1, in the order of their first
/// paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParagraphAddress {
    /// The part, from 1; `None` if the report prints the number only once, or any of its paragraphs is meant.
    pub part: Option<u32>,
    /// The printed number.
    pub number: u32,
}

impl From<u32> for ParagraphAddress {
    fn from(number: u32) -> Self {
        Self { part: None, number }
    }
}

impl fmt::Display for ParagraphAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Some(part) => write!(formatter, "{part}/{}", self.number),
            None => write!(formatter, "{}", self.number),
        }
    }
}

/// An error for words that are not the address of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Enter a paragraph number, such as 42, or a part and a number, such as 2/14.")]
pub struct ParagraphAddressError;

impl FromStr for ParagraphAddress {
    type Err = ParagraphAddressError;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let parse = |digits: &str| digits.trim().parse::<u32>().map_err(|_| ParagraphAddressError);
        match words.split_once('/') {
            Some((part, number)) => Ok(Self { part: Some(parse(part)?), number: parse(number)? }),
            None => parse(words).map(Self::from),
        }
    }
}

impl Report {
    /// Returns the paragraph at an address. If the address names no part and the report prints the number more than
    /// once, returns the first one in a part that is not much shorter than the longest: a quotation or a list in a
    /// paragraph can have numbers of its own. Returns `None` if the report has no such paragraph.
    #[must_use]
    pub fn paragraph_at_address(&self, address: ParagraphAddress) -> Option<ParagraphId> {
        ParagraphNumbers::new(self).paragraph(address)
    }

    /// Returns the address of a paragraph; `None` if it has no number.
    #[must_use]
    pub fn address_of_paragraph(&self, id: ParagraphId) -> Option<ParagraphAddress> {
        let number = self.paragraphs.get(id.0)?.number?;
        let is_unique = self.paragraphs_with_number(number).nth(1).is_none();
        let part = if is_unique { None } else { self.paragraph_parts().get(id.0).copied().flatten() };
        Some(ParagraphAddress { part, number })
    }

    /// Returns the address of the paragraph whose number [`Report::paragraph_number_at`] returns for a place; `None` if
    /// it returns no number.
    #[must_use]
    pub fn paragraph_address_at(&self, place: Place) -> Option<ParagraphAddress> {
        match &self.block(place.block).content {
            Content::Paragraph(id) => self.address_of_paragraph(*id),
            Content::Recommendation(index) => {
                self.address_of_paragraph(self.recommendations[*index].paragraph?)
            }
            Content::Heading(section) | Content::Grade(section) => {
                let sections = self.sections_within(*section);
                let mut all = sections.flat_map(|id| self.sections[id].paragraphs.clone());
                all.find_map(|index| self.address_of_paragraph(ParagraphId(index)))
            }
            _ => None,
        }
    }

    /// Returns the paragraphs with this number, in the order of the report.
    fn paragraphs_with_number(&self, number: u32) -> impl Iterator<Item = ParagraphId> {
        let all = self.paragraphs.iter().enumerate();
        all.filter(move |(_, paragraph)| paragraph.number == Some(number))
            .map(|(index, _)| ParagraphId(index))
    }

    /// Returns the part of each paragraph, from 1; `None` for paragraphs without a number. A paragraph continues the
    /// part whose last number is one less, or else the part of the paragraph before if its number is a little higher;
    /// otherwise it begins a part.
    pub(super) fn paragraph_parts(&self) -> Vec<Option<u32>> {
        /// The maximum step from one number to the next in a part that leaves out numbers.
        const MAX_LEAP: u32 = 20;
        // For each number, the parts that end with it so far, the one that ended last at the end.
        let mut open: HashMap<u32, Vec<u32>> = HashMap::new();
        let mut last: Option<(u32, u32)> = None;
        let mut part_count = 0;
        let mut parts = Vec::with_capacity(self.paragraphs.len());
        for paragraph in &self.paragraphs {
            let Some(number) = paragraph.number else {
                parts.push(None);
                continue;
            };
            let continued = number.checked_sub(1).and_then(|before| open.get_mut(&before)?.pop());
            let part = continued.unwrap_or_else(|| {
                let is_leap = |before: u32| before < number && number - before <= MAX_LEAP;
                if let Some((part, before)) = last.filter(|(_, before)| is_leap(*before)) {
                    // The part that ends with the number before the leap was added last.
                    open.get_mut(&before).map(Vec::pop);
                    return part;
                }
                part_count += 1;
                part_count
            });
            open.entry(number).or_default().push(part);
            last = Some((part, number));
            parts.push(Some(part));
        }
        parts
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_they_are_read() {
        for words in ["42", "2/14"] {
            assert_eq!(words.parse::<ParagraphAddress>().unwrap().to_string(), words);
        }
        for words in ["", "x", "2/", "/3", "-1", "1/2/3"] {
            assert_eq!(words.parse::<ParagraphAddress>(), Err(ParagraphAddressError));
        }
    }
}
