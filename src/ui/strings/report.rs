//! Strings of the panels that show a report or a comparison.
