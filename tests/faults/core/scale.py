"""How much a program does, and by which random numbers: `--short`, `--long`, `--seed N`, `--on DATABASE`."""

import argparse
import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import NoReturn

from kit.report import note, run

SEED = 20261128
# No program takes longer, whatever hangs.
SECONDS_MAX = {"short": 300, "long": 3600}


class Scale:
    """The numbers of the chosen scale as attributes, the seed's random numbers, and on which databases."""

    def __init__(self, name: str, seed: int, databases: list[str], numbers: dict) -> None:
        self.name, self.seed, self.databases, self.numbers = name, seed, databases, numbers
        self.random = random.Random(seed)

    def __getattr__(self, name: str) -> int:
        return self.numbers[name]

    @property
    def is_long(self) -> bool:
        return self.name == "long"


def go(main: Callable[[Scale], Awaitable[None]], short: dict, long: dict, *, databases: tuple[str, ...] = ("sqlite", "postgres")) -> NoReturn:
    """Runs a program at the scale that its command line asks for."""
    parser = argparse.ArgumentParser()
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--short", dest="name", action="store_const", const="short", default="short")
    chosen.add_argument("--long", dest="name", action="store_const", const="long")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--on", action="append", choices=databases)
    parser.add_argument("--trace", action="store_true")
    given = parser.parse_args()
    numbers = {"short": short, "long": long}[given.name]
    scale = Scale(given.name, given.seed, given.on or list(databases), numbers)
    note(f"{given.name}, seed {given.seed}: " + ", ".join(f"{value} {name}" for name, value in numbers.items()))
    run(lambda: asyncio.run(asyncio.wait_for(main(scale), SECONDS_MAX[given.name])), trace=given.trace)
