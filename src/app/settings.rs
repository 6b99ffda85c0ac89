//! The settings, and the file that they are saved in.
//!
//! The names of the fields are keys in that file. A field that was renamed keeps its key with a serde attribute.

use std::{
    collections::BTreeMap,
    fs, io,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};

use super::{
    AnnotationsFolder, IndexStorage, RecentReport, RendererSetting, recent_reports::MAX_RECENT_REPORTS,
};
use crate::{analysis::compare::SectionLink, output::printout::PrintOptions};

/// The largest number of comparisons whose linked sections are saved.
const MAX_LINKED_COMPARISONS: usize = 100;
/// The largest number of tabs that are restored.
const MAX_RESTORED_TABS: usize = 30;
/// The largest number of reports whose scroll position is saved.
const MAX_SAVED_POSITIONS: usize = 500;

/// The settings of a user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The colours.
    pub theme: Theme,
    /// The zoom; 1.0 is 100%.
    pub zoom: f32,
    /// Font, size, line length and spacing of the text.
    #[serde(rename = "reading")]
    pub text: TextSettings,
    /// Shortcuts that replace those of the table of actions, by the names of the actions.
    #[serde(deserialize_with = "deserialize_shortcuts")]
    pub keys: BTreeMap<String, Vec<String>>,
    /// The contents panel.
    pub contents: PanelSettings,
    /// The summary panel.
    pub summary: PanelSettings,
    /// Recent reports, the latest first.
    pub recent: Vec<RecentReport>,
    /// Recent folders, the latest first.
    pub folders: Vec<RecentFolder>,
    /// The saved scroll positions of reports, the latest first.
    #[serde(rename = "places")]
    pub positions: Vec<SavedPosition>,
    /// The reports that were open last.
    pub session: Session,
    /// True if the reports of the session are opened again when the program starts.
    #[serde(rename = "reopen")]
    pub reopens_reports: bool,
    /// The renderer that paints the window. A change applies from the next start.
    pub renderer: RendererSetting,
    /// True if the callouts of the first start were shown, or are not needed.
    #[serde(rename = "tour_seen")]
    pub has_seen_tour: bool,
    /// True if this window saves the session. Only the first window does.
    #[serde(skip)]
    pub keeps_session: bool,
    /// The choices of the print view that were used last.
    pub print: PrintOptions,
    /// Sections of compared reports that the user linked or unlinked, the latest comparison first.
    #[serde(rename = "paired")]
    pub linked_sections: Vec<LinkedSections>,
}

/// A folder that was opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentFolder {
    /// The folder.
    pub path: PathBuf,
    /// The place of its index.
    pub storage: IndexStorage,
}

/// Reads shortcuts by action. A single shortcut need not be in a list.
fn deserialize_shortcuts<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrSeveral {
        One(String),
        Several(Vec<String>),
    }
    let keys = BTreeMap::<String, OneOrSeveral>::deserialize(deserializer)?;
    let listed = keys.into_iter().map(|(name, keys)| match keys {
        OneOrSeveral::One(key) => (name, vec![key]),
        OneOrSeveral::Several(keys) => (name, keys),
    });
    Ok(listed.collect())
}

/// The colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Light or dark, like the system.
    #[default]
    System,
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
    /// White text on black, with strong colours.
    #[serde(rename = "high-contrast")]
    HighContrast,
}

/// The font, size, line length and spacing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextSettings {
    /// The font size, in points of the screen.
    pub size: f32,
    /// The length of a line, in characters.
    pub measure: f32,
    /// The distance between lines, as a multiple of the font size.
    pub spacing: f32,
    /// True for a font with serifs.
    #[serde(rename = "serif")]
    pub is_serif: bool,
}

