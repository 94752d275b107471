"""What can be found out about a function that no known mistake explains.

Each probe looks at a `Trial` and returns a finding or None. Whatever a finding says has been verified for this answer:
the factor, the edit, the form, the layer. The last probe says where the answer is off, and always finds something.
"""

import copy
import itertools

import numpy as np

from backprop_lib.exercises.edits import FORMULA
from backprop_lib.exercises.exercise import FACTORS, NOT_YET, SQUARED, Finding, counted, in_words
from backprop_lib.exercises.running import arrays_of, listed
from backprop_lib.exercises.search import Clock, Source, functions_of_two, repair, same_as_edited, within_time
from backprop_lib.exercises.trial import Trial

FEWEST = 3  # arrays that must equal those of a known mistake, before it is named for a part of the answer


def step(trial, place, array):
    """Return what a constant factor acts on: an array, or, where a step was made, the array less its start."""
    if trial.exercise.start is None:
        return array
    return array - trial.exercise.start(trial.cases[place.case][1])[place.part][place.layer]


# ---------------------------------------------------------------------------------------------------------------------
# All numbers are there, and the form is another.


def only_changes_arguments(trial):
    """Find everything right, but that the arguments are changed, which the task forbids."""
    changed = [got for got in trial.outcomes if got.kind == "changed"]
    arrays = [got.loose if got.kind == "changed" else got.arrays for got in trial.outcomes]
    if not changed or None in arrays or not all(map(trial.close, arrays, trial.wanted)):
        return None
    words = f"All numbers are right, but {changed[0].problem}."
    return trial.exercise.unknown(trouble(trial), words, words)  # to compute them again would show nothing


def in_another_order(trial):
    """Find the parts of what is returned right, or those of a known mistake, and in another order."""
    parts = trial.exercise.parts
    if len(parts) < 2 or not complete(trial):
        return None
    for order in itertools.permutations(range(len(parts))):
        turned = [[got.arrays[k] for k in order] for got in trial.outcomes]
        if all(map(trial.close, turned, trial.wanted)):
            words = f"All numbers are right. In which order are {listed(parts)} asked for?"
            return trial.exercise.unknown(words, f"All numbers are right: return {listed(parts)}, in this order.")
        for name, results in trial.mistaken.items():
            others = [got.arrays for got in results if got.kind == "value" and got.problem is None]
            if len(others) == len(turned) and all(map(trial.close, turned, others)):
                first, second, third = trial.exercise.known(name, claims=False).hints
                order = f"The other: return {listed(parts)}, in this order."
                return Finding(NOT_YET, name, (f"Two things. {first}", f"Two things. The one: {second} {order}", third))
    return None


def layers_turned(trial):
    """Find the layers right, and in the order in which they were computed."""
    if not complete(trial):
        return None
    turned = [[part[::-1] for part in got.arrays] for got in trial.outcomes]
    if not all(map(trial.close, turned, trial.wanted)):
        return None
    words = "All arrays are right. In which order do the layers stand?"
    return trial.exercise.unknown(words, "All arrays are right, but the last layer stands first: turn the lists round.")


def without_none(trial):
    """Find all arrays right, and None missing in front."""
    for got, right in outcomes_with(trial):
        arrays = got.loose if got.kind == "form" else None
        if got.kind == "value" and all(len(part) == 1 and part[0].ndim for part in got.arrays):
            arrays = [list(part[0]) for part in got.arrays]  # layers of the same width, read as one array
        if arrays is None or not trial.close(arrays, right):
            return None
    words = "All numbers are right. But a list of layers has None at index 0, so that index 1 is layer 1."
    return trial.exercise.unknown(words)


def another_shape(trial):
    """Find all numbers right, and an axis too many or too few, or a transposed array."""
    if len(trial.given) != len(trial.right) or not trial.wrong:
        return None
    ways = []
    for place in trial.wrong:
        a, b = trial.given[place], trial.right[place]
        if a.ndim == 2 and trial.equal(a.T, b):
            ways.append("transposed")
        elif a.size == b.size and trial.equal(a.reshape(b.shape), b):
            ways.append("axis")
        else:
            return None
    place = trial.wrong[0]
    a, b, name = trial.given[place], trial.right[place], trial.called(place)
    if set(ways) == {"transposed"}:
        words = f"All numbers are there. Is each of them in its place in {name}?"
        return trial.exercise.unknown(words, f"{name} is transposed: what is a row should be a column.")
    words = f"The numbers are right. Look at the shape of {name}."
    many = "too many" if a.ndim > b.ndim else "too few"
    axes = f", {counted(abs(a.ndim - b.ndim), 'axis').replace('axiss', 'axes')} {many}" if a.ndim != b.ndim else ""
    return trial.exercise.unknown(
        words, f"The numbers are right. {name} has shape {a.shape}, expected {b.shape}{axes}."
    )


