"""Files into documents: each format is one function from a Source to an Imported value."""