impl TextSettings {
    /// The smallest and largest font size, in points of the screen.
    pub const SIZES: RangeInclusive<f32> = 12.0..=32.0;
    /// The shortest and longest line, in characters.
    pub const MEASURES: RangeInclusive<f32> = 40.0..=110.0;
    /// The smallest and largest line spacing, as a multiple of the font size.
    pub const SPACINGS: RangeInclusive<f32> = 1.2..=2.2;

    /// Returns the settings with all values in their limits.
    fn clamp_to_limits(self) -> Self {
        let within = |value: f32, range: RangeInclusive<f32>, default: f32| {
            if value.is_finite() { value.clamp(*range.start(), *range.end()) } else { default }
        };
        let default = Self::default();
        Self {
            size: within(self.size, Self::SIZES, default.size),
            measure: within(self.measure, Self::MEASURES, default.measure),
            spacing: within(self.spacing, Self::SPACINGS, default.spacing),
            is_serif: self.is_serif,
        }
    }
}

impl Default for TextSettings {
    fn default() -> Self {
        Self { size: 17.0, measure: 68.0, spacing: 1.5, is_serif: false }
    }
}

/// The settings of a panel beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PanelSettings {
    /// True if the panel is open.
    #[serde(rename = "open")]
    pub is_open: bool,
    /// The width of the panel in points; `None` until the user changes it.
    pub width: Option<f32>,
}

/// The sections of two reports that the user linked or unlinked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedSections {
    /// The SHA-256 of both files, left and right.
    pub reports: [String; 2],
    /// The links that the user made or removed.
    #[serde(rename = "by_hand")]
    pub manual_links: Vec<SectionLink>,
}

/// The scroll position of a report when the user left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedPosition {
    /// The SHA-256 of the file. The row has no meaning in another version.
    pub sha256: String,
    /// The row at the top of the view.
    pub row: usize,
    /// The height of the part of the row above the view, in points.
    #[serde(default, rename = "into")]
    pub offset: u16,
}

/// The reports that were open when the program was closed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Files in the order of their tabs.
    pub tabs: Vec<PathBuf>,
    /// The file of the front tab.
    pub active: Option<PathBuf>,
    /// Width and height of the window, in points.
    pub window: Option<[f32; 2]>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            zoom: 1.0,
            text: TextSettings::default(),
            keys: BTreeMap::new(),
            contents: PanelSettings { is_open: true, width: None },
            summary: PanelSettings { is_open: true, width: None },
            recent: Vec::new(),
            folders: Vec::new(),
            positions: Vec::new(),
            session: Session::default(),
            reopens_reports: true,
            renderer: RendererSetting::Automatic,
            has_seen_tour: false,
            keeps_session: true,
            print: PrintOptions::default(),
            linked_sections: Vec::new(),
        }
    }
}

impl Settings {
    /// Saves the scroll position of a report that the user leaves. The start of a report is not saved.
    pub(super) fn save_position(&mut self, position: SavedPosition) {
        if self.positions.first() == Some(&position) {
            return;
        }
        self.positions.retain(|saved| saved.sha256 != position.sha256);
        if (position.row, position.offset) != (0, 0) {
            self.positions.insert(0, position);
        }
        self.positions.truncate(MAX_SAVED_POSITIONS);
    }

    /// Returns the saved position of the report with this fingerprint, whatever its file is called now.
    pub(super) fn saved_position(&self, sha256: &str) -> Option<&SavedPosition> {
        self.positions.iter().find(|saved| saved.sha256 == sha256)
    }

    /// Saves the sections of two reports that the user linked or unlinked.
    pub(super) fn save_linked_sections(&mut self, reports: [String; 2], manual_links: Vec<SectionLink>) {
        let [left, right] = &reports;
        self.linked_sections
            .retain(|linked| ![[left, right], [right, left]].contains(&linked.reports.each_ref()));
        if !manual_links.is_empty() {
            self.linked_sections.insert(0, LinkedSections { reports, manual_links });
        }
        self.linked_sections.truncate(MAX_LINKED_COMPARISONS);
    }

