"""``python -m backprop_lib.exercises report FOLDER``: what a class has done, from the records in a folder."""

import argparse
import json
import sys
from pathlib import Path

from backprop_lib.exercises.report import as_data, as_text, read_class, write_marks
from backprop_lib.exercises.words import printable


def main(arguments=None):
    """Run the command, and return its exit code: 1 if there is no record in the folder."""
    parser = argparse.ArgumentParser(prog="python -m backprop_lib.exercises")
    commands = parser.add_subparsers(required=True)
    report = commands.add_parser("report", help="say what a class has done, from the records in a folder")
    report.add_argument("folder", type=Path, help="where the records are, also in folders of their own")
    report.add_argument("--json", type=Path, metavar="FILE", help="write all that is known as JSON")
    report.add_argument("--csv", type=Path, metavar="FILE", help="write marks, a row for each learner and exercise")
    report.add_argument("--plot", type=Path, metavar="FILE", help="draw it, as PNG, SVG or PDF")
    chosen = parser.parse_args(arguments)
    if not chosen.folder.is_dir():
        parser.error(f"{chosen.folder} is no folder, expected one with the records of a class")
    group = read_class(chosen.folder)
    print(printable(as_text(group), sys.stdout))
    if chosen.json:
        chosen.json.write_text(json.dumps(as_data(group), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if chosen.csv:
        with chosen.csv.open("w", encoding="utf-8-sig", newline="") as file:  # as spreadsheets know it
            write_marks(group, file)
    if chosen.plot:
        from backprop_lib.exercises.report_figure import save_class  # drawing takes longer to import than to read

        save_class(group, chosen.plot)
    return 0 if group.records else 1


if __name__ == "__main__":
    sys.exit(main())