def shared(trial):
    """Find two layers that are one array."""
    for one, two in itertools.combinations(trial.given, 2):
        a, b = trial.given[one], trial.given[two]
        if one[:2] == two[:2] and a.size and np.shares_memory(a, b):
            names = f"{trial.called(one)} and {trial.called(two)}"
            words = f"With {trial.cases[one.case][0]}: {names} are equal. Should they be?"
            cause = f"{names} are one and the same array: what is written into one of them stands in both."
            return trial.exercise.unknown(words, f"{cause} `[x] * L` repeats one array; it makes no new ones.")
    return None


def whole_numbers(trial):
    """Find whole numbers where there should be none."""
    given = [trial.given[place] for place in trial.wrong]
    right = [trial.right.get(place) for place in trial.wrong]
    if not given or not all(np.all(array == np.round(array)) for array in given) or not any(map(np.any, given)):
        return None
    if any(array is None or np.all(array == np.round(array)) for array in right):
        return None
    if len(given) > 1 and np.ptp(np.concatenate([np.ravel(array) for array in given])) == 0:
        words = f"{trial.called(trial.wrong[0])} is {given[0].flat[0]:g} each time."
        return trial.exercise.unknown(f"{words} On what should it depend?")
    words = f"There are whole numbers only in {trial.called(trial.wrong[0])}. Where do the decimals go?"
    cause = "an array of whole numbers that is filled, `//`, or `int`"
    return trial.exercise.unknown(words, f"The decimals are cut off. What cuts them off in Python: {cause}.")


# ---------------------------------------------------------------------------------------------------------------------
# Known mistakes that explain a part of it.


def with_factor(trial):
    """Find a constant factor that explains the difference to the right answer, or to a known mistake."""
    factor = common_factors(trial, trial.right, {**FACTORS, **SQUARED})
    if factor:
        what = in_parts({name: (value, in_words(value)) for name, (value, _) in factor.items()}, "{1} in {0}", " and ")
        formulas = formulas_of_factor(trial, factor)
        look = f" Look at {listed(formulas)}." if formulas else ""
        parts = in_parts(factor)
        words = f"Everything is there, but for {what}.{look}"
        return trial.exercise.unknown(words, f"Everything is there. But {parts}.{look}")
    for name, results in trial.mistaken.items():
        if [got.kind for got in results] != [got.kind for got in trial.outcomes]:
            continue
        factor = common_factors(trial, trial.arrays(results), FACTORS)
        if factor:
            parts = in_parts(factor)
            finding = trial.exercise.known(name, claims=False)
            first, second, third = finding.hints
            both = "Two things at once."
            more = f"And {parts}."
            return Finding(NOT_YET, name, (f"{both} {first}", f"{both} {second} {more}", third))
    return None


def in_parts(factors, form="{0}: {1}", between="; "):
    """Return which parts are off by which factor, in words: "dW and db: a factor 2 lost"."""
    parts = {}
    for name, (_, meaning) in factors.items():
        parts.setdefault(meaning, []).append(name)
    return between.join(form.format(listed(names), meaning) for meaning, names in parts.items())


def formulas_of_factor(trial, factors):
    """Return the formulas that known mistakes name which are off by one constant factor, where such a one is off here.

    Parameters
    ----------
    factors : dict
        name of a part -> (factor for N = 2, meaning), as `common_factors` gives it.
    """
    formulas = []
    for name, results in trial.mistaken.items():
        known = common_factors(replaced(trial, results), trial.right, {0.5: "2", -1.0: "-", 2.0: "2"})
        parts = [part for part in known or {} if part in factors]
        meanings = {factors[part][1] for part in parts}
        said = {"2": " 2", "-": "sign", "times the number of samples, or not divided by it": "samples"}
        word = said.get(known[parts[0]][1]) if parts else None
        if word and len(parts) == len(known) and all(word in meaning for meaning in meanings):
            mistake = trial.exercise.mistakes[name]
            formulas += FORMULA.findall(f"{mistake.hint} {mistake.stronger}")
    return list(dict.fromkeys(formulas))[:3]


