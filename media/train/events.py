"""What the parent process hears: one JSON object a line on standard output."""

import errno
import json
import os
import signal
import sys
import threading

STOPPED = 3
FAILED = 4


def say(event, **fields):
    sys.stdout.write(json.dumps({"event": event, **fields}) + "\n")
    sys.stdout.flush()


class Stop:
    """Set when the training is to end: by SIGTERM or SIGINT, or because standard input closed, as it does when the
    parent dies. The training looks at it between two steps."""

    def __init__(self):
        self._wanted = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._wanted.set())
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        # os.read and not sys.stdin: a thread that holds its lock would keep the interpreter from ending.
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass
        self._wanted.set()

    def __bool__(self):
        return self._wanted.is_set()


def failure(error):
    """Code and message of a failure, in the words of the engine's errors."""
    if isinstance(error, MemoryError) or "not enough memory" in str(error) or "can't allocate" in str(error):
        return "no-memory", "The machine has not enough memory for this training."
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "no-space", "The disk is full."
    # safetensors words a full disk itself.
    if "No space left" in str(error) or "os error 28" in str(error):
        return "no-space", "The disk is full."
    return "failed", f"{type(error).__name__}: {error}"
