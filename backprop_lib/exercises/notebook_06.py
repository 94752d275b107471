"""Exercises of stage 06: reading the sources, and translating from one convention to another."""

from itertools import pairwise

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.edits import function_of, tidy
from backprop_lib.exercises.notebook_04 import MATRIX_GRADIENTS, SIGMOID_NETWORK, gradient_cases
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.variants import VariedNumber

NAMES = {"np": np, "sigmoid": sigmoid, "sigmoid_prime": sigmoid_prime}

# The code of 04-6, for columns, but with flat biases: a mistake in 06-6.
columns = function_of(tidy(MATRIX_GRADIENTS).replace(", keepdims=True", ""), NAMES, "the code of 04-6, for flat biases")


def _row_cases():
    """Return the cases of 04-6 with samples as rows and flat biases."""
    return [
        (name, (W, [None] + [column[:, 0] for column in b[1:]], X.T, Y.T)) for name, (W, b, X, Y) in gradient_cases()
    ]


def _translation_cases():
    rng = np.random.default_rng(67)
    cases = []
    for sizes, N in (([4, 3, 5, 2], 6), ([3, 3, 3, 3], 5), ([2, 6, 3], 1), ([5, 4, 4, 3, 2], 2), ([4, 2], 3)):
        dE = [None] + [rng.normal(size=shape) for shape in pairwise(sizes)]
        cases.append((f"the network {'-'.join(map(str, sizes))} and N = {N}", (dE, N)))
    return cases


