"""The puzzles of sitting 07: sums, indices, and what a letter stands for."""

from backprop_lib.sources.puzzles.puzzle import Puzzle

PUZZLES = [
    Puzzle(
        "07-1",
        "E30",
        r"""
The table divides the text's own bias derivative by that of its own forward pass. In 4-3-5-2 the last layer has
five inputs, so the true derivative is five times what the text says. No shape objects, in any network. And a
fresh network with biases of 0 gives the same *outputs* with the bracket as without: only a derivative tells.

*A kind reading*: with biases $b/n_{\ell-1}$ the bracketed network is the other one. What breaks is the
agreement of two formulas of one text. **The check that finds it**: differentiate what is printed, and compare
it with what is printed next.
""",
    ),
    Puzzle(
        "07-2",
        "E5",
        r"""
Move all weights that leave input $a$ by the same amount: that feeds all outputs, and for this question the
printed sum is right. *A kind reading*: let $x$ be the matching input where $w$ belongs to $\mathbf w_i$, and 0
elsewhere; the sentence in front says as much. With one output nobody notices.

**The check that finds it**: count the letters. A weight has two ends, so its derivative must name both.
""",
    ),
    Puzzle(
        "07-3",
        "K7",
        r"""
Two lines that look alike, one a slip and one right. Looks decide nothing: ask *what does this weight feed?* A
weight into the last layer feeds one output; a weight into a hidden layer feeds all of them. (The last column is
what becomes of a reader who mends it as in puzzle 2, and keeps one output.)
""",
        note="It looks like the line of puzzle 2. But a hidden weight feeds every output.",
    ),
    Puzzle(
        "07-4",
        "E37",
        r"""
Where the network widens, the printed sum asks for a neuron that is not there, and Python stops. Where it
narrows, the sum ends too early, and nobody complains: from 784 pixels to 10 neurons it reads ten pixels. With
equal widths it is right. Two lines later the same limit stands at another letter, and is right there (puzzle 13).

**The check that finds it**: of each sum ask *whose neurons does this letter count*, and compare with the limit.
""",
    ),
    Puzzle(
        "07-5",
        "E11",
        r"""
Differentiate $\sum_j (t_j - o_j)^2$, without a half, and a 2 remains; the rule is then half of the gradient, in
every entry. Take another activation function, and $o_j (1 - o_j)$ is no longer its slope. A rule that is quoted leaves
its conditions behind, and they may not be those of the text that quotes it. (The table has a cost without the
half. There twice the rule is right.)

**The check that finds it**: of a rule for a derivative ask *derivative of what, of which cost and which neurons?*
""",
    ),
    Puzzle(
        "07-6",
        "E29",
        r"""
With equal widths a gradient check lets this one pass. Whoever reads the weights in the wrong order, forward and
backward alike, has a network, too: the one with all weights mirrored, and its gradient is right. It is not the
network that the definition names. It hurts when numbers travel from one program, or one page, to another.

**The check that finds it**: move *one* weight that you can name in words, and look which neuron moves.
""",
    ),
    Puzzle(
        "07-7",
        "E17",
        r"""
You can see it without a computer. The left side, the derivative of one *output*, cannot know the target: that
enters later, with the cost. So no right formula for it contains $y_p$. One factor, the error, is off in all
entries alike; if the error happened to be 1, nobody would notice. *A kind reading*: until the text's rules begin,
let $\delta_p$ be $da_p/dz_p$ alone, and the line is right.

**The check that finds it**: ask of every letter on the right whether the left side can know it.
""",
    ),
    Puzzle(
        "07-8",
        "E20",
        r"""
The other side of the same coin. In the table the left side as printed, and as meant, is compared with the right
side. $p$ stands on the left and not on the right, so the printed line says that all outputs have the same
derivative. All shapes fit, always, and no choice of widths tells.

**The check that finds it**: the complex step; and on paper a list of the letters, with one meaning each.
""",
    ),
    Puzzle(
        "07-9",
        "E18",
        r"""
numpy subtracts a number from a vector without a word, so each delta becomes a vector. Then the shapes go on
fitting, layer after layer: (2, 2) looks like a batch of two samples. Only the last rule stops. A slip may stop
a program far away from where it is. With one output it is right.

**The check that finds it**: print the shape of what you have computed *at once*.
""",
    ),
    Puzzle(
        "07-10",
        "E1",
        r"""
A range that is too long stops. One that is too short is silent: in 2-5-3-4 the fourth output keeps the 0 that
the array was made with, as if its answer were perfect, and what it should send back is missing in every layer
below.

**The check that finds it**: a letter that stands in the range and not in the formula. And in code: make new
arrays full of `np.nan`, not of zeros; what nobody filled in then shows.
""",
    ),
    Puzzle(
        "07-11",
        "E27",
        r"""
*A kind reading*: the matrix as shown is no mistake in itself. It belongs to texts whose samples are rows, where
$A^{(L)} = A^{(L-1)} W^{(L)}$. **The check that finds it**: write the shape below each letter, and read the
corners: the one at the lower left says how many rows there are.
""",
    ),
    Puzzle(
        "07-12",
        "E9",
        r"""
Here equal widths hide nothing: a number is not a vector, not even a vector with one entry. *A kind reading*: as
the derivative by the *whole* $\mathbf v_a$ the line is right, entry by entry. **The check that finds it**:
shapes, on paper.
""",
    ),
    Puzzle(
        "07-13",
        "K19",
        r"""
Whose neurons does $k$ count? Those of layer $\ell$, which neuron $i$ of the layer before feeds, one way for each. So
the limit $n_\ell$ belongs to $k$. And in $w_{ki}$ the target comes first: all weights *out of* neuron $i$ have the
second index $i$, and stand in one column. A *row* holds the weights *into* a neuron. "In its place" is row $i$: you
run out of the matrix where the widths differ, and nobody stops you where they are equal.

**The question that saves you**: lay a finger on neuron $i$. What does it feed?
""",
    ),
    Puzzle(
        "07-14",
        "K6",
        r"""
Three things here look wrong, and none is. *The 2*: the half in front of the cost takes it away. *The minus*: it comes
from inside the bracket, and $-(y_i - \hat y_i)$ is $\hat y_i - y_i$. *The sum over all outputs*, for one weight into
one of them: the last factor, $\partial(\mathbf w_i \cdot \mathbf x)/\partial w$, is 0 unless $w$ is one of the
weights in $\mathbf w_i$. As long as this factor stands there, the sum does no harm. The slip of puzzle 2 is to put $x$
in its place and to keep the sum. ("In its place" has a 2 in front.)

**The question that saves you**: which factors are 0, and for which $i$?
""",
    ),
    Puzzle(
        "07-15",
        "K12",
        r"""
Write it out for $j = 1$: the product has one factor, $\mu'(z^{(L)})\, w^{(L)}$, the step from layer $L - 1$ to
layer $L$. For $j = 0$ it has none, and is 1. It begins at the output, which only turns the order of numbers round. "In
its place" is $L - i$ for $L - i + 1$: off by one layer, and right for $j = 0$ alone.

**The check**: the smallest case, and the one after it. There an index that is off by one shows.
""",
    ),
]
