//! The print dialog of Windows.

use std::{ffi::c_void, mem::size_of, ops::RangeInclusive};

use windows::Win32::{
    Foundation::{E_NOTIMPL, HWND},
    System::Com::{COINIT_APARTMENTTHREADED, CoInitializeEx, CoUninitialize},
    UI::Controls::Dialogs::{
        CommDlgExtendedError, PD_ALLPAGES, PD_COLLATE, PD_HIDEPRINTTOFILE, PD_NOCURRENTPAGE, PD_NOSELECTION,
        PD_PAGENUMS, PD_RESULT_PRINT, PD_RETURNDC, PD_RETURNDEFAULT, PD_USEDEVMODECOPIESANDCOLLATE,
        PDERR_NODEFAULTPRN, PDERR_NODEVICES, PRINTDLGEX_FLAGS, PRINTDLGEXW, PRINTDLGW, PRINTPAGERANGE,
        PrintDlgExW, PrintDlgW, START_PAGE_GENERAL,
    },
};

use super::{
    PrinterContext, PrinterSettings, refused,
    settings::{GlobalMemory, GlobalSettings, set_mode},
};
use crate::output::{
    printer::{
        PrinterError,
        selection::{Copies, CopyOrder},
    },
    strings,
};

/// The maximum number of page ranges that the print dialog accepts.
const MAX_PAGE_RANGES: usize = 32;

/// The options of the print dialog. The printer makes the copies, because copies that are printed as one job would share
/// sheets of paper. A file can't be chosen, because the pages are sent to a printer.
const DIALOG_FLAGS: PRINTDLGEX_FLAGS = PRINTDLGEX_FLAGS(
    PD_RETURNDC.0
        | PD_ALLPAGES.0
        | PD_NOSELECTION.0
        | PD_COLLATE.0
        | PD_USEDEVMODECOPIESANDCOLLATE.0
        | PD_HIDEPRINTTOFILE.0,
);

/// The answer of the user in the print dialog.
pub(in super::super) enum DialogOutcome {
    Cancelled,
    Print(DialogChoice),
}

/// The choices of the user in the print dialog.
pub(in super::super) struct DialogChoice {
    pub(in super::super) printer: PrinterContext,
    /// Pages from 1; none for all pages.
    pub(in super::super) ranges: Vec<RangeInclusive<u32>>,
    /// The copies that the printer does not make itself.
    pub(in super::super) copies: Copies,
}

/// Shows the print dialog for pages from 1 to `page_count`. `window` is the number of the window that it belongs to.
pub(in super::super) fn show_print_dialog(
    window: isize,
    page_count: usize,
    settings: PrinterSettings,
) -> Result<DialogOutcome, PrinterError> {
    let owner = HWND(window as *mut c_void);
    let _apartment = ComApartment::initialise();
    let defaults = default_settings(settings);
    let mut ranges = vec![PRINTPAGERANGE::default(); MAX_PAGE_RANGES];
    let last_page = u32::try_from(page_count).unwrap_or(u32::MAX);
    ranges[0] = PRINTPAGERANGE { nFromPage: 1, nToPage: last_page };
    let mut dialog = PRINTDLGEXW {
        lStructSize: size_of::<PRINTDLGEXW>() as u32,
        hwndOwner: owner,
        hDevMode: defaults.mode.0,
        hDevNames: defaults.names.0,
        Flags: DIALOG_FLAGS | PD_NOCURRENTPAGE,
        nPageRanges: 1,
        nMaxPageRanges: MAX_PAGE_RANGES as u32,
        lpPageRanges: ranges.as_mut_ptr(),
        nMinPage: 1,
        nMaxPage: last_page,
        nCopies: 1,
        nStartPage: START_PAGE_GENERAL,
        ..PRINTDLGEXW::default()
    };
    // SAFETY: the structure is complete, and the ranges live until the dialog is closed.
    let result = unsafe { PrintDlgExW(&mut dialog) };
    let (mode, names) = (GlobalMemory(dialog.hDevMode), GlobalMemory(dialog.hDevNames));
    // The dialog may have replaced them, and then it has freed the first ones.
    defaults.forget();
    match result {
        // Only Wine and very old systems have no such dialog.
        Err(error) if error.code() == E_NOTIMPL => {
            return show_simple_print_dialog(owner, page_count, GlobalSettings { mode, names });
        }
        Err(error) => return Err(refused(&error)),
        Ok(()) => {}
    }
    let printer = PrinterContext::from_dialog(dialog.hDC, mode);
    if dialog.dwResultAction != PD_RESULT_PRINT {
        return Ok(DialogOutcome::Cancelled);
    }
    let chosen = ranges.iter().take(dialog.nPageRanges as usize);
    let ranges = chosen.map(|range| range.nFromPage..=range.nToPage).collect();
    let choice = DialogChoice {
        printer: printer.ok_or(PrinterError::NoPrinter)?,
        ranges: if has_flag(dialog.Flags, PD_PAGENUMS) { ranges } else { Vec::new() },
        copies: copies_from(dialog.nCopies, dialog.Flags),
    };
    Ok(DialogOutcome::Print(choice))
}

