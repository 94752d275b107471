"""The puzzles of sitting 09: slip, convention or claim."""

from backprop_lib.sources.puzzles.puzzle import Puzzle

PUZZLES = [
    Puzzle(
        "09-1",
        "K3",
        r"""
$j$ counts the neurons of the *next* layer here; it is the target of the weight, and this text writes the target
first. A few lines above the same letter is the source. The letter changed sides, the rule did not.
""",
    ),
    Puzzle(
        "09-2",
        "E44",
        r"""
On paper nothing is wrong: the entrywise product needs two columns, so $W^T\delta$ comes first. Python gives `*`
and `@` the same rank and reads from the left. With one sample it is right by luck, with six it stops, and with
as many samples as the layer has neurons it computes something else without a word.
""",
    ),
    Puzzle(
        "09-3",
        "K8",
        r"""
"Backward means transpose" is no law. One of the two passes has it, the other has not; which one depends on the
order of the indices. With the source first the transpose stands in the forward pass.
""",
    ),
    Puzzle(
        "09-4",
        "E66",
        r"""
An assumption that is written down is neither unstated nor a slip. It is stronger than need be: differentiable
except at single points, with a convention there, is enough, and then ReLU may take part. With real digits and a
fresh network no pre-activation is exactly 0.
""",
    ),
    Puzzle(
        "09-5",
        "K9",
        r"""
This text gives a weight the number of the layer it leaves. So $W^{(2)}$ leads from layer 2 to layer 3, and
$\delta^{(3)}$ stands at its far end.
""",
    ),
    Puzzle(
        "09-6",
        "E67",
        r"""
In mathematics and in numpy `log` is the natural logarithm. Another base would divide the gradient by a
constant, which a learning rate makes up for.
""",
    ),
    Puzzle(
        "09-7",
        "K14",
        r"""
The delta of *one* sample has no $\frac1N$. It waits in the gradients, where it stands once. Both places at
once, or neither: these are the slips.
""",
    ),
    Puzzle(
        "09-8",
        "K17",
        r"""
First ask *which cost is it?* Here it is a sum over the samples, so its gradient is a sum. A few pages later the
cost is a mean, and there a sum without $\frac1N$ is a slip.
""",
    ),
    Puzzle(
        "09-9",
        "E60",
        r"""
True on paper. In floating point a probability may be rounded to 0, $\ln 0$ is $-\infty$, and $0 \cdot
(-\infty)$ is not a number. A cost that is computed from the logits has no such trouble. That is a matter of
programs, not of the text.
""",
    ),
    Puzzle(
        "09-10",
        "K16",
        r"""
Of "one-hot" the proof uses one thing, that the targets sum to 1. So it holds for soft targets as well. If they
sum to something else, a factor survives: $\delta = (\sum_i y_i)\, a - y$.
""",
    ),
    Puzzle(
        "09-11",
        "K11",
        r"""
A letter has no value outside the sum that runs through its values. The next line still contains $k$, so the sum
over $k$ extends into it.
""",
    ),
    Puzzle(
        "09-12",
        "E35",
        r"""
The steps must be small enough, below $2/\lambda_{\max}$: ten percent below it five random starts arrive at one
point, ten percent above none does. The text does not say so, and its cost, a polynomial's, is convex, so what
it reaches is more than it promises: the global minimum.
""",
    ),
]
