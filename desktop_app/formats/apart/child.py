"""The process that parses one file: a job comes in on standard input, the answer goes out on standard output.

Run as `python -m desktop_app.formats.apart.child` by `parsing.parse_in_child`; nothing here is imported elsewhere.
"""

import gc
import os
import sys
import traceback
from typing import BinaryIO

from desktop_app.formats.apart.confinement import confine
from desktop_app.formats.apart.limits import limit_this_process
from desktop_app.formats.apart.wire import OUT_OF_MEMORY, Answer, Broken, Job, Parsed, Refused, decode_job, encode
from desktop_app.formats.apart.wire import folder_from_bytes as folder_of
from desktop_app.formats.registry import parser_for
from desktop_app.formats.source import ImportFailure, Source


def main() -> None:
    """Answer one job and end."""
    # One file and out: collecting cycles would cost a quarter of the time and give little back.
    gc.disable()
    answers = _take_over_output()
    try:
        job = decode_job(sys.stdin.buffer.read())
        limit_this_process(job.limits)
        answers.write(_encoded(job))
        answers.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    # Ending at once spares taking a million objects apart.
    os._exit(0)


def _take_over_output() -> BinaryIO:
    """Keep the pipe for the answer, so that nothing a library prints can get into it."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _encoded(job: Job) -> bytes:
    message = encode(_answer(job))
    if len(message) > job.limits.output_bytes:
        megabytes = job.limits.output_bytes >> 20
        return encode(
            Refused(
                f"{job.name} comes to more than {megabytes} MB with its pictures. "
                "Split it into parts, or leave pictures out, and add those."
            )
        )
    return message


def _answer(job: Job) -> Answer:
    source = Source(job.data, job.name, folder_of(job.folder))
    try:
        parser = parser_for(source)
        confine()
        return Parsed(parser(source))
    except ImportFailure as failure:
        return Refused(str(failure))
    except RecursionError:
        return Refused(f"{job.name} is nested too deeply to be read. Save it in a simpler form and add that file.")
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a parser must reach the window as a message
        return Broken(type(error).__name__, traceback.format_exc())


if __name__ == "__main__":
    main()
