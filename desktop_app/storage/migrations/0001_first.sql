-- An entity's row is its value as JSON, the SHA-256 of that JSON, and columns drawn from it for queries to use.
-- The hash finds damage that SQLite's own check cannot see; a new field of a value needs no migration.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Texts, original files and pictures, by the SHA-256 of their bytes.
CREATE TABLE blob (hash TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL);

CREATE TABLE document (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- the small number that the index knows it by; never used again
    id TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL,
    hash BLOB NOT NULL,
    source TEXT AS (json_extract(value, '$.source')),
    deleted INTEGER AS (json_extract(value, '$.deleted'))
);
CREATE INDEX document_source ON document (source);

CREATE TABLE version (
    id TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    hash BLOB NOT NULL,
    document TEXT AS (json_extract(value, '$.document')),
    identity TEXT AS (json_extract(value, '$.identity'))
);
CREATE INDEX version_document ON version (document);
CREATE INDEX version_identity ON version (identity);

CREATE TABLE reading (id TEXT PRIMARY KEY, value TEXT NOT NULL, hash BLOB NOT NULL);

CREATE TABLE annotation (
    id TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    hash BLOB NOT NULL,
    document TEXT AS (json_extract(value, '$.document')),
    created INTEGER AS (json_extract(value, '$.created')),
    deleted INTEGER AS (json_extract(value, '$.deleted'))
);
CREATE INDEX annotation_document ON annotation (document, deleted);
CREATE INDEX annotation_created ON annotation (created);

CREATE TABLE placement (
    id TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    hash BLOB NOT NULL,
    annotation TEXT AS (json_extract(value, '$.annotation')),
    version TEXT AS (json_extract(value, '$.version'))
);
CREATE INDEX placement_version ON placement (version);
CREATE INDEX placement_annotation ON placement (annotation);

CREATE TABLE correction (
    id TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    hash BLOB NOT NULL,
    version TEXT AS (json_extract(value, '$.version'))
);
CREATE INDEX correction_version ON correction (version);

CREATE TABLE seed (id TEXT PRIMARY KEY, value TEXT NOT NULL, hash BLOB NOT NULL);

-- What a person is typing right now; no part of the history until it is a note.
CREATE TABLE draft (id TEXT PRIMARY KEY, value TEXT NOT NULL, hash BLOB NOT NULL);

-- What was last written where, so that an export knows its own words from a person's.
CREATE TABLE export (
    id TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    hash BLOB NOT NULL,
    document TEXT AS (json_extract(value, '$.document'))
);
CREATE INDEX export_document ON export (document);

-- Every change set ever applied, in order; `clock` is a hybrid logical clock, so that devices can agree on an order.
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    device TEXT NOT NULL,
    clock TEXT NOT NULL,
    label TEXT NOT NULL,
    step TEXT NOT NULL, -- the change set's group
    undoable INTEGER NOT NULL,
    changes TEXT NOT NULL
);
CREATE INDEX journal_step ON journal (step);

-- What has changed since it was indexed; a subject waits once, under its newest sequence.
CREATE TABLE index_queue (sequence INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL UNIQUE);
