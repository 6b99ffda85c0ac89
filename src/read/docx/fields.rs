//! The fields of a Word document, such as page numbers and references.

/// The open fields. A field has an instruction, which is not shown, and then a result.
#[derive(Default)]
pub(super) struct Fields {
    /// For each open field, true while its instruction is read.
    open: Vec<bool>,
    /// The number of open fields whose instruction is read.
    instruction_count: usize,
}

impl Fields {
    /// Begins a field.
    pub(super) fn begin(&mut self) {
        self.open.push(true);
        self.instruction_count += 1;
    }

    /// Ends the instruction of the innermost field.
    pub(super) fn begin_result(&mut self) {
        if let Some(is_instruction) = self.open.last_mut() {
            self.instruction_count -= usize::from(std::mem::take(is_instruction));
        }
    }

    /// Ends the innermost field.
    pub(super) fn end(&mut self) {
        self.begin_result();
        self.open.pop();
    }

    /// Returns true if the instruction of a field is read.
    pub(super) fn is_in_instruction(&self) -> bool {
        self.instruction_count > 0
    }
}
