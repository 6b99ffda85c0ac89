//! The judgements in a summary: cards, the table and the grading scale.

use super::{
    Density, Summary,
    limits::{MAX_PRINTED_ITEMS, printed_count, shortened_note},
};
use crate::{
    analysis::{
        self, JudgementExtent, JudgementGroups, JudgementRow,
        compare::{GradeChange, JudgementPair},
    },
    output::{
        changes::{change_label, judgement_change},
        print::{
            Align, Block, Cell, Column, ColumnWidth, GradeCard, ParagraphStyle, Row, RowKind, StyledText,
            Table, TextStyle,
        },
        printout::grade_mark,
        strings,
    },
    report::{Grade, Judgement, Report, Scale, StatementKind},
};

impl Summary<'_> {
    /// Returns the main judgements as cards; `None` if there are none.
    pub(super) fn headline_cards(&self) -> Option<Block> {
        /// The maximum number of cards. The table has the other judgements too.
        const MAX_CARDS: usize = 12;
        let judgements = analysis::headline_judgements(self.report);
        let groups = JudgementGroups::of_report(self.report);
        let cards = judgements.into_iter().take(MAX_CARDS).map(|index| {
            let judgement = &self.report.judgements[index];
            let group = groups.titles[index];
            let change = self.judgement_pair(index).filter(|pair| pair.change != GradeChange::New);
            let change = change.map(|pair| self.change_words(pair));
            GradeCard {
                mark: grade_mark(&judgement.grade, self.report),
                label: judgement.grade.label.clone(),
                title: judgement.title.clone(),
                note: group.map(str::to_owned).into_iter().chain(change).collect::<Vec<_>>().join(" · "),
            }
        });
        let cards: Vec<GradeCard> = cards.collect();
        (!cards.is_empty()).then_some(Block::Cards(cards))
    }

    /// Returns a judgement together with its counterpart in the other report; `None` if the summary shows no changes.
    fn judgement_pair(&self, index: usize) -> Option<&JudgementPair> {
        let pairs = &self.baseline?.comparison.judgements;
        pairs.iter().find(|pair| pair.right == Some(index))
    }

    /// Returns the change of a judgement in words: "↑ Up one grade from Adequate". Empty if the summary shows no
    /// changes.
    fn change_words(&self, pair: &JudgementPair) -> String {
        let Some(baseline) = self.baseline else { return String::new() };
        let names = &baseline.comparison.verdict.names;
        let change = judgement_change(pair, names);
        let before = pair.left.and_then(|index| baseline.report.judgements.get(index));
        match (pair.change, before.map(|judgement| judgement.grade.label.as_str())) {
            (GradeChange::Up | GradeChange::Down, Some(before)) => format!("{change} from {before}"),
            (GradeChange::NotComparable, Some(before)) => format!("{change} (was {before})"),
            // A summary is of one report, so "the right report" would mean nothing.
            (GradeChange::New, _) if !names.are_years() => {
                change_label((pair.change.symbol(), strings::ONLY_IN_THIS_REPORT))
            }
            _ => change,
        }
    }

    /// Returns the table of judgements.
    pub(super) fn judgement_blocks(&self) -> Vec<Block> {
        let report = self.report;
        if report.judgements.is_empty() {
            return Vec::new();
        }
        let fitted = |align| Column { width: ColumnWidth::Fit, align };
        let mut columns = vec![
            Column { width: ColumnWidth::Share(1.0), align: Align::Start },
            fitted(Align::Start),
            fitted(Align::End),
        ];
        let mut header: Vec<StyledText> = vec!["Judgement".into(), "Grade".into(), "Paragraphs".into()];
        if self.baseline.is_some() {
            columns.insert(2, fitted(Align::Start));
            header.insert(2, "Change".into());
        }
        let groups = JudgementGroups::of_report(report);
        let all_rows = groups.rows(report);
        let lengths = all_rows.iter().map(|row| match row {
            JudgementRow::Group(group) => group.len(),
            JudgementRow::Judgement(index) => report.judgements[*index].title.len(),
        });
        let printed_rows = &all_rows[..printed_count(lengths)];
        let is_judgement = |row: &&JudgementRow<'_>| matches!(row, JudgementRow::Judgement(_));
        let printed = printed_rows.iter().filter(is_judgement).count();
        let rows = printed_rows.iter().map(|row| match row {
            JudgementRow::Group(group) => Row { kind: RowKind::Group, cells: vec![(*group).into()] },
            JudgementRow::Judgement(index) => self.judgement_row(*index),
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.extend(self.dropped_judgement_rows());
        let table = Block::Table(Table { columns, header, rows, has_row_headings: true });
        let note = Block::Paragraph(ParagraphStyle::Small, strings::CORRECTED_GROUPS.into());
        let note = groups.are_corrected.then_some(note);
        let shortened = shortened_note(printed, report.judgements.len(), strings::JUDGEMENT_ITEMS);
        let heading = Block::Heading(2, strings::JUDGEMENTS.into());
        let blocks = [heading, table].into_iter().chain(shortened).chain(note);
        blocks.chain(self.reasons_without_comparison()).collect()
    }

    /// Returns a note for each reason why grades can't be compared, with the judgements that it is about if it is not
    /// about all of them.
    fn reasons_without_comparison(&self) -> Vec<Block> {
        let Some(baseline) = self.baseline else { return Vec::new() };
        let pairs = &baseline.comparison.judgements;
        let not_comparable = pairs.iter().filter(|pair| pair.change == GradeChange::NotComparable);
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for pair in not_comparable {
            let Some(reason) = pair.reason.as_deref() else { continue };
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, titles)) => titles.push(&pair.title),
                None => reasons.push((reason, vec![&pair.title])),
            }
        }
        let has_one_reason = reasons.len() == 1;
        let notes = reasons.into_iter().map(|(reason, titles)| {
            let about = if has_one_reason { String::new() } else { titles.join("; ") };
            strings::not_comparable_because(&about, reason)
        });
        notes.map(|note| Block::Paragraph(ParagraphStyle::Small, note.as_str().into())).collect()
    }

    /// Returns the row of a judgement: title, grade, change if the summary shows changes, and place.
    fn judgement_row(&self, index: usize) -> Row {
        let judgement = &self.report.judgements[index];
        let extent = match JudgementExtent::of_judgement(self.report, judgement) {
            JudgementExtent::TableOnly => "–".to_owned(),
            extent => extent.to_string(),
        };
        let mut place = StyledText::new(&extent, TextStyle::SECONDARY);
        if let Some(other) = self.other_grade(judgement) {
            place.push(&format!("; {other}"), TextStyle::BOLD);
        }
        let mut cells = vec![
            judgement.title.as_str().into(),
            self.grade_cell(&judgement.grade, self.report),
            place.into(),
        ];
        if self.baseline.is_some() {
            let change = self.judgement_pair(index).map(|pair| self.change_words(pair)).unwrap_or_default();
            cells.insert(2, change.as_str().into());
        }
        Row { kind: RowKind::Body, cells }
    }

    /// Returns a cell with a grade and its mark.
    fn grade_cell(&self, grade: &Grade, report: &Report) -> Cell {
        // No-break spaces keep the label on a single line, which is easier to read.
        let label = grade.label.replace(' ', "\u{A0}");
        Cell { mark: Some(grade_mark(grade, report)), words: StyledText::new(&label, TextStyle::BOLD) }
    }

    /// Returns a different grade that the report gives for the same judgement in another place: "table: Adequate".
    fn other_grade(&self, judgement: &Judgement) -> Option<String> {
        let other = judgement.statements.iter().find(|other| other.grade.label != judgement.grade.label)?;
        let place = match other.kind {
            StatementKind::Table => "table",
            StatementKind::Cover => "cover",
            StatementKind::Heading | StatementKind::Line => "text",
        };
        Some(format!("{place}: {}", other.grade.label))
    }

    /// Returns the rows of judgements that only the other report has.
    fn dropped_judgement_rows(&self) -> Vec<Row> {
        let Some(baseline) = self.baseline else { return Vec::new() };
        let groups = JudgementGroups::of_report(baseline.report);
        let dropped = baseline.comparison.judgements.iter().filter(|pair| pair.right.is_none());
        let mut rows: Vec<Row> = dropped
            .take(MAX_PRINTED_ITEMS)
            .filter_map(|pair| {
                let index = pair.left?;
                let judgement = baseline.report.judgements.get(index)?;
                let was = format!("was {}", judgement.grade.label);
                // The same title can be in several groups.
                let title = match groups.titles[index] {
                    Some(group) => format!("{} ({group})", pair.title),
                    None => pair.title.clone(),
                };
                let cells = vec![title.as_str().into(), Cell::default(), was.as_str().into()];
                Some(Row { kind: RowKind::Body, cells })
            })
            .collect();
        if !rows.is_empty() {
            let name = strings::only_in_report(&baseline.report.name());
            rows.insert(0, Row { kind: RowKind::Group, cells: vec![name.as_str().into()] });
        }
        rows
    }

    /// Returns true if the summary has a table of the grades and what they mean.
    pub(super) fn prints_meanings(&self, density: Density) -> bool {
        let has_meaning = |scale: &Scale| scale.grades.iter().any(|grade| grade.meaning.is_some());
        self.options.has_grade_meanings
            && density.has_meanings
            && !self.report.judgements.is_empty()
            && self.report.scale.as_ref().is_some_and(has_meaning)
    }

    /// Returns the order of the grades, for a summary that does not print what they mean.
    pub(super) fn grades_in_order(&self) -> Option<Block> {
        let has_order = |scale: &&Scale| !self.report.judgements.is_empty() && !scale.grades.is_empty();
        let scale = self.report.scale.as_ref().filter(has_order)?;
        let labels: Vec<&str> = scale.grades.iter().map(|grade| grade.label.as_str()).collect();
        let mut words = StyledText::new(strings::GRADES_IN_ORDER, TextStyle::BOLD);
        words.push(&format!("{}.", labels.join(", ")), TextStyle::PLAIN);
        Some(Block::Paragraph(ParagraphStyle::Small, words))
    }

    /// Returns the table of the grades and what they mean.
    pub(super) fn grade_meanings(&self) -> Vec<Block> {
        let Some(scale) = &self.report.scale else { return Vec::new() };
        let rows = scale.grades.iter().map(|grade| Row {
            kind: RowKind::Body,
            cells: vec![
                self.grade_cell(&grade.to_grade(), self.report),
                grade.meaning.as_deref().unwrap_or("–").into(),
            ],
        });
        let columns = vec![
            Column { width: ColumnWidth::Fit, align: Align::Start },
            Column { width: ColumnWidth::Share(1.0), align: Align::Start },
        ];
        let header = vec!["Grade".into(), strings::GRADE_MEANING.into()];
        vec![
            Block::Heading(2, strings::GRADING_SCALE.into()),
            Block::Table(Table { columns, header, rows: rows.collect(), has_row_headings: true }),
        ]
    }
}
