//! The content of an edited workbook that a new plan will not have, because the plan is written as a new workbook.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::output::strings;

/// The content of an edited plan that is not in a new plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanLosses {
    /// The cells with a formula, such as "K5". The new plan has the result of each formula.
    pub formulas: Vec<String>,
    /// The cells with a formula whose result the file does not have, because no spreadsheet program has computed it.
    pub formulas_without_result: Vec<String>,
    /// The number of cells that people changed although the program fills them in from the report, such as the action.
    /// They are known only beside the report: see [`PlanMatch::losses`](super::PlanMatch::losses).
    #[serde(skip)]
    pub changed_cells: usize,
    /// The names of the other sheets.
    pub sheets: Vec<String>,
    /// The lines that people added above the column headings.
    pub lines_above: Vec<String>,
    /// The number of cells with a colour.
    pub coloured_cells: usize,
    /// The number of comments.
    pub comments: usize,
    /// The number of pictures, charts and shapes.
    pub pictures: usize,
    /// The number of links. The new plan has their words.
    pub links: usize,
}

impl PlanLosses {
    /// Returns true if nothing is lost.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Lists the losses: "2 formulas (K5 and L7; their results are kept), the sheet “Budget” and 1 comment".
impl fmt::Display for PlanLosses {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            strings::lost_formulas(&self.formulas),
            strings::lost_formulas_without_result(&self.formulas_without_result),
            strings::lost_changes(self.changed_cells),
            strings::lost_sheets(&self.sheets),
            strings::lost_lines_above(&self.lines_above),
            strings::lost_colours(self.coloured_cells),
            strings::lost_items(self.comments, "comment"),
            strings::lost_items(self.pictures, "picture or chart"),
            strings::lost_items(self.links, "link"),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        formatter.write_str(&strings::join_with_and(&parts))
    }
}

/// Returns the name of a cell in a spreadsheet. Both positions are counted from 0: (4, 10) gives "K5".
pub(super) fn cell_name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::{PlanLosses, cell_name};

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        let names =
            [(0, 0), (4, 10), (9, 26), (0, 701), (0, 702)].map(|(row, column)| cell_name(row, column));
        assert_eq!(names, ["A1", "K5", "AA10", "ZZ1", "AAA1"]);
    }

    #[test]
    fn losses_are_listed_in_a_sentence() {
        let losses = PlanLosses {
            formulas: vec!["K5".to_owned(), "L7".to_owned()],
            sheets: vec!["Budget".to_owned()],
            comments: 1,
            ..PlanLosses::default()
        };
        assert_eq!(
            losses.to_string(),
            "2 formulas (K5 and L7; their results are kept), the sheet “Budget” and 1 comment"
        );
        assert_eq!(PlanLosses::default().to_string(), "");
    }
}
