//! The timeline of several inspections: the order, the rows, and where no line may be drawn.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::{
    analysis::{
        Timeline,
        compare::GradeChange,
        timeline::{
            BreakKind, GradesGiven, LabelSide, LeftOutReason, Link, TimelineError, TimelineRow, timeline,
        },
    },
    output::{
        self,
        printout::{PrintOptions, Printable, typeset_printout},
    },
    report::Report,
};

use crate::support;

/// A grade of an invented ILACS or single inspection: the title and the label.
type Graded<'a> = (&'a str, &'a str);

const OVERALL: &str = "Overall effectiveness";
const LEADERS: &str = "The impact of leaders on social work practice with children and families";
const PROTECTION: &str = "The experiences and progress of children who need help and protection";
const IN_CARE_AND_LEAVERS: &str = "The experiences and progress of children in care and care leavers";
const IN_CARE: &str = "The experiences and progress of children in care";
const LEAVERS: &str = "The experiences and progress of care leavers";

/// Returns an invented ILACS report with these grades, of an inspection that ended on this day.
fn ilacs(council: &str, day: &str, grades: &[Graded<'_>]) -> Report {
    let rows: String = grades.iter().map(|(title, grade)| format!("| {title} | {grade} |\n")).collect();
    let text = format!(
        "# {council}\n\n## Inspection of children’s social care services\n\nInspection dates: {day} to {day}\n\n\
         Lead inspector: Ada Marlow, His Majesty’s Inspector\n\n| Judgement | Grade |\n| --- | --- |\n{rows}\n\
         ## What needs to improve?\n\n- The timeliness of visits.\n"
    );
    let mut report = support::read_text(&text, &format!("{council} {day}.md")).report;
    assert_eq!(report.judgements.len(), grades.len(), "{:?}", report.judgements);
    report.cover.subject = Some(council.to_owned());
    report
}

/// Returns an invented letter about a focused visit, which gives no grades.
fn focused_visit(council: &str, day: &str) -> Report {
    let text = format!(
        "{day}\n\nMs Orla Fenn\n\nDirector of Children’s Services\n\n{council} Council\n\nDear Ms Fenn\n\n\
         ## Focused visit to {council} children’s services\n\n\
         This letter summarises the findings of a focused visit to {council} children’s services on {day}. The \
         inspectors were Ida Marsh HMI and Tom Bell HMI.\n\n## Headline findings\n\nPlans are clear.\n"
    );
    let mut report = support::read_text(&text, &format!("{council} visit {day}.md")).report;
    report.cover.subject = Some(council.to_owned());
    report
}

fn timeline_of(reports: &[&Report]) -> Timeline {
    timeline(reports).unwrap()
}

fn row<'a>(timeline: &'a Timeline, title: &str) -> &'a TimelineRow {
    timeline.rows.iter().find(|row| row.title == title).unwrap_or_else(|| panic!("no row {title}"))
}

/// Returns the label of each inspection of a row with its grade.
fn grades<'a>(timeline: &'a Timeline, row: &'a TimelineRow) -> Vec<(&'a str, &'a str)> {
    let points = row.points.iter();
    points
        .map(|point| (timeline.inspections[point.inspection].label.as_str(), point.grade.label.as_str()))
        .collect()
}

fn break_kinds(link: &Link) -> Vec<BreakKind> {
    match link {
        Link::Joined { .. } => Vec::new(),
        Link::Broken(breaks) => breaks.iter().map(|one| one.kind).collect(),
    }
}

/// Returns the reports of three ILACS inspections of Larkmoor, the latest first, and of a visit between them.
fn larkmoor() -> [Report; 4] {
    [
        ilacs(
            "Larkmoor",
            "7 March 2025",
            &[
                (LEADERS, "Good"),
                (PROTECTION, "Good"),
                (IN_CARE, "Outstanding"),
                (LEAVERS, "Good"),
                (OVERALL, "Good"),
            ],
        ),
        ilacs(
            "Larkmoor",
            "12 June 2019",
            &[
                (LEADERS, "Inadequate"),
                (PROTECTION, "Requires improvement to be good"),
                (IN_CARE_AND_LEAVERS, "Good"),
                (OVERALL, "Inadequate"),
            ],
        ),
        focused_visit("Larkmoor", "4 May 2023"),
        ilacs(
            "Larkmoor",
            "18 March 2022",
            &[
                (LEADERS, "Requires improvement to be good"),
                (PROTECTION, "Requires improvement to be good"),
                (IN_CARE_AND_LEAVERS, "Good"),
                (OVERALL, "Requires improvement to be good"),
            ],
        ),
    ]
}

