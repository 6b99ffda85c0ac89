//! Names of sections in the text that become links to these sections.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::{analysis::SectionNames, report::Report};

use crate::support;

/// Returns the paragraph number and the section path of each link.
fn section_links(report: &Report) -> Vec<(u32, String)> {
    let names = SectionNames::new(report);
    let links_in = |paragraph: &findings::report::Paragraph| {
        let hits = names.find_references(report, paragraph.place.block, paragraph.text.plain());
        let number = paragraph.number.unwrap();
        hits.into_iter()
            .map(move |(_, section)| (number, report.section_path(section).join("/")))
            .collect::<Vec<_>>()
    };
    report.paragraphs.iter().flat_map(links_in).collect()
}

#[test]
fn a_section_is_linked_where_the_text_refers_to_it_and_not_where_only_its_words_occur() {
    let text = "# A report\n\n## Help for families\n\n\
        1. Staying safe is dealt with below; see the section on Staying safe, and ‘Being healthy’ section too.\n\n\
        2. Help for families is early, as the section Help for families says. Partnership working is strong.\n\n\
        ## Staying safe\n\n3. As the chapter headed “Being healthy” says, nurses visit.\n\n\
        ## Being healthy\n\n4. Nurses visit; for Staying safe see the leaflet.\n\n\
        ## Partnership working\n\n5. It works.\n";
    let report = support::read_text(text, "report.md").report;
    let expected = [(1, "Staying safe"), (1, "Being healthy"), (3, "Being healthy")];
    let expected: Vec<(u32, String)> =
        expected.into_iter().map(|(number, name)| (number, name.to_owned())).collect();
    let found: Vec<(u32, String)> = section_links(&report)
        .into_iter()
        .map(|(number, path)| (number, path.rsplit('/').next().unwrap().to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn of_two_sections_with_one_name_the_section_in_the_same_part_is_linked() {
    let text = "# A report\n\n## Children\n\n### Quality\n\n1. Good.\n\n### Staff\n\n2. See the section on Quality.\n\n\
        ## Families\n\n### Quality\n\n3. Good.\n\n## Money\n\n4. See the section on Quality.\n";
    let report = support::read_text(text, "report.md").report;
    let paths: Vec<(u32, String)> = section_links(&report);
    assert_eq!(paths.len(), 1, "{paths:?}");
    assert!(paths[0].0 == 2 && paths[0].1.ends_with("Children/Quality"), "{paths:?}");
}
