//! The calls to Windows that printing needs, behind a safe interface. This is the only module with `unsafe` code, because
//! no library offers the print dialog of Windows.
#![allow(unsafe_code, reason = "no library offers the print dialog of Windows")]

use std::{ffi::c_void, mem::size_of, ops::RangeInclusive};

use windows::{
    Win32::{
        Foundation::{E_NOTIMPL, GlobalFree, HGLOBAL, HWND},
        Graphics::{
            Gdi::{
                BI_RGB, BITMAPINFO, BITMAPINFOHEADER, COLORONCOLOR, CreateDCW, DEVMODEW, DIB_RGB_COLORS,
                DM_COPIES, DM_DUPLEX, DM_FORMNAME, DM_IN_BUFFER, DM_ORIENTATION, DM_OUT_BUFFER,
                DM_PAPERLENGTH, DM_PAPERSIZE, DM_PAPERWIDTH, DMDUP_HORIZONTAL, DMDUP_SIMPLEX, DMDUP_VERTICAL,
                DMORIENT_LANDSCAPE, DMORIENT_PORTRAIT, DMPAPER_A3, DMPAPER_A4, DMPAPER_LETTER, DeleteDC,
                GET_DEVICE_CAPS_INDEX, GetDeviceCaps, HDC, LOGPIXELSX, LOGPIXELSY, PHYSICALHEIGHT,
                PHYSICALOFFSETX, PHYSICALOFFSETY, PHYSICALWIDTH, ResetDCW, SRCCOPY, SetStretchBltMode,
                StretchDIBits, VERTRES,
            },
            Printing::{
                ClosePrinter, DocumentPropertiesW, EnumPrintersW, GetDefaultPrinterW, OpenPrinterW,
                PRINTER_ENUM_CONNECTIONS, PRINTER_ENUM_LOCAL, PRINTER_HANDLE, PRINTER_INFO_4W,
            },
        },
        Storage::Xps::{AbortDoc, DOCINFOW, EndDoc, EndPage, StartDocW, StartPage},
        System::{
            Com::{COINIT_APARTMENTTHREADED, CoInitializeEx, CoUninitialize},
            Memory::{GlobalLock, GlobalSize, GlobalUnlock},
        },
        UI::Controls::Dialogs::{
            CommDlgExtendedError, PD_ALLPAGES, PD_COLLATE, PD_HIDEPRINTTOFILE, PD_NOCURRENTPAGE,
            PD_NOSELECTION, PD_PAGENUMS, PD_RESULT_PRINT, PD_RETURNDC, PD_RETURNDEFAULT,
            PD_USEDEVMODECOPIESANDCOLLATE, PDERR_NODEFAULTPRN, PDERR_NODEVICES, PRINTDLGEX_FLAGS,
            PRINTDLGEXW, PRINTDLGW, PRINTPAGERANGE, PrintDlgExW, PrintDlgW, START_PAGE_GENERAL,
        },
    },
    core::{Error, HRESULT, HSTRING, PCWSTR, PWSTR, w},
};

use super::super::{
    PageBand, PrinterError, Sides,
    picture_job::{DeviceError, PictureDevice, Sheet, Target},
    selection::{Copies, CopyOrder},
};
use crate::output::{print::Paper, strings};

/// The maximum number of page ranges that the print dialog accepts.
const MAX_PAGE_RANGES: usize = 32;
/// The error of Windows for something that the user cancelled.
const ERROR_CANCELLED: u32 = 1223;
/// The error of Windows for a print job that was deleted.
const ERROR_PRINT_CANCELLED: u32 = 63;

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

/// The settings that the pages need.
#[derive(Debug, Clone, Copy)]
pub(super) struct PrinterSettings {
    pub(super) paper: Paper,
    pub(super) sides: Sides,
}

/// The answer of the user in the print dialog.
pub(super) enum DialogOutcome {
    Cancelled,
    Print(DialogChoice),
}

/// The choices of the user in the print dialog.
pub(super) struct DialogChoice {
    pub(super) printer: PrinterContext,
    /// Pages from 1; none for all pages.
    pub(super) ranges: Vec<RangeInclusive<u32>>,
    /// The copies that the printer does not make itself.
    pub(super) copies: Copies,
}