EXERCISES = [
    Number.from_text(
        "06-1",
        "layers from 1, weights named by the layer they leave: the numbers of W(3), a(3), z(4), δ(2) here",
        """
        W = 3 + 1 - 1                                # to the layer that it enters, and to our count
        a, z, delta = 3 - 1, 4 - 1, 2 - 1            # to our count
        answer = [W, a, z, delta]
        """,
        """
        nothing shifted: 3 - 1, 4 - 1, 2 - 1 -> 3, 4, 2
            One of the four is right. Which number has the input layer in the text, and which here?
            The text starts with layer 1, we start with layer 0. What belongs to a layer has to move.

        everything shifted down: 3 + 1 - 1 -> 3 - 1
            Three are right. This would be the rule for weights named by the layer they enter, as in S4.
            Draw the layer that W(3) leaves and the layer that it enters. Write both numbers to them, the text's and
                ours.

        everything shifted up: 3 + 1 - 1 -> 3 + 1 ;; 3 - 1, 4 - 1, 2 - 1 -> 3 + 1, 4 + 1, 2 + 1
            Which of the two has the smaller number for the same layer: the text, or this series?
            The text's layer 1 is our layer 0. And a weight has to be looked at from both of its ends.

        shifted the wrong way: 3 - 1, 4 - 1, 2 - 1 -> 3 + 1, 4 + 1, 2 + 1
            One of the four is right. Take the text's layer 1: which number has it here?
            The text is ahead of us. From its numbers to ours something is taken away, not added.

        entered layer in the text's count: 3 + 1 - 1 -> 3 + 1
            Three are right. The layer that W(3) enters: in whose count did you number it?
            You found the layer that W(3) enters. It still has its number of the text.

        both shifts of the weight downwards: 3 + 1 - 1 -> 3 - 1 - 1
            Three are right. For the weight there are two shifts. Do they go in the same direction?
            From the layer left to the layer entered it goes forward; from the text's count to ours it goes back.

        z and δ named like the weight: 4 - 1, 2 - 1 -> 4 - 2, 2 - 2
            Two are right. z is made of the weight with the number before, in the text. Does that move z itself?
            You took away one for the count and one for the name of the weight. z and δ belong to a layer.

        a not shifted: a, z, delta = 3 - 1 -> a, z, delta = 3
            Three are right. To which layer does a belong?
            An activation has the number of its layer, and the text's layer 1 is our layer 0.

        z not shifted: 4 - 1 -> 4
            Three are right. To which layer does z belong?
            A pre-activation has the number of its layer, and the text's layer 1 is our layer 0.

        δ not shifted: 2 - 1 -> 2
            Three are right. To which layer does δ belong?
            δ is the derivative by z, so it has the number of its z.
        """,
        """
        The input is layer 1 in the text and layer 0 here: what belongs to a layer loses one.
        a(3) -> 2, z(4) -> 3, δ(2) -> 1
        W(3) leaves the text's layer 3 and enters its layer 4. These are our layers 2 and 3, and we name a weight
        by the layer it enters, Z(l) = W(l) A(l−1) + b(l), (4.2). So it is 3: plus one, minus one.
        Check: the text's z(4) = W(3) a(3) + b(3) becomes z(3) = W(3) a(2) + b(3), which is (4.2) with l = 3.
        S2 has this convention (S2.5, S2.27, S2.29).
        """,
        using=NAMES,
        check="Draw the network, and write the text's number and ours to each layer.",
        tolerance=1e-9,
    ),
    VariedNumber.from_text(
        "06-2",
        "dE/dw = 0.35 with E = 1/(2m) Σ and m = 6: the derivative of (1/m) Σ, and that of Σ, by the same w",
        """
        dE, m = 0.35, 6
        dC = 2 * dE              # E has a half, C has none
        dS = m * dC              # C is divided by m, the sum S is not
        answer = [dC, dS]
        """,
        """
        divided by 2: 2 * dE -> dE / 2
            Which of the two costs is larger, the one with the half or ours?
            E has a half that our cost has not. So E is half of ours, and not the other way round.

        the half not noticed: 2 * dE -> dE
            The two answers fit together. How do the constants before the sums of E and of our cost differ?
            In E stands 1/(2m). You treated it as 1/m.

        the half of E kept: [dC, dS] -> [dE, dS]
            One is right. E has a mean in it. Has our cost all the rest of E's constant too?
            Ours is the sum of the squared errors divided by m; E is that sum divided by 2m.

        1/m removed from ours: [dC, dS] -> [dS, dS]
            One is right. Has our cost a 1/N in front?
            Our cost is a mean, (4.4). It keeps the division by the number of samples and loses the half only.

        1/m removed instead of the half: [dC, dS] -> [m * dE, dS]
            One is right. In our cost, which of the two factors below the line of 1/(2m) is gone?
            You took away the m and kept the 2. Our cost (4.4) is a mean, without a half.

        m once more for ours: [dC, dS] -> [dC / m, dS]
            One is right. Is there not a mean in E already?
            E has the 1/m of our cost (4.4) already. You divided by m once more.

        a 2 for the square in both: [dC, dS] -> [2 * dC, 2 * dS]
            Which 2 did you put in, and is it not in ∂E/∂w already?
            E is a sum of squares too, so the 2 of their derivatives is in ∂E/∂w already. Compare the constants alone.

        exchanged: [dC, dS] -> [dS, dC]
            Which of the two was asked for first?
            A sum is larger than the mean of the same numbers. Look at the order of your answers.

        divided by m for the sum: [dC, dS] -> [dC, dC / m]
            One is right. Which is larger, a sum or the mean of the same numbers?
            From the mean to the sum the 1/m is taken away. You put in another one.

        the sum keeps the half: [dC, dS] -> [dC, m * dE]
            One is right. Is there still a half in your sum?
            You took the 1/m away from E. The 2 below the line has to go as well.

        the sum like the mean: [dC, dS] -> [dC, dC]
            One is right. Does it make no difference whether a cost is divided by m?
            A derivative has the constant of its cost: a cost m times as large has a derivative m times as large.

        E for the sum: [dC, dS] -> [dC, dE]
            One is right. Is E the sum itself?
            You gave ∂E/∂w once more. E is the sum divided by 2m.

        the 2 twice: [dC, dS] -> [dC, 2 * dS]
            One is right. The other is twice too large. Is the half in your first answer already?
            The factor from the half is in your first answer already. From the mean to the sum only m is missing.

        the m twice: [dC, dS] -> [dC, m * dS]
            One is right. How often stands 1/m in E?
            E has 1/m once. To get rid of it, multiply by m once.

        divided by 2m: [dC, dS] -> [dC, dE / (2 * m)]
            One is right. Which is larger, a sum or that sum divided by 2m?
            E is the sum divided by 2m. To get back to the sum, multiply.

        a 2 for the square: [dC, dS] -> [2 * dC, dS]
            One is right. Has the 2 of the derived square not been used already?
            E is a sum of squares too, so the 2 of their derivatives is in ∂E/∂w already. Compare the constants alone.
        """,
        """
        Let S be the sum of the squared errors. E = S/(2m), our cost is C = S/m, (4.4).
        So C = 2E, and a constant factor goes through the derivative: dC/dw = 2 · 0.35 = 0.7
        S = 2m E = 12 E: dS/dw = 12 · 0.35 = 4.2
        S0 has the constant of E (S0.6), and S3 has the sum in its middle part (S3.69).
        """,
        paper="""
        A text has m = 6 samples and the cost E = 1/(2m) · Σ, where Σ is the sum of the squared errors of all samples.
        For a certain weight it finds ∂E/∂w = {dE}. What is the derivative by this weight of our cost, the mean 1/m · Σ?
        And what is that of the sum Σ itself?
        """,
        using=NAMES,
        check="Call the sum of the squared errors S, and write all three costs with it.",
        tolerance=1e-6,
    ),
    Choice.from_text(
        "06-3",
        "Linear from 3 to 5 neurons, 6 samples as rows: shapes of weight, output, derivative by it, weight.grad",
        ((5, 3), (6, 5), (6, 5), (5, 3)),
        """
        weights source first: = ((3, 5), (6, 5), (6, 5), (3, 5))
            Two are right. This is how scikit-learn stores its weights. How does PyTorch?
            A Linear layer computes x @ weight.T, with a transpose. Which shape must weight have then?

        samples as columns: = ((5, 3), (5, 6), (5, 6), (5, 3))
            Two are right. Is a sample a row or a column in this exercise?
            You have our Z and Δ. With samples as rows they are transposed.

        weight as it is used: = ((3, 5), (6, 5), (6, 5), (5, 3))
            Three are right. Could you subtract your gradient from your weight?
            You have the shape of weight.T, which is made in the forward pass. Stored is weight.

        gradient transposed: = ((5, 3), (6, 5), (6, 5), (3, 5))
            Three are right. Could you subtract your gradient from the weight?
            A gradient has the shape of its parameter. You have the shape of x.T @ D.

        derivative transposed: = ((5, 3), (6, 5), (5, 6), (5, 3))
            Three are right. Which shape has a derivative by an array?
            For each entry of the output there is one derivative. They lie as the entries do.

        derivative by the input: = ((5, 3), (6, 5), (6, 3), (5, 3))
            Three are right. By what is the third one a derivative?
            You went one step too far: D @ weight is the derivative by what comes into the layer.

        derivative averaged, a row: = ((5, 3), (6, 5), (1, 5), (5, 3))
            Three are right. Has each sample its own derivative?
            The samples stay apart until the gradients are made, (4.11), (4.8). You added them up too early.

        derivative of the bias: = ((5, 3), (6, 5), (5,), (5, 3))
            Three are right. You have a derivative by something with one entry for each neuron.
            That is the shape of the gradient of the bias. Before the sum over the samples each has its own.

        a gradient for each sample: = ((5, 3), (6, 5), (6, 5), (6, 5, 3))
            Three are right. Has the layer one weight for each pair of neurons, or one for each sample too?
            The matrix product of (4.8) adds up the samples.

        widths exchanged in the output: = ((5, 3), (6, 3), (6, 3), (5, 3))
            Two are right. How many neurons has what comes out of the layer?
            You have the shape of what goes into the layer.

        one sample: = ((5, 3), (5,), (5,), (5, 3))
            Two are right. Where are the samples in what comes out of the layer?
            You have the output for a single sample, and its derivative. Here each of the 6 rows holds one.
        """,
        """
        x has a sample in each row: (6, 3). The weight is stored as ours, target first: (5, 3).
        output = x @ weight.T + bias: (6, 3) times (3, 5) is (6, 5)          (4.2), transposed
        The derivative D by the output has one entry for each entry of the output: (6, 5)
        gradient = D.T @ x: (5, 6) times (6, 3) is (5, 3), as the weight   (4.8)
        The 6 is the inner number of the last product: it adds up the samples, here as with columns.
        """,
    ),
    Number.from_text(
        "06-4",
        "text T, N = 5: layer, row and column of its dE/dw(2)_31 here, and the factor to our gradient",
        """
        N = 5
        layer = 2 + 1 - 1                            # to the layer that it enters, and to our count
        row, column = 1, 3                           # target first
        factor = 2 / N                               # E = (N/2) C
        answer = [layer, row, column, factor]
        """,
        """
        nothing converted: row, column = 1, 3 -> row, column = 3, 1 ;; 2 / N -> 1
            The layer is right. Ask T the question of the indices, and that of the cost.
            T has the source first, and its cost is no mean and has a half.

        indices not exchanged: row, column = 1, 3 -> row, column = 3, 1
            Two are right. Which of T's indices is the source? And what is a row of our matrix?
            A row of ours holds all weights into one neuron, (4.2). T's first index says where a weight begins.

        layer as in S4: 2 + 1 - 1 -> 2 - 1
            Three are right. Into which layer does this weight lead, in our count?
            You took one away for the count of the layers. T names a weight by the layer it leaves, we do not.

        layer entered, in T's count: 2 + 1 - 1 -> 2 + 1
            Three are right. You found the layer that the weight enters. In whose count?
            T's input is layer 1. Give the layer that you found its number here.

        layer shifted twice: 2 + 1 - 1 -> 2 - 1 - 1
            Three are right. Can a weight lead into the input?
            Two shifts meet: the one of the count goes back. In which direction does the one of the name go?

        neurons counted from 0: row, column = 1, 3 -> row, column = 0, 2
            Two are right. Are the neurons of a layer counted differently here?
            The layers are counted in another way, the neurons are not: both from 1, as the task says.

        factor upside down: 2 / N -> N / 2
            The place is right. In which direction does the conversion go?
            E is N/2 times our cost. You go from T's gradient to ours.

        half not noticed: 2 / N -> 1 / N
            The place is right. What else distinguishes T's cost from ours, besides the sum?
            T has half squares. Our squares are whole.

        half the wrong way: 2 / N -> 1 / (2 * N)
            The place is right. Which is larger, half a square or a square?
            The half is in T's cost already. To get rid of it you halved once more.

        mean not noticed: 2 / N -> 2
            The place is right. Does T add up the samples, or average them?
            You mended the half. T's cost is a sum, ours a mean, (4.4).

        mean the wrong way: 2 / N -> 2 * N
            The place is right. Is a mean larger or smaller than the sum?
            T's sum has no 1/N, ours has one. You multiplied where a division belongs.

        half a mean: 2 / N -> 1 / 2
            The place is right. Two things distinguish T's cost from ours, and both are treated in another way.
            T has a half and no 1/N; we have 1/N and no half. You have the half alone.

        no factor: 2 / N -> 1
            The place is right. Is T's cost the same as ours?
            Compare the constants before the two sums. A gradient has the constant of its cost.

        1/N twice: 2 / N -> 2 / N**2
            The place is right. How often is 1/N in our cost, and how often in T's?
            Our mean has 1/N once, (4.4), T's sum has none: it belongs into the factor once.

        the half alone: 2 / N -> 4 / N
            The place is right. How much larger is a square than half of it?
            A whole square is twice a half one, so the factor has one 2 in it.
        """,
        """
        The weight leaves T's layer 2 and enters its layer 3: our layers 1 and 2. We name it by the layer it enters,
        (4.2): l = 2. The number stays, because the two shifts cancel.
        Source first: it leads from neuron 3 to neuron 1.
        Ours has the target first: i = 1, j = 3.
        E = Σ_s ½ ‖a − y‖² = (N/2) C, with C from (4.4). So ∂C = (2/N) ∂E, and 2/5 = 0.4
        """,
        using=NAMES,
        check="Draw the weight with both of its neurons, and write T's numbers and ours to them.",
        tolerance=1e-6,
    ),
    Choice.from_text(
        "06-5",
        "six formulas in six conventions: which are right for all widths and any number of samples?",
        {"B", "D"},
        """
        a missing transpose taken for a slip: = RIGHT - {"D"}
            All that you named is right, and something is missing. Which formula seems to lack a transpose?
            Look for the formula that puts the source first, and write its sum for two neurons: which index of w is
                summed over?

        the layer that is left taken for a slip: = RIGHT - {"B"}
            All that you named is right, and something is missing. Which weights lie between layers l and l + 1?
            Look at the forward formulas: one of the texts names a weight by the layer it leaves.

        two looks the same, indices: = RIGHT | {"A"}
            One too many. Some formulas look the same, and stand beside different forward formulas.
            In the step back the sum runs over the targets. In which of the two is i the target of w_ji?

        two looks the same, layers: = RIGHT | {"E"}
            One too many. Some formulas look the same, and stand beside different forward formulas.
            To get from layer l + 1 to layer l you cross the weights between them. Which number have they?

        both twins exchanged: = {"A", "E"}
            Two pairs of formulas look the same. You took the other one of each.
            You judged by the look of our own convention. Read the forward formula of each text first.

        1/N twice: = RIGHT | {"C"}
            One too many. Where is the 1/N of the cost, and is it in one place only?
            If D is the derivative of the mean cost, the 1/N is in D already. Compare with (4.8).

        a product of sums: = RIGHT | {"F"}
            One too many. One formula is right for a single sample.
            Write it out for two samples: which products are in it that (4.8) does not have?

        only what looks like ours: = {"C", "F"}
            You named the formulas that look the most like ours. Try them with two samples.
            Where is the 1/N of the mean in each? And does each δ meet the a of its own sample, (4.8)?

        the wrong ones: = ALL - RIGHT
            Read the question again: which ones does it ask for?
            You found out which are slips. Asked for are the others.

        all: = ALL
            Some of them look the same and have different conventions. Can both be right?
            Try them in a network with equal widths and with two samples. A formula that runs need not be right.

        none: = set()
            Some of them are right in their own convention, though they look strange here.
            Do not compare with ours. Translate: what is called w, W(l), D in that text?
        """,
        """
        A  wrong. w_ij leads from j to i, so δ_j collects over i with w_ij, (4.10): the index slip. Different widths
           refuse it, equal widths do not.
        B  right. z(l+1) = W(l) a(l) says that W(l) lies between layers l and l + 1. This is (4.11) with other numbers.
        C  wrong. D = ∂C/∂Z of the mean has the 1/N already. Here it is twice; with N = 1 nobody sees it, (4.8).
        D  right. w_ji leads from j to i: δ_j collects over i with w_ji. As matrices W δ, without a transpose.
        E  wrong. z(l) = W(l) a(l−1) says that W(l) lies before layer l. Between l and l + 1 is W(l+1), (4.11).
        F  wrong. Each δ belongs to the a of its own sample: a sum of products, (4.8), no product of sums.
        A and D look the same, and so do B and E. No formula is right or wrong without its convention.
        Right: B, D.
        """,
        using={"RIGHT": {"B", "D"}, "ALL": set("ABCDEF")},
        options=tuple("ABCDEF"),
        form='Expected a set of letters from A to F: {"A", "B"}, and set() for none.',
        check="Write each formula as a function, in its own convention, and compare with the complex step.",
    ),
    Code.from_text(
        "06-6",
        "write row_gradients(W, b, X, Y): forward and backward pass with samples as rows and flat biases",
        """
        def row_gradients(W, b, X, Y):
            L, N = len(W) - 1, X.shape[0]
            Z, A = [None], [X]
            for l in range(1, L + 1):
                Z.append(A[l - 1] @ W[l].T + b[l])                       # (4.2), transposed
                A.append(sigmoid(Z[l]))                                  # (4.3)
            D, dW, db = [None] * (L + 1), [None] * (L + 1), [None] * (L + 1)
            D[L] = 2 * (A[L] - Y) * sigmoid_prime(Z[L])                  # (4.6)
            for l in range(L, 1, -1):
                D[l - 1] = sigmoid_prime(Z[l - 1]) * (D[l] @ W[l])       # (4.11), transposed
            for l in range(1, L + 1):
                dW[l] = D[l].T @ A[l - 1] / N                            # (4.8): D is our Δ, transposed
                db[l] = D[l].sum(axis=0) / N                             # (4.9), transposed
            return dW, db
        """,
        SIGMOID_NETWORK
        + """
        W transposed in the step back: D[l] @ W[l]) -> D[l] @ W[l].T)
            The last layer is right. Where has the transpose of the step back gone, with samples as rows?
            Transpose (4.11) as a whole: the W that was transposed is turned once more. Equal widths do not complain.

        W not transposed in the forward pass: W[l].T + b -> W[l] + b
            Which shape has W[l], and which has what it multiplies in the forward pass?
            With rows the input is to the left, and W needs its transpose. Equal widths hide it.

        the code for columns
            Is a sample a row or a column of X in this exercise?
            You have the formulas for columns. With as many samples as neurons they run, and mix up the two.

        the code for columns, X turned
            You turned X and Y and went on with columns. Which shape must b have then?
            A flat b is added along the rows. With columns it would have to be a column: b[l][:, None].

        W of layer l-1: D[l] @ W[l]) -> D[l] @ W[l - 1])
            The last layer is right. Which weights lie between layer l − 1 and layer l?
            The step from layer l back to layer l − 1 crosses W[l], (4.11). You took its neighbour.

        no mu' in the step back: sigmoid_prime(Z[l - 1]) * ( -> (
            The last layer is right. Is the step back complete, (4.11)?
            D[l] @ W[l] is the derivative by A[l - 1]. To get to Z[l - 1] the slope is missing.

        no brackets: (D[l] @ W[l]) -> D[l] @ W[l]
            The last layer is right. In which order does Python compute your step back?
            `*` and `@` have the same rank and go from left to right. Put brackets around D[l] @ W[l].

        mean of MSELoss: X.shape[0] -> Y.size
            With a single output all is right. Over what is our cost a mean, and over what that of MSELoss?
            (4.4) adds up the outputs and averages the samples. You averaged both, as Y.size or mean() do.

        a of layer l: A[l - 1] / N -> A[l] / N
            db is right. Which activations does W[l] multiply in the forward pass?
            W[l] multiplies A[l - 1], so A[l - 1] stands in (4.8).

        dW transposed: D[l].T @ A[l - 1] -> A[l - 1].T @ D[l]
            db is right. Which index of ∂C/∂W belongs to δ, and which to a, (4.8)?
            This is the gradient for weights with the source first. dW[l] has the shape of W[l].

        dW as with columns: D[l].T @ A[l - 1] -> D[l] @ A[l - 1].T
            db is right. Over what does the inner sum of your dW run?
            In (4.8) the inner sum runs over the samples. With rows they are the first axis of both factors.

        D not transposed: D[l].T @ A -> D[l] @ A
            db is right. Over what does the inner sum of your dW run?
            In (4.8) the inner sum runs over the samples. Write the shapes of D[l] and A[l - 1] side by side.

        mean delta times mean activation: D[l].T @ A[l - 1] / N -> np.outer(D[l].mean(axis=0), A[l - 1].mean(axis=0))
            db is right. For the weights each δ belongs to the activation of the same sample.
            A mean of products is no product of means. (4.8) adds the products sample by sample.

        db over the wrong axis: axis=0 -> axis=1
            dW is right. Does your db add up samples, or neurons?
            axis=1 is right for columns, (4.9). Here the samples are rows.

        db not added up: .sum(axis=0) ->
            dW is right. How many numbers has b[l], and how many your db[l]?
            (4.9) adds up the samples.

        db a column: D[l].sum(axis=0) -> D[l].sum(axis=0)[:, None]
            The numbers are right. Has db[l] the shape of b[l]?
            A column is the shape of this series. Here b[l] is flat, (n_l,).

        db a row with two axes: axis=0 -> axis=0, keepdims=True
            The numbers are right. Has db[l] the shape of b[l]?
            keepdims=True keeps an axis that b[l] does not have: it is flat, (n_l,).

        db from layer l-1: D[l].sum -> D[max(l - 1, 1)].sum
            dW is right. From which layer's D do you take db[l]?
            (4.9) has the same l on both sides. You took the D of the layer before.

        db without 1/N: sum(axis=0) / N -> sum(axis=0)
            dW is right. In db the samples are added up: is the cost their sum, or their mean?
            (4.9) has a 1/N too.

        db with 1/N twice: .sum(axis=0 -> .mean(axis=0
            dW is right. How often do you divide by N on the way to db?
            A mean holds the 1/N of (4.9) already.

        dW without 1/N: A[l - 1] / N -> A[l - 1]
            db is right. In dW the samples are added up: is the cost their sum, or their mean?
            The matrix product of (4.8) adds up the samples. The mean needs 1/N beside it.

        divided by the columns: X.shape[0] -> X.shape[1]
            By what do you divide? Which axis of X counts the samples?
            X.shape[1] is N where samples are columns. Here it is the number of inputs.

        divided by the outputs instead: X.shape[0] -> Y.shape[1]
            By what do you divide? Which axis of Y counts the samples?
            Y.shape[1] is N where samples are columns. Here it is the number of outputs.

        dW and db one list
            D, dW, db = -> D, dW =
            [None] * (L + 1), [None] * (L + 1), [None] * (L + 1) -> [None] * (L + 1), [None] * (L + 1); db = dW
            Your dW and your db hold the same arrays. How many lists have you made?
            `dW = db = [...]` gives two names to one list: what is written last replaces what stood there.
        """,
        using=NAMES,
        answers={
            "the code for columns": columns,
            "the code for columns, X turned": lambda W, b, X, Y: columns(W, b, X.T, Y.T),
        },
        remarks="""
        A product that is transposed turns its order round, (PQ)ᵀ = QᵀPᵀ. So the transpose of the step back goes into
        the forward pass, and the sum over the samples runs down.
        """,
        cases=_row_cases,
        parts=("dW", "db"),
        samples=lambda arguments: arguments[2].shape[0],
        keeps_arguments=True,
        check="Give X.T, Y.T and biases as columns to Network.backward, and compare layer by layer, from the last.",
    ),
    Code.from_text(
        "06-7",
        "write from_text(dE, N): the gradients of text T as ours",
        """
        def from_text(dE, N):
            dW = [None]
            for k in range(1, len(dE)):
                dW.append(2 / N * dE[k].T)
            return dW
        """,
        """
        not transposed: dE[k].T -> dE[k]
            Which shape has dE[k], and which our dW of this layer?
            T has the source first, so its matrices are ours transposed. Equal widths hide it.

        reshaped: dE[k].T -> dE[k].reshape(dE[k].shape[::-1])
            Is each number in its place? Try a matrix with the entries 1, 2, 3, ...
            reshape reads the numbers row by row and writes them in the same order. A transpose mirrors them.

        nothing converted: 2 / N * dE[k].T -> dE[k]
            You return what you were given. What distinguishes T from this series?
            The order of the indices and the constant of the cost; 06-4 has both of them.

        no constant: 2 / N * ->
            With two samples you are right, and with no other number of them.
            All is in its place. Compare T's cost with (4.4): a sum of half squares, a mean of whole ones.

        half not noticed: 2 / N -> 1 / N
            Everything is in its place, and off by the same factor for every N.
            You made a mean of the sum. T has half squares as well.

        half the wrong way: 2 / N -> 1 / (2 * N)
            Everything is in its place, and off by the same factor for every N.
            The half is in T's cost already. To get rid of it you halved once more.

        the constant of 06-4: 2 / N -> 0.4
            With five samples you are right, and with no other number of them.
            The 0.4 of 06-4 was for five samples. Here N is the second argument.

        mean not noticed: 2 / N -> 2
            For one sample alone is this the right constant. What does T do with several?
            T adds up the samples. Our cost is a mean, (4.4).

        mean the wrong way: 2 / N -> 2 * N
            With one sample you are right. Is a mean larger or smaller than the sum?
            You multiplied by the number of samples where a division belongs, (4.4).

        constant upside down: 2 / N -> N / 2
            With two samples you are right, and with no other number of them.
            E is N/2 times our cost. You go from T's gradient to ours, not the other way.

        half alone, the wrong way: 2 / N -> 1 / 2
            Everything is in its place. What is the constant for?
            T's squares have a half, ours have none; and T adds up where (4.4) takes the mean.

        1/N twice: 2 / N -> 2 / N**2
            With one sample you are right. How often is N in the mean, (4.4)?
            The 1/N belongs there once.

        divided by the layers: 2 / N -> 2 / len(dE)
            By what do you divide? What does the length of dE count?
            The number of samples is the second argument, N.

        shifted down: range(1, -> range(2,
            Which layer does T's weight number 1 enter, in our count?
            You moved the numbers as for S4, and one matrix fell out. T names a weight by the layer it leaves.

        shifted up: dW = [None] -> dW = [None, None]
            Which layer does T's weight number 1 enter, in our count?
            You have a layer too many. T's layer 1 is our layer 0, and its weights lead into the next one.

        order turned round: range(1, len(dE)) -> range(len(dE) - 1, 0, -1)
            Take one matrix alone: between which two layers does it lie? In which order do yours stand?
            Both texts count from the input to the output.

        whole numbers: 2 / N -> 2 // N
            With one or two samples you are right. What does `//` do?
            `//` divides and cuts off what is behind the point: 2 // 5 is 0. The constant is 2 / N.

        divided by the sources: 2 / N -> 2 / len(dE[k])
            By what do you divide? What does the length of dE[k] count?
            dE[k] has a row for each source. The number of samples is the second argument, N.

        last layer left out: len(dE)) -> len(dE) - 1)
            How many matrices do you return, and how many were you given?
            `range` ends before its second number: range(1, len(dE)) has them all.

        rows turned round: dE[k].T -> dE[k][::-1].T
            Is each number in its place? Try a matrix with the entries 1, 2, 3, ...
            You turned the order of the rows round. A transpose exchanges rows and columns, and leaves their order.
        """,
        using=NAMES,
        remarks="""
        The number stays: T's weights k leave its layer k, which is our k − 1, and enter our layer k. (4.2)
        Source first: T's matrix is ours transposed, and so is its gradient.
        E = Σ_s ½ ‖a − y‖² = (N/2) C, with C from (4.4): our gradient is 2/N times T's.
        """,
        cases=_translation_cases,
        parts=("dW",),
        samples=lambda arguments: arguments[1],
        check="Write T's cost for a small network, take its gradients by the complex step, and compare.",
    ),
    Choice.from_text(
        "06-r1",
        "which shapes have W(2) and its gradient in 4-3-5-2 with N = 6",
        ((5, 3), (5, 3)),
        """
        source first: = ((3, 5), (3, 5))
            Here a row of W holds all weights into one neuron. How many neurons has layer 2?
            Target first, (4.2): a row for each of the five neurons of layer 2.

        gradient transposed: = ((5, 3), (3, 5))
            Can you subtract the gradient from W?
            The derivative of the cost by an array has the shape of the array.

        layers 2 and 3: = ((2, 5), (2, 5))
            Between which two layers lies W(2)?
            The input is layer 0, so W(2) leads from layer 1, with 3 neurons, into layer 2, with 5.

        a sample each: = ((5, 3), (5, 6))
            Which letter counts the samples: is it left in the gradient of a weight?
            A weight collects from all samples, (4.8): their number is gone.
        """,
        """
        Layer 2 has 5 neurons and layer 1 has 3, (4.2). A gradient has the shape of its parameter, (4.8).
        """,
        form="Give two shapes, such as ((3, 4), (3, 4)).",
    ),
    Choice.from_text(
        "06-r2",
        "where is our 1/N: in the start, in the deltas, in the gradients or in the update",
        "gradients",
        """
        start: = "start"
            What is a column of our Delta(L) the derivative of?
            It belongs to the cost of one sample, (4.6). There is no N in it.

        deltas: = "deltas"
            What is a column of Delta the derivative of?
            It belongs to the cost of one sample. There is no N in it.

        update: = "update"
            What is multiplied by the learning rate in the update?
            The gradient, of the mean cost. It has its 1/N by then.
        """,
        """
        Delta holds derivatives of one sample's cost; the 1/N stands once, in the gradients of W and b, (4.8), (4.9).
        """,
        options=("start", "deltas", "gradients", "update"),
    ),
    Choice.from_text(
        "06-r3",
        "a text's gradient over ours is 0.5 in 4-3-5-2: what is certain about its constant",
        "nothing",
        """
        a half in its cost: = "half"
            It may be. Which other constant is 1/2 in this network?
            A mean over the two outputs gives 0.5 as well, (6.4). Another number of outputs tells the two apart.

        a mean over the outputs: = "outputs"
            It may be. Which other constant is 1/2 in this network?
            A half in front of the squares gives 0.5 as well, (6.4). Another number of outputs tells the two apart.

        a forgotten sum: = "samples"
            What would the ratio be with another number of samples?
            A sum for a mean gives N, (6.4), and N is 6 here.
        """,
        """
        With two outputs a half and a mean over the outputs are the same number, (6.4). Take 4-3-2-5.
        """,
        options=("half", "outputs", "samples", "nothing"),
    ),
]
