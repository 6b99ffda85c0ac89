//! Finds the organisation that a recommendation is addressed to.
//!
//! Must not know where the recommendation is in the report.

/// Returns the organisation at the beginning of a recommendation: "The Trust" in "The Trust should ensure …".
///
/// Returns `None` for a recommendation that begins with a verb ("Ensure that …"), which names no organisation.
pub(super) fn find_addressee(item: &str) -> Option<String> {
    /// The number of bytes at the beginning of a recommendation that are searched for a name and its verb.
    const MAX_NAME_BYTES: usize = 300;
    let item = &item[..item.floor_char_boundary(MAX_NAME_BYTES)];
    let verbs = [" should ", " must ", " needs to ", " need to "].iter();
    let (at, verb) = verbs.filter_map(|verb| Some((item.find(verb)?, verb))).min()?;
    let name = item[..at].trim();
    // "A plan should be developed" begins with a thing that is to be made, not with an organisation.
    let is_thing =
        item[at + verb.len()..].starts_with("be ") || name.starts_with("A ") || name.starts_with("An ");
    let is_name = !is_thing
        && name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 30
        && !name.contains(['.', ';', ':'])
        && !name.split_whitespace().any(|word| matches!(word, "that" | "which" | "who" | "when" | "if"))
        && is_organisation_name(name);
    is_name.then(|| name.to_owned())
}

/// The last words of names of organisations or their leaders, in lower case.
const ORGANISATION_ENDINGS: [&str; 28] = [
    "agencies",
    "authorities",
    "authority",
    "board",
    "bscb",
    "commissioners",
    "council",
    "governors",
    "group",
    "headteacher",
    "leaders",
    "lscb",
    "managers",
    "members",
    "nhs",
    "ofsted",
    "organisations",
    "partners",
    "partnership",
    "partnerships",
    "police",
    "providers",
    "school",
    "schools",
    "service",
    "services",
    "trust",
    "trusts",
];

/// Returns true if a text is the name of an organisation or group of people: "NHS Larkmoor", "the council and its
/// partners". A text with another last word names a thing that should change: "Performance management systems", "Plans
/// for children".
fn is_organisation_name(name: &str) -> bool {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has_known_ending = words.last().is_some_and(|last| ORGANISATION_ENDINGS.contains(&last.as_str()));
    let begins_with_verb =
        words.first().is_some_and(|first| ["where", "review", "ensure"].contains(&first.as_str()));
    (has_known_ending || words.iter().any(|word| word == "nhs")) && !begins_with_verb
}

#[cfg(test)]
mod tests {
    use super::find_addressee;

    #[test]
    fn only_organisations_and_groups_are_addressees() {
        for (item, expected) in [
            ("The Trust should ensure that plans are kept.", Some("The Trust")),
            ("Ensure that the Trust keeps plans.", None),
            ("A plan for care leavers should be written.", None),
            ("Plans must be written within ten days.", None),
            ("Performance management systems should show what is done.", None),
            ("Where young people have no home, the trust should find one.", None),
            ("NHS Larkmoor and Skerne should plan visits.", Some("NHS Larkmoor and Skerne")),
            ("The council and its partners should plan visits.", Some("The council and its partners")),
            ("An audit should show whether visits are made.", None),
        ] {
            assert_eq!(find_addressee(item).as_deref(), expected, "{item}");
        }
    }
}