def replaced(trial, outcomes):
    """Return the trial of another function, from its outcomes."""
    return Trial(trial.exercise, None, trial.cases, trial.wanted, {}, outcomes)


def common_factors(trial, others, meanings):
    """Return name of a part -> (factor, meaning), where all arrays are those of others but for these; or None."""
    if not trial.given or trial.given.keys() != others.keys():
        return None
    changed = {}
    for part, name in enumerate(trial.exercise.parts):
        places = [place for place in others if place.part == part]
        found = next((pair for pair in candidates(trial, meanings) if fits(trial, places, others, pair[0])), None)
        if found is None:
            return None
        factor, meaning = found
        if meaning:
            changed[name] = (factor(2), meaning)
    return changed


def candidates(trial, meanings):
    """Yield pairs (factor as a function of N, meaning), the factor 1 first."""
    yield lambda N: 1.0, ""
    for factor, meaning in meanings.items():
        yield lambda N, factor=factor: factor, meaning
    if len({trial.samples(case) for case in range(len(trial.cases))}) < 2:
        return
    for factor, meaning in {1.0: "", **meanings}.items():
        also = f", and {meaning}" if meaning else ""
        yield lambda N, factor=factor: factor * N, f"times the number of samples, or not divided by it{also}"
        yield lambda N, factor=factor: factor / N, f"once too often divided by the number of samples{also}"


def fits(trial, places, others, factor):
    """Return whether all these arrays are those of others, times the factor."""
    return all(
        trial.given[place].shape == others[place].shape
        and trial.equal(
            step(trial, place, trial.given[place]),
            factor(trial.samples(place.case)) * step(trial, place, others[place]),
        )
        for place in places
    )


def known_in_some_cases(trial):
    """Find all arrays that are wrong to be those of a known mistake, to nine digits."""
    return known_in_part(trial, also_another=False)


def one_of_several(trial):
    """Find some of the arrays that are wrong to be those of a known mistake."""
    return known_in_part(trial, also_another=True)


def known_in_part(trial, also_another):
    """Return a finding for a known mistake that gives some of the arrays, where another is off too, or not."""
    if trial.exercise.decides:  # one of two verdicts is wrong, so that wrong ones agree by accident
        return None
    agreeing = {name: agreement(trial, trial.arrays(results)) for name, results in trial.mistaken.items()}
    name, places = max(agreeing.items(), key=lambda pair: len(pair[1]), default=("", set()))
    if len(places) < FEWEST or len({place.case for place in places}) < min(
        2, len({place.case for place in trial.wrong})
    ):
        return None
    numbers = f"({len(places)} of your {counted(len(trial.given), 'array')} are those of this mistake.)"
    first, second, third = trial.exercise.known(name, claims=False).hints
    rest = set(trial.wrong) - places
    if bool(rest) is not also_another:
        return None
    if not rest:
        return Finding(NOT_YET, name, (first, f"{second} {numbers}", third))
    also, others = max(agreeing.items(), key=lambda pair: len(pair[1] & rest))
    if len(others & rest) >= FEWEST:
        hints = trial.exercise.known(also, claims=False).hints
        pairs = zip((first, second), hints, strict=False)
        return Finding(NOT_YET, name, (*(f"Two things. The one: {one} The other: {two}" for one, two in pairs), third))
    both = f"At least in {trial.called(min(places))}, this:"
    return Finding(NOT_YET, name, (f"{both} {first}", f"{both} {second} {numbers}", third))


def agreement(trial, others):
    """Return the places at which the learner's arrays are not right, and equal others that are not 0 everywhere."""
    return {
        place
        for place in trial.wrong
        if place in others and np.any(others[place]) and trial.equal(trial.given[place], others[place])
    }


# ---------------------------------------------------------------------------------------------------------------------
# Edits.


def by_an_edit(trial):
    """Find two known mistakes, an edit of the learner's source that makes it right, or one of the solution's."""
    if len(trial.outcomes) < len(trial.cases):  # it takes too long
        return None
    shows = min(
        (case for case, pair in enumerate(outcomes_with(trial)) if not trial.agrees(*pair)),
        key=lambda case: sum(array.size for part in trial.wanted[case] for array in part),
    )
    return within_time(
        lambda: two_known(trial, Clock(0.3)) or repaired(trial, shows, Clock()) or computed(trial, shows, Clock(0.5))
    )


