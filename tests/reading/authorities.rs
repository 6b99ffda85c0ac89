//! Names of authorities as reports print them. The authorities are real, so that they can be looked up in the table.
#![allow(clippy::unwrap_used, missing_docs)]

use findings::report::Authority;

#[test]
fn all_forms_of_a_name_are_the_same_authority() {
    for (name, forms) in [
        (
            "York",
            vec!["York", "City of York Council", "York City Council", "York local authority", "CITY OF YORK"],
        ),
        (
            "Bradford",
            vec!["City of Bradford Metropolitan District Council", "Bradford Children and Families Trust"],
        ),
        ("Sandwell", vec!["Sandwell Children\u{2019}s Trust", "Sandwell Metropolitan Borough Council"]),
        (
            "Haringey",
            vec!["London Borough of Haringey", "Haringey Council", "Haringey London Borough Council"],
        ),
        ("Kingston upon Thames", vec!["Royal Borough of Kingston upon Thames Council"]),
        ("Kingston upon Hull", vec!["Hull", "Kingston upon Hull City local authority", "Hull City Council"]),
        ("Durham", vec!["County Durham", "Durham County Council"]),
        ("City of London", vec!["City of London", "The City of London Corporation"]),
        ("Isles of Scilly", vec!["Council of the Isles of Scilly"]),
        ("Isle of Wight", vec!["the Isle of Wight", "Isle of Wight Council"]),
        (
            "Bournemouth, Christchurch and Poole",
            vec!["Bournemouth, Christchurch and Poole Children\u{2019}s Services"],
        ),
        ("Surrey", vec!["Surrey Safeguarding Children Board", "Surrey Local Area Partnership"]),
        ("Stoke-on-Trent", vec!["Stoke-on-Trent City Council", "Stoke on Trent"]),
    ] {
        for form in forms {
            let found = Authority::from_name(form).map(|authority| authority.name);
            assert_eq!(found.as_deref(), Some(name), "{form}");
        }
    }
}

#[test]
fn names_of_schools_and_unknown_councils_are_no_authority() {
    for name in ["Larkmoor Council", "York Road Primary School", "", "Council", "St Helens Academy", "The"] {
        assert_eq!(Authority::from_name(name), None, "{name}");
    }
}

#[test]
fn an_authority_is_found_in_a_title_or_a_running_head() {
    for (title, expected) in [
        ("Inspection of the Isle of Wight local authority children\u{2019}s services", Some("Isle of Wight")),
        (
            "Joint targeted area inspection of the multi-agency response to neglect in North Tyneside",
            Some("North Tyneside"),
        ),
        (
            "Area SEND inspection report: Surrey Local Area Partnership 25 to 29 September 2023",
            Some("Surrey"),
        ),
        ("Medway Council Inspection of looked after children services", Some("Medway")),
        ("Review of the effectiveness of the City of York Safeguarding Children Board", Some("York")),
        ("Focused visit to Bradford Children and Families Trust", Some("Bradford")),
        ("Inspection of services in Kent and Medway", None),
        ("Inspection of reading in primary schools", None),
        ("Focused visit to Larkmoor Council", None),
    ] {
        let found = Authority::from_title(title).map(|authority| authority.name);
        assert_eq!(found.as_deref(), expected, "{title}");
    }
}
