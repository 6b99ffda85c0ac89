//! Reads the recommendations of invented reports of frameworks that Findings does not know.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::report::Report;

/// Text around a section, so that it is a section of a report.
const ABOVE: &str = "# Review of lifts in Larkmoor\n\n## Background\n\nThe lifts of Larkmoor stood still for the whole of the \
                     winter, and nobody was informed.\n\n";
const BELOW: &str = "\n\n## Annex\n\nThe panel met five times in the year and heard from forty people.\n";

/// Reads a text as a file with the given name.
fn read(text: &str, name: &str) -> Report {
    findings::read::read(text.as_bytes(), name).unwrap().report
}

/// Returns the wordings of the recommendations of a text, with their numbers.
fn recommendations_of(text: &str, name: &str) -> Vec<String> {
    let items = read(text, name).recommendations;
    let item = |item: findings::report::Recommendation| match item.number {
        Some(number) => format!("{number}|{}", item.text.plain()),
        None => item.text.plain().to_owned(),
    };
    items.into_iter().map(item).collect()
}

/// Checks the recommendations of sections of a Markdown report.
fn assert_sections(cases: &[(&str, &[&str])]) {
    for (section, expected) in cases {
        let text = format!("{ABOVE}{section}{BELOW}");
        assert_eq!(recommendations_of(&text, "report.md"), *expected, "{section}");
    }
}

#[test]
fn sections_are_found_whatever_their_titles_are() {
    const ITEMS: &str = "- The council should keep a register of lifts.\n- The trust must train all staff.";
    const FOUND: [&str; 2] =
        ["The council should keep a register of lifts.", "The trust must train all staff."];
    for title in [
        "4.2 Recommendations",
        "IV. Recommendations",
        "Chapter Eight: Conclusions and recommendations",
        "Executive summary and recommendations",
        "Safety recommendations",
        "Recommendations: Home Office",
        "Recommendations 2023",
        "What does the service need to do to improve?",
        "Action the provider MUST take to improve",
        "Requirements",
    ] {
        let text = format!("{ABOVE}## {title}\n\n{ITEMS}{BELOW}");
        assert_eq!(recommendations_of(&text, "report.md"), FOUND, "{title}");
    }
    for title in
        ["Progress on recommendations", "How recommendations are made", "Action plan", "What we found"]
    {
        let text = format!("{ABOVE}## {title}\n\n{ITEMS}{BELOW}");
        assert!(recommendations_of(&text, "report.md").is_empty(), "{title}");
    }
}

#[test]
fn a_line_that_is_no_heading_begins_a_list_if_requests_follow() {
    let page = |line: &str, below: &str| {
        format!(
            "<h1>Review of lifts</h1><h2>Background</h2><p>The lifts stood still all winter, and nobody was informed of \
             it.</p><h2>What we found</h2><p>The doors stood open for the whole of the winter, and nobody was \
             told.</p>{line}{below}<h2>Annex</h2><p>The panel met five times, and heard from forty people in \
             all.</p>"
        )
    };
    const ITEMS: &str = "<ul><li>The council should keep a register.</li><li>Train all staff.</li></ul>";
    for line in [
        "<p><strong>Recommendations</strong></p>",
        "<p>Recommendations</p>",
        "<p><b>Recommendations:</b></p>",
    ] {
        let found = recommendations_of(&page(line, ITEMS), "report.html");
        assert_eq!(found, ["The council should keep a register.", "Train all staff."], "{line}");
    }
    let other = "<ul><li>The doors were painted.</li><li>The crew were kind.</li></ul>";
    let found = recommendations_of(&page("<p>Recommendations</p>", other), "report.html");
    assert!(found.is_empty(), "nothing is asked for: {found:?}");
    let praised = format!("{ITEMS}<p><strong>Good practice</strong></p>{other}");
    let found = recommendations_of(&page("<p><strong>Recommendations</strong></p>", &praised), "report.html");
    assert_eq!(found.len(), 2, "another line ends the list: {found:?}");
}

#[test]
fn an_extract_begins_with_its_recommendations() {
    const FOUND: [&str; 2] =
        ["1|The council should keep a register of lifts.", "2|The trust must train all staff."];
    const ITEMS: &str =
        "1. The council should keep a register of lifts.\n2. The trust must train all staff.\n";
    assert_eq!(recommendations_of(&format!("# Recommendations\n\n{ITEMS}"), "report.md"), FOUND);
    assert_eq!(recommendations_of(&format!("Recommendations\n\n{ITEMS}"), "report.txt"), FOUND);
    let page = "<h2>Recommendations</h2><ol><li>The council should keep a register of lifts.</li><li>The trust must \
                train all staff.</li></ol>";
    assert_eq!(recommendations_of(page, "report.html"), FOUND);
    let title =
        "# Recommendations on lifts\n\n## Background\n\nThe lifts stood still for the whole of the winter.\n";
    let report = read(title, "report.md");
    assert_eq!(report.sections[0].title, "Background", "the title of a report begins no list");
}

