//! The CPU time of a frame of the whole window while scrolling, for reports of growing length.
//!
//! Runs without a display. Measures layout, panels and tessellation, without accessibility and without a GPU.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use cpu_time::ThreadTime;
use eframe::{
    App as _,
    egui::{
        self, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, pos2,
        vec2,
    },
};
use findings::{
    app::{Application, Command, LoadedReport, Runner, SAMPLES, Settings, State},
    report::{BlockId, Place},
    ui::Window,
};

const FRAMES: usize = 400;

fn main() {
    println!("paragraphs   frame median      p99   still   jump median     max   first frame");
    let reference = std::env::var_os("FINDINGS_CORPUS")
        .map(|folder| std::path::PathBuf::from(folder).join("slac/york_2012.txt"))
        .and_then(|path| std::fs::read_to_string(path).ok());
    let text = reference.unwrap_or_else(|| String::from_utf8(SAMPLES[0].bytes.to_vec()).unwrap());
    let frames: Vec<String> = [156, 10_000, 100_000]
        .into_iter()
        .map(|count| {
            let report = if count == 156 { text.clone() } else { lengthen_report(&text, count) };
            format!("{:.1}", measure_scrolling(&report))
        })
        .collect();
    println!("judgements and recommendations   frame median      p99");
    let still: Vec<String> = [20, 10_000].map(|count| format!("{:.1}", measure_summary(count))).to_vec();
    println!(
        "| A frame while scrolling: a report of usual length, 10,000, 100,000 paragraphs | `scrolling` | {} ms (median); \
         at rest with 20 judgements {} ms |",
        frames.join(", "),
        still.join(", with 10,000 ")
    );
}

/// Measures frames at rest, and returns their median time in milliseconds, of a report with this number of judgements and recommendations, which the summary shows.
fn measure_summary(count: usize) -> f64 {
    let mut read = findings::read::read(SAMPLES[0].bytes, SAMPLES[0].file).unwrap();
    let report = &mut read.report;
    report.judgements = report.judgements.iter().cycle().take(count).cloned().collect();
    report.recommendations = report.recommendations.iter().cycle().take(count).cloned().collect();
    let mut bench = Bench::with_report(LoadedReport::new(read));
    bench.run_idle_frames(20);
    let still = time_figures((0..FRAMES).map(|_| bench.run_frame(Vec::new())).collect());
    println!("{count:30} {:11.2} ms {:5.2} ms", still.median, still.p99);
    still.median
}

/// Returns a report with `count` numbered paragraphs: those of `text`, repeated, with a heading before every 50.
fn lengthen_report(text: &str, count: usize) -> String {
    let paragraphs: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_once(". ").filter(|(number, _)| number.parse::<u32>().is_ok()))
        .map(|(_, words)| words)
        .filter(|words| words.ends_with('.'))
        .collect();
    let mut long = String::from("Review of everything\n\nEverywhere\n\nContents\n\n");
    let sections = count / 50;
    for section in 0..sections {
        long.push_str(&format!("Section {section}\t{section}\n"));
    }
    for (index, words) in paragraphs.iter().cycle().take(count).enumerate() {
        if index % 50 == 0 {
            long.push_str(&format!("\nSection {}\n\n", index / 50));
        }
        long.push_str(&format!("{}. {words}\n", index + 1));
    }
    long
}

struct Bench {
    ctx: egui::Context,
    window: Window,
    frame: eframe::Frame,
    time: f64,
}

impl Bench {
    fn new(text: &str) -> Self {
        Self::with_report(LoadedReport::new(findings::read::read(text.as_bytes(), "report.txt").unwrap()))
    }

    fn with_report(loaded: LoadedReport) -> Self {
        let mut state = State::new(Settings::default());
        // Findings are not measured here, so the task that computes them is dropped.
        drop(state.add_report(None, loaded));
        let ctx = egui::Context::default();
        let window = Window::new(&ctx, Application::new(state, Runner::new(|| {}, None)));
        Self { ctx, window, frame: eframe::Frame::_new_kittest(), time: 0.0 }
    }

    /// Runs frames without input.
    fn run_idle_frames(&mut self, frames: usize) {
        for _ in 0..frames {
            self.run_frame(Vec::new());
        }
    }

    /// Runs a frame with these events and returns its CPU time.
    fn run_frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let start = ThreadTime::now();
        let mut output = self.ctx.run_ui(input, |ui| {
            self.window.logic(&ui.ctx().clone(), &mut self.frame);
            self.window.ui(ui, &mut self.frame);
        });
        let triangles = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let spent = start.elapsed();
        output.textures_delta.clear();
        drop(triangles);
        spent
    }
}

fn measure_scrolling(text: &str) -> f64 {
    let mut bench = Bench::new(text);
    let document = bench.window.state().front_document().unwrap();
    let paragraphs = document.report().paragraphs.len();
    let blocks = document.report().blocks.len();
    let first = bench.run_frame(vec![Event::PointerMoved(pos2(640.0, 400.0))]);
    bench.run_idle_frames(5);

    let wheel = || Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -120.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: MouseWheelSource::Wheel,
    };
    let scrolling = time_figures((0..FRAMES).map(|_| bench.run_frame(vec![wheel()])).collect());
    bench.run_idle_frames(20);
    let still = time_figures((0..FRAMES).map(|_| bench.run_frame(Vec::new())).collect());
    let jumps = time_figures(
        (0..100)
            .map(|jump| {
                let block = jump * 7919 % blocks;
                bench.window.run_command(Command::GoTo(Place::at_block(BlockId(block))));
                bench.run_frame(Vec::new())
            })
            .collect(),
    );
    println!(
        "{paragraphs:10} {:11.2} ms {:5.2} ms {:4.2} ms {:10.2} ms {:4.2} ms {:10.1} ms",
        scrolling.median,
        scrolling.p99,
        still.median,
        jumps.median,
        jumps.max,
        first.as_secs_f64() * 1e3
    );
    scrolling.median
}

/// Frame times in milliseconds.
struct Figures {
    median: f64,
    p99: f64,
    max: f64,
}

fn time_figures(mut times: Vec<Duration>) -> Figures {
    times.sort_unstable();
    let percentile = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
    Figures { median: percentile(50), p99: percentile(99), max: times[times.len() - 1].as_secs_f64() * 1e3 }
}