/// Returns the names of the printers of this user.
pub(super) fn printer_names() -> Result<Vec<String>, PrinterError> {
    let flags = PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS;
    let (mut needed, mut count) = (0, 0);
    // SAFETY: without a buffer, Windows only writes the needed size.
    let _ = unsafe { EnumPrintersW(flags, PCWSTR::null(), 4, None, &mut needed, &mut count) };
    if needed == 0 {
        return Ok(Vec::new());
    }
    // Whole records, so that the buffer is aligned for them.
    let records = (needed as usize).div_ceil(size_of::<PRINTER_INFO_4W>());
    let mut buffer = vec![PRINTER_INFO_4W::default(); records];
    let bytes: *mut u8 = buffer.as_mut_ptr().cast();
    // SAFETY: the bytes are those of the buffer, which is not used otherwise while this slice exists.
    let slice = unsafe { std::slice::from_raw_parts_mut(bytes, records * size_of::<PRINTER_INFO_4W>()) };
    // SAFETY: Windows writes at most as many bytes as the slice has.
    unsafe { EnumPrintersW(flags, PCWSTR::null(), 4, Some(slice), &mut needed, &mut count) }
        .map_err(|error| refused(&error))?;
    let names = buffer.iter().take(count as usize).filter_map(|printer| {
        // SAFETY: the first `count` records have names that end with a zero, inside the buffer.
        unsafe { printer.pPrinterName.to_string() }.ok()
    });
    Ok(names.collect())
}

/// Returns the name of the default printer; `None` if there is none.
pub(super) fn default_printer() -> Option<String> {
    let mut length = 0;
    // SAFETY: without a buffer, Windows only writes the needed length.
    let _ = unsafe { GetDefaultPrinterW(None, &mut length) };
    let mut name = vec![0_u16; length as usize];
    // SAFETY: the buffer has `length` characters.
    let is_known = unsafe { GetDefaultPrinterW(Some(PWSTR(name.as_mut_ptr())), &mut length) }.as_bool();
    let end = name.iter().position(|unit| *unit == 0).unwrap_or(name.len());
    is_known.then(|| String::from_utf16_lossy(&name[..end])).filter(|name| !name.is_empty())
}

