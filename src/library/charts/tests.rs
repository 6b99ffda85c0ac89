#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    analysis::GradeMarkShape,
    library::{
        JudgementFacts,
        fixtures::{self, NEW_SCALE},
        matrix::{MatrixFilter, MatrixRows},
    },
    output::chart::{LineKind, Shape},
    report::FrameworkId,
};

const OLD_SCALE: [&str; 4] = ["Outstanding", "Good", "Adequate", "Inadequate"];

/// Returns a report whose overall judgement has this step.
fn report(council: &str, date: &str, framework: FrameworkId, scale: [&str; 4], step: u8) -> ReportFacts {
    let label = scale[usize::from(step) - 1];
    let judgement = JudgementFacts {
        title: "Overall effectiveness".to_owned(),
        ..fixtures::judgement(label, &JudgementColumn::Overall, step)
    };
    ReportFacts {
        framework: Some(framework),
        scale: scale.map(str::to_owned).to_vec(),
        judgements: vec![judgement],
        ..fixtures::report(council, date)
    }
}

fn with_recommendations(facts: ReportFacts, texts: &[&str]) -> ReportFacts {
    let recommendations = texts.iter().map(|text| fixtures::recommendation(text, None));
    ReportFacts { recommendations: recommendations.collect(), ..facts }
}

fn collection(reports: Vec<ReportFacts>) -> Collection {
    fixtures::collection(reports, &[])
}

fn example() -> Collection {
    use FrameworkId::{Ilacs, Sif, Slac};
    collection(vec![
        report("Larkmoor", "2012-03-02", Slac, OLD_SCALE, 3),
        report("Larkmoor", "2016-05-02", Sif, NEW_SCALE, 3),
        report("Larkmoor", "2020-02-02", Ilacs, NEW_SCALE, 2),
        report("Larkmoor", "2023-02-02", Ilacs, NEW_SCALE, 1),
        report("Fenby", "2023-06-02", Ilacs, NEW_SCALE, 4),
        report("Ouseby", "2023-07-02", Ilacs, NEW_SCALE, 2),
        ReportFacts {
            judgements: Vec::new(),
            ..report("Ouseby", "2022-07-02", FrameworkId::FocusedVisit, NEW_SCALE, 2)
        },
    ])
}

fn chart(collection: &Collection, matrix: &MatrixOptions, options: &ChartOptions) -> Chart {
    Chart::new(collection, matrix, &HashMap::new(), options)
}

fn grades(collection: &Collection, matrix: &MatrixOptions, options: &ChartOptions) -> GradesByYear {
    match chart(collection, matrix, options) {
        Chart::Grades(grades) => grades,
        other => panic!("{other:?}"),
    }
}

const SIZE: ChartSize = ChartSize { width: 800.0, height: 400.0, detail: ChartDetail::Full };

#[test]
fn grades_of_one_scale_are_stacked_and_the_others_are_named() {
    let grades = grades(&example(), &MatrixOptions::default(), &ChartOptions::default());
    let bars: Vec<(i16, [usize; 4])> =
        grades.bars.iter().filter(|bar| bar.total() > 0).map(|bar| (bar.year, bar.counts)).collect();
    assert_eq!(bars, [(2016, [0, 0, 1, 0]), (2020, [0, 1, 0, 0]), (2023, [1, 1, 0, 1])]);
    assert_eq!(grades.bars.len(), 8, "years without reports have an empty bar");
    assert_eq!(grades.scales.len(), 2);
    let sentences = Chart::Grades(grades).sentences();
    assert_eq!(
        sentences,
        [
            "Good or better: 2 of 3 reports in 2023 (67%), compared with 0 of 1 report in 2016 (0%).",
            "Left out: 1 report on another scale (Outstanding, Good, Adequate, Inadequate, 2012); 1 report without this \
             judgement."
        ]
    );
}

#[test]
fn another_scale_can_be_chosen() {
    let scale = Some(OLD_SCALE.map(str::to_owned).to_vec());
    let options = ChartOptions { scale, ..ChartOptions::default() };
    let grades = grades(&example(), &MatrixOptions::default(), &options);
    assert_eq!(grades.bars, [YearBar { year: 2012, counts: [0, 0, 1, 0] }]);
    assert_eq!(grades.bar_name(&grades.bars[0]), "2012: 1 report: 1 adequate");
}