#[test]
fn only_what_is_asked_for_is_a_recommendation() {
    assert_sections(&[
        (
            "## Recommendations\n\nThe council should keep a register of lifts.\n\nNobody knew where the lifts were, and \
             forty people were stuck.\n\nThe trust should train all staff.\n\nStaff told us that they had never seen the \
             doors.",
            &["The council should keep a register of lifts.", "The trust should train all staff."],
        ),
        (
            "## Recommendations\n\nThe lifts were old and slow. We saw:\n\n- lifts that were rusty\n- lifts without \
             lights\n\nThe council should keep a register of lifts.",
            &["The council should keep a register of lifts."],
        ),
        (
            "## Recommendations\n\n- The council should keep a register of lifts.\n\nThe council accepted that it should \
             have acted sooner in this case.",
            &["The council should keep a register of lifts."],
        ),
        (
            "## Conclusions and recommendations\n\nFamilies have to wait two years for an answer.\n\nWe heard from one \
             carer who was recommended by a friend.\n\nWe recommend that the council publish its waiting times.",
            &["We recommend that the council publish its waiting times."],
        ),
        (
            "## Recommendations\n\nThe council should keep a register.\n\nThe board should monitor the implementation of \
             these recommendations every quarter.\n\nNo further children should be placed at the home.",
            &[
                "The council should keep a register.",
                "The board should monitor the implementation of these recommendations every quarter.",
                "No further children should be placed at the home.",
            ],
        ),
        (
            "## Recommendations\n\n### Training\n\n- The trust must train all staff.\n\n### Part-time staff\n\n- The trust \
             should pay part-time staff.\n\n### Contact\n\n- The trust should write to families.",
            &[
                "The trust must train all staff.",
                "The trust should pay part-time staff.",
                "The trust should write to families.",
            ],
        ),
    ]);
}

#[test]
fn numbered_requirements_are_read_beside_recommendations() {
    assert_sections(&[
        (
            "## Requirements\n\n1. By 3 May the provider must mend the lifts.\n2. By 4 May the provider must paint the \
             doors.\n\n## Areas for improvement\n\n1. The provider should write a plan for its lifts.",
            &[
                "1|By 3 May the provider must mend the lifts.",
                "2|By 4 May the provider must paint the doors.",
                "1|The provider should write a plan for its lifts.",
            ],
        ),
        ("## Requirements\n\n- A lift\n- Two doors", &[]),
    ]);
}

#[test]
fn a_heading_can_be_the_recommendation() {
    assert_sections(&[
        (
            "## Recommendations\n\n### The council should keep a register of lifts\n\nNobody knew where the lifts were, \
             and forty people were stuck in them.\n\n### The trust should train all staff\n\nStaff told us that they had \
             never seen the new doors.",
            &["The council should keep a register of lifts", "The trust should train all staff"],
        ),
        (
            "## Recommendations\n\n### 1. The council should keep a register of lifts\n\nNobody knew where the lifts \
             were, and forty people were stuck in them.\n\n### 2. The trust should train all staff\n\nStaff told us that \
             they had never seen the new doors.",
            &["1|The council should keep a register of lifts", "2|The trust should train all staff"],
        ),
        (
            "## Recommendations\n\n### Improve the keeping of registers\n\n- The council should keep a register.\n\n### \
             What the trust should do next\n\n- The trust should train all staff.",
            &["The council should keep a register.", "The trust should train all staff."],
        ),
        (
            "## Recommendations\n\nKeep a register of all the lifts\n\nTrain all staff to use the doors\n\nMend the doors \
             of the tower",
            &[
                "Keep a register of all the lifts",
                "Train all staff to use the doors",
                "Mend the doors of the tower",
            ],
        ),
    ]);
    assert_sections(&[(
        "## Recommendations\n\nBuy a new lift for the hall\n\nHire a person to mend the lifts\n\nMake all of the stairs \
         safe\n\nReview the contract for repairs each year",
        &[
            "Buy a new lift for the hall",
            "Hire a person to mend the lifts",
            "Make all of the stairs safe",
            "Review the contract for repairs each year",
        ],
    )]);
    let lines = "Review of lifts\n\nBackground\n\nThe lifts of Larkmoor stood still for the whole of the winter, and \
                 nobody was informed.\n\nRecommendations\n\n5.1 Residents should be able to wash every day. (S32)\n\n5.2 The \
                 use of force should be recorded. (S33)\n\n5.3 Rooms should be painted. (2.14)\n\nAnnex\n\nThe panel met \
                 five times in the year and heard from forty people.\n";
    let found = recommendations_of(lines, "report.txt");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("Residents should be able to wash every day."), "{found:?}");
}