/// Shows the print dialog for pages from 1 to `page_count`. `window` is the number of the window that it belongs to.
pub(super) fn show_print_dialog(
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

/// Sets the paper and the sides in the settings of a printer.
fn set_mode(mode: &mut DEVMODEW, settings: PrinterSettings) {
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

/// The settings of a printer in the form that print dialogs use.
struct GlobalSettings {
    /// A `DEVMODE`.
    mode: GlobalMemory,
    /// A `DEVNAMES`.
    names: GlobalMemory,
}

impl GlobalSettings {
    /// Leaves the memory to its new owner.
    fn forget(self) {
        std::mem::forget(self);
    }
}

/// Memory of Windows that is freed when this value is dropped. May be null.
struct GlobalMemory(HGLOBAL);

impl GlobalMemory {
    /// Changes the settings in this memory, if there are any.
    fn change_mode(&self, change: impl FnOnce(&mut DEVMODEW)) {
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

/// A printer with its settings, ready for a job.
pub(super) struct PrinterContext {
    context: HDC,
    /// The settings that the context was made with; null if the sheet need not be turned.
    mode: GlobalMemory,
    /// The pixels of the last picture in the order of Windows; kept so that bands share their memory.
    pixels: Vec<u8>,
}

impl PrinterContext {
    /// Takes the printer that a dialog has opened with these settings.
    fn from_dialog(context: HDC, mode: GlobalMemory) -> Option<Self> {
        (!context.is_invalid()).then(|| Self { context, mode, pixels: Vec::new() })
    }

    /// Opens a printer by its name.
    pub(super) fn open(name: &str, settings: PrinterSettings) -> Result<Self, PrinterError> {
        let name = HSTRING::from(name);
        let mode = printer_mode(&name, settings)?;
        let mode: *const DEVMODEW = mode.as_ptr().cast();
        // SAFETY: the name and the settings live until the call returns.
        let context = unsafe { CreateDCW(w!("WINSPOOL"), &name, PCWSTR::null(), Some(mode)) };
        let no_mode = GlobalMemory(HGLOBAL::default());
        Self::from_dialog(context, no_mode).ok_or_else(last_error)
    }

    fn capability(&self, index: GET_DEVICE_CAPS_INDEX) -> f32 {
        // SAFETY: the context is valid until this value is dropped.
        unsafe { GetDeviceCaps(Some(self.context), index) as f32 }
    }
}

/// Returns the settings of a printer, changed to these, as a buffer that is aligned for `DEVMODE`.
fn printer_mode(name: &HSTRING, settings: PrinterSettings) -> Result<Vec<u64>, PrinterError> {
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

impl PictureDevice for PrinterContext {
    fn sheet(&self) -> Sheet {
        Sheet {
            size: [self.capability(PHYSICALWIDTH), self.capability(PHYSICALHEIGHT)],
            offset: [self.capability(PHYSICALOFFSETX), self.capability(PHYSICALOFFSETY)],
            dpi: [self.capability(LOGPIXELSX), self.capability(LOGPIXELSY)],
        }
    }

    fn turn_sheet(&mut self) {
        let context = self.context;
        self.mode.change_mode(|mode| {
            mode.dmFields |= DM_ORIENTATION;
            mode.Anonymous1.Anonymous1.dmOrientation = DMORIENT_LANDSCAPE as i16;
            // SAFETY: the settings live until the call returns. If it fails, the pages are made smaller instead.
            let _ = unsafe { ResetDCW(context, mode) };
        });
    }

    fn start_job(&mut self, title: &str) -> Result<(), DeviceError> {
        let title = HSTRING::from(title);
        let document = DOCINFOW {
            cbSize: size_of::<DOCINFOW>() as i32,
            lpszDocName: PCWSTR(title.as_ptr()),
            ..DOCINFOW::default()
        };
        // SAFETY: the title lives until the call returns.
        check(unsafe { StartDocW(self.context, &document) })
    }

    fn start_page(&mut self) -> Result<(), DeviceError> {
        // SAFETY: the context is valid until this value is dropped.
        check(unsafe { StartPage(self.context) })?;
        // SAFETY: as above. Enlarged letters keep their edges in this mode; a failure only makes them softer.
        let _ = unsafe { SetStretchBltMode(self.context, COLORONCOLOR) };
        Ok(())
    }

    fn print_band(&mut self, band: &PageBand, target: Target) -> Result<(), DeviceError> {
        let printable_rows = self.capability(VERTRES) as i32;
        if target.top >= printable_rows || target.top + target.height <= 0 {
            // Windows reports an error for a picture of which nothing can be printed.
            return Ok(());
        }
        copy_for_windows(band, &mut self.pixels);
        let (width, height) = (band.width as i32, band.height as i32);
        let info = BITMAPINFO {
            bmiHeader: BITMAPINFOHEADER {
                biSize: size_of::<BITMAPINFOHEADER>() as u32,
                biWidth: width,
                biHeight: height,
                biPlanes: 1,
                biBitCount: 32,
                biCompression: BI_RGB.0,
                ..BITMAPINFOHEADER::default()
            },
            ..BITMAPINFO::default()
        };
        let Target { left, top, width: columns, height: rows } = target;
        let pixels = Some(self.pixels.as_ptr().cast::<c_void>());
        // SAFETY: there are four bytes for each pixel of the picture, and they live until the call returns.
        let copied = unsafe {
            StretchDIBits(
                self.context,
                left,
                top,
                columns,
                rows,
                0,
                0,
                width,
                height,
                pixels,
                &info,
                DIB_RGB_COLORS,
                SRCCOPY,
            )
        };
        check(copied)
    }

    fn end_page(&mut self) -> Result<(), DeviceError> {
        // SAFETY: the context is valid until this value is dropped.
        check(unsafe { EndPage(self.context) })
    }

    fn end_job(&mut self) -> Result<(), DeviceError> {
        // SAFETY: the context is valid until this value is dropped.
        check(unsafe { EndDoc(self.context) })
    }

    fn abort_job(&mut self) {
        // SAFETY: the context is valid until this value is dropped. If this fails, the job has ended already.
        let _ = unsafe { AbortDoc(self.context) };
    }
}

impl Drop for PrinterContext {
    fn drop(&mut self) {
        // SAFETY: this value is the only owner of the context.
        let _ = unsafe { DeleteDC(self.context) };
    }
}

/// Copies the pixels of a band in the order of Windows: rows from the bottom, each pixel as blue, green, red and an
/// unused byte. All printer drivers accept this order.
fn copy_for_windows(band: &PageBand, pixels: &mut Vec<u8>) {
    pixels.clear();
    for row in band.rgba.chunks_exact(band.width.max(1) * 4).take(band.height).rev() {
        pixels.extend(row.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0], 0]));
    }
    // A picture with missing rows must not let Windows read past the buffer.
    pixels.resize(band.width * band.height * 4, 0xFF);
}

/// Returns the error of the last call if its result is not positive. The user can cancel a job in the dialog of a printer
/// that prints to a file, and in the queue of the printer.
fn check(result: i32) -> Result<(), DeviceError> {
    if result > 0 {
        return Ok(());
    }
    let error = Error::from_thread();
    let is_cancelled = [ERROR_CANCELLED, ERROR_PRINT_CANCELLED]
        .iter()
        .any(|code| error.code() == HRESULT::from_win32(*code));
    Err(if is_cancelled { DeviceError::Cancelled } else { DeviceError::Failed(refused(&error)) })
}

/// Returns the error of the last call to Windows.
fn last_error() -> PrinterError {
    refused(&Error::from_thread())
}

/// Returns the [`PrinterError`] for an error of Windows.
fn refused(error: &Error) -> PrinterError {
    let message = error.message();
    let message = message.trim().trim_end_matches('.');
    let is_known = !message.is_empty() && error.code().is_err();
    PrinterError::Refused(if is_known {
        format!("{message}.")
    } else {
        strings::PRINTER_NOT_RESPONDING.to_owned()
    })
}