fn references(reports: &[Report]) -> Vec<&Report> {
    reports.iter().collect()
}

#[test]
fn inspections_are_in_date_order_whatever_the_order_of_the_files() {
    let reports = larkmoor();
    let timeline = timeline_of(&references(&reports));
    let labels: Vec<&str> = timeline.inspections.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["2019", "2022", "2023", "2025"]);
    let files: Vec<usize> = timeline.inspections.iter().map(|one| one.report).collect();
    assert_eq!(files, [1, 3, 2, 0]);
    assert_eq!(timeline.title(), "Larkmoor, 2019 to 2025");
}

#[test]
fn grades_on_one_scale_are_joined_past_a_visit_without_grades() {
    let reports = larkmoor();
    let timeline = timeline_of(&references(&reports));
    assert_eq!(timeline.inspections[2].grades, GradesGiven::NotGiven);
    assert_eq!(timeline.inspections[2].kind(), "Focused visit");
    let overall = &timeline.rows[0];
    assert_eq!(overall.title, OVERALL, "the overall judgement is first");
    let expected = [("2019", "Inadequate"), ("2022", "Requires improvement"), ("2025", "Good")];
    assert_eq!(grades(&timeline, overall), expected);
    assert_eq!(overall.links, vec![Link::Joined { change: GradeChange::Up, steps: 1 }; 2]);
    let same = &row(&timeline, PROTECTION).links[0];
    assert_eq!(*same, Link::Joined { change: GradeChange::Same, steps: 0 });
    assert_eq!(same.words("2019"), "Unchanged since 2019.");
}

#[test]
fn split_judgements_each_show_what_was_graded_before_without_a_line() {
    let reports = larkmoor();
    let timeline = timeline_of(&references(&reports));
    for (title, reason) in [
        (IN_CARE, "In 2022, graded together with care leavers: Good."),
        (LEAVERS, "In 2022, graded together with children in care: Good."),
    ] {
        let row = row(&timeline, title);
        assert_eq!(row.points.len(), 3, "{title}");
        assert!(row.is_joined(0), "the combined judgement is the same in 2019 and 2022");
        assert_eq!(break_kinds(&row.links[1]), [BreakKind::Subject]);
        assert!(row.links[1].words("2022").ends_with(reason), "{}", row.links[1].words("2022"));
        assert!(timeline.title_note(row, 1).contains(IN_CARE_AND_LEAVERS));
        assert_eq!(timeline.title_note(row, 2), "");
    }
    assert!(timeline.rows.iter().all(|row| row.title != IN_CARE_AND_LEAVERS), "it has no row of its own");
}

#[test]
fn no_line_crosses_a_change_of_framework_even_on_the_same_scale() {
    let mut reports = larkmoor();
    reports[1].cover.framework = Some(findings::report::FrameworkId::Sif);
    let timeline = timeline_of(&references(&reports));
    let overall = &timeline.rows[0];
    assert_eq!(break_kinds(&overall.links[0]), [BreakKind::Framework]);
    assert!(overall.is_joined(1));
    let words = overall.links[0].words("2019");
    assert!(words.contains("Single inspection in 2019, ILACS inspection in 2022"), "{words}");
    assert!(
        timeline
            .sentences()
            .iter()
            .any(|one| one.starts_with("Some grades can't be compared from 2019 to 2022:"))
    );
}

#[test]
fn no_line_crosses_a_change_of_scale() {
    let mut reports = larkmoor();
    for grade in reports[1].scale.as_mut().unwrap().grades.iter_mut().filter(|grade| grade.step == 3) {
        grade.label = "Adequate".to_owned();
    }
    let timeline = timeline_of(&references(&reports));
    assert_eq!(break_kinds(&timeline.rows[0].links[0]), [BreakKind::Scale]);
    assert!(timeline.rows[0].is_joined(1));
}