#[test]
fn charts_respect_the_filters_and_the_choice_of_latest_reports() {
    let filter = MatrixFilter { words: "larkmoor".to_owned(), ..MatrixFilter::default() };
    let latest = MatrixOptions { filter, rows: MatrixRows::LatestOfCouncil, ..MatrixOptions::default() };
    let grades = grades(&example(), &latest, &ChartOptions::default());
    assert_eq!(grades.bars, [YearBar { year: 2023, counts: [1, 0, 0, 0] }]);
}

#[test]
fn each_bar_is_a_part_with_its_numbers_and_fits_the_drawing() {
    let grades = grades(&example(), &MatrixOptions::default(), &ChartOptions::default());
    for measure in [BarMeasure::Share, BarMeasure::Count] {
        let drawing = Chart::Grades(GradesByYear { measure, ..grades.clone() }).drawing(SIZE);
        assert_eq!(drawing.parts.len(), 8);
        assert_eq!(drawing.parts[7].name, "2023: 3 reports: 1 outstanding, 1 good, 1 inadequate");
        assert_eq!(drawing.parts[1].name, "2017: no reports");
        for shape in &drawing.shapes {
            let Shape::Bar(area, _) = shape else { continue };
            assert!(area.top >= 0.0 && area.top + area.height <= drawing.height, "{area:?}");
            assert!(area.left >= 0.0 && area.left + area.width <= drawing.width, "{area:?}");
        }
    }
}

#[test]
fn table_has_the_numbers_of_the_bars() {
    let table = chart(&example(), &MatrixOptions::default(), &ChartOptions::default()).table();
    assert_eq!(
        table.header,
        ["Year", "Outstanding", "Good", "Requires improvement", "Inadequate", "Reports", "Good or better"]
    );
    assert_eq!(table.rows[7], ["2023", "1", "1", "0", "1", "3", "67%"]);
    assert_eq!(table.rows[1], ["2017", "0", "0", "0", "0", "0", ""]);
}

#[test]
fn folder_without_grades_gives_a_sentence_and_no_bars() {
    let empty = chart(&collection(Vec::new()), &MatrixOptions::default(), &ChartOptions::default());
    assert!(empty.is_empty());
    assert_eq!(empty.sentences(), ["None of these reports has this grade on a scale of four steps."]);
    assert!(empty.drawing(SIZE).parts.is_empty());
}

fn council(options: &ChartOptions) -> CouncilHistory {
    match chart(&example(), &MatrixOptions::default(), options) {
        Chart::Council(Some(history)) => history,
        other => panic!("{other:?}"),
    }
}

#[test]
fn history_of_a_council_is_broken_where_scale_or_framework_changes() {
    let history = council(&ChartOptions { kind: ChartKind::Council, ..ChartOptions::default() });
    assert_eq!(history.title(), "Larkmoor Council, 2012 to 2023", "the council with most inspections");
    let lane = history.overall().unwrap();
    let links: Vec<bool> = lane.links.iter().map(|link| *link == CouncilLink::Joined).collect();
    assert_eq!(links, [false, false, true]);
    let CouncilLink::Broken(reason) = &lane.links[0] else { panic!() };
    assert!(reason.contains("The grading scale is different"), "{reason}");
    assert_eq!(
        history.sentences()[0],
        "Overall: adequate in 2012; requires improvement in 2016 (can\u{2019}t be compared with 2012); good in 2020 \
         (can\u{2019}t be compared with 2016); outstanding in 2023."
    );
    assert_eq!(
        history.break_sentence().unwrap(),
        "Where no line joins two grades, they can\u{2019}t be compared: from 2012 to 2016 and from 2016 to 2020."
    );
    let lines = |kind| {
        let drawing = Chart::Council(Some(history.clone())).drawing(SIZE);
        drawing
            .shapes
            .iter()
            .filter(|shape| matches!(shape, Shape::Line(_, _, found) if *found == kind))
            .count()
    };
    assert_eq!((lines(LineKind::Join), lines(LineKind::Break)), (1, 2));
}

#[test]
fn a_council_can_be_chosen_and_is_known_from_each_of_its_reports() {
    let council = council(&ChartOptions {
        kind: ChartKind::Council,
        council: Some("ouseby".to_owned()),
        ..ChartOptions::default()
    });
    assert_eq!(council.name, "Ouseby Council");
    assert_eq!(council.inspections.len(), 2);
    assert_eq!(council.sentences()[1], "2 inspections in this folder, 1 without grades.");
    let known = CouncilHistory::of_report(&example(), &council.inspections[0].path).unwrap();
    assert_eq!(known, council);
    assert!(CouncilHistory::of_report(&example(), std::path::Path::new("none.pdf")).is_none());
}

