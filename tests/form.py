"""The form of a notebook, as rules. Each rule yields, in words, what is not as it should be.

A rule is given the number of a notebook, such as "01a", and its cells.
"""

import re

from backprop_lib.sources.puzzles import PUZZLES
from backprop_lib.teaching.reading_time import is_collapsed, reading_time

FIRST = "00a"  # before it there is nothing to recall
SOURCES = "06"  # the stage from which on the source texts are talked about
MOST_MINUTES, MOST_LINES, WIDEST = 50, 120, 120

DRAWS = re.compile(
    r"\balt = |\.plot\(|\bplt\.|\bax(es)?\b.*=.*figure\(|\bax(es)?(\[.*\])?\.\w+\(|\bshow\(|\bMarkdown\("
)
SOURCE_TALK = re.compile(r"\bS[0-4](?:\.\d+)?\b|\b[EK]\d{1,2}\b")
ITEM = re.compile(r"(\d+[.)]|[-+*]) ")  # what begins an item of a list, wherever the line was broken
RECALL = re.compile(r".+-r\d+")
CHECK = re.compile(r'^check\("([^"]+)", (?:\w+|\.\.\.)\)$', flags=re.MULTILINE)
# Only what the last statement of a cell returns is shown.
PREDICT = re.compile(r'^(?:predict|verdict)\("([^"]+)", .*\.\.\..*\)(?: *#.*)?\Z', flags=re.MULTILINE)
CAME_OUT = re.compile(r'^(?:came_out\(\s*"([^"]+)",.*(?:\n[ )].*)*|reveal\("([^"]+)"\))\Z', flags=re.MULTILINE)


def found(pattern, cells):
    """Return the names that a pattern finds in code cells, as pairs of the cell's place and the name."""
    code = ((k, cell.source) for k, cell in enumerate(cells) if cell.cell_type == "code")
    return [(k, match[match.lastindex]) for k, source in code for match in pattern.finditer(source)]


def names(pairs):
    """Return the finds without their places."""
    return [name for _, name in pairs]


def texts(cells):
    """Return the texts between the code."""
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def begins(cell, pattern):
    """Say whether a cell of text begins with a pattern, such as a heading."""
    return cell.cell_type == "markdown" and re.match(pattern, cell.source) is not None


def above(pattern, cells):
    """Return the cells above the first that begins with a pattern; all of them if there is none."""
    return cells[: next((k for k, cell in enumerate(cells) if begins(cell, pattern)), len(cells))]


def text_below_the_figure(cells):
    return next(iter(texts(cells[2:])), "")


def has_its_title_and_a_summary(number, cells):
    if not begins(cells[0], f"# {number} · "):
        yield f"begins with {cells[0].source[:40]!r}, expected '# {number} · ' and the title"
    if not any(begins(cell, "## Summary") for cell in cells):
        yield "has no summary, expected '## Summary'"


def says_at_the_top_what_it_gives_and_needs(number, cells):
    for heading in ("**What you will be able to do**", "**What you need**", "**Time**"):
        if heading not in cells[0].source:
            yield f"{heading} is missing in the first cell"


def opens_with_a_figure(number, cells):
    shown = [output.get("data", {}) for cell in cells[1:2] if cell.cell_type == "code" for output in cell.outputs]
    if not any("image/png" in data for data in shown):
        yield "the second cell shows no figure, expected one right below the title and the question"


def says_below_the_figure_what_it_gives_and_needs(number, cells):
    opening = text_below_the_figure(cells)
    for heading in ("**You will be able to**", "**You need**", "**Time**"):
        if heading not in opening:
            yield f"{heading} is missing in the first text below the figure, which begins {opening[:40]!r}"


def says_how_long_it_takes(number, cells):
    time = reading_time(cells)
    minutes, more = time.stated
    expected = f"**Time**: {minutes} minutes, and {more} for the exercises"
    if expected not in text_below_the_figure(cells):
        yield f"expected {expected!r}, as counted: {time}"


def fits_into_one_sitting(number, cells):
    time = reading_time(cells)
    if time.minutes > MOST_MINUTES:
        yield f"takes {time.minutes:.1f} minutes, expected at most {MOST_MINUTES}: {time}"
    if time.lines > MOST_LINES:
        yield f"{time.lines} lines of code are open, expected at most {MOST_LINES}"


def has_only_mathematics_open(number, cells):
    for cell in cells:
        if cell.cell_type == "code" and not is_collapsed(cell) and (drawing := DRAWS.search(cell.source)):
            yield f"an open cell draws or prints a table, expected it collapsed or in the library: {drawing[0]!r}"