#[test]
fn grades_without_a_known_scale_are_never_joined() {
    let mut reports = larkmoor();
    for report in &mut reports {
        report.scale = None;
        report.judgements.iter_mut().for_each(|judgement| judgement.grade.step = None);
    }
    let timeline = timeline_of(&references(&reports));
    assert!(
        timeline
            .rows
            .iter()
            .flat_map(|row| &row.links)
            .all(|link| break_kinds(link).contains(&BreakKind::Scale))
    );
    assert_eq!(timeline.rows[0].grid_line_count(), 0);
}

#[test]
fn renamed_judgement_on_leadership_is_one_row_that_says_its_former_title() {
    let mut reports = larkmoor();
    let leaders = reports[1].judgements.iter_mut().find(|judgement| judgement.title == LEADERS).unwrap();
    leaders.title = "Leadership, management and governance".to_owned();
    let timeline = timeline_of(&references(&reports));
    let row = row(&timeline, LEADERS);
    assert_eq!(row.points.len(), 3);
    assert!(row.is_joined(0));
    let note = timeline.title_note(row, 0);
    assert!(note.starts_with("In this report: “Leadership, management and governance”"), "{note}");
}

#[test]
fn judgement_that_was_replaced_keeps_its_row_and_shows_what_replaced_it() {
    let mut reports = larkmoor();
    // In 2019, care leavers were graded separately, and children looked after with adoption.
    let combined =
        reports[1].judgements.iter().position(|judgement| judgement.title == IN_CARE_AND_LEAVERS).unwrap();
    let mut leavers = reports[1].judgements[combined].clone();
    leavers.title = LEAVERS.to_owned();
    reports[1].judgements[combined].title = "Children looked after and achieving permanence".to_owned();
    reports[1].judgements.push(leavers);
    // Without the latest report, 2022 is the last.
    let timeline = timeline_of(&[&reports[1], &reports[2], &reports[3]]);
    let kept = row(&timeline, LEAVERS);
    assert_eq!(grades(&timeline, kept), [("2019", "Good"), ("2022", "Good")]);
    assert_eq!(break_kinds(&kept.links[0]), [BreakKind::Subject]);
    assert_eq!(row(&timeline, IN_CARE_AND_LEAVERS).points.len(), 2);
}

#[test]
fn every_judgement_of_every_report_is_in_a_row() {
    let reports = larkmoor();
    let timeline = timeline_of(&references(&reports));
    for (index, inspection) in timeline.inspections.iter().enumerate() {
        for judgement in 0..reports[inspection.report].judgements.len() {
            let is_shown = timeline
                .rows
                .iter()
                .flat_map(|row| &row.points)
                .any(|point| (point.inspection, point.judgement) == (index, judgement));
            assert!(is_shown, "{} judgement {judgement}", inspection.label);
        }
    }
}

#[test]
fn report_of_another_council_is_refused_by_name() {
    let reports = larkmoor();
    let other = ilacs("Eastmere", "9 May 2023", &[(LEADERS, "Good"), (OVERALL, "Good")]);
    let error = timeline(&[&other, &reports[0], &reports[1]]).unwrap_err();
    let TimelineError::OtherSubjects { subject, others } = &error else { panic!("{error:?}") };
    assert_eq!(subject, "Larkmoor", "most reports are about Larkmoor");
    assert_eq!(others, &[("Eastmere 9 May 2023.md".to_owned(), "Eastmere".to_owned())]);
    assert!(error.to_string().contains("Eastmere 9 May 2023.md is about Eastmere"), "{error}");
}

#[test]
fn timeline_is_named_after_the_council_and_not_after_a_partnership() {
    let mut reports = larkmoor();
    reports[0].cover.framework = Some(findings::report::FrameworkId::AreaSend);
    reports[0].cover.subject = Some("Larkmoor Local Area Partnership".to_owned());
    let timeline = timeline_of(&references(&reports));
    assert_eq!(timeline.subject.as_deref(), Some("Larkmoor"));
}

