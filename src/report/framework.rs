//! The inspection frameworks and inspectorates that Findings knows.

use serde::{Deserialize, Serialize};

/// The inspection framework that a report was made under. Code compares this value, never the display name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrameworkId {
    /// Safeguarding and looked after children inspections (SLAC), 2009 to 2012.
    Slac,
    /// Looked after children inspections, 2013.
    LookedAfterChildren,
    /// Inspections of progress after a joint area review, 2009.
    JarProgress,
    /// Single inspections (SIF), 2013 to 2018.
    Sif,
    /// Reviews of only a Local Safeguarding Children Board, made under the single inspection framework.
    LscbReview,
    /// Inspections of local authority children's services (ILACS), from 2018.
    Ilacs,
    /// Letters about focused visits, made under ILACS.
    FocusedVisit,
    /// Letters about joint targeted area inspections.
    Jtai,
    /// Area inspections of special educational needs and disabilities (SEND), from 2023.
    AreaSend,
    /// School inspections under section 5 of the Education Act 2005, 2012 to 2019.
    School,
}

impl FrameworkId {
    /// All frameworks, oldest first.
    pub const ALL: [Self; 10] = [
        Self::Slac,
        Self::JarProgress,
        Self::School,
        Self::LookedAfterChildren,
        Self::Sif,
        Self::LscbReview,
        Self::Ilacs,
        Self::FocusedVisit,
        Self::Jtai,
        Self::AreaSend,
    ];

    /// Returns the display name. It must not change: it is also the `framework` value of the JSON schema `findings/1`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Slac => "Safeguarding and looked after children",
            Self::LookedAfterChildren => "Looked after children (LAC)",
            Self::JarProgress => "Joint area review: inspection of progress",
            Self::Sif => "Single inspection (SIF)",
            Self::LscbReview => "Review of a Local Safeguarding Children Board (LSCB)",
            Self::Ilacs => "Inspection of local authority children\u{2019}s services (ILACS)",
            Self::FocusedVisit => "Focused visit (ILACS)",
            Self::Jtai => "Joint targeted area inspection (JTAI)",
            Self::AreaSend => "Area SEND inspection",
            Self::School => "School inspection (section 5)",
        }
    }
}

/// The organisation that inspected and published a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inspectorate {
    /// The Office for Standards in Education, Children's Services and Skills.
    Ofsted,
}

impl Inspectorate {
    /// Returns the name used in citations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ofsted => "Ofsted",
        }
    }
}