#[test]
fn filters_limit_the_councils_but_not_the_inspections_of_one() {
    let filter = MatrixFilter { year: Some(2016), ..MatrixFilter::default() };
    let matrix = MatrixOptions { filter, ..MatrixOptions::default() };
    let options = ChartOptions {
        kind: ChartKind::Council,
        council: Some("fenby".to_owned()),
        ..ChartOptions::default()
    };
    let Chart::Council(Some(history)) = chart(&example(), &matrix, &options) else { panic!() };
    assert_eq!(history.name, "Larkmoor Council", "Fenby has no report that fits");
    assert_eq!(history.inspections.len(), 4);
}

#[test]
fn two_files_about_one_inspection_are_one_point() {
    let one = report("Fenby", "2023-06-02", FrameworkId::Ilacs, NEW_SCALE, 2);
    let copy = ReportFacts { sha256: "copy".to_owned(), ..one.clone() };
    let history = CouncilHistory::new(&collection(vec![one, copy]), "fenby").unwrap();
    assert_eq!(history.inspections.len(), 1);
    assert_eq!(history.overall().unwrap().points[0].mark, GradeMarkShape::Disc);
}

/// Returns the names of the themes of a recommendation.
fn theme_names(text: &str) -> Vec<&'static str> {
    themes_of(text).into_iter().map(|index| THEMES[index].name).collect()
}

#[test]
fn a_recommendation_is_on_each_theme_that_its_words_name() {
    assert_eq!(theme_names("Supervise all trainees weekly."), ["Supervision and management"]);
    assert_eq!(
        theme_names("Give care leavers their health histories."),
        ["Care leavers and adulthood", "Health and wellbeing"]
    );
    assert_eq!(theme_names("Hold MULTI-AGENCY meetings"), ["Partnership working"]);
    assert!(theme_names("Paint the fence.").is_empty());
    assert!(theme_names("Remissing").is_empty(), "only the beginning of a word counts");
}

fn theme_counts(period: ThemePeriod) -> ThemeCounts {
    use FrameworkId::Ilacs;
    let reports = collection(vec![
        with_recommendations(
            report("Larkmoor", "2021-02-02", Ilacs, NEW_SCALE, 1),
            &["Supervise staff.", "Supervise carers."],
        ),
        with_recommendations(
            report("Fenby", "2023-06-02", Ilacs, NEW_SCALE, 4),
            &["Supervise.", "Paint the fence."],
        ),
    ]);
    let options = ChartOptions { kind: ChartKind::Themes, themes: period, ..ChartOptions::default() };
    match chart(&reports, &MatrixOptions::default(), &options) {
        Chart::Themes(themes) => themes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn recommendations_are_counted_by_theme_and_year_and_the_others_are_shown() {
    let themes = theme_counts(ThemePeriod::Years);
    assert_eq!((themes.total, themes.report_count, &*themes.years), (4, 2, &[2021, 2022, 2023][..]));
    assert_eq!((themes.themes[0].count, themes.themes[0].report_count), (3, 2));
    assert_eq!(themes.themes[0].by_year, [2, 0, 1]);
    assert_eq!((themes.other.count, &*themes.other.by_year), (1, &[0, 0, 1][..]));
    let chart = Chart::Themes(themes);
    assert_eq!(
        chart.sentences()[0],
        "\u{201C}Supervision and management\u{201D} is the most frequent theme: 3 of 4 recommendations (75%), in 2 of 2 \
         reports."
    );
    assert_eq!(chart.table().rows.last().unwrap()[..4], ["Other", "0", "0", "1"].map(str::to_owned));
    let names: Vec<String> = chart.drawing(SIZE).parts.into_iter().map(|part| part.name).collect();
    assert_eq!(names[0], "Supervision and management: 2 in 2021, 1 in 2023");
}

#[test]
fn totals_have_a_bar_for_each_theme() {
    let chart = Chart::Themes(theme_counts(ThemePeriod::Total));
    let drawing = chart.drawing(SIZE);
    assert_eq!(drawing.parts[0].name, "Supervision and management: 3 recommendations (75%), in 2 reports");
    assert_eq!(drawing.parts.last().unwrap().name, "Other: 1 recommendation (25%), in 1 report");
    let alt = chart.sheet(SIZE).alt_text();
    assert!(alt.starts_with("Recommendations by theme. \u{201C}Supervision"), "{alt}");
}
