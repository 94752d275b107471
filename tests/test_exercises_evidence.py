"""A cause is named only with evidence: digits that agree by accident, and sentences that say too much, name none."""

import re

import numpy as np
import pytest

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises import EXERCISES, check, running, solution
from backprop_lib.exercises.code import Code, _prepared
from backprop_lib.exercises.exercise import without_claims
from backprop_lib.exercises.search import places_of_factor
from backprop_lib.exercises.trial import Trial


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("BACKPROP_EXERCISES", str(tmp_path / "record.json"))


def hints(exercise_id, answer):
    return EXERCISES[exercise_id].examine(answer).hints


# Numbers that a mistake, or an edit, gives by accident to the digits that were given.
BY_ACCIDENT = [
    ("04-5", 0.153, "W for its transpose, and 1/N forgotten; to three digits as with 0.6 for 0.5"),
    ("04-5", -0.0644, "another row, and another N; to three digits as with the sign and a lost minus"),
    ("00-5", -0.41, "two digits, to which many slips lead"),
    ("05-3", 0.7803, "infinity times a factor is as far from this number as from any"),
]


@pytest.mark.parametrize(("exercise_id", "answer", "why"), BY_ACCIDENT)
def test_what_agrees_by_accident_is_no_cause(exercise_id, answer, why):
    finding = EXERCISES[exercise_id].examine(answer)
    assert finding.diagnosis is None
    assert "One way to" not in " ".join(finding.hints)


def test_with_more_digits_more_is_said():
    program = EXERCISES["04-5"].sources[None].replace("W2.T", "W2").replace("/ 3", "")
    names = {"np": np}
    exec(program, names)
    assert "With 6 digits it can be looked at more closely." in hints("04-5", float(f"{names['answer']:.3g}"))[0]
    finding = EXERCISES["04-5"].examine(float(f"{names['answer']:.6g}"))
    assert finding.diagnosis == "W for its transpose"
    assert "The 1/N of (4.8) is missing" in finding.hints[1] or "number of samples" in finding.hints[1]


def test_more_digits_are_asked_for_only_where_the_right_number_has_more():
    assert "digits" not in hints("01b-r1", -1)[0]  # 0.25 is right


def test_a_number_that_is_the_same_each_time_has_lost_no_decimals():
    said = " ".join(hints("01-6", lambda w, b, a0, y: (right("01-6", (w, b, a0, y))[0], 3)))
    assert "∂C/∂b is 3 each time." in said
    assert "decimals" not in said


def test_a_verdict_in_words_is_told_what_a_verdict_is():
    assert "it returned str, expected True or False." in hints("00-7", lambda f, x, claimed: "right")[0]


def test_of_two_numbers_that_are_near_each_other_the_nearer_one_is_meant():
    assert EXERCISES["03-2"].examine(0.1204).diagnosis == "activation left out"  # and half of it
    assert EXERCISES["03-2"].examine(0.1201).diagnosis == "b1 forgotten"


def test_two_mistakes_at_once_are_named_both():
    finding = EXERCISES["03-5"].examine(0.02634)
    assert finding.hints[0].startswith("Two things at once, it seems.")
    assert "output 2 alone" in finding.hints[1]
    assert "the last factor of (3.23) is missing" in finding.hints[1]


def test_an_edit_and_a_constant_factor_are_named_both():
    w1, w2, w3, b1, b2, b3, a0, y = 1.3, -1.5, 1.9, -0.3, 0.8, 0.5, 1.4, 0.2
    z1 = w1 * a0 + b1
    z2 = w2 * sigmoid(z1) + b2
    z3 = w3 * sigmoid(z2) + b3
    slopes = sigmoid_prime(z1) * sigmoid_prime(z2) * sigmoid_prime(z3)
    answer = (sigmoid(z3) - y) * slopes * w3 * w1 * a0  # w1 for w2, and the 2 lost
    assert "`w1` in place of" in hints("02-1", float(f"{answer:.6g}"))[1] or "w1" in hints("02-1", answer)[1]
    assert "a factor 2 lost" in hints("02-1", float(f"{answer:.6g}"))[1]


def test_a_factor_is_said_with_its_place():
    assert places_of_factor(EXERCISES["00-1"], 0.5, 0.0) == ["(0.5)", "(0.4)"]
    assert "Look at (0.5) and (0.4)." in hints("00-1", -11.43)[0]
    assert "(4.6)" in hints("04-6", lambda *a: [[None, *(4 * g for g in part[1:])] for part in right("04-6", a)])[0]


def right(exercise_id, arguments):
    return EXERCISES[exercise_id].right(*arguments)


@pytest.mark.parametrize(
    ("exercise_id", "answer", "words"),
    [
        ("04-3", (900, 11.1, 450), "100 times what is asked for. Are they in percent?"),
        ("00b-r1", -0.2, "10 times what is asked for. Is the point in its place?"),
        ("04-4", [576, 9], "In which order are they asked for?"),
        ("05-5", [29116, 38170], "In which order are they asked for?"),
        ("05-5", [38000, 29000], "all digits are needed"),
        ("04-3", (9, 0.1, 4.5), "Number 2 is right to 1 digit; give three."),
        ("06-3", (15, 30, 30, 15), "These are the numbers of entries. A shape"),
        ("06-3", (5, (6, 5), (6, 5), (5, 3)), "A shape has a number for each axis"),
        ("02-5", {4, 5}, "Expected the names of derivatives"),
    ],
)
def test_what_is_right_in_another_form_is_told_so(exercise_id, answer, words):
    assert words in " ".join(hints(exercise_id, answer))


