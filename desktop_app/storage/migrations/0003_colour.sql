-- What a person calls a colour; a colour without a row has the name it came with.
CREATE TABLE colour (id TEXT PRIMARY KEY, value TEXT NOT NULL, hash BLOB NOT NULL);