def has_short_lines_of_text(number, cells):
    for text in texts(cells):
        for line in re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL).splitlines():
            if len(line) > WIDEST and not line.startswith("|"):
                yield f"a line of text has {len(line)} letters, expected at most {WIDEST}: {line[:60]!r}"


def breaks_no_line_before_what_begins_a_list(number, cells):
    for text in texts(cells):
        plain = re.sub(r"^> ?", "", re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL), flags=re.MULTILINE)
        for first, *others in (paragraph.splitlines() for paragraph in re.split(r"\n\s*\n", plain) if paragraph):
            if not ITEM.match(first) and (item := next(filter(ITEM.match, others), None)):
                yield f"a line of a paragraph is shown as an item of a list, expected other words or a break: {item!r}"


def recalls_earlier_sittings(number, cells):
    recalled = list(filter(RECALL.fullmatch, names(found(CHECK, cells))))
    early = list(filter(RECALL.fullmatch, names(found(CHECK, above(r"## \d", cells)))))
    if number != FIRST and len(early) not in (2, 3):
        yield f"recalls {early} above the first numbered section, expected two or three questions"
    last = list(filter(RECALL.fullmatch, names(found(CHECK, cells[len(above("## Summary", cells)) :]))))
    if recalled != early + last:
        yield f"recalls {recalled} in order, expected them above the first numbered section or below the summary"
    for name in recalled:
        if not name.startswith(f"{number}-"):
            yield f"recalls {name}, expected the name of a question of this sitting, such as {number}-r1"


def is_silent_about_the_source_texts(number, cells):
    talk = sorted(set(SOURCE_TALK.findall("\n".join(texts(cells)))))
    if talk and number < SOURCES:
        yield f"names {', '.join(talk)}, expected no talk of the source texts before stage {SOURCES}"


def has_predictions_that_are_compared(number, cells):
    said, compared = found(PREDICT, cells), found(CAME_OUT, cells)
    for name in names(said):
        if not re.fullmatch(rf"{number}-\d+", name) and name not in PUZZLES:  # a puzzle keeps its name where it moves
            yield f"predict({name!r}, ...), expected a name of this sitting, such as {number}-1"
    if len(set(names(said))) < len(said):
        yield f"predictions are named {', '.join(names(said))}, expected no name twice"
    if sorted(names(said)) != sorted(names(compared)):
        yield (
            f"cells end with predict of {', '.join(names(said)) or 'nothing'} and with came_out of "
            f"{', '.join(names(compared)) or 'nothing'}, expected the same names"
        )
    places = {name: k for k, name in said}
    for k, name in compared:
        if k < places.get(name, -1):
            yield f"came_out({name!r}, ...) stands above its predict, expected it below"


def has_a_place_for_each_prediction(number, cells):
    for k, cell in enumerate(cells):
        asked = cell.source.count("> **Predict.**") if cell.cell_type == "markdown" else 0
        if asked > len(found(PREDICT, cells[k + 1 : k + 2])):
            yield f"asks for a prediction in {cell.source[-60:]!r}, expected predict in the cell below, one for each"


def asks_before_the_reader_goes(number, cells):
    for k, cell in enumerate(cells):
        if begins(cell, "## Summary") or (cell.cell_type == "markdown" and "**Before you go**" in cell.source):
            rest = above("## ", cells[k + 1 :])
            if found(CHECK, rest) or found(PREDICT, rest):
                return
    yield "asks nothing at the end, expected check or predict below the summary or below '**Before you go**'"


# Of a sitting, which has a letter or is all there is of a late stage; and of a notebook that is a whole early stage.
SITTING = [
    has_its_title_and_a_summary,
    opens_with_a_figure,
    says_below_the_figure_what_it_gives_and_needs,
    says_how_long_it_takes,
    fits_into_one_sitting,
    has_only_mathematics_open,
    has_short_lines_of_text,
    breaks_no_line_before_what_begins_a_list,
    recalls_earlier_sittings,
    is_silent_about_the_source_texts,
    has_predictions_that_are_compared,
    has_a_place_for_each_prediction,
    asks_before_the_reader_goes,
]
WHOLE_STAGE = [has_its_title_and_a_summary, says_at_the_top_what_it_gives_and_needs]


def faults(number, cells):
    """Return all that is not as it should be, each with the rule it breaks."""
    rules = WHOLE_STAGE if number.isdigit() and number < SOURCES else SITTING
    return [f"{rule.__name__}: {fault}" for rule in rules for fault in rule(number, cells)]
