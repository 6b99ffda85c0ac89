//! The invented reports that ship with the program, so that it can be tried without a report at hand.

/// A report that is part of the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Sample {
    /// The name of its file.
    pub file: &'static str,
    /// What it is called where it is offered.
    pub title: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

/// All samples: one invented council at two inspections, so that they can be compared.
pub static SAMPLES: [Sample; 2] = [
    Sample {
        file: "larkmoor_2009.txt",
        title: "Larkmoor Borough Council, 2009",
        bytes: include_bytes!("../../assets/samples/larkmoor_2009.txt"),
    },
    Sample {
        file: "larkmoor_2012.md",
        title: "Larkmoor Borough Council, 2012",
        bytes: include_bytes!("../../assets/samples/larkmoor_2012.md"),
    },
];
