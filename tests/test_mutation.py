"""The list of mutants that survive speaks of the code as it is. The mutants themselves: `python -m mutation`."""

import tomllib

import pytest

from mutation import MODULES, ROOT

SURVIVORS = tomllib.loads((ROOT / "mutation" / "survivors.toml").read_text(encoding="utf-8"))["survivor"]


@pytest.mark.parametrize("survivor", SURVIVORS, ids=lambda survivor: survivor["mutant"])
def test_the_line_that_a_survivor_changes_is_in_its_module(survivor):
    code = (ROOT / "backprop_lib" / f"{survivor['module']}.py").read_text(encoding="utf-8")
    assert survivor["line"] in [line.strip() for line in code.splitlines()]
    assert survivor["mutant"] != survivor["line"]
    assert survivor["reason"]


def test_the_modules_of_the_mathematics_are_found_with_their_tests():
    for name in ("activations", "costs", "network", "gradcheck", "training", "data/encoding", "data/preparation"):
        assert MODULES[name] == f"test_{name.rpartition('/')[2]}.py"
    assert {survivor["module"] for survivor in SURVIVORS} <= set(MODULES)


def test_no_survivor_is_listed_twice():
    assert len({(s["module"], s["line"], s["mutant"]) for s in SURVIVORS}) == len(SURVIVORS)
