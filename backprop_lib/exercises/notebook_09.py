"""The exercises of stage 09: slip, convention or claim."""

from backprop_lib.exercises.refereed import Refereed
from backprop_lib.sources.page import LINES

EXERCISES = [
    Refereed.of_page(
        "09-1",
        "which lines of the page are wrong",
        LINES,
        r"""
        Five lines are wrong: 4, 8, 10, 11 and 13.
        4: by line 3, σ'(0) = 1/2 · (1 - 1/2) = 1/4.
        8: the slope is that of layer l, σ'(Z^(l)); line 9 has it.
        10: D has its 1/N from line 7, so no second one: (A^(l))^T D^(l+1).
        11: the samples are added up, and they are the rows: (D^(l+1))^T 1.
        13: L layers have L - 1 matrices; the sum ends at L - 1, and there is no n_(L+1).
        Three lines look wrong and are right. 7: D is the derivative of the mean, so its 1/N stands there.
        9: the source comes first, so no transpose. 12: rows of A and of Y sum to 1, soft targets or not.
        """,
    ),
]