def repaired(trial, shows, clock):
    """Return a finding if an edit of the learner's function makes it right, or two."""
    exercise, (_, arguments), wanted = trial.exercise, trial.cases[shows], trial.wanted[shows]

    def arrays_right(function):
        arrays = arrays_of(function, arguments, exercise.parts)
        if arrays is None or list(map(len, arrays)) != list(map(len, wanted)):
            return 0, False
        pairs = [pair for part, right in zip(arrays, wanted, strict=True) for pair in zip(part, right, strict=True)]
        off = [(a, b) for a, b in pairs if not trial.equal(a, b)]
        return len(pairs) - len(off) + multiples(trial, off) / 2, not off

    def right_at(function):
        pairs = zip(trial.cases, trial.wanted, strict=True)
        return all(trial.agrees(exercise.outcome(function, arguments), arrays) for (_, arguments), arrays in pairs)

    try:
        source = Source(trial.function)
    except (OSError, TypeError, ValueError, SyntaxError):  # it cannot be read, or not be edited safely
        return None
    helper = next(
        (name for name in source.helpers(exercise.using) if right_at(source.with_name(name, exercise.using))), None
    )
    if helper:
        words = f"With another `{helper}` than yours all cases agree: the mistake is in your `{helper}`."
        return exercise.unknown(f"{trouble(trial)} Look at what you call: is each function of yours right?", words)
    repairs = repair(source, exercise.using or source.names, right_at, arrays_right, clock)
    if not repairs:
        return None
    places = " and ".join(dict.fromkeys(f"line {one.line} of your function, `{one.text}`" for one in repairs))
    edits = ", and ".join(dict.fromkeys(f"in line {one.line} with {one.words}" for one in repairs))
    two = "Two things at once. " if len(set(repairs)) > 1 else ""
    first = f"{trouble(trial)} {two}Look at {places}."
    return exercise.unknown(first, f"{two}{edits[0].upper()}{edits[1:]} all cases agree.")


def multiples(trial, pairs):
    """Return how many arrays are the same multiple of the right ones: there an edit more may be all that is missing."""
    if not pairs or pairs[0][0].shape != pairs[0][1].shape or not np.any(pairs[0][1]):
        return 0
    a, b = pairs[0]
    ratio = (a * b).sum() / (b * b).sum()
    return sum(trial.equal(a, ratio * b) for a, b in pairs)


def two_known(trial, clock):
    """Return a finding if two known mistakes together, and no other two, compute what the learner computes."""
    exercise = trial.exercise
    shows = next((place.case for place in trial.wrong), None)
    if shows is None:
        return None
    given, arguments = trial.outcomes[shows].arrays, trial.cases[shows][1]

    def same(function):
        arrays = arrays_of(function, arguments, exercise.parts)
        if arrays is None or list(map(len, arrays)) != list(map(len, given)) or not trial.close(given, arrays):
            return False
        pairs = zip(trial.cases, trial.wanted, strict=True)
        return trial.matches([exercise.outcome(function, arguments, wanted) for (_, arguments), wanted in pairs])

    fits = [names for names, function in functions_of_two(exercise, clock) if same(function)]
    if len(fits) != 1:
        return None
    one, two = (exercise.known(name, claims=False).hints for name in fits[0])
    both = "Two things at once, it seems." if exercise.decides else "Two things at once."
    words = [f"{both} The one: {a} The other: {b}" for a, b in zip(one[:2], two[:2], strict=True)]
    return Finding(NOT_YET, fits[0][0], (*words, one[2]))


def computed(trial, shows, clock):
    """Return a finding if an edit of the worked solution computes what the learner's function computes."""
    exercise = trial.exercise
    if not exercise.sources or exercise.decides or any(got.kind != "value" for got in trial.outcomes):
        return None  # verdicts agree by accident

    def same_in(case, function):
        arrays = arrays_of(function, trial.cases[case][1], exercise.parts)
        given = trial.outcomes[case].arrays
        return arrays is not None and list(map(len, arrays)) == list(map(len, given)) and trial.close(given, arrays)

    edit = same_as_edited(
        exercise.sources[None],
        exercise.using,
        lambda function: same_in(shows, function),
        lambda function: all(same_in(case, function) for case in range(len(trial.cases))),
        clock,
    )
    if not edit:
        return None
    place, words = edit
    where = f", in {place}" if place else ""
    first = f"Look at {place}. {trouble(trial)}" if place else trouble(trial)
    return exercise.unknown(first, f"You compute what the worked solution gives with {words}{where}.")


