"""The puzzles of sitting 09: slip, convention or claim."""

from backprop_lib.sources.puzzles.puzzle import Puzzle

PUZZLES = [
    Puzzle(
        "09-1",
        "K3",
        r"""
In $W^{l+1}_{ji}$ the letter $j$ is the target, and $i$ the source. In the line further up the same letter $j$ is
the source. The letter changed sides; the rule "target first" did not. Whoever "mends" the line is stopped by numpy in
most networks, and by nobody in one with equal widths.

**The question that saves you**: what does each letter count *in this line*?
""",
    ),
    Puzzle(
        "09-2",
        "E16",
        r"""
The letter $i$ has two jobs: it names the neuron that our weight belongs to, which is fixed, and it runs through
all neurons of the layer. With $i'$ for the running one, all terms but one are 0, for a weight into $i$ does not move
the other neurons. That is what the text says in its next line, and from there on it is right.

**A kind reading**: whoever follows the argument and not the letters reads it as it is meant. So report it as what it
is, an index.
""",
    ),
    Puzzle(
        "09-3",
        "K9",
        r"""
So $W^{(2)}$ leads from layer 2 to layer 3, and $\delta^{(3)}$ stands at its far end. In the step back from layer 3
to layer 2 the same matrix lies between. "In its place" is what looks more familiar, $\delta^{(l)} a^{(l)}$: two ends
that no weight joins.

**The question that saves you**: between which two layers does this matrix lie? The forward formula tells.
""",
        verdict="convention",
    ),
    Puzzle(
        "09-4",
        "E44",
        r"""
`*` and `@` have the same rank in Python. "As printed" is here: as you were about to type it. With one sample the
result is right, since a column only scales the rows of `W.T`; with six it stops; and with as many samples as layer
$\ell$ has neurons it computes something else, without a word. The second network of the table has
six neurons in each layer, and six samples.

**The check**: brackets, wherever a formula becomes a program.
""",
    ),
    Puzzle(
        "09-5",
        "K17",
        r"""
At this place the text's cost is $\sum_l \lVert \mathbf a_l - \mathbf y_l \rVert^2$, so its gradient is a sum. "In
its place" is the mean, which is $\frac1N$ of it. A few pages later the cost has become a mean; there a sum without
$\frac1N$ is a slip, and you have met it in 08.

**The question that saves you**: which cost is it, at this place?
""",
    ),
    Puzzle(
        "09-6",
        "E46",
        r"""
A bias for each image: with 1,000 images that would be 20,000 numbers in place of 20, and none of them would say
anything about the next image. The list above it has two biases, and so have the formulas of the summary.
**The check**: count the parameters, or write the shape of a gradient below it.

**A kind reading**: the entries are meant to be copies. In the matrix form the text calls the copies $B$, and there it
is right.
""",
    ),
    Puzzle(
        "09-7",
        "K16",
        r"""
In the table the targets are *soft*, and sum to 1. "In its place" is what one gets by rounding them to one-hot
first. If the targets sum to something else than 1, one more factor survives:

$$\delta = \Big(\sum_i y_i\Big)\, a - y$$

**The question that saves you**: what does the argument really use?
""",
    ),
    Puzzle(
        "09-8",
        "E35",
        r"""
Below $2/\lambda_{\max}$ it is true, and $\lambda_{\max}$ is the largest eigenvalue of the matrix of second
derivatives: ten percent below the limit five random starts arrive, ten percent above it none. And the cost is convex,
so what is reached is more than the text promises: the one minimum there is.

**The question that saves you**: for which step sizes, which starts, which data is it true?
""",
    ),
    Puzzle(
        "09-9",
        "K8",
        r"""
"Backward means transpose" is no law. One of the two passes has the transpose and the other has not; which one depends
on the order of the indices, and on whether samples are columns or rows.
""",
        verdict="convention",
    ),
    Puzzle(
        "09-10",
        "K11",
        r"""
A letter has no value outside the sum that runs through its values. The sum over $q$ still contains $k$, and the
bracket behind it contains $q$, so both sums extend that far. "In its place" is what one gets if the sum ends before
the next sum begins.
""",
    ),
    Puzzle(
        "09-11",
        "K14",
        r"""
The $\frac1N$ stands once, in the gradients, $\frac1N \delta\, a^T$. S0 has it in $\delta$. Both places at once, or
neither: these are the slips.
""",
        verdict="convention",
    ),
    Puzzle(
        "09-12",
        "E67",
        r"""
In mathematics and in numpy `log` is the natural logarithm; in the table, as printed means base 10. A learning rate
makes up for the constant, so training would not tell.
""",
    ),
    Puzzle(
        "09-13",
        "E60",
        r"""
A probability may be rounded to 0; then $\ln 0$ is $-\infty$, and $0 \cdot (-\infty)$ is not a number. A cost that is
computed from the logits has no such trouble. That is a matter of programs, not of the text.
""",
    ),
    Puzzle(
        "09-14",
        "E66",
        r"""
An assumption that is written down is neither unstated nor a slip. It is stronger than need be: ReLU may take part, too,
with a value for its slope at 0 that is agreed upon.
""",
    ),
]
