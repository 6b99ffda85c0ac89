//! Writes an action plan as CSV.

use super::Plan;
use crate::output::{BYTE_ORDER_MARK, csv::escape_formula};

/// Returns a plan as CSV with a byte order mark and a header row. See [`Plan::to_csv`].
pub(super) fn to_csv(plan: &Plan) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(plan.columns().map(|name| escape_formula(name.to_owned())))?;
    for row in &plan.rows {
        writer.write_record(row.iter().cloned().map(escape_formula))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(format!("{BYTE_ORDER_MARK}{}", String::from_utf8_lossy(&bytes)))
}
