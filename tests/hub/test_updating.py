"""A learner's copy of the series, brought up to date as the hub does it: nothing of the learner's is lost or broken."""

import asyncio
import logging
import shutil
import subprocess
from types import SimpleNamespace

import nbformat
import pytest
from notebook_files import PATHS, ROOT, read
from traitlets.config import PyFileConfigLoader

CHANGED, UNTOUCHED = PATHS[0].name, PATHS[1].name


def git(folder, *command):
    identity = ["-c", "user.name=author", "-c", "user.email=author@example.org"]
    subprocess.run(["git", *identity, *command], cwd=folder, check=True, capture_output=True)


def write_below_each_cell(path, words):
    notebook = read(path)
    for cell in notebook.cells:
        cell.source += f"\n{words}"
    nbformat.write(notebook, path)


@pytest.fixture
def series(tmp_path):
    """Return a repository with two notebooks, and this configuration of the hub."""
    folder = tmp_path / "series"
    shutil.copytree(ROOT / "classroom", folder / "classroom")
    for name in (CHANGED, UNTOUCHED):
        (folder / "notebooks").mkdir(exist_ok=True)
        shutil.copy(ROOT / "notebooks" / name, folder / "notebooks")
    git(folder, "init", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--message=first")
    return folder


@pytest.fixture
def bring(series, tmp_path, monkeypatch, caplog):
    """Return a function that does what the hub does before a learner's server starts, and returns the notebooks."""
    group = tmp_path / "class"
    group.mkdir()
    (group / "learners.txt").write_text("ada", encoding="utf-8")
    (group / "teachers.txt").write_text("emmy", encoding="utf-8")
    monkeypatch.setenv("BACKPROP_CLASS", str(group))
    config = PyFileConfigLoader("jupyterhub_config.py", path=str(series / "classroom")).load_config()
    spawner = SimpleNamespace(user=SimpleNamespace(name="ada"), log=logging.getLogger("hub"))

    def bring():
        asyncio.run(config.Spawner.pre_spawn_hook(spawner))
        assert not caplog.records
        return group / "homes" / "ada" / "series" / "notebooks"

    return bring


def test_a_notebook_changed_on_both_sides_stays_the_learners_and_the_others_become_new(series, bring):
    mine = bring()
    write_below_each_cell(mine / CHANGED, "mine")
    before = (mine / CHANGED).read_bytes()
    for name in (CHANGED, UNTOUCHED):
        write_below_each_cell(series / "notebooks" / name, "theirs")
    git(series, "commit", "--all", "--message=second")
    bring()
    assert (mine / CHANGED).read_bytes() == before
    assert (mine / UNTOUCHED).read_bytes() == (series / "notebooks" / UNTOUCHED).read_bytes()


def test_a_notebook_that_the_learner_renames_comes_anew(series, bring):
    mine = bring()
    write_below_each_cell(mine / CHANGED, "mine")
    bring()  # the change is kept in the learner's own history
    (mine / CHANGED).rename(mine / "kept.ipynb")
    bring()
    assert (mine / CHANGED).read_bytes() == (series / "notebooks" / CHANGED).read_bytes()
    assert "mine" in (mine / "kept.ipynb").read_text(encoding="utf-8")


def test_a_series_that_cannot_be_had_is_said_and_does_not_keep_the_server_from_starting(series, bring, caplog):
    mine = bring()
    (series / ".git").rename(series / "gone")
    with pytest.raises(AssertionError):
        bring()
    assert "The series of ada is not up to date" in caplog.text
    assert (mine / CHANGED).exists()
