"""The index of the pages for teachers, with plans of a course whose minutes are counted.

The text is in the file index.md of the notes. A line `sections: 02a 1 3; 02b all` there stands for what a lesson is
made of, by the numbers of the sections (0 is the beginning of a sitting); it becomes a table with minutes. A line
`sittings` becomes a table of all pages.
"""

import re

from backprop_lib.teaching.notes import FOLDER
from backprop_lib.teaching.page import MADE, link

LESSON = 50  # minutes
SECTIONS = re.compile(r"^sections: (.+)$", flags=re.MULTILINE)


def index(series):
    """Return the index, for the sittings of the series by number."""
    title, _, text = (FOLDER / "index.md").read_text(encoding="utf-8").partition("\n")
    text = text.replace("\nsittings\n", f"\n{table_of_sittings(series)}\n")
    return f"{title}\n\n{MADE}\n{SECTIONS.sub(lambda match: lesson(match[1], series), text)}"


def table_of_sittings(series):
    """Return a table with a row for each sitting."""
    rows = ["| for the teacher | afterwards your learners can | minutes | figures | predictions | exercises |"]
    rows.append("|:--|:--|--:|--:|--:|--:|")
    for sitting in series.values():
        aims = re.sub(r"\n- |\s+", " ", sitting.marked("You will be able to").removeprefix("- "))
        figures = sum(one.kind == "figure" for one in sitting.spoken)
        counts = f"{sitting.minutes} | {figures} | {len(sitting.spoken) - figures} | {len(sitting.exercises)}"
        rows.append(f"| [{sitting.number} · {sitting.title}]({sitting.number}.md) | {aims} | {counts} |")
    return "\n".join(rows)


def parts(text, series):
    """Return what a lesson is made of, as pairs of a sitting and its sections."""
    chosen = []
    for part in text.split(";"):
        number, *numbers = part.split()
        sitting = series[number]
        sections = [section for section in sitting.sections if numbers == ["all"] or str(section.number) in numbers]
        if numbers != ["all"] and len(sections) != len(numbers):
            raise ValueError(f"a lesson has the sections {part.strip()!r}, expected some that {number} has")
        chosen.append((sitting, sections))
    return chosen


def lesson(text, series):
    """Return a lesson as a table, with its minutes; one that is too long raises a ValueError."""
    rows, total = ["| from | sections | minutes |", "|:--|:--|--:|"], 0
    for sitting, sections in parts(text, series):
        minutes = sum(section.minutes for section in sections)
        what = "all" if len(sections) == len(sitting.sections) else "; ".join(link(sitting, one) for one in sections)
        rows.append(f"| [{sitting.number}]({sitting.number}.md) | {what} | {minutes} |")
        total += minutes
    if total > LESSON:
        raise ValueError(f"the lesson {text!r} takes {total} minutes, expected at most {LESSON}")
    return "\n".join([*rows, f"| | | **{total}** |"])
