//! Titles and subjects on the covers of reports of unknown kinds.

use findings::read;

/// Returns the title and the subject of a report in plain text with this cover.
fn title_and_subject(cover: &str) -> (Option<String>, Option<String>) {
    let body = "\n\n\nIntroduction\n\nThe lifts stood still for the whole of the winter, and nobody in the town was informed.\n";
    let text = format!("{}{body}", cover.replace(" | ", "\n\n"));
    let cover = read::read(text.as_bytes(), "report.txt").unwrap().report.cover;
    (cover.title, cover.subject)
}

#[test]
fn facts_and_names_of_authors_are_no_titles() {
    for (cover, title) in [
        ("Skerne House | Care Home Service | Type of inspection: Unannounced", None),
        (
            "Larkmoor Homecare Ltd | Skerne House | Inspection report | Date of inspection visit: 12 March 2023",
            Some("Inspection report"),
        ),
        ("A report on | Ysgol Larkmoor | Harbour Street", Some("A report on Ysgol Larkmoor")),
        (
            "Report on an unannounced inspection of | HMP Larkmoor | by HM Chief Inspector of Prisons",
            Some("Report on an unannounced inspection of HMP Larkmoor"),
        ),
        (
            "REPORT OF THE PUBLIC INQUIRY INTO | THE FIRE AT LARKMOOR TOWER",
            Some("REPORT OF THE PUBLIC INQUIRY INTO THE FIRE AT LARKMOOR TOWER"),
        ),
        (
            "Report by the Local Government Ombudsman | Investigation into a complaint about | London Borough of Larkmoor",
            Some("Investigation into a complaint about London Borough of Larkmoor"),
        ),
        ("Report by the Auditor General | HC 1057 | The winter games", Some("Report by the Auditor General")),
        ("Fifth Report | Report, together with formal minutes relating to the report", None),
        ("Phase 2 Report | The Larkmoor Tower Inquiry", Some("The Larkmoor Tower Inquiry")),
    ] {
        assert_eq!(title_and_subject(cover).0.as_deref(), title, "{cover}");
    }
}

#[test]
fn only_what_was_inspected_is_a_subject() {
    for (cover, subject) in [
        ("Independent Inquiry into the Lifts of Larkmoor | Chaired by Baroness Reed of Skerne", None),
        ("Review into the death of Mr A | Prepared by Ann Reed for the Larkmoor Partnership", None),
        ("Review of maternity care | Care Quality Commission", None),
        ("Review of lifts | For publication", None),
        ("Review of lifts | Embargoed until noon", None),
        ("Review of lifts | Accessible format", None),
        ("Inspection report | Unannounced", None),
        ("Fifth annual report | To the people of the town", None),
        ("Review of lifts | Larkmoor Borough Council", Some("Larkmoor Borough Council")),
        ("Inspection report | 14 March 2023 | Skerne House", Some("Skerne House")),
        ("Inspection of Larkmoor Prison | Office for Standards in Prisons", Some("Larkmoor Prison")),
        ("Report on an unannounced inspection of | HMP Larkmoor", Some("HMP Larkmoor")),
        (
            "PEEL | Police effectiveness, efficiency and legitimacy | An inspection of Larkmoor Constabulary",
            Some("Larkmoor Constabulary"),
        ),
    ] {
        assert_eq!(title_and_subject(cover).1.as_deref(), subject, "{cover}");
    }
}
