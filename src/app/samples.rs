//! The fictional sample reports that ship with the program.

use super::{RememberedGrade, RememberedHeadline, ReportFacts};

/// A report, or the guide, that ships with the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Sample {
    /// The file name.
    pub file: &'static str,
    /// The title in the window.
    pub title: &'static str,
    /// The content of the file.
    pub bytes: &'static [u8],
    /// The inspection; `None` for the guide.
    pub inspection: Option<SampleInspection>,
}

/// The inspection that a sample reports.
#[derive(Debug, PartialEq, Eq)]
pub struct SampleInspection {
    /// The council.
    pub council: &'static str,
    /// The year of the inspection.
    pub year: i16,
    /// The overall grade.
    pub grade: &'static str,
    /// The step of the overall grade on a scale of four.
    pub step: u8,
}

impl Sample {
    /// The number of steps of the scale of the samples.
    const STEPS: u8 = 4;

    /// Returns the facts of the report, without reading it; `None` for the guide.
    #[must_use]
    pub fn facts(&self) -> Option<ReportFacts> {
        let SampleInspection { council, year, grade, step } = *self.inspection.as_ref()?;
        let grade = RememberedGrade { label: grade.to_owned(), step: Some(step), steps: Self::STEPS };
        Some(ReportFacts {
            subject: Some(council.to_owned()),
            year: Some(year),
            headline: RememberedHeadline::Grades(vec![grade]),
        })
    }
}

/// All samples: two inspections of one fictional council, so that they can be compared.
pub static SAMPLES: [Sample; 2] = [
    Sample {
        file: "larkmoor_2009.txt",
        title: "Larkmoor Borough Council, 2009",
        bytes: include_bytes!("../../assets/samples/larkmoor_2009.txt"),
        inspection: Some(SampleInspection {
            council: "Larkmoor Borough Council",
            year: 2009,
            grade: "Adequate",
            step: 3,
        }),
    },
    Sample {
        file: "larkmoor_2012.md",
        title: "Larkmoor Borough Council, 2012",
        bytes: include_bytes!("../../assets/samples/larkmoor_2012.md"),
        inspection: Some(SampleInspection {
            council: "Larkmoor Borough Council",
            year: 2012,
            grade: "Good",
            step: 2,
        }),
    },
];

#[cfg(test)]
mod tests {
    use super::{ReportFacts, SAMPLES};
    use crate::read::read;

    #[test]
    fn the_facts_of_the_samples_are_those_that_are_read() {
        for sample in &SAMPLES {
            let report = read(sample.bytes, sample.file).unwrap().report;
            assert_eq!(sample.facts(), Some(ReportFacts::new(&report)), "{}", sample.file);
            assert_eq!(sample.title, report.name());
        }
    }
}
