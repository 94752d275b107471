"""``python -m backprop_lib.exercises``: what a class has done, and worksheets for it.

``report FOLDER`` reads the records in a folder; ``worksheet 02a`` writes sheets for paper, and a key.
"""

import argparse
import json
import sys
from pathlib import Path

from backprop_lib.exercises.report import as_data, as_text, most_made, read_class, write_marks
from backprop_lib.exercises.words import printable


def main(arguments=None):
    """Run a command, and return its exit code: of a report, 1 if there is no record in the folder."""
    parser = argparse.ArgumentParser(prog="python -m backprop_lib.exercises")
    commands = parser.add_subparsers(required=True)
    report = commands.add_parser("report", help="say what a class has done, from the records in a folder")
    report.add_argument("folder", type=Path, help="where the records are, also in folders of their own")
    report.add_argument("--json", type=Path, metavar="FILE", help="write all that is known as JSON")
    report.add_argument("--csv", type=Path, metavar="FILE", help="write marks, a row for each learner and exercise")
    report.add_argument("--plot", type=Path, metavar="FILE", help="draw it, as PNG, SVG or PDF")
    report.add_argument("--sitting", metavar="02a", help="say which mistakes most have made in what this sitting asks")
    report.set_defaults(run=_report)
    worksheet = commands.add_parser("worksheet", help="write exercises for paper, with other numbers for each learner")
    worksheet.add_argument("what", nargs="+", help="sittings, such as 02a, or exercises, such as 02-1")
    learners = worksheet.add_mutually_exclusive_group()
    learners.add_argument("--learners", type=int, default=30, metavar="N", help="how many there are (30)")
    learners.add_argument("--names", type=Path, metavar="FILE", help="who they are, a name in each line")
    worksheet.add_argument("--out", type=Path, default=Path("worksheets"), metavar="FOLDER", help="(worksheets)")
    worksheet.set_defaults(run=_worksheet)
    for command in (report, worksheet):
        command.add_argument("--notebooks", type=Path, default=Path("notebooks"), metavar="FOLDER", help="(notebooks)")
    chosen = parser.parse_args(arguments)
    return chosen.run(chosen, parser)


def _report(chosen, parser):
    if not chosen.folder.is_dir():
        parser.error(f"{chosen.folder} is no folder, expected one with the records of a class")
    group = read_class(chosen.folder)
    text = most_made(group, _asked(chosen, parser)) if chosen.sitting else as_text(group)
    print(printable(text, sys.stdout))
    if chosen.json:
        chosen.json.write_text(json.dumps(as_data(group), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if chosen.csv:
        with chosen.csv.open("w", encoding="utf-8-sig", newline="") as file:  # as spreadsheets know it
            write_marks(group, file)
    if chosen.plot:
        from backprop_lib.exercises.report_figure import save_class  # drawing takes longer to import than to read

        save_class(group, chosen.plot)
    return 0 if group.records else 1


def _asked(chosen, parser):
    """Return the ids of all questions and exercises of the chosen sitting."""
    from backprop_lib.teaching.sitting import sittings  # which needs Jupyter; the report of a class does not

    series = sittings(chosen.notebooks)
    if chosen.sitting not in series:
        among = ", ".join(series) or f"none, as {chosen.notebooks} holds no notebook of the series"
        parser.error(f"there is no sitting {chosen.sitting!r}, expected one of: {among}")
    return [one.id for one in series[chosen.sitting].asked if one.kind == "check"]


def _worksheet(chosen, parser):
    # Only whoever has the notebooks, and so Jupyter, needs these.
    from backprop_lib.exercises.worksheet import named, numbered, with_variants, write
    from backprop_lib.teaching.sitting import sittings

    series = sittings(chosen.notebooks)
    try:
        exercises = with_variants(chosen.what, series)
    except ValueError as error:
        known = "" if series else f"; {chosen.notebooks} holds no notebook of the series, so no sitting is known"
        parser.error(f"{error}{known}")
    names = chosen.names.read_text(encoding="utf-8").splitlines() if chosen.names else []
    learners = named(name.strip() for name in names if name.strip()) if names else numbered(chosen.learners)
    for path in write(exercises, learners, f"Worksheet {', '.join(chosen.what)}", chosen.out):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