#[test]
fn overall_judgement_made_once_is_below_those_with_several_grades() {
    let mut reports = larkmoor();
    let outcome = reports[0].judgements.iter_mut().find(|judgement| judgement.title == OVERALL).unwrap();
    outcome.title = "Inspection outcome".to_owned();
    let timeline = timeline_of(&references(&reports));
    let titles: Vec<&str> = timeline.charted_rows().take(2).map(|row| row.title.as_str()).collect();
    assert_eq!(titles, [OVERALL, "Inspection outcome"]);
}

#[test]
fn reports_about_one_inspection_are_shown_once() {
    let reports = larkmoor();
    let mut draft = reports[0].clone();
    draft.source.file = "draft.md".to_owned();
    draft.source.sha256 = "0".repeat(64);
    let timeline = timeline_of(&[&draft, &reports[0], &reports[1], &reports[1]]);
    assert_eq!(timeline.inspections.len(), 2);
    let left_out: Vec<usize> = timeline.left_out.iter().map(|one| one.report).collect();
    assert_eq!(left_out, [1, 3]);
    let reasons: Vec<LeftOutReason> = timeline.left_out.iter().map(|one| one.reason).collect();
    assert!(
        matches!(reasons[..], [LeftOutReason::SameInspection(_), LeftOutReason::SameFile(_)]),
        "{reasons:?}"
    );
    let sentences = timeline.sentences().join(" ");
    assert!(sentences.contains("about the same inspection as draft.md"), "{sentences}");
    assert!(sentences.contains("was given twice and is shown once"), "{sentences}");
}

#[test]
fn final_report_is_shown_instead_of_its_draft() {
    let reports = larkmoor();
    let mut published = reports[0].clone();
    published.cover.published = Some(findings::report::parse_date("1 May 2025").unwrap());
    published.source.sha256 = "1".repeat(64);
    let timeline = timeline_of(&[&reports[0], &published, &reports[1]]);
    assert_eq!(timeline.inspections[1].report, 1);
}

#[test]
fn report_without_a_date_is_left_out() {
    let mut reports = larkmoor();
    (reports[3].cover.inspected, reports[3].cover.published) = (Vec::new(), None);
    let timeline = timeline_of(&references(&reports));
    assert_eq!(timeline.inspections.len(), 3);
    assert_eq!(timeline.left_out[0].reason, LeftOutReason::NoDate);
}

#[test]
fn scan_is_left_out_because_it_has_no_text() {
    let mut reports = larkmoor();
    let empty = support::read_text("x", "scan.txt").report;
    let scan = &mut reports[3];
    *scan = Report {
        source: scan.source.clone(),
        cover: Default::default(),
        blocks: Vec::new(),
        paragraphs: Vec::new(),
        ..empty
    };
    let timeline = timeline_of(&references(&reports));
    assert_eq!(timeline.left_out[0].reason, LeftOutReason::NoText);
    let json: serde_json::Value =
        serde_json::from_str(&output::timeline_to_json(&timeline).unwrap()).unwrap();
    assert_eq!(json["left_out"][0]["reason"], "no text");
    assert!(timeline.sentences().iter().any(|one| one.contains("no text that can be read")));
}

#[test]
fn timeline_of_visits_says_once_that_they_give_no_grades() {
    let visits = [focused_visit("Larkmoor", "3 March 2019"), focused_visit("Larkmoor", "5 May 2023")];
    let timeline = timeline_of(&references(&visits));
    let sentences = timeline.sentences();
    assert_eq!(sentences.len(), 2, "{sentences:?}");
    assert!(sentences[1].starts_with("These types of inspection give no grades"), "{sentences:?}");
}

#[test]
fn too_few_inspections_have_no_timeline() {
    let reports = larkmoor();
    let left_out = |reports: &[&Report]| match timeline(reports) {
        Err(TimelineError::TooFewInspections { left_out }) => left_out,
        other => panic!("{other:?}"),
    };
    let twice = left_out(&[&reports[0], &reports[0], &reports[0]]);
    assert_eq!(twice.len(), 2);
    assert!(twice[0].ends_with("was given twice and is shown once."), "{twice:?}");
    assert_eq!(left_out(&[]), Vec::<String>::new());
}

