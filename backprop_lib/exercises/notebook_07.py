"""Exercises of stage 07: find the slip, with a pencil."""

import numpy as np

from backprop_lib.activations import sigmoid
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.number import Number

NAMES = {"np": np, "sigmoid": sigmoid}


def _layer_cases():
    rng = np.random.default_rng(71)
    cases = []
    for n, m in ((5, 3), (3, 5), (4, 4), (3, 1), (1, 3)):
        arguments = rng.normal(size=(n, m)), rng.normal(size=m), rng.normal(size=n)
        cases.append((f"a layer from {n} to {m}", arguments))
    return cases


EXERCISES = [
    Choice.from_text(
        "07-r1",
        "a text with the source first has w₄₁: row and column of this weight in our W",
        (1, 4),
        """
        not exchanged: = (4, 1)
            From which neuron does it lead, and to which? And which of the two comes first here?
            It leads from 4 to 1. Our first index is the target.

        counted from 0: = (0, 3)
            The right order. The question counts rows and columns from 1, as the text does.
            You gave Python's numbers. Add one to each.

        not exchanged, counted from 0: = (3, 0)
            Two things: which index comes first here, and from which number is counted?
            It leads from 4 to 1; our first index is the target, and the question counts from 1.
        """,
        """
        Source first: it leads from neuron 4 to neuron 1. Here the target comes first, (6.2): row 1, column 4.
        The whole matrix of the text is ours, transposed.
        """,
    ),
    Choice.from_text(
        "07-r2",
        "the shape of W[3].T @ Delta[3] in 4-3-5-2 with six samples",
        (5, 6),
        """
        without the transpose: = (2, 6)
            That is the shape of Delta[3]. Which layer does the step back reach?
            W[3] is (2, 5). Transposed it has five rows.

        weights: = (5, 2)
            Is that an array with a column for each sample?
            You have the shape of W[3].T alone. The product with Delta[3] keeps the samples.

        samples as rows: = (6, 5)
            Samples are columns here. Which number comes first then?
            The right two numbers, in the order of programs that put samples into rows.

        one layer too far: = (3, 6)
            Which two layers does W[3] join?
            W[3] leads from layer 2 to layer 3. Backwards you arrive at layer 2.
        """,
        """
        W[3] joins layers 2 and 3 and has the shape (2, 5); transposed it is (5, 2).
        (5, 2) @ (2, 6) is (5, 6): one column of layer 2 for each sample, (4.11).
        """,
    ),
    Choice.from_text(
        "07-r3",
        "the pencil test that finds the slip in ∂C/∂w_ij = δ_i a_k",
        "letters",
        """
        shapes
            How many numbers stand on the left, and how many on the right? Is that the trouble?
            One number on each side: the shapes fit. Now read the indices.

        ranges
            A range belongs to a sum. Is there one?
            Nothing is summed here, so no limit can be wrong. Read the indices, side by side.

        ways
            What does w_ij feed, and does δ_i stand at that end?
            It feeds neuron i alone, and δ_i is there. So no way is missing.

        knowing
            The cost knows all that stands on the right. So the left side may depend on it.
            Look at the letters i, j and k: on which side does each of them stand?
        """,
        """
        j stands on the left only, k on the right only, and neither is summed over. So letters: it should be a_j, as
        in (4.8), entry by entry. The shapes fit, no range is there, and a cost may depend on both numbers.
        """,
        options=("shapes", "letters", "ranges", "ways", "knowing"),
    ),
    Code.from_text(
        "07-1",
        "write pre_activations(w, b, a) for weights with the source first",
        """
        def pre_activations(w, b, a):
            z = []
            for i in range(len(b)):
                total = sum(w[j, i] * a[j] for j in range(len(a)))
                z.append(total + b[i])
            return np.array(z)
        """,
        """
        the bias inside the sum: w[j, i] * a[j] for -> w[j, i] * a[j] + b[i] for ;; total + b[i] -> total
            With one input you are right. How often does each bias count?
            The bias stands inside the sum, so it counts once for each input. It belongs behind the bracket.

        the bias inside and outside: w[j, i] * a[j] for -> w[j, i] * a[j] + b[i] for
            Take all inputs 0. What should come out?
            The bias counts once for each input, and once more. It belongs behind the bracket alone.

        limit of the other layer: range(len(a)) -> range(len(b))
            Where widths are equal you are right. Whose neurons does j count?
            The sum runs over the sources, and there are len(a) of them.

        target first: w[j, i] -> w[i, j]
            Which end of a weight comes first here?
            With the source first, the weight from j to i is w[j, i]. You read the one from i to j.

        no bias: total + b[i] -> total
            Take all inputs 0. What should come out?
            You left the biases out.

        bias subtracted: total + b[i] -> total - b[i]
            The sums are right. With which sign does the bias come in?
            A bias is added.

        activations: np.array(z) -> sigmoid(np.array(z))
            You went one step too far. What was asked for, z or a?
            The pre-activations are what stands inside μ.

        inputs not used: w[j, i] * a[j] -> w[j, i]
            Change an input. Does your result change?
            Each weight is to be multiplied by the activation of its source, a[j].

        the first source left out: range(len(a)) -> range(1, len(a))
            How many terms has your sum, and how many sources are there?
            Python counts from 0: range(1, n) leaves the first one out.

        one bias for all: total + b[i] -> total + b[0]
            The first neuron is right. Which bias has the second one?
            Each neuron has its own bias, b[i].
        """,
        using=NAMES,
        remarks="""
        z_i is the sum over the sources j, of w_ji a_j; and then, outside the sum, b_i.
        i counts the targets: len(b) of them. j counts the sources: len(a) of them. So shapes tell which is which.
        With the target first it would be w[i, j], (3.1).
        """,
        cases=_layer_cases,
        parts=("z",),
        keeps_arguments=True,
        check="Take one weight that you can name in words, change it, and look which z changes.",
    ),
    Number.from_text(
        "07-2",
        "∂L/∂w₂₁, source first, of two sigmoid outputs with L = Σ ½ (y − ŷ)²",
        """
        x1, x2 = 0.5, -1.5
        y1, hat1 = 1, 0.8
        y2, hat2 = 0, 0.6
        error = hat1 - y1               # w₂₁ feeds output 1 alone
        slope = hat1 * (1 - hat1)       # of the sigmoid, from its value
        answer = error * slope * x2     # and it comes from input 2
        """,
        """
        sum over all outputs: error * slope * x2 -> (error * slope + (hat2 - y2) * hat2 * (1 - hat2)) * x2
            How many outputs does this one weight feed?
            You added the way through output 2. No weight leads there from w₂₁.

        the other output: error * slope * x2 -> (hat2 - y2) * hat2 * (1 - hat2) * x2
            To which output does w₂₁ lead, with the source first?
            It leads from input 2 to output 1. You took the error of output 2.

        the other input: error * slope * x2 -> error * slope * x1
            From which input does w₂₁ come, with the source first?
            It comes from input 2. You took the first one.

        target first: error * slope * x2 -> (hat2 - y2) * hat2 * (1 - hat2) * x1
            Which of the two indices is the source here?
            You read it as "to 2, from 1". The source comes first: from 2 to 1.

        no slope: error * slope * x2 -> error * x2
            Between the weighted sum and the output stands a sigmoid. Where is its slope?
            The slope of the sigmoid is missing.

        slope at the target: hat1 * (1 - hat1) -> y1 * (1 - y1)
            The slope of the sigmoid is taken where the network is. Is that its target?
            With a target in it, the slope is 0. It needs the output.

        no error: error * slope * x2 -> slope * x2
            You have the derivative of an output. Which derivative was asked for?
            One factor is missing: how the cost reacts to the output.

        the half not used: error = hat1 - y1 -> error = 2 * (hat1 - y1)
            Which constant stands in front of the square?
            The 2 of the square and the half cancel.
        """,
        """
        w₂₁ leads from input 2 to output 1, and feeds this output alone. So one term is left of the sum.
        ∂L/∂w₂₁ = −(y₁ − ŷ₁) · ŷ₁ (1 − ŷ₁) · x₂ = −(1 − 0.8) · 0.8 · 0.2 · (−1.5) = 0.048
        The sign: input 2 is negative and output 1 too low, so more of this weight makes it lower still.
        """,
        using=NAMES,
        check="Which output does it feed, and from which input does it come? Write both numbers to the weight.",
    ),
    Choice.from_text(
        "07-3",
        "5-3-3-4: what becomes of the bias gradient of each layer, with i = 1, ..., n_{l-1}",
        ("stops", "right", "silent"),
        """
        too short and too long exchanged: = ("silent", "right", "stops")
            In layer 1 the range ends at 5. How many entries has the array?
            A range that is too long asks for what is not there. One that is too short leaves something out.

        a short range stops: = ("stops", "right", "stops")
            In layer 3 the range ends at 3. Does it ask for anything that is not there?
            It fills three of four entries. What stands in the fourth, and who complains?

        a short range is right: = ("stops", "right", "right")
            In layer 3 the array has four entries. How many of them are filled?
            Three are filled, and the fourth is the 0 that the array was made with.

        a long range is silent: = ("silent", "right", "silent")
            In layer 1 the range ends at 5. Has Delta[1] five rows?
            It has three. Python stops at the fourth.

        wrong everywhere: = ("stops", "silent", "silent")
            In layer 2 the two widths are equal. Which limit would be another one?
            With equal widths the wrong letter has the right value.
        """,
        """
        Layer 1 has 3 neurons, and the range goes to 5: it stops. Layer 2: 3 and 3, right, by luck.
        Layer 3 has 4, and the range ends at 3: the last entry stays 0, silently. (4.9) has n_l.
        np.full(shape, np.nan) in place of np.zeros would have shown it.
        """,
    ),
]
