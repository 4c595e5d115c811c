"""Reading what the mail sink kept. A mail is somebody else's text: it is shown, never obeyed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path


@dataclass(frozen=True)
class Mail:
    arrived_at: datetime
    sender: str
    recipient: str
    subject: str
    body: str


def kept(folder: Path) -> list[Path]:
    """Newest first; the name of each begins with the moment it came."""
    return sorted(folder.glob("*.eml"), key=_moment, reverse=True)


def opened(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    text = message.get_body(("plain",))
    return Mail(
        arrived_at=datetime.fromtimestamp(_moment(path)[0] / 1_000_000_000, UTC),
        sender=message.get("From", ""),
        recipient=message.get("To", ""),
        subject=message.get("Subject", ""),
        body=text.get_content() if text else "",
    )


def _moment(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in path.stem.split("-"))
