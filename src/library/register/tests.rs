#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    library::fixtures,
    output::plan::{EntryColumn, PlanEntry},
    report::Date,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Returns a report with these recommendations and their due dates. An empty date is none.
fn facts(council: &str, date: &str, recommendations: &[(&str, &str)]) -> ReportFacts {
    let recommendation = |(text, due): &(&str, &str)| fixtures::recommendation(text, due.parse().ok());
    ReportFacts {
        recommendations: recommendations.iter().map(recommendation).collect(),
        ..fixtures::report(council, date)
    }
}

fn collection(reports: Vec<ReportFacts>) -> Collection {
    fixtures::collection(reports, &[])
}

fn example() -> Collection {
    collection(vec![
        facts(
            "Fenby",
            "2019-03-18",
            &[("Improve the timeliness of health assessments for children", "2019-06-01")],
        ),
        facts(
            "Fenby",
            "2023-05-10",
            &[
                ("Improve the timeliness of health assessments for all children", "2023-08-01"),
                ("Write an urgent plan", "2024-01-01"),
            ],
        ),
        facts("Larkmoor", "2022-02-02", &[("Recruit foster carers", "")]),
        facts(
            "Ouseby",
            "2021-09-01",
            &[("Improve timeliness of health assessments for children", "2023-11-15")],
        ),
        facts("Ouseby", "2024-01-20", &[]),
    ])
}

const TODAY: &str = "2023-10-01";

fn shown_with(
    collection: &Collection,
    progress: &RegisterProgress,
    options: &RegisterOptions,
) -> (Vec<String>, Register) {
    let similar = SimilarRecommendations::new(&collection.reports().cloned().collect::<Vec<_>>());
    let source = RegisterSource { collection, progress, similar: Some(&similar), today: day(TODAY) };
    let register = Register::new(source, options);
    let name = |row: &RegisterRow| match row {
        RegisterRow::Group { title, count } => format!("[{title}: {count}]"),
        RegisterRow::Item(position) => {
            let item = source.item(*position).unwrap();
            format!(
                "{} {}",
                item.council(),
                item.recommendation.text.split(' ').take(3).collect::<Vec<_>>().join(" ")
            )
        }
    };
    (register.rows.iter().map(name).collect(), register)
}

fn shown(options: &RegisterOptions) -> Vec<String> {
    shown_with(&example(), &RegisterProgress::new(), options).0
}

fn filter(filter: RegisterFilter) -> RegisterOptions {
    RegisterOptions { filter, ..RegisterOptions::default() }
}

fn all_reports() -> RegisterFilter {
    RegisterFilter { is_latest_only: false, ..RegisterFilter::default() }
}

#[test]
fn the_latest_report_of_each_council_that_makes_recommendations_is_shown() {
    let (rows, register) = shown_with(&example(), &RegisterProgress::new(), &RegisterOptions::default());
    let expected = [
        "Fenby Improve the timeliness",
        "Fenby Write an urgent",
        "Larkmoor Recruit foster carers",
        "Ouseby Improve timeliness of",
    ];
    assert_eq!(rows, expected);
    assert_eq!((register.shown_count, register.total_count), (4, 5));
    let (collection, progress) = (example(), RegisterProgress::new());
    let source =
        RegisterSource { collection: &collection, progress: &progress, similar: None, today: day(TODAY) };
    assert_eq!(total_overdue(source, true), 1);
    assert_eq!(shown(&filter(all_reports())).len(), 5);
}

#[test]
fn rows_are_filtered_by_every_choice() {
    let base = RegisterFilter::default;
    for (chosen, expected) in [
        (RegisterFilter { words: "FOSTER larkmoor".to_owned(), ..base() }, 1),
        (RegisterFilter { words: "foster fenby".to_owned(), ..base() }, 0),
        (RegisterFilter { council: Some("Fenby".to_owned()), ..base() }, 2),
        (RegisterFilter { region: Some("South".to_owned()), ..base() }, 1),
        (RegisterFilter { year: Some(2019), ..all_reports() }, 1),
        (RegisterFilter { owner: Some(String::new()), ..base() }, 4),
        (RegisterFilter { status: Some("Done".to_owned()), ..base() }, 0),
        (RegisterFilter { due: DueFilter::Overdue, ..all_reports() }, 2),
        (RegisterFilter { due: DueFilter::Soon, ..base() }, 1),
        (RegisterFilter { due: DueFilter::None, ..base() }, 1),
        (RegisterFilter { is_priority: true, ..base() }, 1),
    ] {
        assert_eq!(shown(&filter(chosen.clone())).len(), expected, "{chosen:?}");
    }
}

