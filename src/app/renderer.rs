//! Chooses what paints the window: the GPU, or the processor alone.
//!
//! OpenGL without a GPU works, but takes longer to start and several times the memory. The choice is made from facts that
//! are known at once, before any driver is loaded.

use std::ffi::OsString;

use serde::{Deserialize, Serialize};

/// The setting for what paints the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RendererSetting {
    /// The GPU if there is one that programs can use, and otherwise the processor.
    #[default]
    Automatic,
    /// The GPU. If OpenGL does not start, the processor.
    Gpu,
    /// The processor.
    Software,
}

/// The renderer that paints the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL.
    Gpu,
    /// The CPU painter.
    Software,
}

/// The facts about this computer and session that the choice depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GraphicsFacts {
    /// True if there is a GPU that this user may use. Always true on systems other than Linux and BSD.
    pub has_gpu: bool,
    /// True if the environment asks OpenGL to do without the GPU.
    pub uses_software_gl: bool,
    /// True if the window is shown on another computer.
    pub is_remote: bool,
}

/// Variables that a remote desktop sets in its sessions, and programs that show windows on other computers.
const REMOTE_SESSION_VARIABLES: [&str; 7] = [
    "SSH_CONNECTION",
    "SSH_CLIENT",
    "XRDP_SESSION",
    "VNCDESKTOP",
    "X2GO_SESSION",
    "NXSESSIONID",
    "CHROME_REMOTE_DESKTOP_SESSION",
];

impl GraphicsFacts {
    /// Finds out the facts.
    #[must_use]
    pub fn collect() -> Self {
        Self::from_environment(|name| std::env::var_os(name), has_gpu())
    }

    /// Returns the facts that these variables of the environment tell.
    pub fn from_environment(variable: impl Fn(&str) -> Option<OsString>, has_gpu: bool) -> Self {
        let text = |name: &str| variable(name).map(|value| value.to_string_lossy().into_owned());
        let is_set = |name: &str| text(name).is_some_and(|value| !value.is_empty());
        let asks_for_software = text("LIBGL_ALWAYS_SOFTWARE")
            .is_some_and(|value| matches!(value.to_lowercase().as_str(), "1" | "true" | "yes" | "y"));
        let driver = text("GALLIUM_DRIVER");
        let has_software_driver = matches!(driver.as_deref(), Some("llvmpipe" | "softpipe"));
        let is_x11 = !is_set("WAYLAND_DISPLAY") && !is_set("WAYLAND_SOCKET");
        Self {
            has_gpu,
            uses_software_gl: asks_for_software || has_software_driver,
            is_remote: REMOTE_SESSION_VARIABLES.iter().any(|name| is_set(name))
                || text("SESSIONNAME").is_some_and(|name| name.starts_with("RDP-"))
                || is_x11 && text("DISPLAY").is_some_and(|display| is_remote_display(&display)),
        }
    }
}

/// Returns true if an X display is on another computer, or is forwarded to one: its name begins with a host.
fn is_remote_display(display: &str) -> bool {
    let host = display.rsplit_once(':').map_or("", |(host, _)| host);
    // "unix" is this computer, and macOS uses the path of a socket.
    !host.is_empty() && host != "unix" && !host.starts_with('/')
}

/// Returns what paints the window.
#[must_use]
pub fn choose_renderer(setting: RendererSetting, facts: &GraphicsFacts) -> Renderer {
    match setting {
        RendererSetting::Gpu => Renderer::Gpu,
        RendererSetting::Software => Renderer::Software,
        RendererSetting::Automatic if facts.has_gpu && !facts.uses_software_gl && !facts.is_remote => {
            Renderer::Gpu
        }
        RendererSetting::Automatic => Renderer::Software,
    }
}

/// Returns true if this user may use a GPU.
#[cfg(all(unix, not(target_os = "macos")))]
fn has_gpu() -> bool {
    use std::path::Path;

    // Asking for access does not wake a GPU that is asleep, which opening would do.
    let is_usable = |path: &Path| {
        rustix::fs::access(path, rustix::fs::Access::READ_OK | rustix::fs::Access::WRITE_OK).is_ok()
    };
    let is_hardware = |name: &str| {
        let driver = std::fs::read_link(format!("/sys/class/drm/{name}/device/driver"));
        // These drivers have no hardware behind them.
        !driver.is_ok_and(|path| path.ends_with("vgem") || path.ends_with("vkms"))
    };
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let has_render_node = nodes.into_iter().any(|node| {
        let name = node.file_name().to_string_lossy().into_owned();
        name.starts_with("renderD") && is_usable(&node.path()) && is_hardware(&name)
    });
    // NVIDIA's own driver, and Linux inside Windows.
    has_render_node || ["/dev/nvidia0", "/dev/dxg"].iter().any(|path| is_usable(Path::new(path)))
}

/// Returns true, because these systems always have OpenGL; a failure to start it is noticed later.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn has_gpu() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the choice with these variables, on a computer with or without a GPU.
    fn automatic_choice(has_gpu: bool, variables: &[(&str, &str)]) -> Renderer {
        let variable = |name: &str| {
            variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value))
        };
        let facts = GraphicsFacts::from_environment(variable, has_gpu);
        choose_renderer(RendererSetting::Automatic, &facts)
    }

    #[test]
    fn a_gpu_is_used_in_a_local_session() {
        for variables in [
            &[("DISPLAY", ":0")][..],
            &[("DISPLAY", "unix:0.0")],
            &[("DISPLAY", "/private/tmp/com.apple.launchd.x/org.xquartz:0")],
            &[("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", "elsewhere:0")],
            &[("DISPLAY", ":0"), ("LIBGL_ALWAYS_SOFTWARE", "0"), ("SSH_CONNECTION", "")],
            &[("SESSIONNAME", "Console")],
            &[],
        ] {
            assert_eq!(automatic_choice(true, variables), Renderer::Gpu, "{variables:?}");
            assert_eq!(automatic_choice(false, variables), Renderer::Software, "{variables:?}");
        }
    }

    #[test]
    fn a_gpu_is_not_used_if_the_session_is_remote_or_opengl_is_in_software() {
        for variables in [
            &[("DISPLAY", "localhost:10.0")][..],
            &[("DISPLAY", "192.168.0.2:0")],
            &[("DISPLAY", ":0"), ("SSH_CONNECTION", "10.0.0.1 50022 10.0.0.2 22")],
            &[("DISPLAY", ":10"), ("XRDP_SESSION", "1")],
            &[("DISPLAY", ":1"), ("VNCDESKTOP", "host:1 (user)")],
            &[("SESSIONNAME", "RDP-Tcp#3")],
            &[("DISPLAY", ":0"), ("LIBGL_ALWAYS_SOFTWARE", "true")],
            &[("DISPLAY", ":0"), ("GALLIUM_DRIVER", "llvmpipe")],
        ] {
            assert_eq!(automatic_choice(true, variables), Renderer::Software, "{variables:?}");
        }
    }

    #[test]
    fn the_setting_overrides_the_facts() {
        for facts in [true, false].map(|has_gpu| GraphicsFacts {
            has_gpu,
            uses_software_gl: !has_gpu,
            is_remote: !has_gpu,
        }) {
            assert_eq!(choose_renderer(RendererSetting::Gpu, &facts), Renderer::Gpu);
            assert_eq!(choose_renderer(RendererSetting::Software, &facts), Renderer::Software);
        }
    }
}