#[test]
fn inspections_in_one_year_have_labels_with_the_month() {
    let reports = larkmoor();
    let visit = focused_visit("Larkmoor", "20 November 2022");
    let timeline = timeline_of(&[&reports[3], &visit, &reports[0]]);
    let labels: Vec<&str> = timeline.inspections.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["March 2022", "November 2022", "2025"]);
}

#[test]
fn labels_are_beside_the_lines() {
    let reports = larkmoor();
    let timeline = timeline_of(&references(&reports));
    let overall = &timeline.rows[0];
    let levels: Vec<f32> =
        overall.points.iter().map(findings::analysis::timeline::TimelinePoint::level).collect();
    assert_eq!(levels[0], 1.0, "the worst grade is at the bottom");
    assert!(levels[1] > levels[2]);
    // The line goes up from the first grade and down to the left of the last.
    assert_eq!(overall.label_side(0), LabelSide::Below);
    assert_eq!(overall.label_side(2), LabelSide::Above);
}

#[test]
fn lines_have_the_names_of_the_grades_and_marks_only_need_other_labels() {
    let reports = larkmoor();
    let timeline = timeline_of(&references(&reports));
    let overall = &timeline.rows[0];
    assert_eq!(timeline.line_names(overall), ["Outstanding", "Good", "Requires improvement", "Inadequate"]);
    assert!((0..overall.points.len()).all(|point| !timeline.needs_label(overall, point)));
    let mut renamed = overall.clone();
    renamed.points[0].grade.label = "Adequate".to_owned();
    assert!(timeline.needs_label(&renamed, 0), "an earlier scale has another name for the step");
}

#[test]
fn json_names_points_segments_and_reasons() {
    let reports = larkmoor();
    let timeline = timeline_of(&references(&reports));
    let json: serde_json::Value =
        serde_json::from_str(&output::timeline_to_json(&timeline).unwrap()).unwrap();
    assert_eq!(json["schema"], "findings-timeline/1");
    assert_eq!(json["inspections"][2]["grades"], "not given");
    assert_eq!(json["inspections"][0]["inspected"][0]["to"], "2019-06-12");
    let rows = json["judgements"].as_array().unwrap();
    let in_care = rows.iter().find(|row| row["title"] == IN_CARE).unwrap();
    assert_eq!(in_care["points"][2]["step"], 1);
    assert_eq!(in_care["segments"][0]["connected"], true);
    assert_eq!(in_care["segments"][0]["change"], "same");
    assert_eq!(in_care["segments"][1]["connected"], false);
    assert_eq!(in_care["segments"][1]["reasons"][0]["kind"], "subject");
}

#[test]
fn web_page_has_a_figure_for_each_judgement_and_the_same_grades_in_a_table() {
    let mut reports = larkmoor();
    reports[0].cover.subject = Some("Larkmoor <b>".to_owned());
    reports[0].cover.authority = None;
    let timeline = timeline_of(&references(&reports));
    let page = output::timeline_to_html(&timeline);
    assert_eq!(page.matches("<figure>").count(), timeline.charted_rows().count());
    assert_eq!(page.matches("class=\"join\"").count(), 2 + 2 + 2 + 1 + 1, "one line for each joined pair");
    assert!(page.contains("<main>") && page.contains("scope=\"rowgroup\"") && page.contains("<footer"));
    assert!(!page.contains("<script") && !page.contains("<b>") && page.contains("Larkmoor &lt;b&gt;"));
    let overall = "aria-label=\"Overall effectiveness. 2019: Inadequate. 2022: Requires improvement, up one grade since";
    assert!(page.contains(overall), "{page}");
}

#[test]
fn text_lists_each_grade_with_its_change() {
    let reports = larkmoor();
    let text = output::timeline_to_text(&timeline_of(&references(&reports)));
    assert!(text.contains("\n    2025: Good. Up one grade since 2022.\n"), "{text}");
    assert!(
        text.contains("2023: Focused visit; Inspected 4 May 2023, published 4 May 2023; Gives no grades"),
        "{text}"
    );
}

