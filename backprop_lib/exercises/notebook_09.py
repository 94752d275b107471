"""The exercises of stage 09: slip, convention or claim."""

import numpy as np

from backprop_lib.activations import softmax
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.refereed import Refereed
from backprop_lib.sources.page import LINES

NAMES = {"np": np, "softmax": softmax}


def _target_cases():
    rng = np.random.default_rng(92)
    cases = []
    for what, y in (
        ("a one-hot target", [0.0, 1, 0, 0]),
        ("a soft target", [0.5, 0.2, 0.2, 0.1]),
        ("a target with the sum 2", [1.0, 0.4, 0.4, 0.2]),
        ("a target with the sum 0.5", [0.1, 0.4, 0.0]),
    ):
        cases.append((what, (rng.normal(size=len(y)), np.array(y))))
    return cases


EXERCISES = [
    Choice.from_text(
        "09-r1",
        "which free test of 08 tells the gradient of a sum from that of a mean",
        "twice",
        """
        columns
            Multiply every gradient by N. Does a sum that is 0 notice?
            A factor leaves a 0 as it is. Which test changes the number of samples?

        shapes
            Has the gradient of a sum another shape than that of a mean?
            Both have the shape of the parameter. Which test changes the number of samples?

        widths
            Different widths find wrong matrices. Does a factor N care about widths?
            With any widths the gradient of the sum is N times that of the mean. Change the number of samples.
        """,
        """
        Write every sample down twice. The mean and its gradient stay as they are; a sum doubles.
        The sums of the columns of Delta(L) are 0 with any constant in front.
        """,
        options=("columns", "twice", "shapes", "widths"),
    ),
    Number.from_text(
        "09-r2",
        "delta for the softmax output (0.2, 0.5, 0.3) and the target (0, 1, 0), with cross-entropy",
        """
        a = [0.2, 0.5, 0.3]
        y = [0, 1, 0]
        answer = [a[0] - y[0], a[1] - y[1], a[2] - y[2]]
        """,
        """
        turned round: [a[0] - y[0], a[1] - y[1], a[2] - y[2]] -> [y[0] - a[0], y[1] - a[1], y[2] - a[2]]
            Should the right logit grow or shrink? The step goes against the gradient.
            You have target minus output. It is output minus target.

        derivative by the output: a[0] - y[0], a[1] - y[1], a[2] - y[2] -> -y[0] / a[0], -y[1] / a[1], -y[2] / a[2]
            You have the derivative by a. What is delta the derivative by?
            Delta is by the logits; the Jacobian of softmax is still missing.

        only the right class: a[0] - y[0], a[1] - y[1], a[2] - y[2] -> 0, a[1] - y[1], 0
            Do the other two logits not move the cost?
            Each logit moves all outputs. What do the entries of delta sum to?
        """,
        """
        delta = a - y, (5.9): (0.2 - 0, 0.5 - 1, 0.3 - 0) = (0.2, -0.5, 0.3). Its sum is 0, as it must be.
        """,
        using=NAMES,
        check="Add up the three entries: what must come out?",
    ),
    Choice.from_text(
        "09-r3",
        "a text's gradient is half of yours everywhere, and its cost has a half in front: which verdict",
        "convention",
        """
        slip
            Compare with the gradient of the text's own cost. Is it wrong?
            Half the cost has half the gradient. What would you have to know in order to use it?

        assumption
            Does the line hold under a condition only?
            It holds always. You have to know which cost it belongs to, and the text says so.

        fine
            Could you use the line in your program as it stands, with your learning rate?
            It is right, and it has to be translated first: its steps are half as long as yours.
        """,
        """
        It is right for its own cost, and has to be translated before you use it: a convention, (6.4).
        """,
        options=("slip", "convention", "assumption", "fine"),
    ),
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
    Code.from_text(
        "09-2",
        "write delta(z, y): the derivative of the cross-entropy by the logits, for targets with any sum",
        """
        def delta(z, y):
            a = softmax(z)
            return y.sum() * a - y
        """,
        """
        targets with the sum 1: y.sum() * a - y -> a - y
            Where the targets sum to 1 you are right. Try a target such as (2, 0).
            The factor of a is the sum of the targets. You wrote 1, which is its value for shares.

        targets divided by their sum: y.sum() * a - y -> a - y / y.sum()
            This is the delta of other targets, with the sum 1. Which cost has the task?
            The cost is linear in y: twice the target is twice the cost. Yours does not double.

        all of it times the sum: y.sum() * a - y -> y.sum() * (a - y)
            Where the targets sum to 1 you are right. Take z with all entries equal, and y = (2, 0).
            The sum of the targets multiplies a alone. It comes from the term with the logarithm.

        the number of classes: y.sum() * a - y -> len(y) * a - y
            Which sum stands in front of the logarithm?
            There it says y_1 + y_2 + ..., not 1 + 1 + ...

        sign turned round: y.sum() * a - y -> y - y.sum() * a
            Should the logit of the right class grow? The step goes against the gradient.
            You have all signs turned round.

        logits instead of probabilities: a = softmax(z) -> a = z
            The derivative of log-sum-exp is not z.
            You forgot the softmax.
        """,
        using=NAMES,
        remarks="""
        C = -Σ y_i ln a_i = -Σ y_i z_i + (Σ y_i) ln Σ e^(z_j), since ln a_i = z_i - ln Σ e^(z_j).
        The derivative of ln Σ e^(z_j) by z_k is a_k. So ∂C/∂z_k = -y_k + (Σ y_i) a_k; with the sum 1 it is (5.9).
        """,
        cases=_target_cases,
        parts=("delta",),
        check="Differentiate -(y * np.log(softmax(z))).sum() by the complex step.",
    ),
    Number.from_text(
        "09-3",
        "C(k) = 3k² − 2k: the learning rate at and above which descent does not arrive",
        """
        second = 2 * 3                # of 3k², twice differentiated
        answer = 2 / second
        """,
        """
        upside down: 2 / second -> second / 2
            Is a steeper bowl more or less patient with large steps?
            The limit is 2 divided by the second derivative.

        one step to the minimum: 2 / second -> 1 / second
            With this rate the first step arrives at the minimum. A step may be longer than that.
            It may overshoot, as long as it comes back a little nearer: up to twice this rate.

        the coefficient taken for the second derivative: second = 2 * 3 -> second = 3
            Differentiate 3k² twice, one exponent after the other.
            The second derivative is 6: the exponent comes down.

        the slope at 0: second = 2 * 3 -> second = 2
            The limit depends on how the slope changes. Differentiate once more.
            The term with k alone shifts the minimum, and is gone after the second derivative.
        """,
        """
        C''(k) = 6, the one eigenvalue, and 2/6 = 1/3.
        A step leads to k - α (6k - 2). The distance to the minimum, 1/3, is multiplied by 1 - 6α; this is less than 1
        in size only for 0 < α < 1/3.
        """,
        using=NAMES,
        check="Take k = 1, and try a few steps with 0.3, and with 0.4.",
    ),
]
