"""The configuration of the hub for a class, as JupyterHub reads it; `nox -s hub` starts it."""

import configparser
import json
import re
from types import SimpleNamespace

import pytest
from notebook_files import ROOT
from traitlets.config import PyFileConfigLoader

from classroom import load_test
from classroom.load_test import Lesson, lost, misses

FOLDER = ROOT / "classroom"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def group(tmp_path, monkeypatch):
    """Return the folder of a class of two, which the environment names."""
    monkeypatch.setenv("BACKPROP_CLASS", str(tmp_path))
    (tmp_path / "learners.txt").write_text("ada\ncarl.f\n", encoding="utf-8")
    (tmp_path / "teachers.txt").write_text("emmy\n", encoding="utf-8")
    return tmp_path


def configuration():
    return PyFileConfigLoader("jupyterhub_config.py", path=str(FOLDER)).load_config()


def spawner(name):
    return SimpleNamespace(user=SimpleNamespace(name=name))


def test_the_names_of_the_class_come_in_and_teachers_teach(group):
    config = configuration()
    assert config.Authenticator.allowed_users == {"ada", "carl.f", "emmy"}
    assert config.Authenticator.admin_users == {"emmy"}


def test_a_missing_list_is_named(group):
    (group / "teachers.txt").unlink()
    with pytest.raises(FileNotFoundError, match=re.escape(str(group / "teachers.txt"))):
        configuration()


@pytest.mark.parametrize("name", ["../ada", "Ada", ".ada", "ada/b", "-a"])
def test_a_name_that_is_no_name_of_a_file_is_refused(group, name):
    (group / "learners.txt").write_text(f"carl\n{name}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(name)):
        configuration()


def test_each_learner_has_a_home_and_a_record_in_folders_that_others_cannot_read(group):
    config = configuration()
    assert config.Spawner.environment["BACKPROP_EXERCISES"](spawner("ada")) == str(group / "records" / "ada.json")
    assert config.SimpleLocalProcessSpawner.home_dir_template.format(username="ada") == str(group / "homes" / "ada")
    assert config.Spawner.environment["JUPYTER_RUNTIME_DIR"](spawner("ada")) == str(group / "run" / "ada")
    assert {(group / name).stat().st_mode & 0o077 for name in ("records", "homes", "hub", "run")} == {0}


def test_kernels_that_start_at_once_cannot_get_the_same_port(group):
    assert "--KernelManager.transport=ipc" in configuration().Spawner.args


def test_the_limits_are_those_of_the_page(group):
    config = configuration()
    assert config.Spawner.cmd[:2] == ["prlimit", f"--data={2**30}"]
    assert "| memory of a process, a kernel or a server | 1 GiB;" in PAGE
    assert config.Spawner.environment["OPENBLAS_NUM_THREADS"] == "1"
    assert "--timeout=3600" in config.JupyterHub.services[0]["command"]
    assert "| a server that nobody uses | ended after an hour |" in PAGE
    assert "cull_idle_timeout=1800" in config.Spawner.args[0]
    assert "| a kernel whose page is closed | ended after half an hour |" in PAGE


def test_the_service_starts_this_configuration_where_the_page_puts_it():
    unit = configparser.RawConfigParser()
    unit.optionxform = str
    unit.read(FOLDER / "backprop-hub.service", encoding="utf-8")
    service = unit["Service"]
    home = "/home/backprop"
    assert service["ExecStart"] == f"{home}/venv/bin/jupyterhub -f {home}/series/classroom/jupyterhub_config.py"
    assert f'adduser --disabled-password --gecos "" {service["User"]}' in PAGE
    assert "git clone ADDRESS ~/series" in PAGE
    assert "python3 -m venv ~/venv" in PAGE
    assert service["ReadWritePaths"] == f"{home}/class"
    assert "mkdir -p ~/class" in PAGE
    assert service["MemoryMax"] == "85%"
    assert "85 of 100 of the machine" in PAGE


def test_nox_takes_the_proxy_that_the_page_installs():
    proxy, nox = re.search(r"configurable-http-proxy@[\d.]+", PAGE).group(), ROOT / "noxfile.py"
    assert f'PROXY = "{proxy}"' in nox.read_text(encoding="utf-8")


def test_an_answer_that_the_record_does_not_have_is_lost(tmp_path):
    lesson = Lesson("ada")
    lesson.answers.update({"01-1": 3, "01-2": 1})
    lesson.right.update({"01-1": 1, "01-2": 0})
    record = tmp_path / "ada.json"
    assert lost(lesson, record) == 4 + 1  # four answers, and that 01-1 is right
    kept = {"01-1": {"attempts": 2, "status": "right"}, "01-2": {"attempts": 4, "status": "not yet"}}
    record.write_text(json.dumps({"exercises": kept}), encoding="utf-8")
    assert lost(lesson, record) == 1


def test_what_is_missed_is_said():
    slider = "01a: slider to picture, ms (95 of 100)"
    assert misses({slider: 299.0, "GiB at the peak": 9.9, "answers lost": 0, "errors": 0}) == []
    missed = misses({slider: 301.0, "GiB at the peak": 10.1, "answers lost": 1, "errors": 2})
    assert [words.split(":")[0].split(",")[0] for words in missed] == ["01a", "10.1 GiB", "1 answers lost", "2 errors"]


def test_the_commands_of_the_page_have_options_that_there_are(capsys):
    with pytest.raises(SystemExit):
        load_test.main(["--help"])
    known = set(re.findall(r"--\w+", capsys.readouterr().out))
    used = {option for line in re.findall(r"classroom\.load_test(.*)", PAGE) for option in re.findall(r"--\w+", line)}
    assert used
    assert used <= known
