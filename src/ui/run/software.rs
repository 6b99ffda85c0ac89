//! The window painted by the processor, for computers and remote desktops without a GPU: winit's window, egui-winit's
//! input, and our own painter.
//!
//! What eframe does for the GPU window is done here: commands to the window, hidden windows, screen readers, closing.

use std::{rc::Rc, time::Instant};

use eframe::{
    UserEvent,
    egui::{self, RawInput, ViewportCommand, ViewportEvent, ViewportId, ViewportInfo},
};
use egui_winit::{ActionRequested, accesskit_winit};
use winit::{
    application::ApplicationHandler,
    event::{DeviceEvent, DeviceId, WindowEvent},
    event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy},
    platform::run_on_demand::EventLoopExtRunOnDemand as _,
    window::WindowId,
};

use super::{
    Opening, WindowError,
    canvas::Canvas,
    pacing::{NextFrame, Pacer},
    prepared::{MAX_TEXTURE_SIDE, Prepared},
    system_error,
};
use crate::{trace, ui::Window};

/// Opens the window, and returns when it is closed.
///
/// # Errors
/// Returns [`WindowError::System`] if the system can't open a window, or stops to show it.
pub(super) fn run(
    event_loop: &mut EventLoop<UserEvent>,
    opening: Opening,
    prepared: Prepared,
) -> Result<(), WindowError> {
    let proxy = event_loop.create_proxy();
    let mut handler = Handler { proxy, opening: Some((opening, prepared)), window: None, error: None };
    event_loop.run_app_on_demand(&mut handler).map_err(|error| system_error(&error))?;
    handler.error.map_or(Ok(()), Err)
}

/// Passes the events of the window system to the window.
struct Handler {
    proxy: EventLoopProxy<UserEvent>,
    /// What is needed to open the window, until it is open.
    opening: Option<(Opening, Prepared)>,
    window: Option<SoftwareWindow>,
    /// The error that closed the window.
    error: Option<WindowError>,
}

impl Handler {
    /// Ends the event loop if the window is to be closed or has failed.
    fn handle_result(&mut self, event_loop: &ActiveEventLoop, result: Result<(), WindowError>) {
        let is_closed = self.window.as_ref().is_some_and(|window| window.is_closed);
        if let Err(error) = result {
            self.error = Some(error);
        } else if !is_closed {
            return;
        }
        // The window must be dropped while the event loop is running.
        self.window = None;
        event_loop.exit();
    }
}

impl ApplicationHandler<UserEvent> for Handler {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        let Some((opening, prepared)) = self.opening.take() else { return };
        let result = SoftwareWindow::open(event_loop, opening, prepared, &self.proxy)
            .map(|window| self.window.insert(window))
            .and_then(|window| window.run_frame(event_loop));
        self.handle_result(event_loop, result);
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _: WindowId, event: WindowEvent) {
        let Some(window) = &mut self.window else { return };
        let result = window.handle_event(event_loop, &event);
        self.handle_result(event_loop, result);
    }

    fn device_event(&mut self, _: &ActiveEventLoop, _: DeviceId, event: DeviceEvent) {
        if let (Some(window), DeviceEvent::MouseMotion { delta }) = (&mut self.window, event)
            && window.input.on_mouse_motion(delta)
        {
            window.pacer.want_frame_at(Instant::now());
        }
    }

    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: UserEvent) {
        let Some(window) = &mut self.window else { return };
        let result = match event {
            UserEvent::RequestRepaint { when, cumulative_pass_nr, viewport_id } => {
                // The request may be older than the last frame.
                let passes = window.ctx.cumulative_pass_nr_for(viewport_id);
                if passes == cumulative_pass_nr || passes == cumulative_pass_nr + 1 {
                    window.pacer.want_frame_at(when);
                }
                Ok(())
            }
            UserEvent::AccessKitActionRequest(event) => {
                window.handle_accessibility_event(event_loop, event.window_event)
            }
        };
        self.handle_result(event_loop, result);
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let Some(window) = &mut self.window else { return };
        let result = window.request_due_frame(event_loop);
        self.handle_result(event_loop, result);
    }
}

/// The window of the system, with its contents.
struct SoftwareWindow {
    ctx: egui::Context,
    contents: Window,
    native: Rc<winit::window::Window>,
    canvas: Canvas,
    /// Turns events into input, and carries out what egui asks of the system.
    input: egui_winit::State,
    /// Input from when the window was hidden, which no frame has used yet.
    unused_input: RawInput,
    /// What egui knows about the window.
    info: ViewportInfo,
    /// True if `info` may not be what the window system knows.
    is_info_stale: bool,
    pacer: Pacer,
    /// True once the first frame is shown.
    is_shown: bool,
    /// True when the window is to be closed.
    is_closed: bool,
}

