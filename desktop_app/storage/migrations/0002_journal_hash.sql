-- The journal can bring back what a damaged row held, if it is known to be undamaged itself. NULL: written earlier.
ALTER TABLE journal ADD COLUMN hash BLOB;
