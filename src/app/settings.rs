//! What is remembered from one time to the next, and the file it is kept in.

use std::{
    collections::BTreeMap,
    fs, io,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};

use super::AnnotationsFolder;
use crate::{analysis::compare::ByHand, output::sheets::Choice};

/// Of how many comparisons it is remembered what was paired by hand.
const PAIRED: usize = 100;
/// How many tabs are opened again.
const TABS: usize = 30;
/// Of how many reports it is remembered where they were left.
const PLACES: usize = 500;
/// How many reports the recent list holds.
const RECENT: usize = 12;

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark or as the system is.
    pub theme: Theme,
    /// 1 for 100 %.
    pub zoom: f32,
    /// How the text is set.
    pub reading: Reading,
    /// Keys of actions that are to have others than those they come with, by the actions' names in menus.
    #[serde(deserialize_with = "one_or_several")]
    pub keys: BTreeMap<String, Vec<String>>,
    /// The contents beside the text.
    pub contents: Panel,
    /// The summary beside the text.
    pub summary: Panel,
    /// Reports opened before, the last one first.
    pub recent: Vec<Recent>,
    /// Where reports were left, the last one first.
    pub places: Vec<Left>,
    /// What was open last.
    pub session: Session,
    /// Whether this window says what was open: the first one does, others leave it as it is.
    #[serde(skip)]
    pub keeps_session: bool,
    /// How the last summary was printed.
    pub print: Choice,
    /// Sections of compared reports that were paired by hand, the last comparison first.
    pub paired: Vec<Paired>,
}

/// Keys by action: one as it is, several as a list.
fn one_or_several<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Keys {
        One(String),
        Several(Vec<String>),
    }
    let keys = BTreeMap::<String, Keys>::deserialize(deserializer)?;
    let listed = keys.into_iter().map(|(name, keys)| match keys {
        Keys::One(key) => (name, vec![key]),
        Keys::Several(keys) => (name, keys),
    });
    Ok(listed.collect())
}

/// Which colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// White on black, and what matters in colours far from both.
    #[serde(rename = "high-contrast")]
    HighContrast,
}

/// How the text that is read is set.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// Size of the type, in points of the screen.
    pub size: f32,
    /// Length of a line, in characters.
    pub measure: f32,
    /// From line to line, in sizes of the type.
    pub spacing: f32,
    /// Letters with serifs.
    pub serif: bool,
}

impl Reading {
    /// Smallest and largest type.
    pub const SIZES: RangeInclusive<f32> = 12.0..=32.0;
    /// Shortest and longest line.
    pub const MEASURES: RangeInclusive<f32> = 40.0..=110.0;
    /// Closest and widest lines.
    pub const SPACINGS: RangeInclusive<f32> = 1.2..=2.2;

    fn bounded(self) -> Self {
        let within = |value: f32, range: RangeInclusive<f32>, usual: f32| {
            if value.is_finite() { value.clamp(*range.start(), *range.end()) } else { usual }
        };
        let usual = Self::default();
        Self {
            size: within(self.size, Self::SIZES, usual.size),
            measure: within(self.measure, Self::MEASURES, usual.measure),
            spacing: within(self.spacing, Self::SPACINGS, usual.spacing),
            serif: self.serif,
        }
    }
}

impl Default for Reading {
    fn default() -> Self {
        Self { size: 17.0, measure: 68.0, spacing: 1.5, serif: false }
    }
}

/// A panel beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Whether it is shown.
    pub open: bool,
    /// Its width in points, once somebody has chosen one.
    pub width: Option<f32>,
}

/// What was said by hand of the sections of two reports, which are named by their content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paired {
    /// SHA-256 of both files, left and right.
    pub reports: [String; 2],
    /// What was said.
    pub by_hand: Vec<ByHand>,
}

/// A report that was opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// The file.
    pub path: PathBuf,
    /// What the report called itself.
    pub title: String,
}

/// Where a report was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// SHA-256 of the file: in another version rows are others.
    pub sha256: String,
    /// The row at the top of the view.
    pub row: usize,
    /// How much of it is above the top, in points.
    #[serde(default)]
    pub into: u16,
}

/// What was open when the program was left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Files in the order of their tabs.
    pub tabs: Vec<PathBuf>,
    /// The one that was shown.
    pub active: Option<PathBuf>,
    /// Width and height of the window, in points.
    pub window: Option<[f32; 2]>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            zoom: 1.0,
            reading: Reading::default(),
            keys: BTreeMap::new(),
            contents: Panel { open: true, width: None },
            summary: Panel { open: true, width: None },
            recent: Vec::new(),
            places: Vec::new(),
            session: Session::default(),
            keeps_session: true,
            print: Choice::default(),
            paired: Vec::new(),
        }
    }
}

impl Settings {
    /// Puts a report at the head of the recent list.
    pub(super) fn remember(&mut self, path: &Path, title: String) {
        self.recent.retain(|recent| recent.path != path);
        self.recent.insert(0, Recent { path: path.to_owned(), title });
        self.recent.truncate(RECENT);
    }

    /// Remembers where a report is left. Its beginning need not be remembered.
    pub(super) fn remember_place(&mut self, left: Left) {
        if self.places.first() == Some(&left) {
            return;
        }
        self.places.retain(|place| place.sha256 != left.sha256);
        if (left.row, left.into) != (0, 0) {
            self.places.insert(0, left);
        }
        self.places.truncate(PLACES);
    }

    /// Returns where the report with this fingerprint was left, whatever its file is called now.
    pub(super) fn place_left(&self, sha256: &str) -> Option<&Left> {
        self.places.iter().find(|place| place.sha256 == sha256)
    }

