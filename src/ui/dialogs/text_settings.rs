//! Chooses font, size, line length and spacing. The text beside the dialog shows each choice at once.

use std::ops::RangeInclusive;

use eframe::egui::{Align2, Button, Frame, Grid, Id, Sides, Slider, SliderClamping, Ui, Window, vec2};

use crate::{
    app::{Command, Reading, State},
    ui::{
        icons::{self, Icon},
        theme::{self, PANEL, PANEL_TITLE},
    },
};

/// Width of a slider, in points.
const SLIDER: f32 = 150.0;

pub(super) fn show(ui: &Ui, state: &State, commands: &mut Vec<Command>) {
    let tokens = theme::tokens(ui);
    let mut open = true;
    let mut reading = state.settings.reading;
    // Beside the text, not over it, so that the effect can be seen.
    let window =
        Window::new("Text settings").id(Id::unique("text settings")).title_bar(false).resizable(false);
    let window = window.frame(Frame::window(&ui.ctx().global_style()).inner_margin(14));
    window.anchor(Align2::RIGHT_TOP, vec2(-16.0, 58.0)).show(ui.ctx(), |ui| {
        Sides::new().show(
            ui,
            |ui| ui.label(PANEL_TITLE.rich("Text settings", tokens.text)),
            |ui| open = !icons::button(ui, Icon::Close, "Close the text settings", false).clicked(),
        );
        ui.add_space(6.0);
        ui.spacing_mut().slider_width = SLIDER;
        Grid::new("text settings").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
            ui.label(PANEL.rich("Font", tokens.text));
            ui.horizontal(|ui| {
                for (serif, name) in [(false, "Sans"), (true, "Serif")] {
                    let kind = theme::Type { serif, ..PANEL };
                    let chosen = reading.serif == serif;
                    if ui.add(Button::selectable(chosen, kind.rich(name, tokens.text))).clicked() {
                        reading.serif = serif;
                    }
                }
            });
            ui.end_row();
            slider(ui, "Size", &mut reading.size, Reading::SIZES, (1.0, 0));
            slider(ui, "Line length", &mut reading.measure, Reading::MEASURES, (1.0, 0));
            slider(ui, "Line spacing", &mut reading.spacing, Reading::SPACINGS, (0.05, 2));
        });
        ui.add_space(6.0);
        let usual = Reading::default();
        if ui.add_enabled(reading != usual, Button::new("Reset")).clicked() {
            reading = usual;
        }
    });
    if reading != state.settings.reading {
        commands.push(Command::SetReading(reading));
    }
    if !open {
        commands.push(Command::CloseDialog);
    }
}

/// A slider of steps of this size, with so many decimals.
fn slider(ui: &mut Ui, name: &str, value: &mut f32, range: RangeInclusive<f32>, step: (f64, usize)) {
    let tokens = theme::tokens(ui);
    let label = ui.label(PANEL.rich(name, tokens.text));
    // The rail is of the colour that is behind controls, which is that of the window here.
    ui.visuals_mut().widgets.inactive.bg_fill = tokens.control;
    let slider = Slider::new(value, range).step_by(step.0).fixed_decimals(step.1);
    ui.add(slider.clamping(SliderClamping::Always)).labelled_by(label.id);
    ui.end_row();
}
