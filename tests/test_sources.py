"""The items of the source texts, and where each is taught."""

import json
import re

import pytest
from notebook_files import PATHS, ROOT, read

from backprop_lib.sources import ITEMS, TEXTS, Place, expand, trace

COUNTS = {text: sum(item.startswith(f"{text}.") for item in ITEMS) for text in TEXTS}
FOLDER = ROOT / "notebooks"


def test_all_items_are_there_in_order():
    assert [f"S{n}" for n in range(len(TEXTS))] == TEXTS
    assert list(ITEMS) == [f"{source}.{n + 1}" for source, count in COUNTS.items() for n in range(count)]


def test_the_file_has_a_line_for_each_item():
    text = (ROOT / "backprop_lib" / "sources" / "items.tsv").read_text(encoding="utf-8")
    assert text.count("\n") == len(ITEMS)
    assert not re.search(r"[ \t]\n|  ", text)


def test_an_item_is_described_in_a_few_words():
    for item, (says, formula) in ITEMS.items():
        assert 3 <= len(says.split()) <= 10, item
        assert not re.search(r"[$|\\<>`*_]", says), item
        assert not says.endswith("."), item
        assert not re.search(r"\b(obviously|simply|just|clearly|trivial|easily|wrong|mistake)\b", says), item
        assert re.fullmatch(r"(\$[^$|]{1,117}\$)?", formula), item


def test_the_brackets_of_a_formula_are_balanced():
    for item, (_, formula) in ITEMS.items():
        stack = []
        for sign in re.findall(r"[(){}\[\]]", formula):
            if sign in "({[":
                stack.append(sign)
            else:
                assert stack, item
                assert stack.pop() + sign in ("()", "{}", "[]"), item
        assert not stack, item
        assert formula.count(r"\big(") == formula.count(r"\big)"), item


def test_descriptions_differ_within_a_text():
    for source in COUNTS:
        rows = [(about.says, about.formula) for item, about in ITEMS.items() if item.startswith(f"{source}.")]
        assert len(set(rows)) == len(rows)


def known(source):
    return f"{source} has the items {source}.1 to {source}.{COUNTS[source]}"


def test_expand():
    assert expand([]) == []
    assert expand(["S1.7"]) == ["S1.7"]
    assert expand(["S3.20-S3.23", "S1.7"]) == ["S3.20", "S3.21", "S3.22", "S3.23", "S1.7"]
    assert expand(["S3.9-S3.11"]) == ["S3.9", "S3.10", "S3.11"]
    assert len(expand([f"S3.1-S3.{COUNTS['S3']}"])) == COUNTS["S3"]


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ([""], "'' in sources=[''], expected an item (S1.7) or a range (S3.20-S3.23)"),
        (["S3.20-23"], "'S3.20-23' in sources=['S3.20-23'], expected an item (S1.7) or a range (S3.20-S3.23)"),
        (["S1.7, S1.8"], "'S1.7, S1.8' in sources=['S1.7, S1.8'], expected an item (S1.7) or a range (S3.20-S3.23)"),
        (["S1.7", 3], "3 in sources=['S1.7', 3], expected an item (S1.7) or a range (S3.20-S3.23)"),
        ("S1.7", "sources='S1.7', expected a list of items and ranges, such as ['S3.20-S3.23', 'S1.7']"),
        (["S1.7", "S3.999"], f"S3.999 in sources=['S1.7', 'S3.999'] is no item: {known('S3')}"),
        (["S1.40-S1.999"], f"S1.999 in sources=['S1.40-S1.999'] is no item: {known('S1')}"),
        (["S0.0"], f"S0.0 in sources=['S0.0'] is no item: {known('S0')}"),
        (["S99.1"], f"S99.1 in sources=['S99.1'] is no item: the texts are S0 to {TEXTS[-1]}"),
        (
            ["S1.7-S3.9"],
            "S1.7-S3.9 in sources=['S1.7-S3.9'] goes from one text to another, expected a range in one",
        ),
        (["S3.9-S3.7"], "S3.9-S3.7 in sources=['S3.9-S3.7'] goes backwards, expected the smaller number first"),
    ],
)
def test_expand_refuses(refused, sources, message):
    with refused(message):
        expand(sources)


def write(folder, name, *cells):
    """Write a notebook of (kind, text, sources), where None stands for metadata that say nothing of sources."""
    cells = [
        {"cell_type": kind, "id": f"{name[:2]}-{k}", "source": [text]}
        | ({"metadata": {"sources": sources}} if sources is not None else {})
        for k, (kind, text, sources) in enumerate(cells)
    ]
    (folder / name).write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_trace(tmp_path):
    write(
        tmp_path,
        "01_one.ipynb",
        ("markdown", "# 01 · One", ["S0.1"]),
        ("markdown", "## 1 · First\n\n### detail", None),
        ("markdown", "text", ["S3.9-S3.10", "S1.7"]),
        ("code", "print(1)", ["S4.1"]),
        ("markdown", "S1.8 is elsewhere.", []),
        ("markdown", "## Notes\n\n*Sources: S3.20*", None),
    )
    write(
        tmp_path, "02b_two.ipynb", ("markdown", "## 1 · Again", ["S1.7", "S1.7"]), ("markdown", "more of it", ["S1.7"])
    )
    write(tmp_path, "Untitled.ipynb", ("markdown", "text", ["S1.1"]))
    write(tmp_path, "01_one-Copy1.ipynb", ("markdown", "text", ["S1.2"]))
    places = trace(tmp_path)
    assert list(places) == list(ITEMS)
    first, again = Place("01", "1 · First", "01_one.ipynb", "01-1"), Place("02b", "1 · Again", "02b_two.ipynb", "02-0")
    assert {item: found for item, found in places.items() if found} == {
        "S0.1": [Place("01", "", "01_one.ipynb")],
        "S3.9": [first],
        "S3.10": [first],
        "S1.7": [first, again],
    }
    assert [place.link() for place in (*places["S0.1"], first)] == [
        "[01](01_one.ipynb)",
        "[01 · 1](01_one.ipynb#cell-id=01-1)",
    ]
    assert again.link("../notebooks") == "[02b · 1](../notebooks/02b_two.ipynb#cell-id=02-0)"


def test_trace_refuses(refused, tmp_path):
    with refused(f"folder={str(tmp_path)!r} holds no notebook of the series, such as 01a_one_neuron.ipynb"):
        trace(tmp_path)
    write(tmp_path, "01_one.ipynb", ("markdown", "## 1 · First", ["S3.9-S3.7"]))
    message = "S3.9-S3.7 in sources=['S3.9-S3.7'] goes backwards, expected the smaller number first"
    with refused(f"01_one.ipynb, section '1 · First': {message}"):
        trace(tmp_path)


def test_every_item_of_the_notebooks_has_a_place():
    # Counted without the library.
    named = {item: set() for item in ITEMS}
    for path in PATHS:
        for cell in read(path).cells:
            entries = " ".join(cell.metadata.get("sources", []))
            for source, start, end in re.findall(r"(S\d+)\.(\d+)(?:-S\d+\.(\d+))?", entries):
                for number in range(int(start), int(end or start) + 1):
                    named[f"{source}.{number}"].add(path.name)
    homeless = [item for item, files in named.items() if not files]
    assert not homeless, f"no cell's metadata name {', '.join(homeless)} among its sources"
    assert {item: {place.file for place in places} for item, places in trace(FOLDER).items()} == named
