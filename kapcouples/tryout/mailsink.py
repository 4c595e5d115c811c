"""A mail server that delivers to a folder: what the try-out sends can be read, and goes nowhere."""

import signal
import sys
import time
from itertools import count
from pathlib import Path

from aiosmtpd.controller import Controller

numbers = count()


class Folder:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        name = f"{time.time_ns()}-{next(numbers)}"
        arriving = self.folder / f"{name}.part"
        arriving.write_bytes(envelope.content)
        arriving.rename(self.folder / f"{name}.eml")
        return "250 Kept for reading"


def main(port: int, folder: Path) -> None:
    sink = Controller(Folder(folder), hostname="127.0.0.1", port=port)
    sink.start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    sink.stop()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main(int(sys.argv[1]), Path(sys.argv[2]))
