//! A folder of reports: the time to read and index it beside a parallel export of the same files, the time to open it
//! again, the cost of a frame with 10,000 rows, and the memory of this process.
//!
//! `cargo bench --bench folder` uses reports made from the samples. With `FINDINGS_CORPUS`, it uses the real reports, and
//! makes 10,000 from them by changing names and numbers. Runs without a display.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    process::{Command as Process, Stdio},
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use cpu_time::ThreadTime;
use eframe::{
    App as _,
    egui::{
        self, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, pos2,
        vec2,
    },
};
use findings::{
    app::{
        Application, Command, FolderCommand, IndexStorage, Runner, SAMPLES, Settings, State, read_for_index,
    },
    library::{
        Collection, FolderReader, FolderSource, FolderUpdate, ReadReport, SimilarRecommendations,
        matrix::{Matrix, MatrixOptions},
        register::{Register, RegisterFilter, RegisterOptions, RegisterProgress, RegisterSource},
    },
    output::{self, Format},
    ui::Window,
};

const MADE_REPORTS: usize = 10_000;
const FRAMES: usize = 300;

fn main() {
    let work = tempfile::tempdir().unwrap();
    let corpus = std::env::var_os("FINDINGS_CORPUS").map(PathBuf::from);
    let made = work.path().join("made");
    let real = match &corpus {
        Some(corpus) => corpus.clone(),
        None => samples(&work.path().join("samples")),
    };
    make_reports(&real, &made);
    let real_ratio = measure_indexing(&real, &work.path().join("real.sqlite"), "real");
    let made_ratio = measure_indexing(&made, &work.path().join("made.sqlite"), "made");
    let reopening = measure_reopening(&made, &work.path().join("made.sqlite"));
    measure_rows(&made, &work.path().join("made.sqlite"));
    let frame = measure_frames(&made, &work.path().join("made.sqlite"));
    println!(
        "| Indexing a folder beside a parallel `export` of its files: real reports, 10,000 generated reports | `folder` | \
         {real_ratio:.2} and {made_ratio:.2} times the export; opens again in {:.2} s; a frame while scrolling 10,000 rows \
         takes {frame:.1} ms |",
        reopening.as_secs_f64()
    );
}

/// Writes the samples into a folder, and returns it.
fn samples(folder: &Path) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    for sample in &SAMPLES {
        fs::write(folder.join(sample.file), sample.bytes).unwrap();
    }
    folder.to_owned()
}

/// Makes reports from real ones: their text as Markdown, with other names and numbers.
fn make_reports(real: &Path, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let mut texts = Vec::new();
    for file in findings::library::scan_folder(real, || false).unwrap().files {
        let Ok(read) = findings::app::read_report(&real.join(&file.path), None) else { continue };
        let is_inspection = read.report.cover.framework.is_some();
        let name = read.report.cover.subject.clone().filter(|name| name.len() > 3);
        if let Some(name) = name.filter(|_| is_inspection) {
            let bytes = output::export_bytes(Format::Markdown, &read.report, &[], &Arc::from([])).unwrap();
            texts.push((name, String::from_utf8(bytes).unwrap()));
        }
    }
    assert!(!texts.is_empty());
    for number in 0..MADE_REPORTS {
        let (name, text) = &texts[number % texts.len()];
        let other = format!("Council {}", number / 7);
        let digit = char::from(b'1' + u8::try_from(number % 9).unwrap());
        let text = text.replace(name, &other).replace("3%", &format!("{digit}%"));
        fs::write(folder.join(format!("{number:05}.md")), text + &format!("\n\nMade report {number}.\n"))
            .unwrap();
    }
    println!("{MADE_REPORTS} reports made from {}", texts.len());
}

/// Reads a folder into an empty index, beside an export of the same files. Returns the ratio of the times.
fn measure_indexing(folder: &Path, index: &Path, name: &str) -> f64 {
    let files: Vec<PathBuf> = findings::library::scan_folder(folder, || false)
        .unwrap()
        .files
        .into_iter()
        .map(|file| file.path)
        .collect();
    let start = Instant::now();
    let out = tempfile::tempdir().unwrap();
    let mut export = Process::new(env!("CARGO_BIN_EXE_findings"));
    export
        .current_dir(folder)
        .args(["export", "--format", "json", "--force", "--out"])
        .arg(out.path())
        .args(&files);
    export.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    let exported = start.elapsed();
    let (collection, indexed) = read_folder(folder, index);
    let ratio = indexed.as_secs_f64() / exported.as_secs_f64();
    let bytes = fs::metadata(index).unwrap().len();
    println!(
        "{name}: {} files, {} reports: export {:.2} s, index {:.2} s, ratio {ratio:.2}, index {} MB, memory {} MB",
        files.len(),
        collection.reports().count(),
        exported.as_secs_f64(),
        indexed.as_secs_f64(),
        bytes / 1_000_000,
        memory_megabytes()
    );
    ratio
}