# ---------------------------------------------------------------------------------------------------------------------
# Where it is off.


def localised(trial):
    """Say in which case, part and entry it is off, and what the cases that are right have in common."""
    words, ended = trouble(trial), len(trial.outcomes) == len(trial.cases)
    found = {pattern: pattern(trial) for pattern in PATTERNS} if ended else {}
    if found.get(by_samples) and found.get(by_layers):  # the cases do not tell which of the two it is
        found[by_samples] = ""
    patterns = " ".join(filter(None, found.values()))
    more = f"{words} {patterns}" if patterns else ""
    shows = " ".join(filter(None, (words, entry_of(trial), trial.exercise.check)))
    return trial.exercise.unknown(words, more, shows)


def trouble(trial):
    """Return what is wrong in the first case that is wrong."""
    case, got = next(
        (case, got) for case, got in enumerate(trial.outcomes) if not trial.agrees(got, trial.wanted[case])
    )
    place = min((place for place in trial.wrong if place.case == case), default=None)
    what = f"{got.problem}." if got.problem is not None else difference(trial, place)
    if trial.exercise.decides and got.kind == "form":
        what = f"{got.problem.partition(',')[0]}, expected True or False."
    return f"With {trial.cases[case][0]}: {what}"


def entry_of(trial):
    """Return what stands in the first entry that is off, and what should stand there, or nothing."""
    for place in trial.wrong:
        a, b = trial.given[place], trial.right.get(place)
        if b is not None and a.shape == b.shape and a.size and not trial.exercise.decides:
            k = np.unravel_index(np.argmax(np.abs(a - b)), a.shape)
            where = f" at {[int(i) for i in k]}" if k else ""
            case = trial.cases[place.case][0]
            return f"With {case} there should be {b[k]:.4g}{where} of {trial.called(place)}, and there is {a[k]:.4g}."
    return ""


def difference(trial, place):
    """Return how an array differs from the right one of the same shape."""
    a, b, name = trial.given[place], trial.right[place], trial.called(place)
    if not np.isfinite(a).all() and np.isfinite(b).all():
        return f"{name} has entries that are not finite (NaN or infinity)."
    if trial.exercise.decides:
        return f"{name} is {bool(a)}." if a in (0, 1) else f"{name} is {a:.4g}, expected True or False."
    if not np.any(a):
        return f"{name} is 0{' everywhere' if a.ndim else ''}. Is anything ever written into it?"
    scale = max(np.abs(b).max(initial=0.0), 1e-12)
    off = np.abs(a - b)
    largest = off.max() / scale
    if largest < 1e-5:
        single = "It has the digits of float32: keep float64." if np.array_equal(a, a.astype(np.float32)) else ""
        return f"{name} is right to some digits only. {single or 'Is a difference taken, or something rounded?'}"
    ratio = (a * b).sum() / max((b * b).sum(), 1e-300)
    if a.size > 2 and np.allclose(a, ratio * b, rtol=1e-9, atol=1e-12 * scale):
        return f"each entry of {name} is {ratio:.4g} times the right one."
    size = f"{100 * largest:.2g} %" if largest < 1 else f"{largest:.3g} times the size"
    if a.size == 1:
        a, b = a.item(), b.item()
        farther = "farther from 0 than" if abs(a) > abs(b) else "nearer to 0 than"
        side = farther if a * b > 0 else "on the other side of 0 from"
        return f"{name} is off by {size} of the right number; it is {side} the right one."
    wrong = off > trial.exercise.tolerance * scale
    first = [int(k) for k in np.argwhere(wrong)[0]]
    differ = "differs" if wrong.sum() == 1 else "differ"
    entries = f"{int(wrong.sum())} of {a.size} entries of {name} {differ}, the first at {first}"
    return f"the shapes fit, but {entries}, by up to {size} of the largest entry."


def parts_right(trial):
    """Return which parts are right in all cases."""
    parts = trial.exercise.parts
    if len(parts) < 2 or not complete(trial):
        return ""
    off = {place.part for place in trial.wrong}
    right = [name for part, name in enumerate(parts) if part not in off]
    return f"{listed(right)} {'is' if len(right) == 1 else 'are'} right in all cases." if right else ""


