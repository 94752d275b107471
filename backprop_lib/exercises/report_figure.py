"""The picture of a class: a grid of learners and exercises, and beneath it the mistakes."""

from matplotlib import rc_context

from backprop_lib.exercises.exercise import NOT_ATTEMPTED, NOT_YET, RIGHT
from backprop_lib.exercises.report import frequent
from backprop_lib.plots import BLACK, GREEN, SKY, YELLOW, figure

WIDTH, LEFT = 12, 4.2  # inches: of the picture, and of the names on its left
ROW = 0.16  # inches of height of a learner, and of a mistake
LONGEST = 40  # letters of a learner's name

# Done, tried and not touched differ by shape and size, too.
LOOKS = {
    RIGHT: {"label": "done", "marker": "s", "markersize": 7, "color": GREEN},
    NOT_YET: {"label": "tried", "marker": "D", "markersize": 4.5, "color": YELLOW, "markeredgecolor": BLACK},
    NOT_ATTEMPTED: {"label": "not touched", "marker": ".", "markersize": 2, "color": BLACK},
}


def draw_class(group):
    """Return a figure of who has done what, and which mistakes were made how often in which exercise."""
    bars = [(f"{name}  {mistake}", times) for name in group.exercises for mistake, (times, _) in frequent(group, name)]
    learners, mistakes = max(len(group.records), 1), max(len(bars), 1)
    rows = learners + mistakes + 10
    fig, (above, below) = figure(rows=2, width=WIDTH, height=ROW * rows)
    fig.set_layout_engine("none")  # it would measure each of the many names several times
    above.set_position([LEFT / WIDTH, (mistakes + 6) / rows, 0.98 - LEFT / WIDTH, learners / rows])
    below.set_position([LEFT / WIDTH, 1 / rows, 0.93 - LEFT / WIDTH, mistakes / rows])
    _draw_grid(above, group)
    _draw_mistakes(below, bars)
    return fig


def save_class(group, path):
    """Draw a class into a file, whose ending says its format."""
    # For the many names: letters that need not be fitted to the grid of pixels, and stay letters in an SVG.
    with rc_context({"text.hinting": "none", "text.hinting_factor": 1, "svg.fonttype": "none"}):
        draw_class(group).savefig(path)


def _draw_grid(ax, group):
    _name_rows(ax, [name if len(name) <= LONGEST else f"{name[: LONGEST - 3]}..." for name in group.records])
    for status, look in LOOKS.items():
        places = [
            (column, row)
            for row, learner in enumerate(group.records)
            for column, name in enumerate(group.exercises)
            if group.status(learner, name) == status
        ]
        ax.plot([column for column, _ in places], [row for _, row in places], linestyle="none", **look)
    ax.set_xlim(-0.6, len(group.exercises) - 0.4)
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(group.exercises)), group.exercises, rotation=90)
    ax.tick_params(labelsize=7, length=0)
    ax.spines["bottom"].set_visible(False)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=len(LOOKS), frameon=False)


def _draw_mistakes(ax, bars):
    _name_rows(ax, [name for name, _ in bars])
    ax.hlines(range(len(bars)), 0, [times for _, times in bars], color=SKY, linewidth=8)
    ax.set_xlim(left=0)
    for row, (_, times) in enumerate(bars):
        ax.text(times, row, f" {times}", va="center_baseline", fontsize=7)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.set_title("how often each mistake was made", fontsize=9, loc="left")


def _name_rows(ax, names):
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)  # the first is at the top
    ax.set_yticks([])
    for row, name in enumerate(names):
        where = {"transform": ax.get_yaxis_transform(), "ha": "right", "va": "center_baseline"}
        ax.text(-0.01, row, name, fontsize=7, parse_math=False, **where)  # a dollar in a name is a dollar
