"""The conversation with the mail server, stopped at the one place that matters.

All but the closing dot of a letter is said first: a server forgets a letter whose line breaks
before it (RFC 5321, 4.1.1.4). Whoever has handed a letter decides then, in the database, whether
it goes, and only after that says the dot.
"""

import re
import smtplib
import socket
from contextlib import contextmanager, suppress

from django.core.mail.backends.smtp import EmailBackend

# Mail servers like short visits.
LETTERS_ON_A_LINE = 100
A_DOT_BEGINS = re.compile(rb"^\.", re.MULTILINE)
CLOSING = 421


class Trouble(Exception):
    """What the mail server said, in words that may be shown."""

    def __init__(self, said):
        super().__init__(said)
        self.said = said

    def __str__(self):
        return self.said


class ServerIsDown(Trouble):
    """It takes no letter at all now, so none of them is to blame."""


class NotNow(Trouble):
    """It did not take this letter this time."""


class Refused(Trouble):
    """It will never take this letter."""


class NobodyKnows(Trouble):
    """The line broke after the closing dot: the letter may have been taken."""


class Line:
    """A line to the mail server, opened when it is needed and kept for many letters."""

    def __init__(self):
        self._backend = EmailBackend()
        self._letters = 0

    def __enter__(self):
        return self

    def __exit__(self, error, *_):
        if error is None:
            self.close()
        else:
            self.drop()

    def ready(self):
        """Open the line unless it is open. Raises `ServerIsDown`."""
        if self._letters >= LETTERS_ON_A_LINE:
            self.close()
        if self._backend.connection is not None:
            return
        self._letters = 0
        with self._unbroken(ServerIsDown, "The mail server cannot be reached."):
            self._backend.open()
            # Else the dot would wait until the server has acknowledged the text.
            self._smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._smtp.ehlo_or_helo_if_needed()

    def hand(self, *, sender, address, mail):
        """Say all but the dot. Raises `ServerIsDown`, `NotNow`, `Refused`."""
        self._begin(sender)
        self._letters += 1
        self._ask("RCPT", f"TO:<{address}>", expected=(250, 251))
        self._ask("DATA", expected=(354,))
        with self._unbroken(NotNow, "The line to the mail server broke."):
            self._smtp.send(_all_but_the_dot(mail))

    def say_the_dot(self):
        """The letter is taken when this returns. Raises `NobodyKnows`, `NotNow`, `Refused`."""
        with self._unbroken(NobodyKnows, "The line broke after the letter was handed over."):
            self._smtp.send(b".\r\n")
            code, words = self._smtp.getreply()
        if not 200 <= code < 300:
            raise self._no_after_the_dot(code)(_quoted(code, words))

    def drop(self):
        """Hang up without a word; what was begun on this line is forgotten."""
        if self._smtp is not None:
            self._smtp.close()
            self._backend.connection = None

    def close(self):
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.quit()
            self.drop()

    @property
    def _smtp(self):
        return self._backend.connection

    def _begin(self, sender):
        """A line that was used before may have been closed meanwhile; then a new one is tried."""
        self.ready()
        try:
            self._mail_from(sender)
        except ServerIsDown:
            if self._letters == 0:
                raise
            self.drop()
            self.ready()
            self._mail_from(sender)

    def _mail_from(self, sender):
        self._ask("MAIL", f"FROM:<{sender}>", expected=(250,), blame=ServerIsDown)

    def _ask(self, command, words="", *, expected, blame=None):
        with self._unbroken(blame or NotNow, "The line to the mail server broke."):
            code, said = self._smtp.docmd(command, words)
        if code not in expected:
            self._start_over(code)
            raise (blame or _refusal(code))(_quoted(code, said))

    def _no_after_the_dot(self, code):
        """Only a clear no is one: an answer that cannot be understood may have been a yes."""
        if 400 <= code < 600:
            return _refusal(code)
        self.drop()
        return NobodyKnows

    def _start_over(self, code):
        if code == CLOSING:
            self.drop()
            return
        try:
            self._smtp.rset()
        except OSError:
            self.drop()

    @contextmanager
    def _unbroken(self, blame, sentence):
        try:
            yield
        except OSError as error:  # all that smtplib and the network raise
            self.drop()
            raise blame(f"{sentence} {_reason(error)}".strip()) from error


def _refusal(code):
    return Refused if 500 <= code < 600 else NotNow


def _reason(error):
    if isinstance(error, smtplib.SMTPResponseException):
        return _quoted(error.smtp_code, error.smtp_error)
    return ""


def _quoted(code, words):
    """The server's own answer, on one line and not too long."""
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    line = "".join(c if c.isprintable() else " " for c in words)
    said = f"{code} {' '.join(line.split())}"
    return f"The mail server said “{said[:200].strip()}”."


def _all_but_the_dot(mail):
    """The lines of a letter as they travel: a dot that begins a line is doubled."""
    return A_DOT_BEGINS.sub(b"..", mail)
