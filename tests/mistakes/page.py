"""A form as the answer shows it: what each field holds, and what is said beside it."""

from tests.look.reading import elements, squeezed


class Shown:
    def __init__(self, html, form):
        self.form = form
        self.elements = elements(html)
        self.by_id = {each["id"]: each for each in self.elements if each["id"]}

    def _inputs(self, name):
        """The inputs of a field, by the ids of its form: two forms of a page may share a name."""
        begins = self.form[name].auto_id
        return [
            each
            for each in self.elements
            if each.tag in ("input", "textarea", "select")
            and each["name"] == self.form[name].html_name
            and (each["id"] or "").startswith(begins)
        ]

    def holds(self, name):
        """What a browser would send from this field."""
        held = []
        for each in self._inputs(name):
            if each.tag == "textarea":
                held.append(each.text.removeprefix("\n"))
            elif each.tag == "select":
                held += [o["value"] for o in self._options(each) if "selected" in o.attrs]
            elif each["type"] not in ("checkbox", "radio"):
                held.append(each["value"] or "")
            elif "checked" in each.attrs:
                held.append(each["value"] or "on")
        return held

    def offers(self, name):
        """What can be chosen there."""
        offered = set()
        for each in self._inputs(name):
            options = self._options(each) if each.tag == "select" else [each]
            offered |= {
                option["value"] or ("on" if each.tag == "input" else "") for option in options
            }
        return offered

    def _options(self, select):
        return [
            each
            for each in self.elements
            if each.tag == "option" and any(above is select for above in each.above)
        ]

    def wrong_at(self, name):
        """How it is not said at its field what is wrong with it, "" when it is."""
        field = self.form[name]
        place = f"{field.auto_id}_error"
        if place not in self.by_id:
            return "nothing stands beside it"
        beside = squeezed(self.by_id[place].text)
        missing = [said for said in field.errors if said not in beside]
        if missing:
            return f"{missing} does not stand beside it"
        if not all(place in (each["aria-describedby"] or "").split() for each in self._led(name)):
            return "the field does not lead to what is said"
        return self._not_listed(field)

    def _led(self, name):
        """Whatever a screen reader reads first: the field, or the question around its answers."""
        inputs = self._inputs(name)
        if self.form[name].use_fieldset:
            return [next(a for a in reversed(inputs[0].above) if a.tag == "fieldset")]
        return inputs

    def _links(self):
        """What the list above the form leads to."""
        return [
            each
            for each in self.elements
            if each.tag == "a" and any(a["class"] == "error-summary" for a in each.above)
        ]

    def _not_listed(self, field):
        for said in field.errors:
            leads = [each["href"].removeprefix("#") for each in self._links() if said in each.text]
            if not any(to.startswith(field.auto_id) and to in self.by_id for to in leads):
                return f"the list above has no link for “{said}”"
        return ""

    def out_of_order(self):
        """What the list above leads to, unless it leads down the page from one to the next."""
        places = {each["id"]: place for place, each in enumerate(self.elements) if each["id"]}
        leads = [each["href"].removeprefix("#") for each in self._links()]
        return [] if leads == sorted(leads, key=lambda to: places.get(to, 0)) else leads

    def listed(self):
        """The words of the list above the form."""
        return " ".join(e.text for e in self.elements if e["class"] == "error-summary")
