"""The page of challenges: each block of code runs, on less data, and does what the page says of it."""

import importlib.util
import re

import numpy as np
import pytest
from notebook_files import ROOT
from PIL import Image
from strokes import DIGITS
from test_folder import photo

from backprop_lib import LazyColumns, Network, descend, numerical_gradient, one_hot, relative_error
from benchmarks.what_now import PAGE, PUBLISHED, beginning, blocks, error, recipes, row, spread

TEXT = PAGE.read_text(encoding="utf-8")
FIRST, RECIPES = recipes(TEXT)
OWN = [block for block in blocks(TEXT) if block.heading == "Your own pictures"]
FRAMEWORK = [block for block in blocks(TEXT) if block.heading == "A framework"]
TABLE = re.findall(r"^\| .* \|$", TEXT.partition("## What came out")[2], flags=re.MULTILINE)[1:]

each_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda block: block.heading)


@pytest.fixture(scope="module")
def first():
    """Return the names of the first block."""
    return beginning(FIRST)


@pytest.fixture
def few(first):
    """Return the names of the first block with little data: 1,000 images to learn from, 500 for the test."""
    images, labels = first["images"][:1000], first["labels"][:1000]
    return beginning(
        FIRST,
        images=images,
        labels=labels,
        X=LazyColumns(images, np.float32),
        Y=one_hot(labels, dtype=np.float32),
        X_test=first["X_test"][:, :500],
        test_labels=first["test_labels"][:500],
        epochs=3,
    )


def ran(heading, names):
    """Run the recipe with a heading, without its training, and return the names that it defines."""
    (recipe,) = (block for block in RECIPES if block.heading == heading)
    names["learn"] = lambda *arguments, **options: None
    exec(recipe.code, names)
    return names


@pytest.fixture
def small():
    """Return a network of different widths, and data for it."""
    rng = np.random.default_rng(4)
    return Network([5, 7, 4, 3], rng=1), rng.normal(size=(5, 6)), one_hot(rng.integers(0, 3, 6), 3)


def test_every_block_of_the_page_is_run_here():
    assert blocks(TEXT) == [FIRST, *RECIPES, *OWN, *FRAMEWORK]
    assert TEXT.count("```python\n") == len(blocks(TEXT))
    assert (len(RECIPES), len(OWN), len(FRAMEWORK)) == (7, 2, 2)


@each_recipe
def test_a_recipe_learns(recipe, few):
    assert error(recipe, few) < 35


def test_momentum_goes_on_with_a_part_of_the_step_before(few, small):
    Momentum = ran("Momentum", few)["Momentum"]
    net, X, Y = small
    plain = Network(net.sizes, rng=1)
    start = net.W[2]
    step = Momentum(net, keep=0.9)
    for _ in range(2):
        cost = step(net, X, Y, 0.1)
    first_cost = descend(plain, X, Y, 0.1)
    first_step = plain.W[2] - start
    second_cost = descend(plain, X, Y, 0.1)
    assert cost == pytest.approx(second_cost, rel=1e-14)
    assert cost < first_cost
    assert relative_error(net.W[2], plain.W[2] + 0.9 * first_step) < 1e-14


def test_weight_decay_is_descent_on_the_cost_and_the_squares(few, small):
    decaying = ran("Weight decay", few)["decaying"]
    net, X, Y = small
    old_W, old_b = net.W, net.b

    def objective(W):
        other = Network(net.sizes)
        other.W, other.b = [None, old_W[1], W, old_W[3]], old_b
        return other.cost(X, Y) + 0.3 / 2 * sum((V**2).sum() for V in other.W[1:])

    gradient = numerical_gradient(objective, old_W[2])
    decaying(net, X, Y, 0.1, decay=0.3)
    assert relative_error((old_W[2] - net.W[2]) / 0.1, gradient) < 1e-8
    assert net.b[2].shape == old_b[2].shape


def test_dropout_closes_gates_forward_and_backward(few):
    names = ran("Dropout", few)
    Dropout, rng = names["Dropout"], np.random.default_rng(0)
    net = Dropout([8, 50, 40, 3])
    net.W = [None, *(0.01 * W for W in net.W[1:])]
    net.b = [None, *(np.full_like(b, 9.0) for b in net.b[1:])]  # so that all gates would be open
    cache = net.forward(0.1 * rng.normal(size=(8, 100)))
    gradients = net.backward(cache, one_hot(rng.integers(0, 3, 100), 3))
    for l in (1, 2):
        silent = cache.A[l] == 0
        assert 0.17 < silent.mean() < 0.23
        assert np.array_equal(gradients.Delta[l] == 0, silent)
    assert (cache.A[3] > 0).all()
    assert np.array_equal(names["awake"].W[2], np.float32(0.8) * names["forgetful"].W[2])


def test_shifted_images_are_the_same_at_another_place(few):
    shifted, images = ran("Shifted images", {**few, "epochs": 0, "error": lambda net: 0.0})["shifted"], few["images"]
    moved = shifted(images, np.random.default_rng(0))
    places = [(down, right) for down in range(-2, 3) for right in range(-2, 3)]
    same = [(np.roll(images, place, axis=(1, 2)) == moved).all(axis=(1, 2)) for place in places]
    assert np.any(same, axis=0).all()
    assert min(found.sum() for found in same) > 20  # of 1000, at each of 25 places


def test_pictures_of_ones_own(few, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, digit in [*((f"my_digits/{digit}", digit) for digit in DIGITS), ("my_letters/A", 7), ("my_letters/B", 0)]:
        (tmp_path / name).mkdir(parents=True)
        for seed in range(1 if "digits" in name else 12):
            Image.fromarray(photo(DIGITS[digit], seed=seed)).save(tmp_path / name / f"{seed}.png")
    for block in OWN:
        exec(block.code, few)
    digits, letters = capsys.readouterr().out.splitlines()
    assert re.fullmatch("[01] of 10 are read wrongly", digits)
    assert letters == "6 of 6 held-out pictures are read"


if importlib.util.find_spec("torch"):  # which a reader of the series does not need

    @pytest.mark.parametrize("block", FRAMEWORK, ids=["gradients", "training"])
    def test_the_framework_gives_the_same_numbers_and_learns(block, few, capsys):
        exec(block.code, few)
        assert all(float(line.split()[0]) < 60 for line in capsys.readouterr().out.splitlines())


def test_the_table_has_a_row_for_each_recipe():
    assert [line.split(" | ")[0].removeprefix("| ") for line in TABLE] == [block.heading for block in RECIPES]
    assert set(PUBLISHED) <= {block.heading for block in RECIPES}


@pytest.mark.parametrize("line", TABLE)
def test_a_row_is_what_three_runs_give(line):
    heading, mean, best, worst, spread_of_test, published = (cell.strip() for cell in line.strip("|").split("|"))
    mean, best, worst = float(mean), float(best), float(worst)
    middle = 3 * mean - best - worst  # the third of them
    assert best - 0.02 < middle < worst + 0.02
    assert float(spread_of_test) == pytest.approx(spread(mean), abs=0.006)
    assert published == PUBLISHED.get(heading, "")


def test_a_row_and_the_spread():
    assert spread(2.0) == pytest.approx(0.14)
    assert row("A", [1.0, 2.0, 3.0]) == "| A | 2.00 | 1.00 | 3.00 | 0.14 |  |"


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+\.\w+)\)", TEXT):
        assert (ROOT / "docs" / target).exists(), target
