-- When a highlight comes back to be looked at again; one without a row has not come back yet.
CREATE TABLE review (id TEXT PRIMARY KEY, value TEXT NOT NULL, hash BLOB NOT NULL);
