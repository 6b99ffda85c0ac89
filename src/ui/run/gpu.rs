//! The window painted by the GPU: eframe and OpenGL.

use std::{cell::RefCell, rc::Rc};

use eframe::{NativeOptions, UserEvent};
use winit::{event_loop::EventLoop, platform::run_on_demand::EventLoopExtRunOnDemand as _};

use super::{Opening, WindowError, system_error};
use crate::trace;

/// Opens the window, and returns `None` when it is closed. If OpenGL does not start, returns `opening` for the software
/// window.
///
/// # Errors
/// Returns [`WindowError::System`] if the connection to the display fails.
pub(super) fn run(
    event_loop: &mut EventLoop<UserEvent>,
    opening: Opening,
) -> Result<Option<Opening>, WindowError> {
    let options = NativeOptions {
        viewport: opening.viewport.clone(),
        renderer: eframe::Renderer::Glow,
        ..NativeOptions::default()
    };
    let waiting = Rc::new(RefCell::new(Some(opening)));
    let shared = Rc::clone(&waiting);
    // eframe calls this once OpenGL works.
    let create = move |creation: &eframe::CreationContext<'_>| {
        trace::log_step("window and GL");
        let opening = shared.borrow_mut().take().ok_or("the window is open already")?;
        Ok(Box::new(opening.into_window(&creation.egui_ctx)) as Box<dyn eframe::App>)
    };
    let mut app = eframe::create_native("findings", options, Box::new(create), event_loop);
    let result = event_loop.run_app_on_demand(&mut app);
    let opening = waiting.borrow_mut().take();
    if opening.is_some() {
        trace::log_step("no usable GL");
        return Ok(opening);
    }
    result.map_err(|error| system_error(&error))?;
    Ok(None)
}
