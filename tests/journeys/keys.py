"""Somebody who has no mouse: Tab, Shift and Tab, Enter, Space, the arrows, and letters."""

from .person import Person

MOST_STOPS = 250
# A date and a time are several stops in one field.
MOST_IN_ONE = 8
DRAWN, FRAMES = "() => new Promise(done => requestAnimationFrame(done))", 20
# What is focused now, looked at as the person does: where it is, and whether it shows.
LOOK = """target => {
  const at = document.activeElement;
  const nowhere = !at || at === document.body;
  if (!nowhere) document.held = true;
  const twins = one => one.type === "radio" && one.form === target.form && one.name === target.name;
  const look = {
    there: at === target,
    among: !nowhere && target.type === "radio" && twins(at),
    lost: nowhere && Boolean(document.held),
    ahead: nowhere || Boolean(at.compareDocumentPosition(target) & 4),
    words: nowhere ? "nothing" : at.outerHTML.slice(0, 160),
  };
  if (nowhere) return look;
  const marked = one => {
    const style = one && getComputedStyle(one);
    return style && (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
      || style.boxShadow !== "none");
  };
  const labels = [...(at.labels || [])];
  // The button of a calendar or a clock is drawn by the browser, inside the field.
  const around = at.closest("label, .option, li");
  look.marked = !at.matches(":focus") || [at, ...labels, around].some(marked);
  const box = at.getBoundingClientRect();
  const inside = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top && (at.contains(top) || labels.some(one => one.contains(top)) || top.contains(at));
  };
  const across = [0.02, 0.5, 0.98].map(part => box.left + box.width * part);
  const down = [0.02, 0.5, 0.98].map(part => box.top + box.height * part);
  look.seen = across.some(x => down.some(y => inside(x, y)));
  return look;
}"""


class KeysOnly(Person):
    """Fails where the focus is lost, does not show, is covered, or does not get there."""

    def _press(self, what):
        self._reach(what)
        self.page.keyboard.press("Enter")

    def _tick(self, box):
        if box.is_checked():
            return
        look = self._reach(box)
        if look["among"] and not look["there"]:
            self._walk_to(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked(), look["words"]

    def _walk_to(self, radio):
        """Along the answers of one question, as the arrows go."""
        for _ in range(MOST_IN_ONE):
            self.page.keyboard.press("ArrowDown")
            if radio.is_checked():
                return

    def _type(self, field, text):
        self._reach(field)
        kind = field.get_attribute("type")
        if kind == "date":
            year, month, day = text.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
        elif kind == "time":
            hour, minute = text.split(":")
            twelve, half = int(hour) % 12 or 12, "AM" if int(hour) < 12 else "PM"
            self.page.keyboard.type(f"{twelve:02}{minute}{half}")
        else:
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.insert_text(text)
        assert field.input_value() == text

    def _reach(self, target):
        handle = target.element_handle()
        before, still = None, 0
        for _ in range(MOST_STOPS):
            look = self._look(handle)
            if look["there"] or look["among"]:
                return look
            still = still + 1 if look["words"] == before else 0
            assert still < MOST_IN_ONE, f"The focus is caught in {look['words']}"
            before = look["words"]
            self.page.keyboard.press("Tab" if look["ahead"] else "Shift+Tab")
        raise AssertionError(f"No key leads to {handle.evaluate('one => one.outerHTML')[:160]}")

    def _look(self, handle):
        """Where the focus is. What has just been reached may need a moment to be drawn."""
        for _ in range(FRAMES):
            look = self.page.evaluate(LOOK, handle)
            if look.get("marked", True) and look.get("seen", True):
                break
            self.page.evaluate(DRAWN)
        assert not look["lost"], "The focus is lost: it stands on nothing."
        assert look.get("marked", True), f"Nobody sees that the focus is on {look['words']}"
        assert look.get("seen", True), f"Something covers the focus on {look['words']}"
        return look
