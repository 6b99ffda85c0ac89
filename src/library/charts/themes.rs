//! The themes of recommendations, found by families of words.
//!
//! The words are those that inspectors use for a subject. A recommendation can be on several themes.

use super::{ThemePeriod, percent, year_range};
use crate::{
    library::{ReportFacts, strings::charts as strings},
    output::chart::ChartTable,
};

/// A theme of recommendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The name.
    pub name: &'static str,
    /// The beginnings of the words, in lower case. Several words are separated by one space.
    pub words: &'static [&'static str],
}

/// The themes, in the order in which they are shown if they are equally frequent.
#[rustfmt::skip]
pub const THEMES: &[Theme] = &[
    Theme { name: "Leadership and oversight", words: &[
        "leader", "oversight", "governance", "scrutin", "lead member", "elected member", "councillor", "chief executive",
        "director", "corporate parent", "strategic", "accountab", "senior manag",
    ] },
    Theme { name: "Assessments and plans", words: &["assess", "plan", "analys", "chronolog", "risk"] },
    Theme { name: "Practice, decisions and records", words: &[
        "practice", "direct work", "decision", "threshold", "visit", "recording", "recorded", "case record", "case file",
        "children s record", "records", "intervention",
    ] },
    Theme { name: "Supervision and management", words: &[
        "supervis", "management oversight", "manager", "challenge", "escalat", "drift", "reviewing officer",
    ] },
    Theme { name: "Workforce and workload", words: &[
        "workforce", "recruit", "retention", "retain", "caseload", "workload", "turnover", "agency staff", "capacity",
        "training", "vacanc", "newly qualified", "staff", "changes of social worker", "changes of worker",
        "consistent social worker",
    ] },
    Theme { name: "Protection from harm", words: &[
        "child protection", "section 47", "strategy discussion", "strategy meeting", "neglect", "domestic", "abuse",
        "significant harm", "allegation", "designated officer", "pre proceedings", "public law outline",
        "private foster", "privately foster",
    ] },
    Theme { name: "Early help and referrals", words: &[
        "early help", "referral", "front door", "initial contact", "edge of care", "out of hours", "emergency duty",
        "common assessment", "early intervention", "family support",
    ] },
    Theme { name: "Missing children and exploitation", words: &[
        "missing", "exploit", "traffick", "gang", "return interview", "return home interview", "radicalis",
    ] },
    Theme { name: "Children in care and their reviews", words: &[
        "children in care", "looked after", "in care council", "life story", "family time", "return home",
        "returning home", "independent visitor", "reviews", "contact with",
    ] },
    Theme { name: "Placements, fostering and adoption", words: &[
        "placement", "placed", "foster", "adopt", "permanen", "sufficien", "unregulated", "unregistered", "kinship",
        "connected person", "connected carer", "special guardian", "matching", "residential", "children s home", "carers",
    ] },
    Theme { name: "Care leavers and adulthood", words: &[
        "care leaver", "leaving care", "care leaving", "leave care", "care experienced", "pathway", "personal adviser",
        "transition", "independen living", "independence", "adulthood", "staying put", "apprentic",
    ] },
    Theme { name: "Homelessness and housing", words: &["homeless", "housing", "bed and breakfast", "accommodation"] },
    Theme { name: "Health and wellbeing", words: &[
        "health", "wellbeing", "well being", "camhs", "therap", "medical", "dental", "substance misuse", "emotional",
    ] },
    Theme { name: "Education and employment", words: &[
        "educat", "school", "attainment", "pupil", "attendance", "achievement", "employment", "neet", "qualification",
        "virtual head",
    ] },
    Theme { name: "Disabled children and SEND", words: &[
        "disab", "special educational", "education health and care",
    ] },
    Theme { name: "Partnership working", words: &[
        "partner", "multi agency", "multiagency", "agencies", "inter agency", "police", "information sharing",
        "share information", "safeguarding board", "lscb", "cafcass", "joint", "commission",
    ] },
    Theme { name: "Performance data and audit", words: &[
        "performance", "data", "audit", "quality assur", "management information", "monitor", "evaluat", "measur",
        "target", "learning from",
    ] },
    Theme { name: "Voice of the child", words: &[
        "voice", "views", "wishes", "advoca", "participat", "listen", "consult", "feedback",
        "complain", "lived experience", "children s experience", "identity", "culture", "cultural", "ethnic",
    ] },
];

/// Returns the indices of the themes of a recommendation in [`THEMES`]; none if it is on another subject.
#[must_use]
pub fn themes_of(recommendation: &str) -> Vec<usize> {
    let words = normalise(recommendation);
    let is_on = |theme: &&Theme| theme.words.iter().any(|word| has_word(&words, word));
    THEMES.iter().enumerate().filter(|(_, theme)| is_on(theme)).map(|(index, _)| index).collect()
}

