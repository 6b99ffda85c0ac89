//! State of the program, the actions on it, and what follows from them. Knows nothing of how anything is painted.
//!
//! [`update`](State::update) is all behaviour: a [`Command`] changes the [`State`] and answers with [`Effect`]s, which
//! the [`Runner`] carries out on threads and answers with commands again.

mod action;
mod action_table;
mod command;
mod compare;
mod comparing;
mod document;
mod draw;
mod export;
mod file;
mod finding;
mod guide;
mod instance;
mod keymap;
mod noting;
mod opening;
mod printing;
mod remembered;
mod runner;
mod samples;
mod saver;
mod searching;
mod selecting;
mod session;
mod settings;
mod state;
mod update;
mod watch;
mod write;

pub use action::{Action, ActionInfo, Circumstances, Menu};
pub use action_table::ACTIONS;
pub use command::{Command, Effect, LoadFrom, Ticket};
pub use compare::{ChangeMark, CompareTab, Compared, compared_title};
pub use comparing::in_time;
pub use document::{Document, DocumentId, Layout, Loaded, PageView, Pin, SummaryTab, View};
pub use export::{ExportKind, SaveAs};
pub use file::{OpenError, Password, load, read_file, read_report};
pub use finding::{Arrange, Found, PointFilter};
pub use guide::GUIDE;
pub use instance::{Claim, Door, Request, claim};
pub use keymap::{Keymap, action_name};
pub use noting::Noting;
pub use printing::{Job, Preview, PrintJob, Printed, Printing, Saved, Typeset, TypesetJob};
pub use remembered::{Note, Remembered, RememberedFolder, Said, Verdict};
pub use runner::Runner;
pub use samples::{SAMPLES, Sample};
pub use searching::{Find, Search, Searched, Trail, numbered};
pub use selecting::{Clip, Copied, Selected};
pub use settings::{Left, Paired, Panel, Reading, Recent, Session, Settings, SettingsFile, Theme};
pub use state::{Focus, Loading, Locked, Notice, Room, Side, State};

pub use write::write_file;

pub use crate::{
    analysis::{
        Hit, Hits, JudgementOrder, JudgementView, Query, RecommendationFilter, RecommendationOrder,
        RecommendationView, Scope, Selection,
    },
    output::{
        print::{Ink, Paper},
        printer::{Queue, Sides},
        sheets::{Choice, Length, Part},
    },
    read::{Original, PagePicture, PageRequest, band_span, bands},
};
