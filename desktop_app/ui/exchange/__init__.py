"""The dialogs through which notes leave the library and come into it."""
