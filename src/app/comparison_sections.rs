//! The texts by section of a comparison: going to the section of a judgement, and showing only some sections. Runs
//! without a window.

use super::{ComparedTexts, ComparisonTab, NarrowPart, State, strings};
use crate::report::{Report, SectionId};

/// The only sections that the texts by section show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionFilter {
    /// The title of the judgement or section that was chosen.
    pub title: String,
    /// The indices of the sections in [`ComparisonTab::section_texts`], in order; at least one.
    pub sections: Vec<usize>,
}

/// A section to scroll to in the texts by section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SectionTarget {
    /// The index of the section in [`ComparisonTab::section_texts`].
    pub section: usize,
    /// The number of the request, so that the view scrolls once for each.
    pub request: u32,
}

impl ComparisonTab {
    /// Returns the filter that shows only the sections of a judgement, with their subsections; `None` if it has no
    /// section with texts.
    #[must_use]
    pub fn filter_for_judgement(&self, pair: usize) -> Option<SectionFilter> {
        let [left, right] = &self.result.reports;
        let pair = self.comparison().judgements.get(pair)?;
        let left_section = pair.left.and_then(|index| left.judgements[index].section);
        let right_section = pair.right.and_then(|index| right.judgements[index].section);
        self.filter_for_sections(pair.title.clone(), [left_section, right_section])
    }

    /// Returns the filter that shows only one section, with its subsections. `section` is an index in
    /// [`ComparisonTab::section_texts`].
    #[must_use]
    pub fn filter_for_section(&self, section: usize) -> Option<SectionFilter> {
        let [left, right] = &self.result.reports;
        let texts = self.section_texts.get(section)?;
        let title = texts.right.map(|id| &right.section(id).title);
        let title = title.or(texts.left.map(|id| &left.section(id).title))?;
        self.filter_for_sections(title.clone(), [texts.left, texts.right])
    }

    fn filter_for_sections(&self, title: String, wanted: [Option<SectionId>; 2]) -> Option<SectionFilter> {
        let contains = |report: &Report, outer: Option<SectionId>, inner: Option<SectionId>| {
            outer.zip(inner).is_some_and(|(outer, inner)| report.ancestors(inner).any(|id| id == outer))
        };
        let [left, right] = &self.result.reports;
        let texts = self.section_texts.iter().enumerate();
        let sections = texts.filter(|(_, texts)| {
            contains(left, wanted[0], texts.left) || contains(right, wanted[1], texts.right)
        });
        let sections: Vec<usize> = sections.map(|(index, _)| index).collect();
        (!sections.is_empty()).then_some(SectionFilter { title, sections })
    }

    /// Scrolls the texts by section to this section, an index in [`ComparisonTab::section_texts`].
    fn go_to_section_texts(&mut self, section: usize) {
        let request = self.section_target.map_or(0, |target| target.request) + 1;
        self.section_target = Some(SectionTarget { section, request });
    }
}

impl State {
    /// Goes to a judgement in the texts by section. If only some sections are shown, those of the judgement are shown
    /// in their place.
    pub(super) fn go_to_judgement_texts(&mut self, pair: usize) {
        let Some(comparison) = self.front_comparison_mut() else { return };
        match comparison.filter_for_judgement(pair) {
            Some(filter) => {
                comparison.go_to_section_texts(filter.sections[0]);
                if comparison.section_filter.is_some() {
                    comparison.section_filter = Some(filter);
                }
            }
            None => {
                let title = comparison.comparison().judgements.get(pair).map(|pair| pair.title.clone());
                let toast = title.map(|title| strings::no_section_of_its_own_toast(&title));
                self.messages.toast = toast.map(Into::into);
            }
        }
    }

    /// Shows only these sections in the texts by section, or all sections again.
    pub(super) fn show_only_sections(&mut self, filter: Option<SectionFilter>) {
        let Some(comparison) = self.front_comparison_mut() else { return };
        // The section stays in view when all sections are shown again.
        let shown = filter.as_ref().or(comparison.section_filter.as_ref());
        let first = shown.and_then(|filter| filter.sections.first().copied());
        comparison.section_filter = filter;
        first.into_iter().for_each(|section| comparison.go_to_section_texts(section));
        self.show_compared_texts(ComparedTexts::BySection);
    }

    /// Shows this part of the comparison in front, if the window has no room for all.
    pub(super) fn show_narrow_part(&mut self, part: NarrowPart) {
        if let Some(comparison) = self.front_comparison_mut() {
            comparison.narrow_part = part;
        }
    }
}
