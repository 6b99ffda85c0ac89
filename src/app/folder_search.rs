//! The state of the search across all reports of a folder. Runs without a window.

use std::sync::Arc;

use super::{Effect, FolderEffect, FolderTab, FolderView, State, Tab, TabId};
use crate::{
    analysis::{Query, Scope},
    library::{
        ReportFacts,
        matrix::{Matrix, MatrixOptions, MatrixRow},
        passages::SharedPassages,
        search::{ReportHits, SearchCounts, SearchPart, SearchRequest, SearchScope},
        similar_lines::{SimilarLines, SimilarRequest},
    },
};

/// The state of the search across all reports of a folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderSearch {
    /// The query. Its own scope is not used.
    pub query: Query,
    /// The part of each report that is searched.
    pub scope: SearchScope,
    /// True to search only the reports that the matrix shows.
    pub only_shown: bool,
    /// The list that is shown.
    pub list: FolderSearchList,
    /// The hits of the query.
    pub hits: FolderHits,
    /// The paragraphs that are similar to one that the user chose; `None` while they are looked for.
    pub similar: Option<Arc<SimilarLines>>,
    /// The passages that occur in several reports; `None` while they are looked for.
    pub passages: Option<Arc<SharedPassages>>,
    /// The reason why the last search failed; `None` if it did not.
    pub error: Option<String>,
    /// The number of reports that the running search has read, and of all reports.
    pub progress: Option<(usize, usize)>,
    /// The number of changes of the lists, so that what is computed from them can be kept.
    pub revision: u64,
    /// The number of the last search.
    last_number: u64,
    /// The search that is running.
    running: Option<RunningSearch>,
    /// The search that `hits` belong to.
    searched: Option<SearchedFor>,
    /// The reports in the order of the results, and what they were made from.
    order: Option<(OrderKey, Arc<[Arc<ReportFacts>]>)>,
}

/// A list of the search in a folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FolderSearchList {
    /// The hits of the query.
    #[default]
    Hits,
    /// Paragraphs that are similar to one that the user chose.
    Similar,
    /// Passages that occur in several reports.
    Passages,
}

/// The key of the order of the reports: the revision of the collection, and the choices of the matrix if only its
/// reports are searched.
type OrderKey = (u64, Option<MatrixOptions>);

/// A search that was made: the query, and the lines that were searched.
type SearchedFor = (Query, SearchScope, OrderKey);

/// A search that is running.
#[derive(Debug, Clone, PartialEq)]
struct RunningSearch {
    number: u64,
    /// The hits so far.
    hits: FolderHits,
    /// True if the hits replace those of the same query only when they are complete, so that the list does not jump.
    is_repeated: bool,
}

/// The hits of a query in a folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderHits {
    /// The reports with hits, as far as they are listed.
    pub reports: Vec<ReportHits>,
    /// The number of hits.
    pub counts: SearchCounts,
}

/// A command for the search across all reports of a folder.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderSearchCommand {
    /// Searches for a query.
    SetQuery(Query),
    /// Searches this part of each report.
    SetScope(SearchScope),
    /// Searches only the reports that the matrix shows, or all.
    SetOnlyShown(bool),
    /// Shows the hits of the query again.
    ShowHits,
    /// Looks for paragraphs that are similar to a line of the report with this SHA-256.
    FindSimilar(String, usize),
    /// Looks for passages that occur in several reports.
    FindPassages,
    /// Stops the search that is running, and shows the hits of the query.
    Stop,
    /// The search with this number answered.
    Answer(u64, Box<FolderSearchAnswer>),
}

/// An answer of a search.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderSearchAnswer {
    /// A part of the hits.
    Part(SearchPart),
    /// The search has read this many of the reports.
    Progress(usize, usize),
    /// The paragraphs that are similar to one that the user chose.
    Similar(Arc<SimilarLines>),
    /// The passages that occur in several reports.
    Passages(Arc<SharedPassages>),
    /// The search failed, for this reason.
    Failed(String),
}

/// A search for a thread.
#[derive(Debug, Clone, PartialEq)]
pub enum FolderSearchTask {
    /// Searches for words.
    Words(SearchRequest),
    /// Looks for similar paragraphs.
    Similar(SimilarRequest),
    /// Looks for passages that occur in several of these reports.
    Passages(Arc<[Arc<ReportFacts>]>),
    /// Only stops the search before it.
    Nothing,
}

impl FolderSearch {
    /// Returns true while a search is running.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Returns true if there is something to search for.
    #[must_use]
    pub fn has_query(&self) -> bool {
        !self.query.words.trim().is_empty()
    }

    /// Returns true if the hits are of the query as it is now, so that there are none if the list is empty.
    #[must_use]
    pub fn has_searched(&self) -> bool {
        self.searched.as_ref().is_some_and(|(query, scope, _)| (query, scope) == (&self.query, &self.scope))
    }

    /// Returns a number for a new search, which replaces the one that is running.
    fn start(&mut self, is_repeated: bool) -> u64 {
        self.last_number += 1;
        self.running =
            Some(RunningSearch { number: self.last_number, hits: FolderHits::default(), is_repeated });
        (self.error, self.progress) = (None, None);
        self.last_number
    }

