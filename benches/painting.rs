//! Measures a frame of the software window while a report is scrolled: how long its parts take, in CPU time of one
//! thread, and how much of the window is painted. Showing the pixels on the display is not included.
#![allow(clippy::unwrap_used, missing_docs)]

use std::time::Duration;

use cpu_time::ThreadTime;
use eframe::{
    App as _,
    egui::{
        self, Event, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, ViewportId, pos2, vec2,
    },
};
use findings::{
    app::{Application, LoadedReport, Runner, Settings, State},
    ui::{Damage, PixelArea, Raster, Window},
};

/// The number of frames that are measured.
const FRAMES: usize = 150;

fn main() {
    let report = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let path = report.unwrap_or_else(|| "assets/samples/larkmoor_2012.md".to_owned());
    println!("scrolling {path}, median of {FRAMES} frames, largest in brackets");
    println!("     pixels       scale  window  triangles  compare    paint       in all          painted");
    let views = [([1280, 800], 1.0), ([1280, 800], 2.0), ([1920, 1080], 1.0), ([1920, 1080], 2.0)];
    let frames: Vec<String> =
        views.map(|(size, scale)| format!("{:.1}", measure(&path, size, scale))).to_vec();
    println!(
        "| A frame of the software window while scrolling: 1280 × 800 at 100% and 200%, 1920 × 1080 at 100% and 200% | \
         `painting` | {} ms (median) |",
        frames.join(", ")
    );
}

/// Scrolls a report in a window of this size in pixels. Returns the median time of a frame in milliseconds.
fn measure(path: &str, size: [usize; 2], scale: f32) -> f64 {
    let bytes = std::fs::read(path).unwrap();
    let mut state = State::new(Settings { has_seen_tour: true, ..Settings::default() });
    let loaded = LoadedReport::new(findings::read::read(&bytes, path).unwrap());
    drop(state.add_report(None, loaded));
    let ctx = egui::Context::default();
    let mut window = Window::new(&ctx, Application::new(state, Runner::new(|| {}, None)));
    let mut frame = eframe::Frame::_new_kittest();
    let (mut raster, mut damage) = (Raster::default(), Damage::default());
    let mut pixels = vec![0; size[0] * size[1]];
    let points = vec2(size[0] as f32, size[1] as f32) / scale;
    let (mut times, mut painted) = (Vec::new(), Vec::new());
    for number in 0..FRAMES + 10 {
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -40.0),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: egui::MouseWheelSource::Wheel,
        };
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, points)),
            time: Some(number as f64 / 60.0),
            max_texture_side: Some(8192),
            events: vec![Event::PointerMoved(pos2(points.x * 0.45, points.y * 0.5)), wheel],
            ..RawInput::default()
        };
        input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(scale);
        let mut steps = [Duration::ZERO; 4];
        let start = ThreadTime::now();
        let mut output = ctx.run_ui(input, |ui| {
            window.logic(&ui.ctx().clone(), &mut frame);
            window.ui(ui, &mut frame);
        });
        steps[0] = start.elapsed();
        let start = ThreadTime::now();
        let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
        steps[1] = start.elapsed();
        let start = ThreadTime::now();
        raster.apply_textures(&mut output.textures_delta);
        let scene =
            raster.scene(&primitives, output.pixels_per_point, size, ctx.global_style().visuals.panel_fill);
        damage.update(&scene);
        let areas = damage.changed_areas(1);
        steps[2] = start.elapsed();
        let start = ThreadTime::now();
        areas.iter().for_each(|area| scene.paint(&mut pixels, *area));
        steps[3] = start.elapsed();
        raster.forget_replaced_texels();
        // The first frames also lay the window out.
        if number >= 10 {
            times.push(steps);
            painted.push(areas.iter().map(|area| pixel_count(*area)).sum::<usize>());
        }
    }
    let total = times.iter().map(|steps| steps.iter().sum::<Duration>()).collect();
    let [window, triangles, compare, paint] =
        [0, 1, 2, 3].map(|step| figures(times.iter().map(|steps| steps[step]).collect()).0);
    let (median, largest) = figures(total);
    painted.sort_unstable();
    println!(
        "{:6} × {:4}  {scale:5.1} {window:8.2} {triangles:9.2} {compare:9.2} {paint:9.2} ms {median:7.2} ms ({largest:.1}) {:5} %",
        size[0],
        size[1],
        painted[painted.len() / 2] * 100 / (size[0] * size[1])
    );
    median
}

fn pixel_count(area: PixelArea) -> usize {
    ((area.right - area.left) * (area.bottom - area.top)) as usize
}

/// Returns the median and the largest of these times, in milliseconds.
fn figures(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    (milliseconds(times[times.len() / 2]), milliseconds(times[times.len() - 1]))
}
