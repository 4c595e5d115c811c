"""Somebody at a browser: what they press, by the words they read."""

import re

from playwright.sync_api import expect

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Person:
    """One account in a browser of its own, with a mouse.

    `refused` gathers what the browser complained about. Whoever goes another way than by mouse
    has other hands: `_press`, `_tick` and `_type`.
    """

    def __init__(self, context, address, *, scripts=True):
        self.page, self.address = context.new_page(), address
        self.scripts = scripts
        self.refused = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.refused.append(str(error)))

    def _listen(self, said):
        if said.type in ("error", "warning") and "status of 422" not in said.text:
            self.refused.append(said.text)

    def _press(self, what):
        what.click()

    def _tick(self, box):
        # Where its words lie above it they are what the mouse meets; whoever misses clicks again.
        for _ in range(3):
            if not box.is_checked():
                box.click(force=True)
        expect(box).to_be_checked()

    def _type(self, field, text):
        field.fill(text)

    def sign_in(self, email, password, code=""):
        self.page.goto(self.address)
        self.give_password(email, password)
        if code:
            expect(self.page.get_by_role("heading", level=1)).to_have_text("One more step")
            self.write({"Code of your second factor": code})
            self.press("Go on")
        expect(self.page.get_by_role("link", name="Skip to the page")).to_be_attached()
        self.page.wait_for_load_state()

    def give_password(self, email, password):
        self.write({"E-mail address": email, "Password": password})
        self.press("Sign in")

    def open(self, path):
        """By an address they kept."""
        self.page.goto(f"{self.address}{path}")

    def go(self, link):
        self._press(self.page.get_by_role("link", name=link, exact=True).first)

    def go_to_station(self, name):
        """By the rail; where the screen is narrow it scrolls along with the focus."""
        rail = self.page.get_by_role("navigation", name="Stations of this plan")
        self._press(rail.get_by_role("link", name=name, exact=True))

    def choose_from_menu(self, name):
        """Where the screen is narrow the menu is behind a button."""
        if (button := self.page.get_by_role("button", name="Menu")).is_visible():
            self._press(button)
        menu = self.page.get_by_role("navigation", name="Main")
        self._press(menu.get_by_role("link", name=name))

    def go_by_gate(self, station):
        """From what stands in the way to where it is solved."""
        gates = self.page.get_by_role("region", name="What still stands in the way")
        self._press(gates.get_by_role("link", name=station, exact=True).first)

    def unfold(self, summary):
        """Open what stands behind these words; a tick may have done so already."""
        more = self.page.locator("details").filter(has_text=summary)
        if more.get_attribute("open") is None:
            self._press(more.locator("summary"))

    def press(self, button):
        self._press(self.page.get_by_role("button", name=button, exact=True))

    def press_twice(self, button):
        self.page.get_by_role("button", name=button, exact=True).dblclick()

    def leave_unsaved(self, link):
        """Away from a form that is not saved: the browser asks, and they mean it."""
        self.page.once("dialog", lambda asked: asked.accept())
        self.go(link)

    def choose_card(self, card):
        """The one deed that the card of an approach offers."""
        deed = self.page.get_by_role("article", name=card).locator(".card-foot")
        self._press(deed.get_by_role("button").or_(deed.get_by_role("link")))

    def write(self, words, within=None):
        place = self.page if within is None else self.page.get_by_role("group", name=within)
        for label, text in words.items():
            field = place.get_by_label(label, exact=True)
            for role in ("textbox", "combobox", "spinbutton"):
                field = field.or_(place.get_by_role(role, name=label))
            self._type(field.first, text)

    def answer(self, answers):
        for group, answer in answers.items():
            name = re.compile(rf"^{re.escape(group)}( \(optional\))?$")
            box = self.page.get_by_role("group", name=name)
            self._tick(box.get_by_role("radio", name=answer, exact=True))

    def tick(self, *labels):
        for label in labels:
            self._tick(self.page.get_by_role("checkbox", name=label).first)

    def tick_in(self, group, *labels):
        box = self.page.get_by_role("group", name=group)
        for label in labels:
            self._tick(box.get_by_role("checkbox", name=label, exact=True))

    def tick_all_in(self, *groups):
        for group in groups:
            boxes = self.page.get_by_role("group", name=group).get_by_role("checkbox")
            for place in range(boxes.count()):
                self._tick(boxes.nth(place))

    def order(self, choices):
        """Tick them, and move the last one up by one place: by its button, where scripts run."""
        self.tick(*choices)
        *_, before, last = choices
        if self.scripts:
            self._press(self.page.get_by_role("button", name=f"Earlier: {last}"))
        else:
            places = {f"Place of “{name}": place for place, name in enumerate((last, before), 1)}
            self.write({name: str(place) for name, place in places.items()})

    def change_fact(self, group, answer):
        """Another answer; the verdicts follow, by themselves where scripts run."""
        self.answer({group: answer})
        if not self.scripts:
            self.press("Save the facts")

    def arrives(self, heading, *said):
        """A page with this heading and these sentences is there, and nothing sticks out of it."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.sees(*said)
        self.page.wait_for_load_state()
        assert self.page.evaluate(SIDEWAYS) == 0, f"“{heading}” scrolls sideways."

    def sees(self, *texts):
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def reads(self, label):
        """What stands in a field."""
        return self.page.get_by_role("textbox", name=label).input_value()

    def told_beside(self, label):
        """What a reader of the screen is told with a field."""
        field = self.page.get_by_label(label)
        return " ".join(
            self.page.locator(f"#{each}").inner_text()
            for each in (field.get_attribute("aria-describedby") or "").split()
        )

    def verdicts(self):
        cards = self.page.get_by_role("article")
        return tuple(card.locator(".tag").inner_text() for card in cards.all())

    def sees_verdicts(self, verdicts):
        expect(self.page.locator("article .tag")).to_have_text(list(verdicts))

    def fetch(self, link):
        """The file behind a link, as this person's browser gets it."""
        address = self.page.get_by_role("link", name=link).get_attribute("href")
        return self.page.request.get(f"{self.address}{address}")


class Finger(Person):
    """On a telephone: taps where a mouse would click."""

    def _press(self, what):
        what.tap()