    /// Takes an answer. An answer of an earlier search is dropped.
    fn take_answer(&mut self, number: u64, answer: FolderSearchAnswer) {
        let Some(running) = self.running.as_mut().filter(|running| running.number == number) else { return };
        let is_over = match answer {
            FolderSearchAnswer::Progress(done, total) => {
                self.progress = Some((done, total));
                return;
            }
            FolderSearchAnswer::Part(part) => {
                running.hits.reports.extend(part.reports);
                running.hits.counts = part.counts;
                if part.is_last || !running.is_repeated {
                    self.hits = running.hits.clone();
                }
                part.is_last
            }
            FolderSearchAnswer::Similar(lines) => {
                self.similar = Some(lines);
                true
            }
            FolderSearchAnswer::Passages(passages) => {
                self.passages = Some(passages);
                true
            }
            FolderSearchAnswer::Failed(reason) => {
                self.error = Some(reason);
                if self.list == FolderSearchList::Hits {
                    self.hits = FolderHits::default();
                }
                true
            }
        };
        self.revision += 1;
        if is_over {
            (self.running, self.progress) = (None, None);
        }
    }
}

impl FolderTab {
    /// Returns the query whose hits are listed, for searching the report of a hit; `None` if something else is shown.
    pub(super) fn query_of_hit(&self) -> Option<Query> {
        let search = &self.search;
        let lists_hits = self.view == FolderView::Search && search.list == FolderSearchList::Hits;
        let query = Query { scope: Scope::WholeReport, ..search.query.clone() };
        Some(query).filter(|query| lists_hits && !query.words.is_empty())
    }
}

impl State {
    /// Carries out a command for the search across all reports of a folder.
    pub(super) fn update_folder_search(&mut self, id: TabId, command: FolderSearchCommand) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut) else { return Vec::new() };
        let search = &mut tab.search;
        match command {
            FolderSearchCommand::SetQuery(query) => search.query = query,
            FolderSearchCommand::SetScope(scope) => search.scope = scope,
            FolderSearchCommand::SetOnlyShown(only_shown) => search.only_shown = only_shown,
            FolderSearchCommand::ShowHits => {
                search.list = FolderSearchList::Hits;
                search.revision += 1;
            }
            FolderSearchCommand::FindSimilar(sha256, line) => return tab.find_similar(id, sha256, line),
            FolderSearchCommand::FindPassages => return tab.find_passages(id),
            FolderSearchCommand::Stop => {
                search.list = FolderSearchList::Hits;
                search.start(false);
                (search.running, search.searched) = (None, None);
                search.revision += 1;
                let task = FolderSearchTask::Nothing;
                return vec![Effect::Folder(FolderEffect::Search(id, search.last_number, Box::new(task)))];
            }
            FolderSearchCommand::Answer(number, answer) => {
                search.take_answer(number, *answer);
                return Vec::new();
            }
        }
        search.list = FolderSearchList::Hits;
        tab.search_words(id)
    }

    /// Searches again if the folder or the reports to search have changed. Does nothing while the search is not shown.
    pub(super) fn refresh_folder_search(&mut self, id: TabId) -> Vec<Effect> {
        let Some(tab) = self.tabs.get_mut(id).and_then(Tab::folder_mut) else { return Vec::new() };
        let search = &tab.search;
        let is_shown = tab.view == FolderView::Search && search.list == FolderSearchList::Hits;
        if is_shown && search.has_query() && !search.is_running() { tab.search_words(id) } else { Vec::new() }
    }
}

impl FolderTab {
    /// Searches for the query, unless its hits are known.
    fn search_words(&mut self, id: TabId) -> Vec<Effect> {
        let (key, reports) = self.search_order();
        let search = &mut self.search;
        let wanted = (search.query.clone(), search.scope, key);
        if search.searched.as_ref() == Some(&wanted) && search.error.is_none() {
            return Vec::new();
        }
        let is_repeated = search.has_searched();
        search.searched = Some(wanted);
        let number = search.start(is_repeated);
        let (query, scope) = (search.query.clone(), search.scope);
        let task = FolderSearchTask::Words(SearchRequest { query, scope, reports });
        vec![Effect::Folder(FolderEffect::Search(id, number, Box::new(task)))]
    }

    /// Looks for paragraphs that are similar to a line of a report.
    fn find_similar(&mut self, id: TabId, sha256: String, line: usize) -> Vec<Effect> {
        let (_, reports) = self.search_order();
        self.search.similar = None;
        let task = FolderSearchTask::Similar(SimilarRequest { sha256, line, reports });
        self.start_list(id, FolderSearchList::Similar, task)
    }

    /// Looks for passages that occur in several reports.
    fn find_passages(&mut self, id: TabId) -> Vec<Effect> {
        let (_, reports) = self.search_order();
        self.search.passages = None;
        self.start_list(id, FolderSearchList::Passages, FolderSearchTask::Passages(reports))
    }

    fn start_list(&mut self, id: TabId, list: FolderSearchList, task: FolderSearchTask) -> Vec<Effect> {
        // A search for words that this one replaces must run again before its hits are shown.
        if self.search.is_running() {
            self.search.searched = None;
        }
        self.search.list = list;
        self.search.revision += 1;
        let number = self.search.start(false);
        vec![Effect::Folder(FolderEffect::Search(id, number, Box::new(task)))]
    }

    /// Returns the reports to search in the order of the results: that of the matrix, or else by name.
    fn search_order(&mut self) -> (OrderKey, Arc<[Arc<ReportFacts>]>) {
        let options = self.search.only_shown.then(|| self.matrix.clone());
        let key = (self.collection.revision(), options);
        if let Some((known, reports)) = &self.search.order
            && *known == key
        {
            return (key, Arc::clone(reports));
        }
        let options = key.1.clone().unwrap_or_default();
        let matrix = Matrix::new(&self.collection, &options, &self.overdue_counts);
        let entries = self.collection.entries();
        let facts = matrix.rows.iter().filter_map(|row| match row {
            MatrixRow::Entry(index) => entries.get(*index)?.facts().cloned(),
            MatrixRow::Group { .. } => None,
        });
        let reports: Arc<[Arc<ReportFacts>]> = facts.collect();
        self.search.order = Some((key.clone(), Arc::clone(&reports)));
        (key, reports)
    }
}
