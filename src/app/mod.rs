//! The state of the program, and everything that changes it. Must not know how anything is painted.
//!
//! | topic | modules |
//! |---|---|
//! | the tabs and the front tab | `tabs`, `opening`, `closing`, `comparison_tab`, `timeline_tab` |
//! | a folder of reports | `folders`, `folder_tab` |
//! | the dialogs and the Escape key | `dialog` |
//! | tasks, their tickets and outcomes | `effect`, `pending`, `outcome`, `runner` |
//! | the settings | `settings` |
//! | the actions, their names and keys | `action`, `action_table`, `keymap` |
//! | messages to the user | `strings` |
//! | starting the program | `start`, `application` |
//!
//! All behaviour is in [`State::update`]: a [`Command`] changes the [`State`] and returns [`Effect`]s. The [`Runner`]
//! carries out the effects, and sends their answers back as commands.

mod action;
mod action_table;
mod annotations;
mod appearance;
mod application;
mod closing;
mod command;
mod comparing;
mod comparison_navigation;
mod comparison_result;
mod comparison_sections;
mod comparison_tab;
mod comparison_titles;
mod dialog;
mod document;
mod draw;
mod effect;
mod explaining;
mod export;
mod file;
mod file_manager;
mod findings;
mod folder_charts;
mod folder_readers;
mod folder_register;
mod folder_search;
mod folder_searcher;
mod folder_side;
mod folder_tab;
mod folders;
mod guide;
mod instance;
mod keymap;
mod missing_files;
mod navigating;
mod notes;
mod opening;
mod outcome;
mod pending;
mod picture_file;
mod plan;
mod printing;
mod recent_reports;
mod register_edit;
mod register_workbook;
mod reloading;
mod renderer;
#[cfg(test)]
mod repeated_report;
mod report_facts;
mod runner;
mod samples;
mod saver;
mod saving_failures;
mod scroll;
mod searching;
mod selecting;
mod session;
mod settings;
mod shortcut_changes;
mod similarity;
mod start;
mod state;
mod strings;
mod synonyms;
mod tabs;
mod timeline_tab;
mod timelines;
mod tour;
mod typesetting;
mod undo;
mod update;
mod watch;
mod write;

pub use crate::output::plan::{ActionProgress, EntryColumn, RAG_RATINGS, STATUSES};
pub use action::{Action, ActionContext, ActionInfo, Menu};
pub use action_table::ACTIONS;
pub use annotations::{AnnotationChange, Annotations, AnnotationsFolder, Note, PointDecision};
pub use application::Application;
pub use closing::ClosedView;
pub use command::{Command, ReportSource, TextBesidePages};
pub use comparing::{ComparedFile, distinct_file_names, distinct_report_titles};
pub use comparison_navigation::ComparedPair;
pub use comparison_result::{ChangeHighlight, ComparisonResult};
pub use comparison_sections::{SectionFilter, SectionTarget};
pub use comparison_tab::{CompareSide, CompareTab, ComparedTexts, ComparisonTab, NarrowPart};
pub use dialog::{Dialog, SettingsPage};
pub use document::{Document, DocumentId, Layout, LoadedReport, PageView, SummaryTab, View, ViewSlot};
pub use effect::{Effect, FolderEffect, PagesEffect, SaveRequest, Task, WindowEffect};
pub use export::{ExportKind, FileToSave};
pub use file::{
    OpenError, Password, indexed_report, load_report, read_file, read_for_index, read_report,
    read_report_from,
};
pub use findings::{ComputedFindings, PointFilter, TableArrangement};
pub use folder_charts::{FolderCharts, FolderChartsCommand};
pub use folder_register::{FolderRegister, FolderRegisterCommand, ItemKey};
pub use folder_search::{
    FolderHits, FolderSearch, FolderSearchAnswer, FolderSearchCommand, FolderSearchList, FolderSearchTask,
};
pub use folder_side::{FolderSide, FolderSideCommand};
pub use folder_tab::{FolderReading, FolderTab, FolderView, IndexStorage, folder_name};
pub use folders::FolderCommand;
pub use guide::GUIDE;
pub use instance::{ClaimOutcome, InstanceListener, InstanceRequest, claim_instance};
pub use keymap::{Keymap, action_name, is_function_key, is_shift_ignored};
pub use missing_files::MissingFiles;
pub use navigating::{JumpHistory, PAGE_PREFIX, paragraph_range};
pub use notes::NoteDraft;
pub use pending::{NextStep, Pending, PendingWork, Ticket, Work};
pub use picture_file::PictureFile;
pub use plan::DueDate;
pub use printing::{JobState, Preview, PrintJob, PrintSubject, Printing, SaveOutcome};
pub use recent_reports::RecentReport;
pub use register_edit::RegisterEdit;
pub use register_workbook::RegisterScope;
pub use renderer::{GraphicsFacts, Renderer, RendererSetting, choose_renderer};
#[cfg(test)]
pub(crate) use repeated_report::repeated_report;
pub use report_facts::{RememberedGrade, RememberedHeadline, ReportFacts};
pub use runner::{DrawnPage, Runner, RunnerAnswer};
pub use samples::{SAMPLES, Sample, SampleInspection};
pub use saving_failures::{NotesSaveStatus, SavedData};
pub use scroll::{LayoutOutcome, ScrollAnchor, ScrollPosition, ScrollTarget};
pub use searching::{Search, SearchPanel, SearchResult};
pub use selecting::{ClipboardContent, CopiedTable, CopyFormat, TextSelection};
pub use settings::{
    LinkedSections, PanelSettings, RecentFolder, SavedPosition, Session, Settings, SettingsFile,
    TextSettings, Theme,
};
pub use shortcut_changes::{ShortcutRefusal, shortcut_refusal};
pub use similarity::apply_saved_decisions;
pub use start::{InitialView, StartOptions, StartOutcome, WindowStart, start};
pub use state::{Focus, Messages, Notice, Panels, Side, State, Toast, ToastButton, WidthClass};
pub use strings::duration_words;
pub use tabs::{AwaitedEvent, OpeningTab, Tab, TabContent, TabId, Tabs};
pub use timeline_tab::{TimelineTab, TimelineView};
pub use tour::TourStep;
pub use typesetting::{TypesetJob, TypesetPages};
pub use undo::{UndoHistory, UndoStep};
pub use write::{NewFile, write_file};
