import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions_app.signing.rules import MEANINGS, Meaning, canonical, digest

words = st.text(st.characters(exclude_categories=["Cs"]))
leaves = st.none() | st.booleans() | st.integers() | words
contents = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(words, inner), max_leaves=12
)
many = settings(max_examples=300, deadline=None)


def turned_round(value):
    """The same content with the keys of every dict written in the other order."""
    if isinstance(value, dict):
        return {key: turned_round(part) for key, part in reversed(value.items())}
    if isinstance(value, list):
        return [turned_round(part) for part in value]
    return value


def told_apart(value):
    """Content in which True and 1 differ, as they do on paper."""
    if isinstance(value, dict):
        return {key: told_apart(part) for key, part in value.items()}
    if isinstance(value, list):
        return [told_apart(part) for part in value]
    return type(value).__name__, value


@many
@given(contents)
def test_the_signed_bytes_hold_the_whole_content_and_nothing_else(content):
    assert json.loads(canonical(content)) == content
    assert digest(content) == hashlib.sha256(canonical(content)).hexdigest()


@many
@given(contents)
def test_the_order_in_which_a_content_was_written_does_not_matter(content):
    assert canonical(turned_round(content)) == canonical(content)


@many
@given(contents, contents)
def test_two_contents_have_one_digest_only_when_they_are_the_same(one, other):
    assert (digest(one) == digest(other)) is (told_apart(one) == told_apart(other))


@pytest.mark.parametrize(
    ("content", "bytes_"),
    [
        ({"b": 1, "a": [True, None, "é"]}, '{"a":[true,null,"é"],"b":1}'),
        ({"a": ("x", "y")}, '{"a":["x","y"]}'),
        ({}, "{}"),
    ],
)
def test_the_bytes_are_sorted_compact_utf_8(content, bytes_):
    assert canonical(content) == bytes_.encode()


@pytest.mark.parametrize(
    "content", [1.0, {"dose": 0.5}, {"a": [{"b": (1, 2.5)}]}, [float("nan")], float("inf")]
)
def test_a_float_is_never_signed(content):
    with pytest.raises(TypeError) as refusal:
        canonical(content)

    assert str(refusal.value) == "Signed content holds no floats; write the number as text."


@pytest.mark.parametrize("content", [{"a": {1, 2}}, {"a": b"bytes"}, {"a": object()}])
def test_what_has_no_plain_form_is_never_signed(content):
    with pytest.raises(TypeError):
        canonical(content)


def test_every_meaning_says_in_a_sentence_what_was_signed():
    assert list(MEANINGS) == list(Meaning)
    assert all(sentence.endswith(".") for sentence in MEANINGS.values())
