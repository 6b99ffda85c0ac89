//! The high-contrast setting of the system. egui reports only light or dark.

/// Returns true if the colours of the system are in high contrast. Known on Windows only.
#[cfg(windows)]
pub(super) fn is_high_contrast_system() -> bool {
    use winsafe::{HKEY, RegistryValue, co};
    // The first bit of this number says that high contrast is on.
    let flags = HKEY::CURRENT_USER.RegGetValue(
        Some(r"Control Panel\Accessibility\HighContrast"),
        Some("Flags"),
        co::RRF::RT_REG_SZ,
    );
    matches!(flags, Ok(RegistryValue::Sz(flags)) if flags.parse::<u32>().is_ok_and(|flags| flags & 1 == 1))
}

/// Returns false: other systems are asked for light or dark only.
#[cfg(not(windows))]
pub(super) fn is_high_contrast_system() -> bool {
    false
}
