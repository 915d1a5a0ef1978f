"""What was asked for and what was acknowledged, written down as it happens, to be held against what is there in the end."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kit.answer import Answer

from .client import Broken, Client

FOLDER = Path("target/faults")


@dataclass
class Write:
    key: str
    path: str
    body: object
    id: str | None = None  # of what it made or changed; none until it was acknowledged
    tries: int = 0
    repeats: int = 0  # how often it was asked for again after it was acknowledged, and got the same


class Ledger:
    """Every write has an idempotency key; one that was not acknowledged is sent again, as a careful caller would."""

    def __init__(self, name: str) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.file: TextIO = (FOLDER / f"{name}.jsonl").open("w")
        self.writes: dict[str, Write] = {}
        self.strange: list[tuple[str, Answer]] = []  # answers that no fault explains
        self.different: list[tuple[str, str]] = []  # repeats that got another answer

    def close(self) -> None:
        self.file.close()

    def _note(self, **what: object) -> None:
        self.file.write(json.dumps(what) + "\n")
        self.file.flush()

    @property
    def acknowledged(self) -> list[Write]:
        return [write for write in self.writes.values() if write.id]

    @property
    def open(self) -> list[Write]:
        return [write for write in self.writes.values() if not write.id]

    async def send(self, client: Client, key: str, path: str, body: object, *, allowed: tuple[int, ...] = (), own: bool = False) -> Answer | Broken:
        """Asks for a write, or for it again; `allowed` are refusals that the fault explains."""
        write = self.writes.setdefault(key, Write(key, path, body))
        write.tries += 1
        self._note(asked=key, path=path)
        try:
            answer = await client.post(path, body, headers={"Idempotency-Key": key}, own=own)
        except Broken as error:
            self._note(broken=key, how=error.how)
            return error
        if answer.status in (200, 201):
            known, write.id = write.id, answer.json["id"]
            if known is None:
                self._note(acknowledged=key, status=answer.status, id=write.id)
            elif known == write.id and "Idempotency-Replayed" in answer.headers:
                write.repeats += 1
            else:
                self.different.append((key, f"{known} and then {answer}"))
        elif answer.status not in allowed:
            self._note(refused=key, status=answer.status)
            self.strange.append((key, answer))
        return answer
