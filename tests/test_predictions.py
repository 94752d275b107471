"""Predictions: kept before an experiment, compared kindly, never wrong, and silent where nobody has made one."""

import json

import numpy as np
import pytest

from backprop_lib.exercises import came_out, predict, prediction, progress, record


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))
    monkeypatch.setattr(record, "_waiting", [])
    monkeypatch.setattr(prediction, "_made", {})
    return tmp_path / "record.json"


def kept(path):
    return json.loads(path.read_text(encoding="utf-8"))["predictions"]


def said(report):
    return " ".join(report.text.split())


@pytest.mark.parametrize("dots", [..., None, (..., ...), [0.5, ...]])
def test_without_a_prediction_nothing_happens(own_record, dots):
    assert predict("03a-2", dots) is None
    assert came_out("03a-2", 0.25) is None
    assert not own_record.exists()


def test_a_notebook_with_dots_says_nothing_whatever_the_record_says(monkeypatch):
    predict("03a-2", 0.3)
    monkeypatch.setattr(prediction, "_made", {})  # the kernel is restarted
    assert predict("03a-2", ...) is None
    assert came_out("03a-2", 0.25) is None


def test_dots_that_are_put_back_are_silent_again():
    predict("03a-2", 0.3)
    assert predict("03a-2") is None
    assert came_out("03a-2", 0.25) is None


def test_a_prediction_is_kept_with_what_came_out(own_record):
    assert predict("03a-2", 0.3).text == "03a-2: you predict 0.3."
    assert came_out("03a-2", 0.25).text == "03a-2: you predicted 0.3, and 0.25 came out: that is close."
    entry = kept(own_record)["03a-2"]
    assert entry.pop("on") == record.today()
    assert entry == {"said": 0.3, "came out": 0.25, "as predicted": False}


def test_the_first_prediction_counts(own_record, monkeypatch):
    predict("03a-2", 0.3)
    assert predict("03a-2", 0.3).text == "03a-2: you predict 0.3."
    came_out("03a-2", 0.25)
    monkeypatch.setattr(prediction, "_made", {})
    assert said(predict("03a-2", 0.25)) == "03a-2: your first prediction counts, which was 0.3. Now you say 0.25."
    assert "you predicted 0.3, and 0.25 came out" in said(came_out("03a-2", 0.25))
    assert kept(own_record)["03a-2"]["as predicted"] is False


def test_the_same_cells_say_the_same_when_they_are_run_again():
    first = [predict("03a-2", "down").text, came_out("03a-2", "up").text]
    assert [predict("03a-2", "down").text, came_out("03a-2", "up").text] == first


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        (0.251, 0.25),
        (0, 1e-17),
        (7, np.int64(7)),
        (np.float32(0.25), 0.25),
        ("Up.", "up"),
        ("yes", True),
        ("No", np.bool_(False)),
        ((4, 3), [4, 3]),
        ([3, 1, 2], {1, 2, 3}),
        ({"w", "b"}, {"b", "w"}),
        (np.array([1.0, 2.0]), (1, 2)),
        (float("inf"), float("inf")),
        (10**400, 10**400),
    ],
)
def test_as_predicted(own_record, answer, value):
    predict("03a-2", answer)
    assert said(came_out("03a-2", value)).endswith("came out, as you predicted.")
    assert kept(own_record)["03a-2"]["as predicted"] is True


@pytest.mark.parametrize(
    ("answer", "value", "words"),
    [
        (3, 0.25, "you predicted 3, and 0.25 came out; what you predicted is 12 times as much."),
        (0.25, 3.0, "you predicted 0.25, and 3 came out, 12 times what you predicted."),
        (-1, 2, "you predicted -1, and 2 came out, with the other sign."),
        (1e-14, 1e-13, "10 times what you predicted."),
        (0, 2, "you predicted 0, and 2 came out."),
        (2, 0, "you predicted 2, and 0 came out."),
        (101_770, 203_540, "and 203540 came out: that is close."),
        (9, 6, "you predicted 9, and 6 came out. Where does the difference come from?"),
        (0.001, 1e-5, "what you predicted is 100 times as much."),
        (3, 30_000_000, "10,000,000 times what you predicted."),
        (1, 1e12, "1e+12 times what you predicted."),
        ((30, 30), (2, 5), "you predicted 30, 30, and 2, 5 came out. A surprise shows"),
        ((4, 3, 5), (4, 5, 5), "2 of 3 as you predicted."),
        ("up", "down", "you predicted “up”, and “down” came out. A surprise shows"),
    ],
)
def test_not_as_predicted_is_said_kindly(own_record, answer, value, words):
    predict("03a-2", answer)
    text = said(came_out("03a-2", value))
    assert words in text
    assert "wrong" not in text
    assert "not yet" not in text
    assert kept(own_record)["03a-2"]["as predicted"] is False


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("it falls, because the slope is small", "down"),
        ("a half", 0.5),
        ((1, 2), (1, 2, 3)),
        ("the last layer", "only the first layer learns nothing"),
        (len, 3),
    ],
)
def test_what_only_the_learner_can_compare_is_left_to_the_learner(own_record, answer, value):
    predict("03a-2", answer)
    assert "Compare the two" in said(came_out("03a-2", value))
    assert kept(own_record)["03a-2"]["as predicted"] is None


def test_long_answers_are_kept_in_part(own_record):
    predict("03a-2", "very " * 1000)
    predict("03a-3", list(range(10_000)))
    assert max(len(entry["said"]) for entry in kept(own_record).values()) <= 500


def test_a_prediction_is_no_exercise(own_record):
    before = progress().text
    predict("01-1", 0.3)  # the name of an exercise does no harm
    came_out("01-1", 5)
    predict("02b-4", 1)
    came_out("02b-4", 1)
    assert json.loads(own_record.read_text())["exercises"] == {}
    lines = progress().text.splitlines()
    assert lines.pop(-2) == "predictions: 2, of which 1 came out as you said"
    assert lines == before.splitlines()


def test_a_prediction_counts_where_nothing_can_be_kept(own_record):
    own_record.mkdir()
    assert "is counted for this session only" in said(predict("03a-2", 0.3))
    assert "you predicted 0.3" in said(came_out("03a-2", 0.25))


def test_a_record_that_is_deleted_in_between_does_no_harm(own_record):
    predict("03a-2", 0.3)
    own_record.unlink()
    assert "you predicted 0.3" in said(came_out("03a-2", 0.25))


@pytest.mark.parametrize("name", ["03a", "3a-2", "03ab-2", "03a-x", "", None, 3, "03a-2 "])
def test_another_name_is_refused(name):
    for ask in (predict, came_out):
        with pytest.raises(ValueError, match=r"^prediction_id is .*, expected stage, letter and number, such as"):
            ask(name, 1)