#[test]
fn entries_of_a_plan_change_the_due_date_and_close_rows() {
    let collection = example();
    let fenby = collection.facts_of("Fenby2023-05-10").unwrap();
    let mut plan = EditedPlan::default();
    let row = |index: usize| {
        let item = &fenby.recommendations[index];
        PlanRowKey { id: item.id.clone(), action: item.text.clone() }
    };
    for (index, column, words) in [
        (0, EntryColumn::Status, "Done"),
        (1, EntryColumn::Due, "2023-09-30"),
        (1, EntryColumn::Owner, "Ann Lee"),
    ] {
        plan.set_entry(&PlanEntry { row: row(index), column, words: words.to_owned() });
    }
    let progress = report_progress(fenby, &plan, None);
    assert_eq!(overdue_count(fenby, Some(&progress), day(TODAY)), 1);
    assert_eq!(overdue_count(fenby, None, day(TODAY)), 1);
    let all = RegisterProgress::from([(fenby.sha256.clone(), progress)]);
    let options = filter(RegisterFilter { due: DueFilter::Overdue, ..RegisterFilter::default() });
    assert_eq!(shown_with(&collection, &all, &options).0, ["Fenby Write an urgent"]);
    let options = RegisterOptions { group: RegisterGroup::Owner, ..filter(all_reports()) };
    let rows = shown_with(&collection, &all, &options).0;
    assert_eq!((rows[0].as_str(), rows[2].as_str()), ("[Ann Lee: 1]", "[: 4]"));
}

#[test]
fn a_publication_date_that_was_entered_gives_due_dates() {
    let mut report = facts("Fenby", "2023-05-10", &[("Write a plan", "")]);
    report.recommendations[0].timescale = Some("Within three months".to_owned());
    let due = |published| report_progress(&report, &EditedPlan::default(), published)[0].due;
    assert_eq!(due(None), None);
    assert_eq!(due(Some(day("2023-06-01"))), Some(day("2023-09-01")));
}

#[test]
fn rows_are_sorted_and_those_without_a_value_are_last() {
    for (column, is_descending, first, last) in [
        (RegisterColumn::Due, false, "Fenby Improve", "Larkmoor"),
        (RegisterColumn::Due, true, "Fenby Write", "Larkmoor"),
        (RegisterColumn::Date, false, "Ouseby", "Fenby"),
        (RegisterColumn::Wording, true, "Fenby Write", "Fenby Improve"),
        (RegisterColumn::Overdue, false, "Fenby Improve", "Ouseby"),
        (RegisterColumn::Asked, false, "Fenby Improve", "Larkmoor"),
    ] {
        let sort = RegisterSort { column, is_descending };
        let rows = shown(&RegisterOptions { sort, ..RegisterOptions::default() });
        assert!(rows[0].starts_with(first), "{column:?}: {rows:?}");
        assert!(rows[3].starts_with(last), "{column:?}: {rows:?}");
    }
}

#[test]
fn similar_recommendations_are_counted_over_councils_and_years() {
    let collection = example();
    let similar = SimilarRecommendations::new(&collection.reports().cloned().collect::<Vec<_>>());
    let counts = similar.counts("Fenby2023-05-10", 0).unwrap();
    assert_eq!((counts.council_count, counts.years.as_slice()), (2, [2019, 2023].as_slice()));
    assert_eq!(similar.others("Fenby2023-05-10", 0).len(), 2);
    assert_eq!(similar.others("Fenby2023-05-10", 1).len(), 0);
    assert_eq!(similar.others("Fenby2023-05-10", 2).len(), 0, "there is no such recommendation");
    let options = RegisterOptions { group: RegisterGroup::Similar, ..filter(all_reports()) };
    let rows = shown_with(&collection, &RegisterProgress::new(), &options).0;
    assert!(rows[0].ends_with(": 3]"), "{rows:?}");
    assert_eq!(rows[4], "[: 2]");
}
