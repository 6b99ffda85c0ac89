//! The titles of tabs, which are shortened in parts so that years are never cut.

use std::sync::Arc;

use eframe::egui::{Galley, Ui};

use crate::{
    analysis::Timeline,
    app::ComparisonTab,
    ui::{
        strings::window as strings,
        theme::{self, PANEL, PANEL_BOLD},
        widgets::text,
    },
};

/// The minimum width of a tab, in points.
const MIN_TAB_WIDTH_POINTS: f32 = 140.0;
/// The minimum width of a tab whose title has the file name, in points.
const MIN_LONG_TAB_WIDTH_POINTS: f32 = 220.0;
/// The maximum width of a tab, in points.
const MAX_TAB_WIDTH_POINTS: f32 = 260.0;
/// The maximum width of a tab whose title has the file name, in points.
const MAX_LONG_TAB_WIDTH_POINTS: f32 = 340.0;

/// The title of a tab, in parts that are shortened separately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TabTitle {
    parts: Vec<TitlePart>,
    /// The file name, if another tab has the same name and year. Empty otherwise.
    pub(super) file: String,
}

/// A part of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
enum TitlePart {
    /// The subject of a report, which is shortened if there is too little space.
    Name(String),
    /// The name of a file, which is shortened at its start, because the names of drafts usually differ at the end.
    File(String),
    /// Words that are never shortened, such as ", 2012".
    Fixed(String),
}

impl TabTitle {
    /// Splits a title such as "Larkmoor Borough Council, 2012" into its name and year.
    pub(super) fn new(title: &str) -> Self {
        let at = title.rfind(", ").filter(|at| is_year(&title[at + 2..])).unwrap_or(title.len());
        let year = Some(title[at..].to_owned()).filter(|year| !year.is_empty()).map(TitlePart::Fixed);
        let parts = std::iter::once(TitlePart::Name(title[..at].to_owned())).chain(year).collect();
        Self { parts, file: String::new() }
    }

    /// Returns the title of a comparison: "Comparison, 2009 and 2012" or, if several comparisons are open, "Larkmoor
    /// Borough Council, 2009 and 2012". The titles of reports of two organisations are both shown. Drafts of one report
    /// have the same title, so their files are shown: "draft.pdf and final.pdf".
    pub(super) fn of_comparison(comparison: &ComparisonTab, is_only_one: bool) -> Self {
        let [left_year, right_year] = comparison.short_titles();
        let and = || TitlePart::Fixed(strings::COMPARED_WITH.to_owned());
        let is_file_needed = comparison.sides[0].title() == comparison.sides[1].title();
        if is_file_needed {
            let parts = match comparison.file_names() {
                [file, _] if comparison.has_versions_of_one_file() => {
                    vec![TitlePart::Fixed(strings::COMPARED_VERSIONS_OF.to_owned()), TitlePart::File(file)]
                }
                [left, right] => vec![TitlePart::File(left), and(), TitlePart::File(right)],
            };
            return Self { parts, file: String::new() };
        }
        let [left, right] = comparison.sides.each_ref().map(|side| Self::new(&side.title()));
        let parts = if is_year(&left_year) && is_year(&right_year) {
            let name = if is_only_one {
                TitlePart::Name(strings::COMPARISON.to_owned())
            } else {
                left.parts[0].clone()
            };
            vec![name, TitlePart::Fixed(strings::compared_years(&left_year, &right_year))]
        } else {
            left.parts.into_iter().chain([and()]).chain(right.parts).collect()
        };
        Self { parts, file: String::new() }
    }

    /// Returns the title of a timeline: "Timeline, 2012 to 2025" or, if several timelines are open, "Larkmoor Borough
    /// Council, 2012 to 2025".
    pub(super) fn of_timeline(timeline: &Timeline, is_only_one: bool) -> Self {
        let subject = timeline.subject.as_deref().filter(|_| !is_only_one).unwrap_or(strings::TIMELINE);
        let years = strings::timeline_years(timeline.span());
        let parts = vec![TitlePart::Name(subject.to_owned()), TitlePart::Fixed(years)];
        Self { parts, file: String::new() }
    }

    /// Returns the whole title.
    pub(super) fn text(&self) -> String {
        let words = self.parts.iter().map(|part| match part {
            TitlePart::Name(words) | TitlePart::File(words) | TitlePart::Fixed(words) => words.as_str(),
        });
        let base: String = words.collect();
        if self.file.is_empty() { base } else { strings::tab_title_with_file(&base, &self.file) }
    }