def last_layer_right(trial):
    """Return whether the last layer alone is right: then the mistake is in the step back."""
    if not complete(trial) or not trial.wrong:
        return ""
    layers = {place.case: place.layer + 1 for place in trial.right}
    last = [place for place in trial.right if place.layer + 1 == layers[place.case] > 1]
    if not last or any(place in trial.wrong for place in last):
        return ""
    return "The last layer is right in all cases; what lies before it is not. Look at the step back."


def by_samples(trial):
    """Return whether it is right with one sample only."""
    right = right_cases(trial)
    single = {case for case in range(len(trial.cases)) if trial.samples(case) == 1}
    if not single or right != single:
        return ""
    return "With one sample it is right, with several it is not. Look at what adds up samples, and at each 1/N."


def by_layers(trial):
    """Return whether it is right for some numbers of layers only."""
    lengths = [layers_of(arguments) for _, arguments in trial.cases]
    right = right_cases(trial)
    good = {lengths[case] for case in right}
    bad = {lengths[case] for case in range(len(lengths)) if case not in right}
    if None in good | bad or not good or not bad or good & bad:
        return ""
    numbers = " or ".join(map(str, sorted(good)))
    others = " or ".join(map(str, sorted(bad)))
    if good == {1}:
        return f"With 1 layer it is right, with {others} it is not: look at what goes from one layer to another."
    return (
        f"With {numbers} layers it is right, with {others} it is not: "
        "is a number of layers built in, or is something shared by the layers?"
    )


def layers_of(arguments):
    """Return the number of layers in a case, from a list with None in front, or two arrays of one length, or None."""
    lists = [part for part in arguments if isinstance(part, list) and part and part[0] is None]
    two = arguments[:2]
    if not lists and len(two) == 2 and all(np.ndim(part) == 1 for part in two) and len(two[0]) == len(two[1]):
        lists = arguments[:1]  # a chain, with index 0 unused
    return len(lists[0]) - 1 if lists else None


def by_order(trial):
    """Return whether the order of the samples makes a difference, where it should make none."""
    for case, (_, arguments) in enumerate(trial.cases):
        N = trial.samples(case)
        for axis in (-1, 0):
            turned = rolled(arguments, N, axis)
            if N < 2 or turned is None or trial.outcomes[case].kind != "value":
                continue
            right = trial.exercise.outcome(trial.exercise.right, turned)
            if not trial.agrees(right, trial.wanted[case]):  # there the order matters, or these are not the samples
                continue
            if trial.same(trial.exercise.outcome(trial.function, turned), trial.outcomes[case]):
                return ""
            return "With the same samples in another order it gives other numbers. It should not: each sample is alone."
    return ""


def rolled(arguments, N, axis):
    """Return arguments with the samples in another order, or None if no array has them along this axis."""
    arrays = [isinstance(part, np.ndarray) and part.ndim and part.shape[axis] == N for part in arguments]
    if not any(arrays):
        return None
    return tuple(
        np.roll(part, 1, axis) if has else copy.deepcopy(part) for part, has in zip(arguments, arrays, strict=True)
    )


def changed_arguments(trial):
    """Return whether the function changes its arguments."""
    if not any(got.changed and got.kind == "value" for got in trial.outcomes):
        return ""
    return "It changes its arguments, by `+=` or `[...] =`: what is read after that is no longer the old value."


def complete(trial):
    """Return whether there is an array wherever there should be one, of the right shape or not."""
    return len(trial.outcomes) == len(trial.cases) and trial.given.keys() == trial.right.keys()


def outcomes_with(trial):
    """Return pairs of outcomes and right arrays."""
    return list(zip(trial.outcomes, trial.wanted, strict=False))


def right_cases(trial):
    """Return the cases that are right."""
    return {case for case, pair in enumerate(outcomes_with(trial)) if trial.agrees(*pair)}


PATTERNS = (parts_right, last_layer_right, by_samples, by_layers, by_order, changed_arguments)
PROBES = (
    with_factor,
    only_changes_arguments,
    in_another_order,
    layers_turned,
    without_none,
    another_shape,
    shared,
    whole_numbers,
    known_in_some_cases,
    by_an_edit,
    one_of_several,
    localised,
)
