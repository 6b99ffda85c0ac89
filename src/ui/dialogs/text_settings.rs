//! The dialog for the font, size, line length and line spacing of the report text. The text beside the dialog shows
//! each change at once.

use std::ops::RangeInclusive;

use eframe::egui::{
    Align2, Button, Frame, Grid, Id, ScrollArea, Sides, Slider, SliderClamping, Ui, Vec2, Window, vec2,
};

use crate::{
    app::{Command, State, TextSettings},
    ui::{
        icons::{self, Icon},
        strings::window as strings,
        theme::{self, PANEL, PANEL_TITLE},
    },
};

/// Width of a slider, in points.
const SLIDER_WIDTH: f32 = 150.0;
/// Width of everything beside a slider, in points.
const SPACE_BESIDE_SLIDER: f32 = 216.0;
/// The width and height of a window in which the dialog leaves most of the text uncovered, in points.
const MIN_WINDOW_SIZE_POINTS: Vec2 = vec2(480.0, 380.0);

/// Shows the dialog.
pub(super) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let mut is_open = true;
    // The dialog leaves most of the text uncovered, so that the user can see the effect.
    let window =
        Window::new(strings::TEXT_TITLE).id(Id::unique("text settings")).title_bar(false).resizable(false);
    let window = window.frame(Frame::window(&ui.ctx().global_style()).inner_margin(14));
    // In a small window, the dialog covers the text, and scrolls if it does not fit.
    let size = ui.ctx().content_rect().size();
    let is_small = size.x < MIN_WINDOW_SIZE_POINTS.x || size.y < MIN_WINDOW_SIZE_POINTS.y;
    let corner = if is_small { vec2(-4.0, 4.0) } else { vec2(-16.0, 98.0) };
    window.anchor(Align2::RIGHT_TOP, corner).show(ui.ctx(), |ui| {
        if is_small {
            let height = (size.y - 48.0).max(60.0);
            ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .show(ui, |ui| show_content(ui, state, &mut is_open, commands));
        } else {
            show_content(ui, state, &mut is_open, commands);
        }
    });
    if !is_open {
        commands.push(Command::CloseDialog);
    }
}

/// Shows the content of the dialog. `is_open` becomes false if the user closes it.
fn show_content(ui: &mut Ui, state: &State, is_open: &mut bool, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    Sides::new().show(
        ui,
        |ui| ui.label(PANEL_TITLE.rich_text(strings::TEXT_TITLE, tokens.text)),
        |ui| *is_open = !icons::show_button(ui, Icon::Close, strings::TEXT_CLOSE, false).clicked(),
    );
    ui.add_space(6.0);
    show_controls(ui, state, commands);
}

/// Shows the controls for the font, size, line length and line spacing, and a button that resets them.
pub(super) fn show_controls(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let mut reading = state.settings.text;
    ui.spacing_mut().slider_width = SLIDER_WIDTH.min(ui.ctx().content_rect().width() - SPACE_BESIDE_SLIDER);
    Grid::new("text settings").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        ui.label(PANEL.rich_text(strings::TEXT_FONT, tokens.text));
        ui.horizontal(|ui| {
            for (serif, name) in [(false, strings::TEXT_SANS), (true, strings::TEXT_SERIF)] {
                let style = theme::TypeStyle { is_serif: serif, ..PANEL };
                let is_chosen = reading.is_serif == serif;
                if ui.add(Button::selectable(is_chosen, style.rich_text(name, tokens.text))).clicked() {
                    reading.is_serif = serif;
                }
            }
        });
        ui.end_row();
        show_slider(ui, strings::TEXT_SIZE, &mut reading.size, TextSettings::SIZES, (1.0, 0));
        show_slider(ui, strings::TEXT_LINE_LENGTH, &mut reading.measure, TextSettings::MEASURES, (1.0, 0));
        show_slider(ui, strings::TEXT_LINE_SPACING, &mut reading.spacing, TextSettings::SPACINGS, (0.05, 2));
    });
    ui.add_space(6.0);
    let default = TextSettings::default();
    if ui.add_enabled(reading != default, Button::new(strings::TEXT_RESET)).clicked() {
        reading = default;
    }
    if reading != state.settings.text {
        commands.push(Command::SetTextSettings(reading));
    }
}

/// Shows a labelled slider. `step` is the difference between two values, and `decimals` the number of decimals to show.
fn show_slider(
    ui: &mut Ui,
    name: &str,
    value: &mut f32,
    range: RangeInclusive<f32>,
    (step, decimals): (f64, usize),
) {
    let tokens = theme::tokens(ui);
    let label = ui.label(PANEL.rich_text(name, tokens.text));
    // By default the rail has the background colour of controls, which is also the colour of the dialog, so it would be
    // invisible.
    ui.visuals_mut().widgets.inactive.bg_fill = tokens.control;
    let slider = Slider::new(value, range).step_by(step).fixed_decimals(decimals);
    ui.add(slider.clamping(SliderClamping::Always)).labelled_by(label.id);
    ui.end_row();
}
