"""The checks of a program: a line for each as it is made, and last how many passed and failed."""

import signal
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

passed = failed = 0


def check(name: str, holds: object, seen: object = "") -> None:
    """`seen` is shown where it does not hold."""
    global passed, failed
    passed, failed = (passed + 1, failed) if holds else (passed, failed + 1)
    print(f"ok      {name}" if holds else f"FAILED  {name}: {seen}", flush=True)


def note(text: str) -> None:
    """A line that judges nothing."""
    print(f"        {text}", flush=True)


def _interrupted(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def run(main: Callable[[], None], *, trace: bool = False) -> NoReturn:
    """Runs the checks and ends the program. What stops them is a failure of its own; a signal lets them tidy up."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _interrupted)
    try:
        main()
    except Exception as error:  # whatever it is
        check("the checks run to their end", False, repr(error))
        if trace:
            traceback.print_exc()
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(failed != 0)
