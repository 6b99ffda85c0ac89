//! The settings of a printer: its paper and its sides.

use std::mem::size_of;

use windows::{
    Win32::{
        Foundation::{GlobalFree, HGLOBAL},
        Graphics::{
            Gdi::{
                DEVMODEW, DM_COPIES, DM_DUPLEX, DM_FORMNAME, DM_IN_BUFFER, DM_ORIENTATION, DM_OUT_BUFFER,
                DM_PAPERLENGTH, DM_PAPERSIZE, DM_PAPERWIDTH, DMDUP_HORIZONTAL, DMDUP_SIMPLEX, DMDUP_VERTICAL,
                DMORIENT_LANDSCAPE, DMORIENT_PORTRAIT, DMPAPER_A3, DMPAPER_A4, DMPAPER_LETTER,
            },
            Printing::{ClosePrinter, DocumentPropertiesW, OpenPrinterW, PRINTER_HANDLE},
        },
        System::Memory::{GlobalLock, GlobalSize, GlobalUnlock},
    },
    core::HSTRING,
};

use super::last_error;
use crate::output::{
    print::Paper,
    printer::{PrinterError, Sides},
};

/// The settings that the pages need.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct PrinterSettings {
    pub(in super::super) paper: Paper,
    pub(in super::super) sides: Sides,
}

/// Sets the paper and the sides in the settings of a printer.
pub(super) fn set_mode(mode: &mut DEVMODEW, settings: PrinterSettings) {
    let (paper, orientation) = match settings.paper {
        Paper::A4 => (DMPAPER_A4, DMORIENT_PORTRAIT),
        Paper::Letter => (DMPAPER_LETTER, DMORIENT_PORTRAIT),
        Paper::A3Folded => (DMPAPER_A3, DMORIENT_LANDSCAPE),
    };
    // The names of Windows are about the binding: horizontal means that pages are turned over their short edge.
    let duplex = match (settings.sides, settings.paper) {
        // A folded sheet that the printer would turn over its long edge has its back upside down.
        (Sides::PrinterDefault, Paper::A3Folded) if mode.dmDuplex == DMDUP_VERTICAL => Some(DMDUP_HORIZONTAL),
        (Sides::PrinterDefault, _) => None,
        (Sides::One, _) => Some(DMDUP_SIMPLEX),
        (Sides::Both, Paper::A4 | Paper::Letter) => Some(DMDUP_VERTICAL),
        (Sides::Both, Paper::A3Folded) => Some(DMDUP_HORIZONTAL),
    };
    // A size in millimetres or the name of a form would override the paper.
    mode.dmFields.0 &= !(DM_PAPERLENGTH.0 | DM_PAPERWIDTH.0 | DM_FORMNAME.0);
    mode.dmFields |= DM_PAPERSIZE | DM_ORIENTATION;
    mode.Anonymous1.Anonymous1.dmPaperSize = paper as i16;
    mode.Anonymous1.Anonymous1.dmOrientation = orientation as i16;
    // A default of several copies would multiply those that are chosen.
    mode.dmFields |= DM_COPIES;
    mode.Anonymous1.Anonymous1.dmCopies = 1;
    if let Some(duplex) = duplex {
        mode.dmFields |= DM_DUPLEX;
        mode.dmDuplex = duplex;
    }
}

/// Returns the settings of a printer, changed to these, as a buffer that is aligned for `DEVMODE`.
pub(super) fn printer_mode(name: &HSTRING, settings: PrinterSettings) -> Result<Vec<u64>, PrinterError> {
    let mut printer = PRINTER_HANDLE::default();
    // SAFETY: the name lives until the call returns.
    unsafe { OpenPrinterW(name, &mut printer, None) }.map_err(|_| PrinterError::NoPrinter)?;
    let no_window = None;
    // SAFETY: without a buffer, the needed size in bytes is returned.
    let size = unsafe { DocumentPropertiesW(no_window, printer, name, None, None, 0) };
    if size <= 0 {
        let error = last_error();
        // SAFETY: the printer was opened above.
        let _ = unsafe { ClosePrinter(printer) };
        return Err(error);
    }
    let bytes = usize::try_from(size).unwrap_or(0).max(size_of::<DEVMODEW>());
    let mut buffer = vec![0_u64; bytes.div_ceil(size_of::<u64>())];
    let mode: *mut DEVMODEW = buffer.as_mut_ptr().cast();
    // SAFETY: the buffer is as large as the printer asked for.
    let read = unsafe { DocumentPropertiesW(no_window, printer, name, Some(mode), None, DM_OUT_BUFFER.0) };
    let mut result = read;
    if read >= 0 {
        // SAFETY: the buffer holds a whole `DEVMODE`, which the call above has filled.
        set_mode(unsafe { &mut *mode }, settings);
        let flags = (DM_IN_BUFFER | DM_OUT_BUFFER).0;
        // The printer corrects settings that it does not support.
        // SAFETY: as above. The printer may read and write the same buffer.
        result = unsafe {
            DocumentPropertiesW(no_window, printer, name, Some(mode), Some(mode.cast_const()), flags)
        };
    }
    // Closing the printer could replace the error.
    let outcome = if result < 0 { Err(last_error()) } else { Ok(()) };
    // SAFETY: the printer was opened above. A failure to close it leaves nothing to do.
    let _ = unsafe { ClosePrinter(printer) };
    outcome.map(|()| buffer)
}

/// The settings of a printer in the form that print dialogs use.
pub(super) struct GlobalSettings {
    /// A `DEVMODE`.
    pub(super) mode: GlobalMemory,
    /// A `DEVNAMES`.
    pub(super) names: GlobalMemory,
}

impl GlobalSettings {
    /// Leaves the memory to its new owner.
    pub(super) fn forget(self) {
        std::mem::forget(self);
    }
}

/// Memory of Windows that is freed when this value is dropped. May be null.
pub(super) struct GlobalMemory(pub(super) HGLOBAL);

impl GlobalMemory {
    /// Changes the settings in this memory, if there are any.
    pub(super) fn change_mode(&self, change: impl FnOnce(&mut DEVMODEW)) {
        // SAFETY: the size of null memory is 0. Some old drivers have shorter settings, which are left as they are.
        if self.0.is_invalid() || unsafe { GlobalSize(self.0) } < size_of::<DEVMODEW>() {
            return;
        }
        // SAFETY: the dialog made this memory, and nobody else uses it now.
        let mode: *mut DEVMODEW = unsafe { GlobalLock(self.0) }.cast();
        // SAFETY: the memory is large enough, as was checked above.
        if let Some(mode) = unsafe { mode.as_mut() } {
            change(mode);
        }
        // SAFETY: the memory was locked above. An error only says that it is no longer locked.
        let _ = unsafe { GlobalUnlock(self.0) };
    }
}

impl Drop for GlobalMemory {
    fn drop(&mut self) {
        if !self.0.is_invalid() {
            // SAFETY: this value is the only owner. The result of freeing says nothing that could be acted on.
            let _ = unsafe { GlobalFree(Some(self.0)) };
        }
    }
}