    /// Remembers which sections of two reports the user linked or unlinked.
    pub(super) fn remember_linked_sections(&mut self, reports: [String; 2], by_hand: Vec<ByHand>) {
        self.paired.retain(|paired| paired.reports != reports);
        if !by_hand.is_empty() {
            self.paired.insert(0, Paired { reports, by_hand });
        }
        self.paired.truncate(PAIRED);
    }

    /// Returns which sections of two reports the user linked or unlinked.
    #[must_use]
    pub fn linked_sections(&self, reports: &[String; 2]) -> Vec<ByHand> {
        let found = self.paired.iter().find(|paired| paired.reports == *reports);
        found.map(|paired| paired.by_hand.clone()).unwrap_or_default()
    }

    /// The same with every figure in its bounds: a file can hold anything.
    fn bounded(mut self) -> Self {
        let width = |panel: &mut Panel| {
            panel.width =
                panel.width.filter(|width| width.is_finite()).map(|width| width.clamp(200.0, 900.0));
        };
        width(&mut self.contents);
        width(&mut self.summary);
        self.zoom = if self.zoom.is_finite() { self.zoom.clamp(0.5, 4.0) } else { 1.0 };
        self.reading = self.reading.bounded();
        self.recent.truncate(RECENT);
        self.paired.truncate(PAIRED);
        self.places.truncate(PLACES);
        self.session.tabs.truncate(TABS);
        let is_size = |size: &[f32; 2]| size.iter().all(|side| (200.0..=20_000.0).contains(side));
        self.session.window = self.session.window.filter(is_size);
        self
    }
}

/// The file settings are kept in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFile(PathBuf);

impl SettingsFile {
    /// `settings.json` in that folder, which is made when something is first kept.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self(folder.join("settings.json"))
    }

    /// Returns the folder beside it for annotations of reports.
    #[must_use]
    pub fn annotations(&self) -> AnnotationsFolder {
        AnnotationsFolder(self.0.with_file_name("reports"))
    }

    /// The file where this system keeps a user's settings; `None` for a user without a home.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let strategy = etcetera::choose_base_strategy().ok()?;
        Some(Self::in_folder(&strategy.config_dir().join("findings")))
    }

    /// The file beside the program itself, for one that is carried about; `None` where that cannot be told.
    #[must_use]
    pub fn beside_program() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        Some(Self::in_folder(&program.parent()?.join("findings-settings")))
    }

    /// Where a file is kept that could not be read, or not whole.
    #[must_use]
    pub fn aside(&self) -> PathBuf {
        self.0.with_extension("json.unreadable")
    }

    /// What the file holds; defaults where there is none, and for what cannot be read in it. Then the file is kept aside
    /// as `settings.json.unreadable`, not overwritten.
    #[must_use]
    pub fn load(&self) -> Settings {
        self.load_with_problems().0
    }

    /// Like [`load`](Self::load), with what could not be read: nothing if everything could, an empty list if nothing could,
    /// or else the names of the entries.
    #[must_use]
    pub fn load_with_problems(&self) -> (Settings, Option<Vec<String>>) {
        let Ok(text) = fs::read_to_string(&self.0) else { return (Settings::default(), None) };
        if let Ok(settings) = serde_json::from_str::<Settings>(&text) {
            return (settings.bounded(), None);
        }
        // Where even that fails the old file is lost at the next save; what could be read is kept.
        let _ = fs::copy(&self.0, self.aside());
        let entries = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text);
        let Ok(mut entries) = entries else {
            let _ = fs::remove_file(&self.0);
            return (Settings::default(), Some(Vec::new()));
        };
        let mut wrong = Vec::new();
        entries.retain(|name, value| {
            let alone = serde_json::Map::from_iter([(name.clone(), value.clone())]);
            let reads = serde_json::from_value::<Settings>(serde_json::Value::Object(alone)).is_ok();
            if !reads {
                wrong.push(name.clone());
            }
            reads
        });
        let settings = serde_json::from_value::<Settings>(serde_json::Value::Object(entries));
        (settings.unwrap_or_default().bounded(), Some(wrong))
    }

    /// Keeps settings beside those of other windows: reports that another one opened meanwhile stay on the recent list,
    /// behind ours. `before` is the list that was last known, so that what was taken off it stays off.
    ///
    /// # Errors
    /// What the system says.
    pub fn merge(&self, settings: &Settings, before: &[Recent]) -> io::Result<()> {
        let mut merged = settings.clone();
        let theirs = self.load();
        if !settings.keeps_session {
            merged.session = theirs.session;
        }
        // Written by people alone, also while the program runs.
        merged.keys = theirs.keys;
        let unknown = |place: &Left| settings.place_left(&place.sha256).is_none();
        merged.places.extend(theirs.places.into_iter().filter(unknown));
        merged.places.truncate(PLACES);
        let theirs = theirs.recent;
        let new = |recent: &Recent| {
            let same = |other: &Recent| other.path == recent.path;
            !settings.recent.iter().any(same) && !before.iter().any(same)
        };
        merged.recent.extend(theirs.into_iter().filter(new));
        merged.recent.truncate(RECENT);
        self.save(&merged)
    }

    /// Writes the settings aside and puts them in place at once, so that a full disk or a crash leaves the old ones.
    ///
    /// # Errors
    /// What the system says.
    pub fn save(&self, settings: &Settings) -> io::Result<()> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        super::write_file(&self.0, &serde_json::to_vec_pretty(settings)?)
    }
}
