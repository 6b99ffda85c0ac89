#![allow(clippy::unwrap_used)]

use super::*;
use crate::library::fixtures::{self, NEW_SCALE};

fn facts(council: &str, date: &str, grades: &[(&str, JudgementColumn, u8)]) -> ReportFacts {
    ReportFacts {
        framework: Some(FrameworkId::Ilacs),
        gives_no_grades: grades.is_empty(),
        scale: NEW_SCALE.map(str::to_owned).to_vec(),
        judgements: grades
            .iter()
            .map(|(label, column, step)| fixtures::judgement(label, column, *step))
            .collect(),
        ..fixtures::report(council, date)
    }
}

/// Returns a folder with these reports and a file that can't be read.
fn collection(reports: Vec<ReportFacts>) -> Collection {
    fixtures::collection(reports, &["zz.pdf"])
}

fn example() -> Collection {
    use JudgementColumn::{CareLeavers, Overall};
    collection(vec![
        facts("Fenby", "2022-03-18", &[("Good", Overall, 2), ("Inadequate", CareLeavers, 4)]),
        facts("Fenby", "2023-05-10", &[]),
        facts("Larkmoor", "2018-02-02", &[("Inadequate", Overall, 4)]),
        facts("Larkmoor", "2023-06-01", &[("Outstanding", Overall, 1)]),
        facts("Ouseby", "2023-09-01", &[("Inadequate", Overall, 4), ("Good", CareLeavers, 2)]),
    ])
}

fn shown(collection: &Collection, options: &MatrixOptions) -> Vec<String> {
    let matrix = Matrix::new(collection, options, &HashMap::new());
    let name = |row: &MatrixRow| match row {
        MatrixRow::Group { title, count } => format!("{title}: {count}"),
        MatrixRow::Entry(index) => {
            let entry = &collection.entries()[*index];
            entry.name().replace(" Council", "")
        }
    };
    matrix.rows.iter().map(name).collect()
}

#[test]
fn councils_that_were_inadequate_in_a_year_are_found() {
    let filter = MatrixFilter {
        year: Some(2023),
        grade: Some("Inadequate".to_owned()),
        graded_column: Some(JudgementColumn::Overall),
        ..MatrixFilter::default()
    };
    let options = MatrixOptions { filter, ..MatrixOptions::default() };
    assert_eq!(shown(&example(), &options), ["Ouseby, 2023"]);
}

#[test]
fn a_grade_in_any_judgement_is_found() {
    let filter = MatrixFilter { grade: Some("inadequate".to_owned()), ..MatrixFilter::default() };
    let options = MatrixOptions { filter, ..MatrixOptions::default() };
    assert_eq!(shown(&example(), &options), ["Fenby, 2022", "Larkmoor, 2018", "Ouseby, 2023"]);
}

#[test]
fn the_latest_report_with_grades_stands_for_a_council() {
    let options = MatrixOptions { rows: MatrixRows::LatestOfCouncil, ..MatrixOptions::default() };
    assert_eq!(shown(&example(), &options), ["Fenby, 2022", "Larkmoor, 2023", "Ouseby, 2023"]);
}

#[test]
fn rows_without_a_grade_come_last_in_both_directions() {
    let sort = |is_descending| MatrixOptions {
        sort: MatrixSort { column: SortColumn::Judgement(JudgementColumn::Overall), is_descending },
        ..MatrixOptions::default()
    };
    let best_first =
        ["Larkmoor, 2023", "Fenby, 2022", "Larkmoor, 2018", "Ouseby, 2023", "Fenby, 2023", "zz.pdf"];
    assert_eq!(shown(&example(), &sort(false)), best_first);
    let worst_first =
        ["Larkmoor, 2018", "Ouseby, 2023", "Fenby, 2022", "Larkmoor, 2023", "Fenby, 2023", "zz.pdf"];
    assert_eq!(shown(&example(), &sort(true)), worst_first);
}

#[test]
fn groups_have_titles_with_counts_and_the_latest_year_first() {
    let group = |group| MatrixOptions { group, ..MatrixOptions::default() };
    assert_eq!(
        shown(&example(), &group(MatrixGroup::Year)),
        [
            "2023: 3",
            "Fenby, 2023",
            "Larkmoor, 2023",
            "Ouseby, 2023",
            "2022: 1",
            "Fenby, 2022",
            "2018: 1",
            "Larkmoor, 2018",
            ": 1",
            "zz.pdf"
        ]
    );
    let regions = shown(&example(), &group(MatrixGroup::Region));
    assert_eq!((&*regions[0], &*regions[5]), ("North: 4", "South: 1"));
}

#[test]
fn unreadable_files_are_shown_unless_something_else_is_wanted() {
    let with = |filter| MatrixOptions { filter, ..MatrixOptions::default() };
    let words = MatrixFilter { words: "ZZ".to_owned(), ..MatrixFilter::default() };
    assert_eq!(shown(&example(), &with(words)), ["zz.pdf"]);
    let unreadable = MatrixFilter { is_unreadable: true, ..MatrixFilter::default() };
    assert_eq!(shown(&example(), &with(unreadable)), ["zz.pdf"]);
    let year = MatrixFilter { year: Some(2018), ..MatrixFilter::default() };
    assert_eq!(shown(&example(), &with(year)), ["Larkmoor, 2018"]);
}

#[test]
fn columns_are_those_of_known_subjects_unless_the_user_chooses_others() {
    let matrix = Matrix::new(&example(), &MatrixOptions::default(), &HashMap::new());
    assert_eq!(matrix.columns, [JudgementColumn::Overall, JudgementColumn::CareLeavers]);
    let chosen = MatrixOptions {
        chosen_columns: Some([JudgementColumn::CareLeavers].into_iter().collect()),
        ..MatrixOptions::default()
    };
    let matrix = Matrix::new(&example(), &chosen, &HashMap::new());
    assert_eq!(matrix.columns, [JudgementColumn::CareLeavers]);
    assert_eq!((matrix.shown_count, matrix.total_count), (6, 6));
}

#[test]
fn the_inspection_before_a_report_is_the_latest_with_grades() {
    let example = example();
    let path =
        |name: &str| example.entries().iter().find(|entry| entry.name() == name).unwrap().path().to_owned();
    let previous = |name: &str| example.previous_inspection(&path(name)).map(Entry::name);
    assert_eq!(previous("Larkmoor Council, 2023"), Some("Larkmoor Council, 2018".to_owned()));
    assert_eq!(previous("Fenby Council, 2023"), Some("Fenby Council, 2022".to_owned()));
    assert_eq!(previous("Fenby Council, 2022"), None);
}