    /// Lays out the title in one line of at most `width` points.
    pub(super) fn lay_out(&self, ui: &Ui, is_active: bool, width: f32) -> Vec<Arc<Galley>> {
        let tokens = theme::tokens(ui);
        let style = if is_active { PANEL_BOLD } else { PANEL };
        let color = if is_active { tokens.text } else { tokens.secondary };
        let lay_out =
            |words: &str, width: f32| text::lay_out_truncated(ui, words, style, color, width.max(8.0));
        // With exactly its own width, a name could be shortened because of rounding.
        let natural_width = |words: &str| lay_out(words, f32::INFINITY).size().x + 1.0;
        let separator = (!self.file.is_empty()).then(|| lay_out(strings::TAB_TITLE_SEPARATOR, f32::INFINITY));
        // The names and the file name share the space beside the words that are never shortened.
        let mut space = width - separator.as_ref().map_or(0.0, |separator| separator.size().x);
        let mut wanted = Vec::new();
        for part in &self.parts {
            match part {
                TitlePart::Name(words) | TitlePart::File(words) => wanted.push(natural_width(words)),
                TitlePart::Fixed(words) => space -= lay_out(words, f32::INFINITY).size().x,
            }
        }
        wanted.extend(separator.as_ref().map(|_| natural_width(&self.file)));
        let mut widths = shared_widths(&wanted, space).into_iter();
        let parts = self.parts.iter().map(|part| match part {
            TitlePart::Name(words) => lay_out(words, widths.next().unwrap_or_default()),
            TitlePart::File(words) => {
                let width = widths.next().unwrap_or_default().max(8.0);
                text::lay_out_without_start(ui, words, style, color, width)
            }
            TitlePart::Fixed(words) => lay_out(words, f32::INFINITY),
        });
        let mut laid_out: Vec<_> = parts.collect();
        if let Some(separator) = separator {
            // The file names of versions of a report usually differ at the end.
            let width = widths.next().unwrap_or_default().max(8.0);
            let file = text::lay_out_without_start(ui, &self.file, PANEL, tokens.secondary, width);
            laid_out.extend([separator, file]);
        }
        laid_out
    }

    /// Returns the minimum and maximum width of a tab with this title, in points.
    pub(super) fn width_limits(&self) -> (f32, f32) {
        let is_fixed = |part: &&TitlePart| matches!(part, TitlePart::Fixed(_));
        let names = self.parts.iter().filter(|part| !is_fixed(part)).count();
        let fixed_length: usize = self
            .parts
            .iter()
            .map(|part| match part {
                TitlePart::Fixed(words) => words.len(),
                TitlePart::Name(_) | TitlePart::File(_) => 0,
            })
            .sum();
        let has_short_parts = names == 1 && fixed_length <= ", 2012".len();
        if self.file.is_empty() && has_short_parts {
            (MIN_TAB_WIDTH_POINTS, MAX_TAB_WIDTH_POINTS)
        } else {
            (MIN_LONG_TAB_WIDTH_POINTS, MAX_LONG_TAB_WIDTH_POINTS)
        }
    }
}

/// Returns true for a year of four digits.
fn is_year(words: &str) -> bool {
    words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// Divides a space among words of these widths. Words that need less than an equal share leave the rest to the others.
fn shared_widths(wanted: &[f32], space: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].total_cmp(&wanted[*other]));
    let mut widths = vec![0.0; wanted.len()];
    let (mut rest, mut count) = (space.max(0.0), wanted.len());
    for index in order {
        let share = rest / f32::from(u16::try_from(count).unwrap_or(u16::MAX));
        widths[index] = wanted[index].min(share);
        rest -= widths[index];
        count -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, RawInput};

    use super::{TabTitle, TitlePart, shared_widths};
    use crate::ui::theme;

    #[test]
    fn only_a_year_at_the_end_of_a_title_is_kept_whole() {
        let name = |words: &str| TitlePart::Name(words.to_owned());
        let year = |words: &str| TitlePart::Fixed(words.to_owned());
        for (title, expected) in [
            ("Larkmoor Borough Council, 2012", vec![name("Larkmoor Borough Council"), year(", 2012")]),
            ("Larkmoor, Eastmere and Holt, 2018", vec![name("Larkmoor, Eastmere and Holt"), year(", 2018")]),
            ("User guide", vec![name("User guide")]),
            ("Hill Road Primary School, Larkmoor", vec![name("Hill Road Primary School, Larkmoor")]),
        ] {
            assert_eq!(TabTitle::new(title).parts, expected);
        }
    }

    #[test]
    fn words_that_need_little_space_leave_it_to_the_others() {
        assert_eq!(shared_widths(&[50.0, 200.0], 160.0), [50.0, 110.0]);
        assert_eq!(shared_widths(&[300.0, 200.0], 160.0), [80.0, 80.0]);
        assert_eq!(shared_widths(&[30.0, 40.0], 160.0), [30.0, 40.0]);
    }

    #[test]
    fn years_of_a_comparison_are_whole_in_the_narrowest_tab() {
        let ctx = Context::default();
        theme::install_theme(&ctx);
        let [mut left, right] =
            ["Larkmoor Metropolitan Borough Council, 2009", "Eastmere, 2012"].map(TabTitle::new);
        left.parts.push(TitlePart::Fixed(super::strings::COMPARED_WITH.to_owned()));
        left.parts.extend(right.parts);
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let width = left.width_limits().0 - super::super::TAB_MARGINS;
            let parts = left.lay_out(ui, true, width);
            let shown: Vec<(&str, bool)> = parts.iter().map(|part| (part.text(), part.elided)).collect();
            assert_eq!(shown[1], (", 2009", false));
            assert_eq!(shown[4], (", 2012", false));
            assert!(shown[0].1, "the long name is shortened: {shown:?}");
            assert!(parts.iter().map(|part| part.size().x).sum::<f32>() <= width + 2.0);
        });
        output.textures_delta.clear();
    }
}