    /// Returns the sections of two reports that the user linked or unlinked, on whichever side the reports were then.
    #[must_use]
    pub fn linked_sections_of(&self, reports: &[String; 2]) -> Vec<SectionLink> {
        let [left, right] = reports;
        let find = |reports: [&String; 2]| {
            let linked = self.linked_sections.iter().find(|linked| linked.reports.each_ref() == reports);
            linked.map(|linked| linked.manual_links.clone())
        };
        let mirrored = || {
            let links = find([right, left])?.into_iter();
            Some(links.map(|link| SectionLink { left: link.right, right: link.left, ..link }).collect())
        };
        find([left, right]).or_else(mirrored).unwrap_or_default()
    }

    /// Returns the settings with all values in their limits, because a file can contain any value.
    fn clamp_to_limits(mut self) -> Self {
        let width = |panel: &mut PanelSettings| {
            panel.width =
                panel.width.filter(|width| width.is_finite()).map(|width| width.clamp(200.0, 900.0));
        };
        width(&mut self.contents);
        width(&mut self.summary);
        self.zoom = if self.zoom.is_finite() { self.zoom.clamp(0.5, 4.0) } else { 1.0 };
        self.text = self.text.clamp_to_limits();
        self.recent.truncate(MAX_RECENT_REPORTS);
        self.linked_sections.truncate(MAX_LINKED_COMPARISONS);
        self.positions.truncate(MAX_SAVED_POSITIONS);
        self.session.tabs.truncate(MAX_RESTORED_TABS);
        let is_size = |size: &[f32; 2]| size.iter().all(|side| (200.0..=20_000.0).contains(side));
        self.session.window = self.session.window.filter(is_size);
        self
    }
}

/// The file that settings are saved in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFile(PathBuf);

