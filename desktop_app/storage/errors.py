"""What can go wrong with the library on disk, in sentences for the person whose library it is."""


class StorageFailure(Exception):
    """The library cannot be read or written just now; nothing was changed."""


class CannotWrite(StorageFailure):
    """The library cannot be written just now: the disk is full, or it may not be. It can perhaps be read."""


class NotALibrary(StorageFailure):
    """The file is no Margent library, or a damaged one; it has not been touched."""


class LibraryDamaged(NotALibrary):
    """The file, or a part of it, cannot be read; as far as can be told it is a library of ours."""


class LibraryTooNew(StorageFailure):
    """The library was written by a newer Margent; it can be read but not written."""


class LibraryInUse(StorageFailure):
    """Another window or command has the library open, so its file cannot be replaced."""


class EntryDamaged(StorageFailure):
    """One entry of the library is not as it was written; the others are."""


class Conflict(StorageFailure):
    """The change starts from a state that is no longer there; nothing was written."""


class Stopped(StorageFailure):
    """The work was stopped before its end, as asked; nothing was changed."""
