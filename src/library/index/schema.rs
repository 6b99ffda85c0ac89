//! The tables of an index, and the changes that bring an older index to the newest version.

use rusqlite::Connection;

use super::IndexError;

/// The changes to the schema, oldest first. `user_version` of the database is the number of changes that were made.
/// A change that was released must not be edited.
const MIGRATIONS: [&str; 2] = [
    "
    CREATE TABLE folder (path TEXT NOT NULL);
    CREATE TABLE files (
        path TEXT PRIMARY KEY,
        bytes INTEGER NOT NULL,
        modified INTEGER NOT NULL,
        reader TEXT NOT NULL,
        sha256 TEXT,
        error TEXT,
        CHECK ((sha256 IS NULL) <> (error IS NULL))
    ) WITHOUT ROWID;
    CREATE TABLE reports (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        reader TEXT NOT NULL,
        facts TEXT NOT NULL,
        UNIQUE (sha256, reader)
    );
    CREATE TABLE texts (
        report INTEGER PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
        searched TEXT NOT NULL,
        lines BLOB NOT NULL
    );
    CREATE INDEX files_by_content ON files (sha256);
",
    "
    ALTER TABLE texts ADD COLUMN capitals BLOB;
    ALTER TABLE texts ADD COLUMN flags BLOB NOT NULL DEFAULT x'';
",
];

/// Brings the schema to the newest version.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), IndexError> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let made: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let made = usize::try_from(made).unwrap_or(usize::MAX);
    let Some(changes) = MIGRATIONS.get(made..) else { return Err(IndexError::Newer) };
    for change in changes {
        transaction.execute_batch(change)?;
    }
    let version = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    transaction.pragma_update(None, "user_version", version)?;
    Ok(transaction.commit()?)
}
