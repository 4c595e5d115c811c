"""A real mail server in a thread: it keeps what arrives and misbehaves when it is told to."""

import asyncio
import email
import socket
import threading
from email.policy import default
from types import SimpleNamespace

from aiosmtpd.controller import Controller


class PostOffice:
    """`refusals`: what RCPT answers, by address. `to_the_dot`: what the closing dot answers, by
    address, or `HANG_UP`: then the letter is kept and the line dropped without a word.
    `silent_at`: "RCPT" or "dot", where it says nothing any more, and lets `is_silent` be seen."""

    HANG_UP = "hang up"

    def __init__(self):
        self.letters, self.lines, self.port = [], 0, _free_port()
        self.refusals, self.to_the_dot = {}, {}
        self.sender_refused, self.silent_at = "", ""
        self.is_silent = threading.Event()
        self._controller = None

    def open(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def close(self):
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def addresses(self):
        return sorted(letter.address for letter in self.letters)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.lines += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_refused:
            return self.sender_refused
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self._answer_or_not("RCPT")
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        (address,) = envelope.rcpt_tos
        answer = self.to_the_dot.get(address, "250 Kept")
        if answer.startswith("250") or answer == self.HANG_UP:
            self._keep(envelope, address)
        await self._answer_or_not("dot")
        if answer == self.HANG_UP:
            server.transport.abort()
            return "421 Gone"
        return answer

    def _keep(self, envelope, address):
        message = email.message_from_bytes(envelope.content, policy=default)
        kept = SimpleNamespace(
            address=address, sender=envelope.mail_from, raw=envelope.content, message=message
        )
        self.letters.append(kept)

    async def _answer_or_not(self, place):
        if self.silent_at == place:
            self.is_silent.set()
            await asyncio.Event().wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
