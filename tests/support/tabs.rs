//! Drives the state without a window: commands go in, and the effects are answered with sample reports.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, missing_docs)]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use findings::{
    app::{
        Action, Command, ComparisonResult, Dialog, DocumentId, Effect, LoadedReport, OpenError, ReportSource,
        SAMPLES, Session, Settings, State, TabContent, TabId, Task,
    },
    read::{ReadError, read},
};

pub const COMPARISON: &str = "the comparison";

/// The state, and the effects that have not been answered yet.
pub struct App {
    pub state: State,
    pub pending: Vec<Effect>,
}

impl App {
    pub fn new(settings: Settings) -> Self {
        Self { state: State::new(settings), pending: Vec::new() }
    }

    /// Starts with these files open.
    pub fn with_open(paths: &[&str]) -> Self {
        let mut app = Self::new(Settings::default());
        for path in paths {
            app.send(open_files(&[path]));
            app.answer_load(path, Ok(sample_report(path)));
        }
        app
    }

    /// Starts with these files open and the first two compared; the comparison is in front.
    pub fn with_comparison(paths: &[&str]) -> Self {
        let mut app = Self::with_open(paths);
        app.compare(paths[0], paths[1]);
        assert_eq!(app.front(), COMPARISON, "precondition");
        app
    }

    pub fn send(&mut self, command: Command) {
        let effects = self.state.update(command);
        self.pending.extend(effects);
    }

    pub fn press(&mut self, action: Action) {
        self.send(Command::Do(action));
    }

    /// Answers the pending load of this file.
    pub fn answer_load(&mut self, path: &str, answer: Result<LoadedReport, OpenError>) {
        let is_load = |effect: &Effect| match effect {
            Effect::Task(_, Task::Load(from)) => from.path() == Some(Path::new(path)),
            _ => false,
        };
        let at = self.pending.iter().position(is_load);
        let at = at.unwrap_or_else(|| panic!("{path} is not being loaded"));
        let Effect::Task(ticket, _) = self.pending.remove(at) else { unreachable!() };
        self.send(Command::Loaded(ticket, Box::new(answer)));
    }

    /// Answers the pending load of the guide.
    pub fn answer_guide(&mut self) {
        let is_load = |effect: &Effect| matches!(effect, Effect::Task(_, Task::Load(ReportSource::Guide(_))));
        let at = self.pending.iter().position(is_load).unwrap();
        let Effect::Task(ticket, Task::Load(ReportSource::Guide(guide))) = self.pending.remove(at) else {
            unreachable!()
        };
        let guide = LoadedReport::new(read(guide.bytes, guide.file).unwrap());
        self.send(Command::Loaded(ticket, Box::new(Ok(guide))));
    }

    pub fn start_comparing(&mut self, one: &str, other: &str) {
        self.send(Command::Compare([self.id(one), self.id(other)]));
    }

    /// Answers every pending comparison.
    pub fn answer_comparisons(&mut self) {
        for effect in std::mem::take(&mut self.pending) {
            match effect {
                Effect::Task(ticket, Task::Compare(reports, abbreviations, mode)) => {
                    self.send(Command::Compared(
                        ticket,
                        Arc::new(ComparisonResult::new(reports, &abbreviations, mode)),
                    ));
                }
                other => self.pending.push(other),
            }
        }
    }

    pub fn compare(&mut self, one: &str, other: &str) {
        self.start_comparing(one, other);
        self.answer_comparisons();
    }

    pub fn id(&self, path: &str) -> DocumentId {
        self.state.tabs.with_path(Path::new(path)).unwrap().document().unwrap().id
    }

    pub fn tab(&self, path: &str) -> TabId {
        self.state.tabs.with_path(Path::new(path)).unwrap().id
    }

    /// Returns the name of the front tab.
    pub fn front(&self) -> String {
        match self.state.tabs.front().map(|tab| (&tab.content, tab.path())) {
            None => "the start screen".to_owned(),
            Some((TabContent::Guide(_), _)) => "the guide".to_owned(),
            Some((TabContent::Comparison(_), _)) => COMPARISON.to_owned(),
            Some((_, Some(path))) => path.display().to_string(),
            Some((_, None)) => "an opening tab".to_owned(),
        }
    }

    pub fn is_comparing(&self) -> bool {
        self.pending.iter().any(|effect| matches!(effect, Effect::Task(_, Task::Compare(..))))
    }

    /// Returns the files of every open comparison, from left to right.
    pub fn comparisons(&self) -> Vec<[String; 2]> {
        let shown = self.state.tabs.iter().filter_map(|tab| tab.comparison());
        let name = |path: &Option<PathBuf>| path.as_ref().unwrap().display().to_string();
        shown.map(|comparison| comparison.sides.each_ref().map(|side| name(&side.path))).collect()
    }

    /// Returns the file whose password is requested.
    pub fn requested_password(&self) -> Option<String> {
        let Some(Dialog::Password(tab)) = self.state.dialog else { return None };
        Some(self.state.tabs.get(tab).unwrap().path().unwrap().display().to_string())
    }
}

pub fn open_files(paths: &[&str]) -> Command {
    Command::OpenFiles(paths.iter().map(PathBuf::from).collect())
}

/// Returns a sample report: the 2012 report for files with "b" in their name, and the 2009 report for all others.
pub fn sample_report(path: &str) -> LoadedReport {
    let name = Path::new(path).file_name().unwrap().to_string_lossy();
    let sample = &SAMPLES[usize::from(name.contains('b'))];
    LoadedReport::new(read(sample.bytes, sample.file).unwrap())
}

pub fn password_required() -> Result<LoadedReport, OpenError> {
    Err(ReadError::Password { is_wrong: false }.into())
}

/// Writes files into a folder, and returns settings whose session has them open with one in front.
pub fn session(names: &[&str], front: &str) -> (tempfile::TempDir, Vec<String>, Settings) {
    let folder = tempfile::tempdir().unwrap();
    let tabs: Vec<PathBuf> = names.iter().map(|name| folder.path().join(name)).collect();
    for tab in &tabs {
        std::fs::write(tab, SAMPLES[0].bytes).unwrap();
    }
    let session = Session { active: Some(folder.path().join(front)), tabs: tabs.clone(), window: None };
    let paths = tabs.iter().map(|path| path.display().to_string()).collect();
    (folder, paths, Settings { session, ..Settings::default() })
}
