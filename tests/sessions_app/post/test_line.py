"""Each answer a mail server can give, and each place where the line can break."""

import socketserver
import threading

import pytest

from sessions_app.post import line as post

MAIL = b"Subject: Your appointment\r\n\r\n.A line that begins with a dot.\r\n"
HANG_UP = ""
GREETING = ["220 Here", "250 Hello"]
A_LETTER = ["250 MAIL", "250 RCPT", "354 Go on", "250 Taken"]


class Scripted(socketserver.ThreadingTCPServer):
    """Says the next of its answers to each command; hangs up where the script says so."""

    block_on_close = True

    def __init__(self, *visits):
        super().__init__(("127.0.0.1", 0), Visit)
        self.visits, self.heard = list(visits), []


class Visit(socketserver.StreamRequestHandler):
    def handle(self):
        for answer in self.server.visits.pop(0):
            if answer == HANG_UP:
                return
            self.wfile.write(answer.encode() + b"\r\n")
            if self._hear_until(b".\r\n" if answer.startswith("354") else b"") is None:
                return

    def _hear_until(self, last):
        while line := self.rfile.readline():
            self.server.heard.append(line)
            if not last or line == last:
                return line
        return None


@pytest.fixture
def server_with(settings):
    servers = []

    def start(*visits):
        server = Scripted(*visits)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def hand(line):
    line.hand(sender="post@elm.example", address="alex@mail.example", mail=MAIL)


def test_a_letter_is_said_in_this_order_and_a_dot_at_the_begin_of_a_line_is_doubled(server_with):
    server = server_with([*GREETING, *A_LETTER, "221 Bye"])

    with post.Line() as line:
        hand(line)
        line.say_the_dot()

    assert server.heard[1:] == [
        b"MAIL FROM:<post@elm.example>\r\n",
        b"RCPT TO:<alex@mail.example>\r\n",
        b"DATA\r\n",
        b"Subject: Your appointment\r\n",
        b"\r\n",
        b"..A line that begins with a dot.\r\n",
        b".\r\n",
        b"quit\r\n",
    ]


@pytest.mark.parametrize(
    ("answers", "blame", "said"),
    [
        (
            ["554 Go away"],
            post.ServerIsDown,
            "cannot be reached. The mail server said “554 Go away”.",
        ),
        ([HANG_UP], post.ServerIsDown, "The mail server cannot be reached."),
        ([*GREETING, "451 Not you"], post.ServerIsDown, "The mail server said “451 Not you”."),
        ([*GREETING, "550 Not you"], post.ServerIsDown, "The mail server said “550 Not you”."),
        ([*GREETING, HANG_UP], post.ServerIsDown, "The line to the mail server broke."),
        ([*GREETING, "250 OK", "450 Full"], post.NotNow, "The mail server said “450 Full”."),
        ([*GREETING, "250 OK", "421 Closing"], post.NotNow, "The mail server said “421 Closing”."),
        ([*GREETING, "250 OK", "550 Nobody"], post.Refused, "The mail server said “550 Nobody”."),
        ([*GREETING, "250 OK", HANG_UP], post.NotNow, "The line to the mail server broke."),
        ([*GREETING, "250 OK", "550 " + 9000 * "o"], post.NotNow, "said “500 Line too long.”."),
        ([*GREETING, *A_LETTER[:2], "452 Full"], post.NotNow, "The mail server said “452 Full”."),
        ([*GREETING, *A_LETTER[:2], "554 No"], post.Refused, "The mail server said “554 No”."),
        ([*GREETING, *A_LETTER[:2], HANG_UP], post.NotNow, "The line to the mail server broke."),
    ],
)
def test_before_the_dot_each_no_says_who_is_to_blame(server_with, answers, blame, said):
    server_with([*answers, "250 Reset", "221 Bye"] if answers[-1] else answers)

    with post.Line() as line, pytest.raises(post.Trouble) as trouble:
        hand(line)

    assert type(trouble.value) is blame
    assert str(trouble.value).endswith(said)


@pytest.mark.parametrize(
    ("answer", "blame", "said"),
    [
        ("451 Not now", post.NotNow, "The mail server said “451 Not now”."),
        ("554 Never", post.Refused, "The mail server said “554 Never”."),
        (HANG_UP, post.NobodyKnows, "The line broke after the letter was handed over."),
        ("??? what", post.NobodyKnows, "The mail server said “-1 what”."),
        ("354 Go on", post.NobodyKnows, "The mail server said “354 Go on”."),
    ],
)
def test_after_the_dot_only_a_clear_no_is_a_no(server_with, answer, blame, said):
    server_with([*GREETING, *A_LETTER[:3], answer, "221 Bye"])

    with post.Line() as line:
        hand(line)
        with pytest.raises(post.Trouble) as trouble:
            line.say_the_dot()

    assert type(trouble.value) is blame
    assert str(trouble.value) == said


def test_a_used_line_that_takes_no_further_letter_is_opened_anew(server_with):
    enough, again = [*GREETING, *A_LETTER, "421 Enough for now"], [*GREETING, *A_LETTER, "221 Bye"]
    server = server_with(enough, again)

    with post.Line() as line:
        for _ in range(2):
            hand(line)
            line.say_the_dot()

    assert server.visits == []
    assert server.heard.count(b".\r\n") == 2


def test_a_line_is_changed_after_a_hundred_letters(server_with):
    visit = [*GREETING, *A_LETTER * post.LETTERS_ON_A_LINE, "221 Bye"]
    server = server_with(visit, [*GREETING, *A_LETTER, "221 Bye"])

    with post.Line() as line:
        for _ in range(post.LETTERS_ON_A_LINE + 1):
            hand(line)
            line.say_the_dot()

    assert server.visits == []
    assert server.heard.count(b"quit\r\n") == 2


def test_a_line_that_breaks_when_a_letter_is_taken_back_is_hung_up(server_with):
    server_with([*GREETING, "250 OK", "550 Nobody", HANG_UP], [*GREETING, *A_LETTER, "221 Bye"])

    with post.Line() as line:
        with pytest.raises(post.Refused):
            hand(line)
        hand(line)
        line.say_the_dot()


def test_whoever_fails_between_text_and_dot_hangs_up_and_the_dot_is_never_said(server_with):
    server = server_with([*GREETING, *A_LETTER])

    def fail_at_the_last_look():
        with post.Line() as line:
            hand(line)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_at_the_last_look()
    server.shutdown()
    server.server_close()

    assert server.heard[-1] == b"..A line that begins with a dot.\r\n"


def test_what_a_server_says_is_shown_on_one_line_and_not_too_long(server_with):
    server_with([*GREETING, "250 OK", "550-One\x07\r\n550 " + "two " * 200, "250 Reset", "221 Bye"])

    with post.Line() as line, pytest.raises(post.Refused) as trouble:
        hand(line)

    said = str(trouble.value)
    assert said.startswith("The mail server said “550 One two two")
    assert said.endswith("”.")
    assert len(said) <= 225