#[test]
fn lists_that_restart_or_mix_numbers_and_bullets_are_read_whole() {
    assert_sections(&[
        (
            "## Recommendations\n\nWe recommend that the Department:\n\n1. keep a register of lifts; and\n2. publish it \
             every year.\n\nWe recommend that the Inspectorate:\n\n1. test lifts in the spring; and\n2. write to their \
             owners.",
            &[
                "1|keep a register of lifts; and",
                "2|publish it every year.",
                "1|test lifts in the spring; and",
                "2|write to their owners.",
            ],
        ),
        (
            "## Recommendations\n\n1. The Department should keep a register of lifts.\n2. The Department should publish \
             it every year.\n\nThe Inspectorate should:\n\n- test lifts in the spring\n- write to their owners",
            &[
                "1|The Department should keep a register of lifts.",
                "2|The Department should publish it every year.",
                "test lifts in the spring",
                "write to their owners",
            ],
        ),
    ]);
    let text = "Review of lifts\n\nIntroduction\n\nThe lifts of Larkmoor stood still for the whole of the winter, and \
                nobody was informed.\n\nRecommendations\n\nWe recommend that the Department:\n1. keeps a register of lifts; \
                and\n2. publishes it every year.\n\nWe recommend that the Inspectorate:\n1. tests lifts in the spring; \
                and\n2. writes to their owners.\n\nAnnex\n\nThe lifts of Larkmoor stood still for the whole of the \
                winter, and nobody was informed.\n";
    assert_eq!(recommendations_of(text, "report.txt").len(), 4);
    let page = "<h1>Review of lifts</h1><h2>Background</h2><p>The lifts stood still for the whole of the \
                winter.</p><h2>Recommendations</h2><p>The Department should:</p><ol><li>keep a register of \
                lifts</li><li>publish it</li></ol><p>The Inspectorate should:</p><ol><li>test lifts</li><li>write to \
                their owners</li></ol><h2>Annex</h2><p>The panel met five times in the year.</p>";
    assert_eq!(recommendations_of(page, "report.html").len(), 4);
    let labelled = page.replace("<p>The Inspectorate should:</p>", "<p><b>For the Inspectorate</b></p>");
    assert_eq!(recommendations_of(&labelled, "report.html").len(), 4);
    let points = "Review of lifts\n\nIntroduction\n\nThe lifts of Larkmoor stood still for the whole of the winter, and \
                  nobody was informed.\n\nRecommendations\n\n1. The council should keep a register of lifts.\n\n2. The \
                  council should write a plan. We heard of three ways to do so, and all of them are cheap \
                  enough.\n\nThese are the ways that we heard of in the town:\n\n1. Books.\n\n2. Maps.\n\n3. The \
                  council should train its staff.\n\n4. The council should mend the doors.\n\nAnnex\n\nThe panel met \
                  five times.\n";
    let found = recommendations_of(points, "report.txt");
    assert!(
        found.iter().any(|item| item.starts_with("3|")) && found.iter().any(|item| item.starts_with("4|")),
        "{found:?}"
    );
}

#[test]
fn typed_letters_are_points() {
    let markdown = "## Recommendations\n\n1. The Council should:\n\n   a. keep a register of lifts;\n\n   b. publish it every \
                    year; and\n\n   c. train its staff.\n\n2. The Trust should mend the doors.";
    let text = "Review of lifts\n\nBackground\n\nThe lifts of Larkmoor stood still for the whole of the winter, and nobody \
                was informed.\n\nRecommendations\n\n1. The Council should:\n   a. keep a register of lifts;\n   b. publish it \
                every year; and\n   c. train its staff.\n\n2. The Trust should mend the doors.\n\nAnnex\n\nThe panel met \
                five times in the year.\n";
    for (text, name) in [(format!("{ABOVE}{markdown}{BELOW}"), "report.md"), (text.to_owned(), "report.txt")]
    {
        let found = recommendations_of(&text, name);
        assert_eq!(found.len(), 2, "{name}: {found:?}");
        for point in ["keep a register of lifts;", "publish it every year; and", "train its staff."] {
            assert!(found[0].contains(point), "{name}: {found:?}");
        }
        assert!(!found[1].contains("train"), "{name}: {found:?}");
    }
}