impl SoftwareWindow {
    /// Creates the window. It is hidden until the first frame is painted.
    fn open(
        event_loop: &ActiveEventLoop,
        opening: Opening,
        Prepared { ctx, raster }: Prepared,
        proxy: &EventLoopProxy<UserEvent>,
    ) -> Result<Self, WindowError> {
        let viewport = clamp_to_monitors(opening.viewport.clone(), event_loop).with_visible(false);
        let native =
            egui_winit::create_window(&ctx, event_loop, &viewport).map_err(|error| system_error(&error))?;
        let native = Rc::new(native);
        let mut input = egui_winit::State::new(
            ctx.clone(),
            ViewportId::ROOT,
            event_loop,
            Some(native.scale_factor() as f32),
            native.theme(),
            Some(MAX_TEXTURE_SIDE),
        );
        input.init_accesskit(event_loop, &native, proxy.clone());
        let canvas = Canvas::new(&native, raster).map_err(|error| system_error(&error))?;
        let (mut info, proxy) = (ViewportInfo::default(), proxy.clone());
        egui_winit::update_viewport_info(&mut info, &ctx, &native, true);
        ctx.set_request_repaint_callback(move |request| {
            let when = Instant::now() + request.delay;
            let cumulative_pass_nr = request.current_cumulative_pass_nr;
            let event =
                UserEvent::RequestRepaint { viewport_id: request.viewport_id, when, cumulative_pass_nr };
            // The event loop has ended if this fails.
            let _ = proxy.send_event(event);
        });
        trace::log_step("window");
        let contents = opening.into_window(&ctx);
        Ok(Self {
            ctx,
            contents,
            native,
            canvas,
            input,
            unused_input: RawInput::default(),
            info,
            is_info_stale: false,
            pacer: Pacer::default(),
            is_shown: false,
            is_closed: false,
        })
    }

    /// Handles an event of the window.
    fn handle_event(&mut self, event_loop: &ActiveEventLoop, event: &WindowEvent) -> Result<(), WindowError> {
        match event {
            WindowEvent::RedrawRequested => {
                if !self.pacer.take_announcement() {
                    self.is_info_stale = true;
                    self.canvas.show_all();
                }
                return self.run_frame(event_loop);
            }
            WindowEvent::CloseRequested => self.info.events.push(ViewportEvent::Close),
            WindowEvent::Occluded(is_occluded) => self.info.occluded = Some(*is_occluded),
            _ => {}
        }
        let is_pointer_or_key = matches!(
            event,
            WindowEvent::CursorMoved { .. }
                | WindowEvent::MouseInput { .. }
                | WindowEvent::MouseWheel { .. }
                | WindowEvent::KeyboardInput { .. }
                | WindowEvent::ModifiersChanged(_)
        );
        self.is_info_stale |= !is_pointer_or_key;
        if self.input.on_window_event(&self.native, event).repaint {
            self.pacer.want_frame_at(Instant::now());
        }
        if cfg!(windows) && matches!(event, WindowEvent::Resized(_)) {
            // While a window is being resized, Windows shows it without its contents unless they are painted at once.
            return self.run_frame(event_loop);
        }
        Ok(())
    }

    /// Handles an event of a screen reader.
    fn handle_accessibility_event(
        &mut self,
        event_loop: &ActiveEventLoop,
        event: accesskit_winit::WindowEvent,
    ) -> Result<(), WindowError> {
        match event {
            accesskit_winit::WindowEvent::InitialTreeRequested => {
                self.ctx.enable_accesskit();
                // The screen reader waits for the first tree.
                return self.run_frame(event_loop);
            }
            accesskit_winit::WindowEvent::ActionRequested(request) => {
                self.input.on_accesskit_action_request(request);
                self.pacer.want_frame_at(Instant::now());
            }
            accesskit_winit::WindowEvent::AccessibilityDeactivated => self.ctx.disable_accesskit(),
        }
        Ok(())
    }

    /// Asks the window system for the next frame if it is due, and otherwise waits for it.
    fn request_due_frame(&mut self, event_loop: &ActiveEventLoop) -> Result<(), WindowError> {
        let now = Instant::now();
        let is_hidden = !self.is_visible();
        match self.pacer.next_frame(now, is_hidden) {
            NextFrame::Now if is_hidden => self.run_hidden_frame(event_loop)?,
            NextFrame::Now => {
                self.pacer.announce_frame(now);
                self.native.request_redraw();
            }
            NextFrame::Overdue => self.run_hidden_frame(event_loop)?,
            NextFrame::At(_) | NextFrame::None => {}
        }
        event_loop.set_control_flow(match self.pacer.next_frame(Instant::now(), is_hidden) {
            NextFrame::At(time) => ControlFlow::WaitUntil(time),
            NextFrame::Now | NextFrame::Overdue => ControlFlow::Poll,
            NextFrame::None => ControlFlow::Wait,
        });
        Ok(())
    }

    /// Returns true unless the window is known to be minimised or covered.
    fn is_visible(&self) -> bool {
        self.info.visible().unwrap_or(true)
    }