/// Reads a folder until it is complete, and returns its reports and the time that it took.
fn read_folder(folder: &Path, index: &Path) -> (Collection, Duration) {
    let start = Instant::now();
    let (sender, updates) = mpsc::channel();
    let source = FolderSource { folder: folder.to_owned(), index_file: Some(index.to_owned()), jobs: None };
    let read: ReadReport = Arc::new(read_for_index);
    let _reader = FolderReader::start(source, read, move |update| sender.send(update).is_ok()).unwrap();
    let mut collection = Collection::default();
    for update in updates {
        let is_last = update == FolderUpdate::Complete;
        collection.apply_update(update);
        if is_last {
            break;
        }
    }
    (collection, start.elapsed())
}

fn measure_reopening(folder: &Path, index: &Path) -> Duration {
    let mut times: Vec<Duration> = (0..5).map(|_| read_folder(folder, index).1).collect();
    times.sort();
    println!("reopening {MADE_REPORTS} reports: median {:.3} s", times[2].as_secs_f64());
    times[2]
}

/// Measures what is computed from all reports: the rows of the matrix and of the register, and the recommendations that
/// ask for the same thing.
fn measure_rows(folder: &Path, index: &Path) {
    let (collection, _) = read_folder(folder, index);
    let start = ThreadTime::now();
    let matrix = Matrix::new(&collection, &MatrixOptions::default(), &HashMap::new());
    println!("matrix of {} rows: {:.0} ms", matrix.rows.len(), start.elapsed().as_secs_f64() * 1000.0);
    let reports: Vec<_> = collection.reports().cloned().collect();
    let count: usize = reports.iter().map(|facts| facts.recommendations.len()).sum();
    let start = ThreadTime::now();
    let similar = SimilarRecommendations::new(&reports);
    println!("similar recommendations among {count}: {:.1} s", start.elapsed().as_secs_f64());
    let progress = RegisterProgress::new();
    let today = "2026-01-01".parse().unwrap();
    let source =
        RegisterSource { collection: &collection, progress: &progress, similar: Some(&similar), today };
    let filter = RegisterFilter { is_latest_only: false, ..RegisterFilter::default() };
    let options = RegisterOptions { filter, ..RegisterOptions::default() };
    let start = ThreadTime::now();
    let register = Register::new(source, &options);
    println!("register of {} rows: {:.0} ms", register.rows.len(), start.elapsed().as_secs_f64() * 1000.0);
}

/// Returns the median CPU time of a frame while scrolling the matrix, in milliseconds.
fn measure_frames(folder: &Path, index: &Path) -> f64 {
    let mut state = State::new(Settings::default());
    drop(state.update(Command::OpenFolder(folder.to_owned())));
    drop(state.update(Command::OpenFoldersOfDialog(IndexStorage::Memory)));
    let id = state.front_tab().unwrap();
    let (sender, updates) = mpsc::channel();
    let source = FolderSource { folder: folder.to_owned(), index_file: Some(index.to_owned()), jobs: None };
    let read: ReadReport = Arc::new(read_for_index);
    let reader = FolderReader::start(source, read, move |update| sender.send(update).is_ok()).unwrap();
    for update in updates {
        let is_last = update == FolderUpdate::Complete;
        drop(state.update(Command::Folder(id, FolderCommand::Update(Box::new(update)))));
        if is_last {
            break;
        }
    }
    drop(reader);
    let ctx = egui::Context::default();
    let mut window = Window::new(&ctx, Application::new(state, Runner::new(|| {}, None)));
    let mut frame = eframe::Frame::_new_kittest();
    let mut times = Vec::new();
    for number in 0..FRAMES {
        let events = if number < 20 { vec![Event::PointerMoved(pos2(600.0, 400.0))] } else { vec![scroll()] };
        #[expect(clippy::cast_precision_loss, reason = "f64 holds the number of a few frames exactly")]
        let time = number as f64 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(time),
            events,
            ..RawInput::default()
        };
        let start = ThreadTime::now();
        let output = ctx.run_ui(input, |ui| {
            window.logic(&ui.ctx().clone(), &mut frame);
            window.ui(ui, &mut frame);
        });
        std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
        if number >= 40 {
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
    }
    times.sort_by(f64::total_cmp);
    let (median, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!(
        "frames with {MADE_REPORTS} rows: median {median:.2} ms, p99 {p99:.2} ms, memory {} MB",
        memory_megabytes()
    );
    median
}

/// Returns a notch of the mouse wheel.
fn scroll() -> Event {
    Event::MouseWheel {
        source: MouseWheelSource::Wheel,
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -120.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    }
}

/// Returns the memory of this process in MB; 0 on systems that do not tell.
fn memory_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1000
}
