use std::path::PathBuf;

use super::*;
use crate::library::fixtures::report;

fn file(name: &str, state: FileState) -> FolderFile {
    FolderFile { path: PathBuf::from(name), state }
}

fn facts(sha256: &str) -> Arc<ReportFacts> {
    Arc::new(ReportFacts { sha256: sha256.to_owned(), ..report("Larkmoor", "2022-03-04") })
}

/// Returns a collection that got these updates one after another, and one that got their outcome at once.
fn read_in_steps(names: &[&str], steps: &[Vec<FolderFile>]) -> [Collection; 2] {
    let all_facts: Vec<_> = ["one", "two", "three"].into_iter().map(facts).collect();
    let list = |files: Vec<FolderFile>, facts| FolderUpdate::Files {
        files,
        facts,
        closed_folders: Vec::new(),
        is_truncated: false,
    };
    let mut stepwise = Collection::default();
    let unread = names.iter().map(|name| file(name, FileState::NotRead)).collect();
    stepwise.apply_update(list(unread, Vec::new()));
    let mut states: BTreeMap<PathBuf, FileState> = stepwise.files.clone();
    for step in steps {
        stepwise.apply_update(FolderUpdate::Read(step.clone(), all_facts.clone()));
        states.extend(step.iter().map(|file| (file.path.clone(), file.state.clone())));
    }
    let mut at_once = Collection::default();
    let files = states.into_iter().map(|(path, state)| FolderFile { path, state });
    at_once.apply_update(list(files.collect(), all_facts));
    [stepwise, at_once]
}

#[test]
fn entries_made_file_by_file_are_those_made_at_once() {
    let read = |sha256: &str| FileState::Read(sha256.to_owned());
    let failed = || FileState::Failed("No text.".to_owned());
    let steps = [
        vec![file("c", read("one"))],
        vec![file("a", failed()), file("d", read("two"))],
        // The same report in another file, before and after the first.
        vec![file("b", read("one")), file("e", read("two"))],
        // A file that changed since.
        vec![file("c", read("three")), file("a", read("two"))],
        // A report whose facts are missing.
        vec![file("f", read("unknown"))],
    ];
    for count in 1..=steps.len() {
        let [stepwise, at_once] = read_in_steps(&["a", "b", "c", "d", "e", "f"], &steps[..count]);
        assert_eq!(stepwise.entries(), at_once.entries(), "after {count} updates");
        assert_eq!(stepwise.done_count(), at_once.done_count(), "after {count} updates");
        assert_eq!(stepwise.positions, at_once.positions, "after {count} updates");
        for sha256 in ["one", "two", "three"] {
            assert_eq!(stepwise.entry_of(sha256), at_once.entry_of(sha256));
        }
    }
}