/// Returns text in lower case with a space before each word and no other characters.
fn normalise(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 1);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push(' ');
        words.extend(word.chars().flat_map(char::to_lowercase));
    }
    words
}

/// Returns true if a word of normalised text begins with this, or words that follow each other do.
fn has_word(words: &str, beginning: &str) -> bool {
    let mut matches = words.match_indices(beginning);
    matches.any(|(at, _)| words[..at].ends_with(' '))
}

/// The number of recommendations on each theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeCounts {
    /// The themes with recommendations, the most frequent first.
    pub themes: Vec<ThemeCount>,
    /// The recommendations that are on none of the themes.
    pub other: ThemeCount,
    /// The years, without gaps. They are also the years of [`ThemeCount::by_year`].
    pub years: Vec<i16>,
    /// The number of recommendations.
    pub total: usize,
    /// The number of reports with recommendations.
    pub report_count: usize,
    /// The number of recommendations in reports without a date.
    pub undated: usize,
    /// The periods that are shown.
    pub period: ThemePeriod,
}

/// The number of recommendations on a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeCount {
    /// The name of the theme.
    pub name: &'static str,
    /// The number of recommendations.
    pub count: usize,
    /// The number of reports that they are in.
    pub report_count: usize,
    /// The number of recommendations in each year.
    pub by_year: Vec<usize>,
}

impl ThemeCounts {
    /// Counts the recommendations of reports.
    #[must_use]
    pub fn new(reports: &[&ReportFacts], period: ThemePeriod) -> Self {
        let with_any = || reports.iter().filter(|facts| !facts.recommendations.is_empty());
        let years = year_range(with_any().filter_map(|facts| facts.year()));
        let empty = |name| ThemeCount { name, count: 0, report_count: 0, by_year: vec![0; years.len()] };
        let mut counts: Vec<ThemeCount> = THEMES.iter().map(|theme| empty(theme.name)).collect();
        counts.push(empty(strings::OTHER_THEME));
        let (mut total, mut undated) = (0, 0);
        for facts in with_any() {
            let year = facts.year().and_then(|year| years.iter().position(|known| *known == year));
            let mut is_counted = vec![false; counts.len()];
            for recommendation in &facts.recommendations {
                total += 1;
                undated += usize::from(year.is_none());
                let mut themes = themes_of(&recommendation.text);
                if themes.is_empty() {
                    themes.push(THEMES.len());
                }
                for theme in themes {
                    counts[theme].count += 1;
                    if let Some(year) = year {
                        counts[theme].by_year[year] += 1;
                    }
                    counts[theme].report_count += usize::from(!is_counted[theme]);
                    is_counted[theme] = true;
                }
            }
        }
        let other = counts.pop().unwrap_or_else(|| empty(strings::OTHER_THEME));
        counts.retain(|theme| theme.count > 0);
        counts.sort_by_key(|theme| std::cmp::Reverse(theme.count));
        Self { themes: counts, other, years, total, report_count: with_any().count(), undated, period }
    }

    /// Returns all rows: the themes, then the others.
    pub(super) fn rows(&self) -> impl Iterator<Item = &ThemeCount> + Clone {
        self.themes.iter().chain((self.other.count > 0).then_some(&self.other))
    }

    /// Returns the sentences: the most frequent theme, and how themes are found.
    pub(super) fn sentences(&self) -> Vec<String> {
        let Some(first) = self.themes.first() else { return vec![strings::no_themes(self.total)] };
        let share = percent(first.count, self.total);
        let mut sentences = vec![
            strings::main_theme(
                first.name,
                first.count,
                self.total,
                share,
                [first.report_count, self.report_count],
            ),
            strings::THEMES_NOTE.to_owned(),
        ];
        if self.period == ThemePeriod::Years && self.undated > 0 {
            sentences.push(strings::undated_recommendations(self.undated));
        }
        sentences
    }

    /// Returns the numbers as a table with a row for each theme.
    pub(super) fn table(&self) -> ChartTable {
        let years: &[i16] = match self.period {
            ThemePeriod::Total => &[],
            ThemePeriod::Years => &self.years,
        };
        let header = std::iter::once(strings::THEME.to_owned())
            .chain(years.iter().map(i16::to_string))
            .chain([strings::RECOMMENDATIONS, strings::SHARE, strings::REPORTS].map(str::to_owned));
        let row = |theme: &ThemeCount| {
            let share = format!("{}%", percent(theme.count, self.total));
            let by_year = theme.by_year.iter().take(years.len()).map(usize::to_string);
            std::iter::once(theme.name.to_owned())
                .chain(by_year)
                .chain([theme.count.to_string(), share, theme.report_count.to_string()])
                .collect()
        };
        ChartTable { header: header.collect(), rows: self.rows().map(row).collect() }
    }
}