impl SettingsFile {
    /// Returns `settings.json` in this folder, which is created when settings are first saved.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self(folder.join("settings.json"))
    }

    /// Returns the path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Returns the folder of annotations, beside the settings file.
    #[must_use]
    pub fn annotations(&self) -> AnnotationsFolder {
        AnnotationsFolder(self.0.with_file_name("reports"))
    }

    /// Returns the folder with the indexes of folders: beside the settings of a portable program, or else in the user's
    /// folder for data.
    #[must_use]
    pub fn indexes(&self) -> PathBuf {
        let is_for_user = Self::for_user().is_some_and(|file| file == *self);
        let data = etcetera::choose_base_strategy().ok().filter(|_| is_for_user);
        match data {
            // On Windows, the usual folder for data may be copied to a server.
            Some(strategy) if cfg!(windows) => strategy.cache_dir().join("findings").join("folders"),
            Some(strategy) => strategy.data_dir().join("findings").join("folders"),
            None => self.0.with_file_name("folders"),
        }
    }

    /// Returns the settings file of the user in the usual folder of the system; `None` for a user without a home
    /// folder.
    #[must_use]
    pub fn for_user() -> Option<Self> {
        let strategy = etcetera::choose_base_strategy().ok()?;
        Some(Self::in_folder(&strategy.config_dir().join("findings")))
    }

    /// Returns the settings file beside the program, for a portable program; `None` if its path is unknown.
    #[must_use]
    pub fn beside_program() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        Some(Self::in_folder(&program.parent()?.join("findings-settings")))
    }

    /// Returns true if the folder of the settings is beside the program, as in the portable package.
    #[must_use]
    pub fn is_beside_program() -> bool {
        Self::beside_program().is_some_and(|file| file.0.parent().is_some_and(Path::is_dir))
    }

    /// Returns the settings file of a program that is started without options: beside the program if its folder is there,
    /// or else that of the user.
    #[must_use]
    pub fn current() -> Option<Self> {
        if Self::is_beside_program() { Self::beside_program() } else { Self::for_user() }
    }

    /// Returns the path for a copy of a settings file that could not be fully read.
    #[must_use]
    pub fn unreadable_copy(&self) -> PathBuf {
        self.0.with_extension("json.unreadable")
    }

    /// Returns the settings in the file, with defaults for entries that are missing or cannot be read. If anything
    /// could not be read, the file is copied to [`unreadable_copy`](Self::unreadable_copy).
    #[must_use]
    pub fn load(&self) -> Settings {
        self.load_with_problems().0
    }

    /// Returns the same as [`load`](Self::load), and the names of the entries that could not be read: `None` if
    /// everything was read, and an empty list if nothing was.
    #[must_use]
    pub fn load_with_problems(&self) -> (Settings, Option<Vec<String>>) {
        let Ok(text) = fs::read_to_string(&self.0) else { return (Settings::default(), None) };
        if let Ok(settings) = serde_json::from_str::<Settings>(&text) {
            return (settings.clamp_to_limits(), None);
        }
        // If copying fails too, entries that could not be read are lost at the next save.
        let _ = fs::copy(&self.0, self.unreadable_copy());
        let entries = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text);
        let Ok(mut entries) = entries else {
            let _ = fs::remove_file(&self.0);
            return (Settings::default(), Some(Vec::new()));
        };
        let mut unreadable = Vec::new();
        entries.retain(|name, value| {
            let alone = serde_json::Map::from_iter([(name.clone(), value.clone())]);
            let is_readable = serde_json::from_value::<Settings>(serde_json::Value::Object(alone)).is_ok();
            if !is_readable {
                unreadable.push(name.clone());
            }
            is_readable
        });
        let settings = serde_json::from_value::<Settings>(serde_json::Value::Object(entries));
        (settings.unwrap_or_default().clamp_to_limits(), Some(unreadable))
    }

    /// Saves the settings of this window without losing those of other windows. Reports that another window opened
    /// meanwhile stay on the recent list, below the reports of this window. `before` are the settings that this window
    /// last read or saved, so that reports that were removed from the recent list stay removed, and shortcuts that this
    /// window did not change stay as they are in the file.
    ///
    /// # Errors
    /// Returns the I/O error if the file cannot be written.
    pub fn merge(&self, settings: &Settings, before: &Settings) -> io::Result<()> {
        let mut merged = settings.clone();
        let theirs = self.load();
        if !settings.keeps_session {
            merged.session = theirs.session;
        }
        // The user may have edited the file while the program runs, and another window may have changed shortcuts.
        merged.keys = theirs.keys;
        for name in settings.keys.keys().chain(before.keys.keys()) {
            match settings.keys.get(name) {
                ours if ours == before.keys.get(name) => {}
                Some(ours) => drop(merged.keys.insert(name.clone(), ours.clone())),
                None => drop(merged.keys.remove(name)),
            }
        }
        let is_unknown = |saved: &SavedPosition| settings.saved_position(&saved.sha256).is_none();
        merged.positions.extend(theirs.positions.into_iter().filter(is_unknown));
        merged.positions.truncate(MAX_SAVED_POSITIONS);
        let theirs = theirs.recent;
        let is_new = |recent: &RecentReport| {
            let is_same = |other: &RecentReport| other.path == recent.path;
            !settings.recent.iter().any(is_same) && !before.recent.iter().any(is_same)
        };
        merged.recent.extend(theirs.into_iter().filter(is_new));
        merged.recent.truncate(MAX_RECENT_REPORTS);
        self.save(&merged)
    }

    /// Saves the settings. The new file is written under another name and then renamed, so that a full disk or a crash
    /// leaves the old one.
    ///
    /// # Errors
    /// Returns the I/O error if the folder or file cannot be written.
    pub fn save(&self, settings: &Settings) -> io::Result<()> {
        if let Some(folder) = self.0.parent() {
            super::write::create_private_folder(folder)?;
        }
        super::write::write_private_file(&self.0, &serde_json::to_vec_pretty(settings)?)
    }
}
