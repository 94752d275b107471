"""README and CONTRIBUTING: what they count is so many, what they list is all there is, what they name exists."""

import pkgutil
import re

import pytest
from notebook_files import PATHS, ROOT, is_sitting, markdown, read

from backprop_lib.exercises import catalogue
from backprop_lib.sources import ITEMS, errata
from backprop_lib.sources import TEXTS as SOURCES
from backprop_lib.teaching.reading_time import reading_time
from backprop_lib.widgets.rosetta_notation import TEXTS as NOTATIONS

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WORDS = " ".join(README.split())

ENTRIES = catalogue()


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("A series of # Jupyter notebooks", len(PATHS)),
        ("There are # exercises,", len(ENTRIES)),
        ("exercises, and # of them ask for code", sum(callable(entry.right) for entry in ENTRIES)),
        ("about # known mistakes", round(sum(len(entry.wrong) for entry in ENTRIES), -2)),
        ("follows # published derivations", len(SOURCES)),
        ("translate between # notations", len(NOTATIONS)),
        ("finds # slips in them by computing", len(errata("slip"))),
        ("a table of all # items", len(ITEMS)),
    ],
)
def test_a_count(words, count):
    assert re.findall(words.replace("#", r"([\d,]+)"), WORDS) == [f"{count:,}"]


def test_the_table_of_notebooks_lists_the_series():
    listed = re.findall(r"^\| \[(.*?)\]\((.*?\.ipynb)\) \|", README, flags=re.MULTILINE)
    titles = [markdown(read(path)).partition("\n")[0].removeprefix("# ") for path in PATHS]
    assert listed == [(title, f"notebooks/{path.name}") for title, path in zip(titles, PATHS, strict=True)]


def test_the_table_of_notebooks_says_how_long_a_sitting_takes():
    said = dict(re.findall(r"^\| \[.*?\]\(notebooks/(.*?\.ipynb)\) \| .* \| (\d+) \|$", README, flags=re.MULTILINE))
    counted = {path.name: str(reading_time(read(path).cells).stated[0]) for path in PATHS if is_sitting(path)}
    assert {name: said.get(name) for name in counted} == counted


def test_the_table_of_modules_lists_the_library():
    table = README.partition("| module | |\n")[2].partition("\n\n")[0]
    listed = re.findall(r"`(\w+)`", " ".join(row.split("|")[1] for row in table.splitlines()))
    assert sorted(listed) == sorted(module.name for module in pkgutil.iter_modules([ROOT / "backprop_lib"]))


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_what_is_linked_exists(text):
    for target in re.findall(r"\]\(((?!https?:)[^)#]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_each_file_that_is_named_exists(text):
    named = re.findall(r"(?:backprop_lib|benchmarks|mutation|notebooks|tests)/[\w./*-]*[\w*]|\b\w+\.toml\b", text)
    assert named
    for name in named:
        assert any(ROOT.glob(name)), name


def test_contributing_says_where_to_change_what():
    table = CONTRIBUTING.partition("| what | where |")[2].partition("\n\n")[0]
    for row in table.splitlines()[2:]:
        assert re.search(r"`[\w./*]+`", row.split("|")[2]), row
    for what in ("activation", "cost", "exercise", "source text", "colour", "figure", "message", "notebook", "README"):
        assert what in table, what
