"""What a server answered."""

import json
from email.message import Message


class Answer:
    def __init__(self, status: int, headers: Message, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def __repr__(self) -> str:
        return f"{self.status} {self.text[:160]}"

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def json(self) -> dict:
        return json.loads(self.body) if self.body else {}
