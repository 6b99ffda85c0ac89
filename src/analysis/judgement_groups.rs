//! The groups of judgements. Some reports print rows of their table of judgements under the heading of another part;
//! York 2012 prints rows about safeguarding under "Services for looked after children".

use std::collections::HashSet;

use super::{JudgementRow, summary::rows_with_group_titles};
use crate::report::{Judgement, Place, Report, StatementKind};

/// The groups of the judgements of a report, with each judgement in the part of the report that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgementGroups<'a> {
    /// The title of the group of each judgement, in the order of [`Report::judgements`]; `None` if it has no group.
    pub titles: Vec<Option<&'a str>>,
    /// True if the report's table prints some judgements under the heading of another part.
    pub are_corrected: bool,
}

impl<'a> JudgementGroups<'a> {
    /// Returns the groups of the judgements of a report. If the table prints a row under the heading of another part,
    /// the group is the section around the section about the judgement. A row without a section of its own goes with
    /// the rows under the same heading if all of these belong to one other section.
    #[must_use]
    pub fn of_report(report: &'a Report) -> Self {
        let misplaced = MisplacedRows::new(report);
        let mut titles: Vec<Option<&str>> =
            report.judgements.iter().map(|judgement| judgement.group.as_deref()).collect();
        let mut are_corrected = false;
        let mut start = 0;
        for run in report.judgements.chunk_by(|one, next| one.group == next.group) {
            let titles = &mut titles[start..start + run.len()];
            start += run.len();
            let corrected: Vec<Option<&str>> =
                run.iter().map(|judgement| misplaced.group_of_section(judgement)).collect();
            are_corrected |= corrected.iter().any(Option::is_some);
            let with_section =
                run.iter().zip(&corrected).filter(|(judgement, _)| judgement.section.is_some());
            let mut groups = with_section.map(|(_, group)| *group);
            let common = groups.next().flatten().filter(|first| groups.all(|group| group == Some(*first)));
            for ((title, judgement), group) in titles.iter_mut().zip(run).zip(corrected) {
                *title = group.or(common.filter(|_| judgement.section.is_none())).or(*title);
            }
        }
        Self { titles, are_corrected }
    }

    /// Returns the judgements in the order of the report, with overall effectiveness first in each group. Each group
    /// begins with a row for its title.
    #[must_use]
    pub fn rows(&self, report: &'a Report) -> Vec<JudgementRow<'a>> {
        let all: Vec<usize> = (0..report.judgements.len()).collect();
        rows_with_group_titles(report, &all, |index| self.titles.get(index).copied().flatten())
    }
}

/// Finds the rows of a report's table that are under the heading of another part.
pub(super) struct MisplacedRows<'a> {
    report: &'a Report,
    /// The titles of all sections, in lower case.
    section_titles: HashSet<String>,
}

impl<'a> MisplacedRows<'a> {
    /// Prepares to find the rows of this report.
    pub(super) fn new(report: &'a Report) -> Self {
        let section_titles = report.sections.iter().map(|section| section.title.to_lowercase()).collect();
        Self { report, section_titles }
    }

    /// Returns the place of the judgement's table row and the group in the table, if the group is a section of the
    /// report but neither the section about the judgement nor any section around it. Returns `None` otherwise, and for
    /// judgements without a section or a row.
    pub(super) fn misplaced_row(&self, judgement: &'a Judgement) -> Option<(&'a str, Place)> {
        let (section, group) = (judgement.section?, judgement.group.as_deref()?);
        let row = judgement.statements.iter().find(|statement| statement.kind == StatementKind::Table)?;
        let path = self.report.section_path(section);
        let is_inside = path.iter().any(|title| title.eq_ignore_ascii_case(group));
        (!is_inside && self.section_titles.contains(&group.to_lowercase())).then_some((group, row.place))
    }

    /// Returns the title of the section around the section about a judgement whose row is under the heading of another
    /// part; `None` for all other judgements.
    fn group_of_section(&self, judgement: &'a Judgement) -> Option<&'a str> {
        self.misplaced_row(judgement)?;
        let path = self.report.section_path(judgement.section?);
        path.len().checked_sub(2).map(|parent| path[parent])
    }
}
