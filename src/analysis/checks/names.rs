//! Running heads that name another authority than the cover: pages of another report, or a template that was not changed.

use super::running_heads;
use crate::{
    analysis::strings,
    report::{Authority, Report, Warning, WarningKind},
};

pub(super) fn check(report: &Report) -> Option<Warning> {
    let own = report.cover.authority.as_ref()?;
    let heads = running_heads(report);
    let other = heads.into_iter().find(|head| {
        Authority::in_title(head).is_some_and(|named| named.code != own.code) && !head.contains(&own.name)
    })?;
    let named = Authority::in_title(other)?;
    Some(Warning {
        kind: WarningKind::Names,
        message: strings::running_head_names_another(&own.name, &named.name, other),
        places: Vec::new(),
    })
}