def test_a_sentence_that_leans_on_one_that_is_cut_is_cut_as_well():
    assert without_claims("The bias is right. And the weight? Look at (1.1).") == "Look at (1.1)."
    assert without_claims("Go to the right. Does it fall?") == "Go to the right. Does it fall?"


COUNTS = {"One": 1, "Two": 2, "Three": 3}
TOLD = [(exercise, name) for exercise in EXERCISES.values() for name in exercise.mistakes]


@pytest.mark.parametrize(("exercise", "name"), TOLD, ids=lambda value: getattr(value, "id", value))
def test_what_a_hint_says_of_the_rest_is_so(exercise, name):
    mistake = exercise.mistakes[name]
    text = f"{mistake.hint} {mistake.stronger}"
    if isinstance(exercise, Code):
        cases, wanted, mistaken = _prepared(exercise)
        trial = Trial(exercise, mistake.answer, cases, wanted, mistaken, mistaken[name])
        if "The last layer is right" in text and exercise.id != "02-6":  # there all layers are one array
            last = {
                place.case: max(other.layer for other in trial.right if other.case == place.case)
                for place in trial.right
            }
            assert not any(place.layer == last[place.case] for place in trial.wrong)
        for words, part in {"biases are right": 1, "weights are right": 0, "db is right": 1, "dW is right": 0}.items():
            if words in text:
                assert not any(place.part == part for place in trial.wrong)
    elif isinstance(exercise.right, tuple | list):
        same = [one == other for one, other in zip(exercise.right, mistake.answer, strict=False)]
        for word in re.findall(r"\b(One|Two|Three) (?:of the four )?(?:is|are) right", text):
            assert sum(same) == COUNTS[word]


def test_how_a_mistake_is_seen_is_said_alone_if_it_was_named_just_now():
    exercise = EXERCISES["01-1"]
    first, second, third, fourth = (" ".join(check("01-1", -0.2265).text.split()) for _ in range(4))
    mistake = exercise.mistakes["factor 2 forgotten"]
    assert mistake.hint in first
    assert mistake.stronger in second
    assert exercise.check in third
    assert mistake.stronger not in third
    assert mistake.stronger in fourth
    assert exercise.check in fourth


def test_the_numbers_on_the_way_are_shown_and_never_the_answer():
    assert "On the way: `z` −0.68, `a` 0.3363" in hints("01-1", 0.123456)[2]
    assert "0.453" not in hints("01-1", 0.123456)[2]
    assert "On the way" not in hints("05-5", [1, 2])[2]


def test_the_solution_of_a_variant_has_its_numbers():
    text = solution("01-1", variant=7).text
    assert "w, b, a0, y = -0.9, 0.5, 2.1, 0.9" in text
    assert "z = −1.39" in text
    assert f"answer = {EXERCISES['01-1'].right:.4g}" not in text.replace("−", "-")
    for _ in range(3):
        report = check("01-1", 0.5, variant=7)
    assert "solution('01-1', variant=7)" in report.text


def test_blanks_that_never_end_are_left(monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.2)
    answer = ("[1 for _ in iter(int, 1)]", *EXERCISES["04-8"].right[1:])
    assert hints("04-8", answer)[0].startswith("The program is still running after 0.2 seconds.")


def test_a_length_of_a_chain_that_is_built_in_is_noticed():
    def three(w, b, a0, y):
        if len(w) < 4:
            raise IndexError
        found = EXERCISES["02-6"].right(w, b, a0, y)
        return found if len(w) == 4 else (2 * found[0], found[1] + 1)

    assert "With 3 layers it is right, with 1 or 2 or 4 or 6 it is not" in hints("02-6", three)[1]


def test_one_sample_and_one_number_of_layers_are_not_told_apart_where_the_cases_do_not():
    def two_layers(dE, N):
        return [None, 2 / N * dE[1].T, 2 / N * dE[2].T] if len(dE) > 2 else [None]

    words = " ".join(hints("06-7", two_layers))
    assert "With 2 layers it is right" in words
    assert "With one sample" not in words


CHAINS = ["02-6", "02-8", "02-9"]  # all layers in one array
LAST = re.compile(r"The last (layer|entries|δ) (is|are) right")


@pytest.mark.parametrize("exercise_id", CHAINS)
def test_a_chain_whose_last_layer_is_called_right_has_it_right(exercise_id):
    exercise = EXERCISES[exercise_id]
    cases, wanted, mistaken = _prepared(exercise)
    told = [name for name, mistake in exercise.mistakes.items() if LAST.search(f"{mistake.hint} {mistake.stronger}")]
    assert told
    for name in told:
        trial = Trial(exercise, exercise.mistakes[name].answer, cases, wanted, mistaken, mistaken[name])
        assert trial.given.keys() == trial.right.keys()
        for place, array in trial.given.items():
            assert np.isclose(array[-1], trial.right[place][-1])
