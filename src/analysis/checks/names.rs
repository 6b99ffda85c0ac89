//! Running heads that name a different authority from the cover. The pages belong to another report, or a template was
//! not changed.

use super::running_heads;
use crate::{
    analysis::strings,
    report::{Authority, Report, Warning, WarningKind},
};

/// Warns about a running head that names a different authority from the cover.
pub(super) fn check(report: &Report) -> Option<Warning> {
    let own = report.cover.authority.as_ref()?;
    let heads = running_heads(report);
    let other = heads.into_iter().find(|head| {
        Authority::from_title(head).is_some_and(|named| named.code != own.code) && !head.contains(&own.name)
    })?;
    let named = Authority::from_title(other)?;
    Some(Warning {
        kind: WarningKind::Names,
        message: strings::running_head_names_another(&own.name, &named.name, other),
        places: Vec::new(),
    })
}
