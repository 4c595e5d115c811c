"""Somebody at a browser: what they press, by the words they read."""

from playwright.sync_api import expect


class Person:
    """One account in a browser of its own. `refused` gathers what the browser complained about."""

    def __init__(self, context, address):
        self.page, self.address = context.new_page(), address
        self.refused = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.refused.append(str(error)))

    def _listen(self, said):
        if said.type in ("error", "warning") and "status of 422" not in said.text:
            self.refused.append(said.text)

    def sign_in(self, email, password):
        self.page.goto(self.address)
        self.write({"E-mail address": email, "Password": password})
        self.press("Sign in")

    def go(self, link):
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def press(self, button):
        self.page.get_by_role("button", name=button, exact=True).click()

    def write(self, words):
        for label, text in words.items():
            self.page.get_by_role("textbox", name=label).or_(
                self.page.get_by_role("combobox", name=label)
            ).or_(self.page.get_by_label(label, exact=True)).first.fill(text)

    def answer(self, answers):
        for group, answer in answers.items():
            box = self.page.get_by_role("group", name=group, exact=True)
            box.get_by_role("radio", name=answer, exact=True).check()

    def tick(self, *labels):
        for label in labels:
            self.page.get_by_role("checkbox", name=label).first.check()

    def tick_in(self, group, *labels):
        box = self.page.get_by_role("group", name=group)
        for label in labels:
            box.get_by_role("checkbox", name=label, exact=True).check()

    def sees(self, *texts):
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def heading(self):
        return self.page.get_by_role("heading", level=1).inner_text()

    def fetch(self, link):
        """The file behind a link, as this person's browser gets it."""
        address = self.page.get_by_role("link", name=link).get_attribute("href")
        return self.page.request.get(f"{self.address}{address}")