#[test]
fn printed_chart_is_a_tagged_figure_and_all_labels_are_whole() {
    let reports = larkmoor();
    let timeline = timeline_of(&references(&reports));
    for is_large_print in [false, true] {
        let options = PrintOptions { is_large_print, ..PrintOptions::default() };
        let made_on = findings::report::parse_date("1 June 2025").unwrap();
        let pages = typeset_printout(Printable::Timeline(&timeline), &options, made_on);
        let lines = pages.lines();
        assert!(lines.iter().all(|line| !line.is_cut), "a label is cut");
        let (width, height) = pages.size();
        assert!(lines.iter().all(|line| {
            line.position.0 >= 0.0
                && line.position.0 + line.width <= width
                && line.position.1 + line.height <= height
        }));
        let labels = lines.iter().filter(|line| line.words.trim() == "2022").count();
        assert!(labels > 1, "the year is above the chart and in the table");
        // krilla's validator checks the tags and the alternative texts.
        let pdf = pages.to_pdf().unwrap();
        assert!(pdf.starts_with(b"%PDF"));
    }
}

#[test]
fn timeline_of_thousands_of_judgements_takes_linear_time() {
    let mut reports = larkmoor();
    for report in &mut reports {
        let Some(judgement) = report.judgements.first().cloned() else { continue };
        report.judgements.extend(std::iter::repeat_n(judgement, 20_000));
    }
    let timeline = timeline_of(&references(&reports));
    assert!(timeline.rows.len() >= 20_000);
}

/// Expected grades of a real council through seven inspections, compared by hand with the reports.
#[test]
fn seven_inspections_of_york_have_the_grades_of_their_reports() {
    let Some(corpus) = std::env::var_os("FINDINGS_CORPUS") else {
        eprintln!("not run: FINDINGS_CORPUS is not set");
        return;
    };
    let corpus = std::path::PathBuf::from(corpus);
    let files = [
        "ilacs/york_2025_ilacs.pdf",
        "slac/york_2012.txt",
        "focused-visit/york_2023_fv.pdf",
        "sif/york_2017_sif.pdf",
        "ilacs/york_2022_ilacs.pdf",
        "jtai/york_2018_jtai.pdf",
        "focused-visit/york_2019_fv.pdf",
    ];
    let reports: Vec<Report> = files.iter().map(|file| support::read(&corpus.join(file)).report).collect();
    let timeline = timeline_of(&references(&reports));
    let labels: Vec<&str> = timeline.inspections.iter().map(|one| one.label.as_str()).collect();
    // The single inspection was in 2016, and its report was published in 2017.
    assert_eq!(labels, ["2012", "2016", "2018", "2019", "2022", "2023", "2025"]);
    let improved = |first: &[(&'static str, &'static str)]| {
        let mut expected = first.to_vec();
        expected.extend([("2022", "Requires improvement"), ("2025", "Outstanding")]);
        expected
    };
    let rows = [
        (OVERALL, improved(&[("2016", "Good")]), vec![false, true]),
        (LEADERS, improved(&[("2016", "Good")]), vec![false, true]),
        (
            PROTECTION,
            improved(&[("2012", "Good"), ("2016", "Requires improvement")]),
            vec![false, false, true],
        ),
        (IN_CARE, improved(&[("2012", "Good"), ("2016", "Good")]), vec![false; 3]),
        (LEAVERS, improved(&[("2016", "Good")]), vec![false; 2]),
    ];
    assert_eq!(timeline.charted_rows().count(), rows.len());
    for (title, expected, joined) in rows {
        let row = row(&timeline, title);
        assert_eq!(grades(&timeline, row), expected, "{title}");
        let is_joined: Vec<bool> = (0..row.links.len()).map(|link| row.is_joined(link)).collect();
        assert_eq!(is_joined, joined, "{title}");
    }
    assert_eq!(timeline.single_rows().count(), 22);
    let made_on = findings::report::parse_date("1 June 2025").unwrap();
    let pages = typeset_printout(Printable::Timeline(&timeline), &PrintOptions::default(), made_on);
    assert!(pages.count() <= 2, "{} pages", pages.count());
}
