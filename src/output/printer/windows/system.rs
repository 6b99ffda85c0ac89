//! The calls to Windows that printing needs, behind a safe interface. This is the only module with `unsafe` code, because
//! no library offers the print dialog of Windows.
#![allow(unsafe_code, reason = "no library offers the print dialog of Windows")]

mod device;
mod dialog;
mod settings;

use std::mem::size_of;

use windows::{
    Win32::Graphics::Printing::{
        EnumPrintersW, GetDefaultPrinterW, PRINTER_ENUM_CONNECTIONS, PRINTER_ENUM_LOCAL, PRINTER_INFO_4W,
    },
    core::{Error, PCWSTR, PWSTR},
};

pub(super) use self::{
    device::PrinterContext,
    dialog::{DialogOutcome, show_print_dialog},
    settings::PrinterSettings,
};
use crate::output::{printer::PrinterError, strings};

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
