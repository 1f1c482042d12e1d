"""What a person is told when something cannot be done."""


class Refused(Exception):
    """The request makes no sense for the library as it is; the message says why and what to do."""


class Ambiguous(Refused):
    """Several documents answer to what was asked for; the message lists them."""


class Stopped(Exception):
    """Work was stopped because somebody asked for it; nothing was written."""
