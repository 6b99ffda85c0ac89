//! Strings of the window around the reports: bars, dialogs, start screen, print view and messages.