/// Shows the print dialog of older systems. See [`show_print_dialog`].
fn show_simple_print_dialog(
    owner: HWND,
    page_count: usize,
    settings: GlobalSettings,
) -> Result<DialogOutcome, PrinterError> {
    let last_page = u16::try_from(page_count).unwrap_or(u16::MAX);
    let mut dialog = PRINTDLGW {
        lStructSize: size_of::<PRINTDLGW>() as u32,
        hwndOwner: owner,
        hDevMode: settings.mode.0,
        hDevNames: settings.names.0,
        Flags: DIALOG_FLAGS,
        nFromPage: 1,
        nToPage: last_page,
        nMinPage: 1,
        nMaxPage: last_page,
        nCopies: 1,
        ..PRINTDLGW::default()
    };
    // SAFETY: the structure is complete.
    let is_confirmed = unsafe { PrintDlgW(&mut dialog) }.as_bool();
    let (mode, _names) = (GlobalMemory(dialog.hDevMode), GlobalMemory(dialog.hDevNames));
    settings.forget();
    let printer = PrinterContext::from_dialog(dialog.hDC, mode);
    if !is_confirmed {
        return dialog_error().map_or(Ok(DialogOutcome::Cancelled), Err);
    }
    let range = u32::from(dialog.nFromPage)..=u32::from(dialog.nToPage);
    let choice = DialogChoice {
        printer: printer.ok_or(PrinterError::NoPrinter)?,
        ranges: if has_flag(dialog.Flags, PD_PAGENUMS) { vec![range] } else { Vec::new() },
        copies: copies_from(u32::from(dialog.nCopies), dialog.Flags),
    };
    Ok(DialogOutcome::Print(choice))
}

/// Returns the settings of the default printer, changed to these. The dialog begins with them.
/// Without a default printer, and if its driver can't be loaded, the dialog chooses what it begins with.
fn default_settings(settings: PrinterSettings) -> GlobalSettings {
    let mut defaults = PRINTDLGW {
        lStructSize: size_of::<PRINTDLGW>() as u32,
        Flags: PD_RETURNDEFAULT,
        ..PRINTDLGW::default()
    };
    // SAFETY: the structure is complete. With this flag, no dialog is shown. After a failure, both handles are null.
    let _ = unsafe { PrintDlgW(&mut defaults) };
    let (mode, names) = (GlobalMemory(defaults.hDevMode), GlobalMemory(defaults.hDevNames));
    mode.change_mode(|mode| set_mode(mode, settings));
    GlobalSettings { mode, names }
}

/// Returns the copies that a dialog asks the program to make.
fn copies_from(count: u32, flags: PRINTDLGEX_FLAGS) -> Copies {
    let order = if has_flag(flags, PD_COLLATE) { CopyOrder::ByCopy } else { CopyOrder::ByPage };
    Copies { count, order }
}

fn has_flag(flags: PRINTDLGEX_FLAGS, flag: PRINTDLGEX_FLAGS) -> bool {
    flags.0 & flag.0 != 0
}

/// Returns the error of the last dialog; `None` if the user cancelled it.
fn dialog_error() -> Option<PrinterError> {
    // SAFETY: this only reads a number.
    match unsafe { CommDlgExtendedError() } {
        error if error.0 == 0 => None,
        PDERR_NODEFAULTPRN | PDERR_NODEVICES => Some(PrinterError::NoPrinter),
        error => Some(PrinterError::Refused(strings::print_dialog_failed(error.0))),
    }
}

/// Initialises COM on this thread, because the property pages of printer drivers need it. Ends it when dropped.
struct ComApartment {
    is_initialised: bool,
}

impl ComApartment {
    fn initialise() -> Self {
        // SAFETY: this thread belongs to the print job, so nothing else has chosen its kind of apartment.
        let is_initialised = unsafe { CoInitializeEx(None, COINIT_APARTMENTTHREADED) }.is_ok();
        Self { is_initialised }
    }
}

impl Drop for ComApartment {
    fn drop(&mut self) {
        if self.is_initialised {
            // SAFETY: `initialise` succeeded on this thread.
            unsafe { CoUninitialize() };
        }
    }
}