    /// Returns the input since the last frame.
    fn take_input(&mut self) -> RawInput {
        if std::mem::take(&mut self.is_info_stale) {
            egui_winit::update_viewport_info(&mut self.info, &self.ctx, &self.native, false);
        }
        let mut input = std::mem::take(&mut self.unused_input);
        input.append(self.input.take_egui_input(&self.native));
        input.viewports = std::iter::once((ViewportId::ROOT, self.info.clone())).collect();
        input
    }

    /// Runs a frame of a window that nobody sees: takes the answers of threads, but paints nothing.
    fn run_hidden_frame(&mut self, event_loop: &ActiveEventLoop) -> Result<(), WindowError> {
        self.pacer.begin_frame(Instant::now());
        let input = self.take_input();
        let is_close_requested = input.viewport().close_requested();
        let (contents, native) = (&mut self.contents, &self.native);
        let output = self.ctx.run_logic(&input, |ctx| contents.update(ctx, native));
        self.unused_input = input;
        self.info.events.clear();
        self.input.handle_platform_output_with_event_loop(&self.native, event_loop, output.platform_output);
        let commands = output.viewport_commands.into_values().flatten();
        self.carry_out(commands.collect(), is_close_requested);
        Ok(())
    }

    /// Runs a frame and shows it.
    fn run_frame(&mut self, event_loop: &ActiveEventLoop) -> Result<(), WindowError> {
        if self.is_shown && !self.is_visible() {
            return self.run_hidden_frame(event_loop);
        }
        self.pacer.begin_frame(Instant::now());
        let input = self.take_input();
        let is_close_requested = input.viewport().close_requested();
        let (contents, native) = (&mut self.contents, &self.native);
        let mut output = self.ctx.run_ui(input, |ui| {
            contents.update(&ui.ctx().clone(), native);
            contents.show(ui, native);
        });
        self.info.events.clear();
        self.input.handle_platform_output_with_event_loop(&self.native, event_loop, output.platform_output);
        self.canvas.apply_textures(&mut output.textures_delta);
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        self.show(&primitives, output.pixels_per_point)?;
        let commands = output.viewport_output.into_values().flat_map(|viewport| viewport.commands);
        self.carry_out(commands.collect(), is_close_requested);
        Ok(())
    }

    /// Paints a frame and shows it. The first frame also shows the window.
    fn show(
        &mut self,
        primitives: &[egui::ClippedPrimitive],
        pixels_per_point: f32,
    ) -> Result<(), WindowError> {
        let background = self.ctx.global_style().visuals.panel_fill;
        let size: [u32; 2] = self.native.inner_size().into();
        let (native, is_first) = (&self.native, !std::mem::replace(&mut self.is_shown, true));
        let before_showing = || {
            if is_first {
                native.set_visible(true);
            }
            native.pre_present_notify();
        };
        self.canvas
            .paint(primitives, pixels_per_point, size, background, before_showing)
            .map_err(|error| system_error(&error))?;
        if is_first {
            trace::log_step("the first frame is shown");
        }
        Ok(())
    }

    /// Carries out commands to the window, and closes it if that was requested and is not refused.
    fn carry_out(&mut self, commands: Vec<ViewportCommand>, is_close_requested: bool) {
        self.is_closed |= is_close_requested && !commands.contains(&ViewportCommand::CancelClose);
        if commands.is_empty() {
            return;
        }
        let mut actions = Vec::new();
        egui_winit::process_viewport_commands(
            &self.ctx,
            &mut self.info,
            commands,
            &self.native,
            &mut actions,
        );
        self.is_info_stale = true;
        for action in actions {
            let events = match action {
                ActionRequested::Cut => Some(egui::Event::Cut),
                ActionRequested::Copy => Some(egui::Event::Copy),
                ActionRequested::Paste => {
                    self.input.clipboard_text().map(|text| egui::Event::Paste(text.replace("\r\n", "\n")))
                }
                // Only test tools ask for these.
                ActionRequested::Screenshot(_) | ActionRequested::PaintWhileHidden => None,
            };
            self.input.egui_input_mut().events.extend(events);
        }
        self.pacer.want_frame_at(Instant::now());
    }
}

/// Returns the window without a part that no monitor has room for.
fn clamp_to_monitors(viewport: egui::ViewportBuilder, event_loop: &ActiveEventLoop) -> egui::ViewportBuilder {
    let sizes = event_loop.available_monitors().map(|monitor| {
        let size = monitor.size().to_logical::<f32>(monitor.scale_factor());
        egui::vec2(size.width, size.height)
    });
    let largest = sizes.fold(egui::Vec2::ZERO, egui::Vec2::max);
    match viewport.inner_size {
        Some(size) if largest != egui::Vec2::ZERO => viewport.with_inner_size(size.min(largest)),
        _ => viewport,
    }
}
