//! The fictional sample reports that ship with the program.

/// A report, or the guide, that ships with the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Sample {
    /// The file name.
    pub file: &'static str,
    /// The title in the window.
    pub title: &'static str,
    /// The content of the file.
    pub bytes: &'static [u8],
}

/// All samples: two inspections of one fictional council, so that they can be compared.
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