#[test]
fn recommendations_are_in_the_column_with_their_wording() {
    let rows = |names: &str, first: [&str; 2]| {
        format!(
            "## Recommendations\n\n{names}\n| --- | --- | --- |\n| {} | The council should keep a register of lifts. | \
             Council |\n| {} | The trust should train all staff. | Trust |",
            first[0], first[1]
        )
    };
    const NUMBERED: [&str; 2] =
        ["1|The council should keep a register of lifts.", "2|The trust should train all staff."];
    const BARE: [&str; 2] =
        ["The council should keep a register of lifts.", "The trust should train all staff."];
    for (names, first, expected) in [
        ("| Recommendation | Detail | Owner |", ["1", "2"], NUMBERED),
        ("| Recommendation | Description | Owner |", ["Recommendation 1", "Recommendation 2"], NUMBERED),
        ("| Recommendation number | Recommendation text | Owner |", ["1", "2"], NUMBERED),
        ("| Recommendation no. | Wording | Owner |", ["1", "2"], NUMBERED),
        ("| No. | Recommendation(s) | Owner |", ["1", "2"], NUMBERED),
        ("| No. | Recommendation / action | Owner |", ["1", "2"], NUMBERED),
        ("| Issue | Agreed action | Owner |", ["The lifts stood still", "The doors stood open"], BARE),
        ("| Theme | Requirement | Due date |", ["Lifts", "Staff"], BARE),
        ("| 1 | The town must mend the doors of the tower. | Town |", ["2", "3"], NUMBERED),
    ] {
        let text = format!("{ABOVE}{}{BELOW}", rows(names, first));
        let found = recommendations_of(&text, "report.md");
        if names.contains("town") {
            assert_eq!(found.len(), 3, "{names}: {found:?}");
        } else {
            assert_eq!(found, expected, "{names}");
        }
    }
    let unnamed = "## Recommendations\n\n<table><tr><td>1</td><td>Keep a register of lifts.</td></tr><tr><td>2</td><td>Train \
                   all staff.</td></tr></table>";
    let page =
        format!("<h2>Background</h2><p>The lifts stood still for the whole of the winter.</p>{unnamed}")
            .replace("## Recommendations\n\n", "<h2>Recommendations</h2>");
    assert_eq!(
        recommendations_of(&page, "report.html"),
        ["1|Keep a register of lifts.", "2|Train all staff."]
    );
    let progress = rows("| Recommendation | Status | Owner |", ["1", "2"]);
    let found = recommendations_of(
        &format!("{ABOVE}{progress}{BELOW}").replace("## Rec", "## Progress on rec"),
        "r.md",
    );
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn different_recommendations_with_the_same_beginning_stay_apart() {
    assert_sections(&[
        (
            "## Recommendations\n\n- Saltmere England should work with all the councils of the coast and their trusts to \
             publish a plan.\n- Saltmere England should work with all the councils of the coast and their trusts to train \
             staff.",
            &[
                "Saltmere England should work with all the councils of the coast and their trusts to publish a plan.",
                "Saltmere England should work with all the councils of the coast and their trusts to train staff.",
            ],
        ),
        (
            "## Summary\n\n### List of recommendations\n\n1. Keep a register\n2. Train staff\n\n## Chapters\n\n### \
             Recommendation 1: Keep a register\n\nThe council should list every lift, with the date of its last test, \
             and publish the list.\n\n### Recommendation 2: Train staff\n\nThe trust should train all staff who use the \
             lifts.",
            &[
                "1|The council should list every lift, with the date of its last test, and publish the list.",
                "2|The trust should train all staff who use the lifts.",
            ],
        ),
    ]);
}

#[test]
fn every_form_of_mark_gives_its_number() {
    for (first, second, numbers) in [
        ("Recommendation One:", "Recommendation Two:", ["One", "Two"]),
        ("Recommendation 1 (Home Office):", "Recommendation 2 (Town):", ["1", "2"]),
        ("Recommendation A:", "Recommendation B:", ["A", "B"]),
        ("Recommendation I:", "Recommendation II:", ["I", "II"]),
        ("Recommendation (1):", "Recommendation (2):", ["1", "2"]),
        ("Recommendation 1 of 2:", "Recommendation 2 of 2:", ["1", "2"]),
        ("Recommendation 2023/1:", "Recommendation 2023/2:", ["2023/1", "2023/2"]),
        ("Recommendation R1:", "Recommendation R2:", ["R1", "R2"]),
        ("Key recommendation 1:", "Key recommendation 2:", ["1", "2"]),
        ("Safety Recommendation 1:", "Safety Recommendation 2:", ["1", "2"]),
        ("Requirement 1:", "Requirement 2:", ["1", "2"]),
    ] {
        let text = format!(
            "# Review of lifts\n\n## Findings about lifts\n\nThe lifts stood still for the whole of the \
             winter.\n\n{first} The council should keep a register of lifts.\n\n## Findings about doors\n\nThe doors stood \
             open for the whole of the winter.\n\n{second} The trust must train all staff.{BELOW}"
        );
        let expected = [
            format!("{}|The council should keep a register of lifts.", numbers[0]),
            format!("{}|The trust must train all staff.", numbers[1]),
        ];
        assert_eq!(recommendations_of(&text, "report.md"), expected, "{first}");
    }
}
