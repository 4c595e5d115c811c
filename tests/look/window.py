"""A browser window in which finished answers are drawn with all they need, and judged by axe.

The answers were asked of the app before, so they are handed out from a thread that never meets the
database; the style sheets stay in the browser's own cache from page to page.
"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

from .test_axe import OPTIONS

HEIGHT = 900
QUICK = OPTIONS | {"preload": False}
# Contrast is the dear part; a mistake’s colours are judged in the gallery.
NO_COLOURS = QUICK | {"rules": {"color-contrast": {"enabled": False}}}
LOOKS = [(320, "light", QUICK), (768, "light", None), (1280, "dark", QUICK)]
GLANCE = [(320, "light", NO_COLOURS)]
AXE = """async options => (await axe.run(options)).violations.map(
    found => [found.id, ...found.nodes.map(node => node.failureSummary + " " + node.html)])"""
# The window is as wide as it was told, what is drawn in it too, and every style has arrived.
TOO_WIDE = """async width => {
    while (innerWidth !== width) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}"""


class Handing(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kept = {"Content-Type": guess_type(found)[0], "Cache-Control": "max-age=3600"}
            return self._hand(Path(found).read_bytes(), kept)
        return self._hand(self.server.answer.content, dict(self.server.answer.items()))

    def _hand(self, body, headers):
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        """What is asked here is asked by ourselves."""


class Window:
    """One page of one browser, from one answer to the next."""

    def __init__(self, context):
        self.site = ThreadingHTTPServer(("127.0.0.1", 0), Handing)
        threading.Thread(target=self.site.serve_forever, daemon=True).start()
        self.said = []
        context.add_init_script(Axe().axe_script)
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _hear(self, said):
        if said.type in ("error", "warning"):
            self.said.append(said.text)

    def wrong_with(self, answer, looks):
        """What axe, the width and the browser itself say against it, look by look.

        A look is a width, a scheme and what axe is asked, if anything.
        """
        self.said.clear()
        self.site.answer = answer
        self._look(*looks[0][:2])
        self.page.goto(f"http://127.0.0.1:{self.site.server_port}/")
        found = {}
        for width, scheme, options in looks:
            self._look(width, scheme)
            if too_wide := self.page.evaluate(TOO_WIDE, width):
                found[width, "too wide"] = too_wide
            if options and (against := self.page.evaluate(AXE, options)):
                found[width, scheme] = against
        return found | ({"said": self.said[:]} if self.said else {})

    def _look(self, width, scheme):
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    def close(self):
        self.site.shutdown()
        self.site.server_close()
