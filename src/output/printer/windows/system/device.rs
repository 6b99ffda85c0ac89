//! A printer as a device that prints pictures of pages.

use std::{ffi::c_void, mem::size_of};

use windows::{
    Win32::{
        Foundation::HGLOBAL,
        Graphics::Gdi::{
            BI_RGB, BITMAPINFO, BITMAPINFOHEADER, COLORONCOLOR, CreateDCW, DEVMODEW, DIB_RGB_COLORS,
            DM_ORIENTATION, DMORIENT_LANDSCAPE, DeleteDC, GET_DEVICE_CAPS_INDEX, GetDeviceCaps, HDC,
            LOGPIXELSX, LOGPIXELSY, PHYSICALHEIGHT, PHYSICALOFFSETX, PHYSICALOFFSETY, PHYSICALWIDTH,
            ResetDCW, SRCCOPY, SetStretchBltMode, StretchDIBits, VERTRES,
        },
        Storage::Xps::{AbortDoc, DOCINFOW, EndDoc, EndPage, StartDocW, StartPage},
    },
    core::{Error, HRESULT, HSTRING, PCWSTR, w},
};

use super::{
    PrinterSettings, last_error, refused,
    settings::{GlobalMemory, printer_mode},
};
use crate::output::printer::{
    PageBand, PrinterError,
    picture_job::{DeviceError, PictureDevice, Sheet, Target},
};

/// The error of Windows for something that the user cancelled.
const ERROR_CANCELLED: u32 = 1223;
/// The error of Windows for a print job that was deleted.
const ERROR_PRINT_CANCELLED: u32 = 63;

/// A printer with its settings, ready for a job.
pub(in super::super) struct PrinterContext {
    context: HDC,
    /// The settings that the context was made with; null if the sheet need not be turned.
    mode: GlobalMemory,
    /// The pixels of the last picture in the order of Windows; kept so that bands share their memory.
    pixels: Vec<u8>,
}

impl PrinterContext {
    /// Takes the printer that a dialog has opened with these settings.
    pub(super) fn from_dialog(context: HDC, mode: GlobalMemory) -> Option<Self> {
        (!context.is_invalid()).then(|| Self { context, mode, pixels: Vec::new() })
    }

    /// Opens a printer by its name.
    pub(in super::super) fn open(name: &str, settings: PrinterSettings) -> Result<Self, PrinterError> {
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
