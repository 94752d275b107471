"""The puzzles of sitting 08: layers, samples and softmax, where numpy is content."""

from backprop_lib.sources.puzzles.puzzle import Puzzle

PUZZLES = [
    Puzzle(
        "08-1",
        "E40",
        r"""
The surprise is 4-5-1: three different widths, and numpy does not stop. One row times a matrix of five rows:
numpy copies the row five times (broadcasting). So let none of the widths of a test be 1. And let no activation
be linear: with the identity all slopes are 1, and it does not matter whose they are.
""",
    ),
    Puzzle(
        "08-2",
        "E36",
        r"""
At 0 the slope to the left is 0 and the slope to the right is 1. Any number from 0 to 1 may be agreed upon; most
programs take 0. With real images and a fresh network no pre-activation is exactly 0, and nobody notices.
""",
    ),
    Puzzle(
        "08-3",
        "E52",
        r"""
In 784-10-10 the product exists: it has 784 rows, and would carry the error to the *input*. Only the entrywise
product stops. In 1-5-5 it has one row, and numpy copies it. **The check that finds it**: name the two layers
that a matrix joins, and write them below it.
""",
        note="The matrix between layers 1 and 2 is the second one, for one sample and for all at once.",
    ),
    Puzzle(
        "08-4",
        "E51",
        r"""
Together with the line of puzzle 3, in a network of equal widths, backward goes through the matrix that forward
went through, and the two slips fit each other. **A gradient check of the biases passes.** But it is another
network. It uses $W^{(1)}$ twice, and the derivative by it is the sum of two that the text keeps apart. And its
cost does not depend on $W^{(2)}$ at all. Check *all* parameters, and ask of each whether the cost depends on it.
""",
    ),
    Puzzle(
        "08-5",
        "E53",
        r"""
The most instructive of all: whoever programs *the network of the text* is stopped by numpy at the lines with a
wrong matrix, and never hears of this one. There is a check that needs neither a second network nor a
derivative: each column of $\Delta^{(2)} = A^{(2)} - Y$ sums to $1 - 1 = 0$, so the entries of the bias gradient
sum to 0. As printed they do not. Wherever a sum must be 0, you have a free test.
""",
    ),
    Puzzle(
        "08-6",
        "E41",
        r"""
One number for the whole gradient points to a factor that was forgotten or doubled; here it is $N$. The printed
gradients belong to the *sum* of the errors, which the text has until a few lines before. **The check that finds
it**: write every sample down twice. A mean stays as it was. What doubles is a sum.
""",
    ),
    Puzzle(
        "08-7",
        "E64",
        r"""
A rule holds for what its text has defined. Here an output function takes one number and returns one number, so one
slope for each neuron is all there is. With softmax you need another rule, and the text does not claim to have it.
""",
    ),
    Puzzle(
        "08-8",
        "E47",
        r"""
numpy copies the column and returns a square matrix, which holds all the products that are needed; what is
missing is to add up its rows. Read as the *diagonal* of the Jacobian the line fits all shapes, and with
cross-entropy one entry comes out right, that of the right class: $-\frac1a\, a (1 - a) = a - 1$. All others are
0. The free test sees it: delta should sum to 0.
""",
    ),
    Puzzle(
        "08-9",
        "E55",
        r"""
Whoever copies the *formulas* of the text gets right gradients; whoever trusts the *name* gets $\frac1N$ of
them. There are two consistent choices: the delta of one sample's cost, and $\frac1N$ at the end; or the
derivative of the mean, and no $\frac1N$ after it. No test of the copied code finds this slip; a test of the
sentence does.
""",
    ),
    Puzzle(
        "08-10",
        "E39",
        r"""
The slope in front belongs to the layer that is reached, the one inside to the layer that is left. In 784-10-10
both have ten neurons, and numpy is content; sixteen hidden neurons would have told. **The check that finds
it**: compare an example with the rule that it illustrates, which is right, a few lines above.
""",
    ),
    Puzzle(
        "08-11",
        "E54",
        r"""
Two numbers stand still while $\ell$ moves. For $\ell = 2$ it is enough to mend the matrix; mending the slope
alone is never enough. **The check that finds it**: in a formula for any $\ell$, look for numbers that stand
still. A test network with two layers cannot see a wrong $Z^{(1)}$; one with three layers can.
""",
    ),
    Puzzle(
        "08-12",
        "E43",
        r"""
The second factor may be meant as the square Jacobian; a column times a square matrix has no product either.
In fairness: many books write the derivative of a number by a vector as a *row*, and then row times Jacobian
exists in the printed order. What one cannot do is change between rows and columns within a line. **The check
that finds it**: write the shape under each factor.
""",
    ),
    Puzzle(
        "08-13",
        "K4",
        r"""
Ask what each number moves. A bias moves $Z_{ic}$ of *every* sample $c$: so there is a sum. $Z_{ic}$ moves its own
$A_{ic}$, and no other sample: so there is none. And the $\frac1m$? Here $\partial E/\partial Z$ belongs to the mean
$E$ itself. So the mean comes in at the start, where $E$ is differentiated by $A^L$, and is there once. "In its place"
has another $\frac1m$ in front of the sum.

**The check**: write every sample twice, (8.2). The gradient by the bias stays as it was. It belongs to a mean.
""",
    ),
    Puzzle(
        "08-14",
        "E61",
        r"""
On paper there is one way to read it: each image has its own column, and its ten shares. "As printed" is here what a
hurried programmer types, `np.exp(Z) / np.exp(Z).sum()`. numpy is content: the shape is right, all entries are positive,
and their sum is 1. But it is the sum over all images *together*. The column of an image sums to 1 only if there is one
image. The free test sees it: a column of $A^{(2)} - Y$ no longer sums to 0.

**The check**: of each sum in a program ask over which axis it runs.
""",
    ),
    Puzzle(
        "08-15",
        "K20",
        r"""
The text counts neurons from 1, as we do. So the first output belongs to digit 0, and the fourth to digit 3. "In its
place" is `a[4]`, which a hurried programmer takes for $a_4$. numpy counts from 0, and `a[4]` belongs to digit 4: it
runs, and returns a probability, of another digit.

**The check**: find *one* image that you can name, and look where its target has the 1.
""",
    ),
]
