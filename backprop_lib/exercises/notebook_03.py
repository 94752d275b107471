"""Exercises of stage 03: layers of any width, indices and loops."""

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises.blanks import Blanks
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.edits import function_of, tidy
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.variants import VariedNumber
from backprop_lib.ladder.loops import backward, forward

NAMES = {"np": np, "sigmoid": sigmoid, "sigmoid_prime": sigmoid_prime}

# 03-2 and 03-5: a network small enough for paper.
PAPER = tidy(
    """
    W1, b1 = np.array([[1.1, -1.7], [0.2, 1.5]]), np.array([0.3, -1.1])
    W2, b2 = np.array([[2.2, -1.8], [1.2, 2.0]]), np.array([-0.5, 0.9])
    x, y = np.array([1.8, -0.3]), np.array([0.1, 0.4])
    z1 = W1 @ x + b1                           # (3.1) in layer 1
    a1 = sigmoid(z1)                           # (3.2) in layer 1
    z2 = W2 @ a1 + b2                          # (3.1) in layer 2
    a2 = sigmoid(z2)                           # (3.2) in layer 2
    delta2 = 2 * (a2 - y) * sigmoid_prime(z2)  # (3.21)
    """
)

# What may go wrong in 03-2 and in 03-5.
SLIPS = """
        bias inside the sum: + b1 -> + 2 * b1 ;; + b2 -> + 2 * b2
            Compare your z of layer 1 with (3.1).
            Your forward pass adds each bias twice, once for each input. In (3.1) it stands behind the sum.

        target forgotten: (a2 - y) -> a2
            Your derivative does not depend on y. Can that be? Look at (3.4).
            The error is a − y. You used a alone.

        targets swapped: (a2 - y) -> (a2 - y[::-1])
            Which target belongs to which output, (3.3)?
            You took the target of the other output.

        sign lost: (a2 - y) -> (y - a2)
            The size is right. In which direction does the cost grow?
            (3.4) has a − y, in this order.

        2 at a alone: 2 * (a2 - y) -> (2 * a2 - y)
            Look at the brackets of 2(a − y), (3.4).
            You multiplied a by 2 and then subtracted y. The 2 belongs to the whole error.

        mu' at a: sigmoid_prime(z => sigmoid_prime(a
            Where is the slope of μ taken: at what goes into μ, or at what comes out?
            You computed μ′(a). It is μ′(z): a has already been through μ.

        biases forgotten: + b1 -> ;; + b2 ->
            Compare your z with (3.1).
            Your z is the dot product alone. By (3.1) the bias is added.

        b2 forgotten: + b2 ->
            Compare your z of layer 2 with (3.1).
            In layer 2 the bias is missing.

        b1 forgotten: + b1 ->
            Compare your z of layer 1 with (3.1).
            In layer 1 the bias is missing.

        columns for rows forwards: W1 @ -> W1.T @ ;; W2 @ -> W2.T @
            Along which line of W does z of a neuron run, (3.1)?
            You went along a column. The weights that arrive at neuron i are its row: w_ij, with the target first.

        columns for rows in layer 1: W1 @ -> W1.T @
            Along which line of W^(1) does z of a neuron run, (3.1)?
            You went along a column of W^(1). The weights that arrive at neuron i are its row.

        columns for rows in layer 2: W2 @ -> W2.T @
            Along which line of W^(2) does z of an output run, (3.1)?
            You went along a column of W^(2). The weights that arrive at output i are its row.

        no bend in layer 1: a1 = sigmoid(z1) -> a1 = z1
            Print what layer 1 passes on, (3.2). Does it lie between 0 and 1?
            You passed on z of layer 1. Its activation is σ(z).
        """

DEEPER = """\
delta1 = sigmoid_prime(z1) * (W2.T @ delta2)  # (3.22)
answer = delta1[1] * x[0]                     # (3.23)
"""

LOOP_GRADIENTS = """
    def loop_gradients(W, b, x, y):
        L = len(W) - 1
        z, a = [None], [x]
        for l in range(1, L + 1):
            n, m = W[l].shape
            z.append(np.array([sum(W[l][i, j] * a[l - 1][j] for j in range(m)) + b[l][i] for i in range(n)]))  # (3.1)
            a.append(sigmoid(z[l]))                                                          # (3.2)
        delta = [None] + [np.zeros(len(b[l])) for l in range(1, L + 1)]
        by_W = [None] + [np.zeros(W[l].shape) for l in range(1, L + 1)]
        by_b = [None] + [np.zeros(len(b[l])) for l in range(1, L + 1)]
        for i in range(len(y)):
            delta[L][i] = 2 * (a[L][i] - y[i]) * sigmoid_prime(z[L][i])                      # (3.21)
        for l in range(L - 1, 0, -1):
            for i in range(len(b[l])):
                total = sum(W[l + 1][k, i] * delta[l + 1][k] for k in range(len(b[l + 1])))  # (3.22), the sum
                delta[l][i] = sigmoid_prime(z[l][i]) * total                                 # (3.22)
        for l in range(1, L + 1):
            for i in range(len(b[l])):
                by_b[l][i] = delta[l][i]                                                     # (3.24)
                for j in range(len(a[l - 1])):
                    by_W[l][i, j] = delta[l][i] * a[l - 1][j]                                # (3.23)
        return by_W, by_b
    """
loop_gradients = function_of(tidy(LOOP_GRADIENTS), NAMES, "loop_gradients")


def _mean_of_factors(W, b, X, Y):
    """Average the deltas and the activations of the samples, then multiply."""
    N, a = X.shape[1], [X]
    delta = [loop_gradients(W, b, X[:, s], Y[:, s])[1] for s in range(N)]
    by_b = [None] + [sum(delta[s][l] for s in range(N)) / N for l in range(1, len(W))]
    for l in range(1, len(W)):
        a.append(sigmoid(W[l] @ a[l - 1] + b[l][:, None]))
    return [None] + [np.outer(by_b[l], a[l - 1].mean(axis=1)) for l in range(1, len(W))], by_b


def _net(sizes, rng):
    W = [None] + [rng.normal(0, 0.9, (sizes[l], sizes[l - 1])) for l in range(1, len(sizes))]
    return W, [None] + [rng.normal(0, 0.7, n) for n in sizes[1:]]


# Widths go up and down, so that an index of the wrong layer does not fit; and equal ones, where it does.
def _loop_cases():
    rng = np.random.default_rng(31)
    cases = []
    for sizes in ([2, 4, 3], [4, 2, 5, 3], [3, 3, 3, 3], [2, 3, 1], [3, 2]):
        x, y = rng.normal(size=sizes[0]), rng.uniform(size=sizes[-1])
        cases.append(("a network " + "-".join(map(str, sizes)), (*_net(sizes, rng), x, y)))
    return cases


def _sample_cases():
    rng = np.random.default_rng(32)
    cases = []
    for sizes, N in (([4, 3, 2], 5), ([2, 4, 3], 1), ([3, 3, 3], 3), ([3, 2, 4, 2], 2)):
        X, Y = rng.normal(size=(sizes[0], N)), rng.uniform(size=(sizes[-1], N))
        cases.append((f"a network {'-'.join(map(str, sizes))} and N = {N}", (*_net(sizes, rng), X, Y)))
    return cases


def _passed_forward(*sizes):
    """Return what a backward pass through a network finds, and lists for what it computes."""
    rng = np.random.default_rng(33)
    W, b = _net(sizes, rng)
    z, a = [None], [rng.normal(size=sizes[0])]
    for l in range(1, len(sizes)):
        z.append(W[l] @ a[l - 1] + b[l])
        a.append(sigmoid(z[l]))
    known = {"W": W, "b": b, "z": z, "a": a, "y": rng.uniform(size=sizes[-1]), "L": len(sizes) - 1}
    zeros = {"delta": b, "by_b": b, "by_W": W}
    empty = {name: [None] + [np.zeros(M.shape) for M in layers[1:]] for name, layers in zeros.items()}
    return {**known, **empty, "sigmoid_prime": sigmoid_prime}


EXERCISES = [
    VariedNumber.from_text(
        "03-1",
        "z of a neuron with the weights 0.3, −0.7, 0.5, the bias 0.8 and the inputs 1.5, 0.4, −1.2",
        """
        w, a, b = np.array([0.3, -0.7, 0.5]), np.array([1.5, 0.4, -1.2]), 0.8
        products = w * a
        answer = sum(products) + b  # (3.1)
        """,
        """
        bias inside the sum: sum(products) + b -> sum(products + b)
            How often does the neuron add its bias? Look where the sum of (3.1) ends.
            You added the bias once for each input. In (3.1) it stands behind the sum: once for the neuron.

        bias forgotten: + b ->
            What goes into z besides the weights and the inputs, (3.1)?
            You have the dot product alone; in (3.1) the bias is added to it.

        sums multiplied: sum(products) -> sum(w) * sum(a)
            Which weight belongs to which input, (3.1)?
            You multiplied the sum of the weights by the sum of the inputs. (3.1) adds products, each with one j.

        the first product only: sum(products) -> products[0]
            The neuron listens to all three inputs. Does your z?
            Change the second input: your number does not move. The sum of (3.1) runs over all j.

        the activation: sum(products) + b -> sigmoid(sum(products) + b)
            You went one step too far: what is z, and what is a?
            You applied the sigmoid. That is (3.2); z is what goes into it, (3.1).

        minus of a weight lost: products = w * a -> products = abs(w) * a
            One of the products has the wrong sign, (3.1).
            You used the size of the second weight, which is negative.

        minus of an input lost: products = w * a -> products = w * abs(a)
            One of the products has the wrong sign, (3.1).
            You used the size of the third input, which is negative.

        both minus signs lost: products = w * a -> products = abs(w * a)
            Two of the products have the wrong sign, (3.1).
            You used the sizes of a weight and of an input. Both are negative, in different products.

        first product left out: sum(products) -> sum(products[1:])
            The neuron listens to all three inputs. Does your z, (3.1)?
            The first product is missing. Does your j begin at 0?

        second product left out: sum(products) -> products[0] + products[2]
            The neuron listens to all three inputs. Does your z, (3.1)?
            The second product is missing.

        third product left out: sum(products) -> sum(products[:2])
            The neuron listens to all three inputs. Does your z, (3.1)?
            The third product is missing. Does your j go up to the last input?

        bias subtracted: + b -> - b
            What does (3.1) do with the bias?
            You subtracted the bias. In (3.1) it is added.

        bias multiplied: + b -> * b
            What does (3.1) do with the bias?
            You multiplied by the bias. In (3.1) it is added.

        inputs from the other end: w * a -> w * a[::-1]
            Which weight belongs to which input, (3.1)?
            Your inputs come in the opposite order. The first weight belongs to the first input.
        """,
        """
        z = Σ_j w_j a_j + b                                            (3.1)
          = 0.3 · 1.5 + (−0.7) · 0.4 + 0.5 · (−1.2) + 0.8
          = 0.45 − 0.28 − 0.60 + 0.8 = 0.37
        The bias is added once, after the sum.
        """,
        paper="""
        A neuron has the weights {w} and the bias {b}. Its inputs are {a}. What is its z?
        """,
        using=NAMES,
        check="Write down the three products, one under the other, and add the bias at the end.",
    ),
    VariedNumber.from_text(
        "03-2",
        "∂C/∂w₁₂ of layer 2, the last one, in a 2-2-2 network of sigmoids",
        PAPER.replace("(3.21)", "(3.7)") + "answer = delta2[0] * a1[1]  # (3.6)",
        SLIPS
        + """
        sum kept: delta2[0] * a1[1] -> sum(delta2) * a1[1]
            Which of the two outputs does this weight move?
            You added up both outputs. The weight goes into output 1, so the sum collapses, (3.5), (3.6).

        indices swapped: delta2[0] * a1[1] -> delta2[1] * a1[0]
            Which neuron does w₁₂ lead to, and which does it come from?
            Target first, source second: i = 1 is the output, j = 2 the neuron of layer 1, (3.6). You have w₂₁.

        a_i for a_j: delta2[0] * a1[1] -> delta2[0] * a1[0]
            Which activation stands beside error and slope in (3.6)?
            The last factor of (3.6) is the activation where the weight starts, j = 2. You took j = 1.

        delta of the other output: delta2[0] * a1[1] -> delta2[1] * a1[1]
            Whose error does this weight cause, (3.6)?
            The weight leads to output i = 1: error and slope of (3.6) belong to that one. You took output 2.

        activation left out: delta2[0] * a1[1] -> delta2[0]
            This is a derivative by another parameter of the same neuron.
            You have ∂C/∂b₁, (3.7). For the weight the last factor of (3.6) is missing.

        factor 2 forgotten: 2 * (a2 - y) -> (a2 - y)
            Something small is missing in ∂C/∂a, (3.4).
            The cost is a sum of squares, (3.3). What is the derivative of u²?

        mu for mu': sigmoid_prime(z2) -> sigmoid(z2)
            One factor of (3.6) is a derivative, and you took the function.
            You multiplied by σ(z). It is μ′(z) = σ(z)(1 − σ(z)), (1.4).

        no mu': * sigmoid_prime(z2) ->
            (3.6) has three factors. How many has your product?
            The link from z to a is missing: μ′(z₁), of the output layer, (3.6).

        mu' of layer 1: sigmoid_prime(z2) -> sigmoid_prime(z1)
            Of which layer is the z in your slope?
            You took μ′ of a neuron of layer 1. The weight goes into layer 2, and (3.6) has the z of that layer.

        slope of layer 1 too: delta2[0] * a1[1] -> delta2[0] * a1[1] * sigmoid_prime(z1[1])
            Through which slopes does a nudge of this weight pass on its way to the cost, (3.6)?
            You multiplied by μ′ of layer 1 as well. The weight starts behind it, and meets the slope of output 1 alone.

        input for the activation: a1[1] -> x[1]
            The last factor of (3.6) is what the weight is multiplied by. Of which layer?
            You took the input of the network. A weight of layer 2 carries an activation of layer 1.

        w for a: a1[1] -> W2[0, 1]
            How does w₁₂ a₂ react to w₁₂? Look at the last factor of (3.6).
            What stands beside w₁₂ is a₂ of layer 1. You used the weight itself.

        z for a: a1[1] -> z1[1]
            What does a neuron of layer 1 send to layer 2, (3.2)?
            You took z of that neuron. The weight is multiplied by its activation σ(z), (3.6).
        """,
        """
        forward: z^(1) = (2.79, −1.19),  a^(1) = (0.9421, 0.2333)      (3.1), (3.2)
                 z^(2) = (1.1528, 2.4971),  a^(2) = (0.7600, 0.9239)
        The weight w₁₂ goes into output 1 only: the sum over the outputs collapses, (3.5). With i = 1 and j = 2:
        ∂C/∂w₁₂ = 2(a₁ − y₁) μ′(z₁) a₂^(1)                             (3.6)
                = 2(0.7600 − 0.1) · 0.1824 · 0.2333 = 0.0562
        """,
        paper="""
        A 2-2-2 network of sigmoids has W⁽¹⁾ = {W1}, b⁽¹⁾ = {b1}, W⁽²⁾ = {W2} and b⁽²⁾ = {b2}. For the one sample
        x = {x}, y = {y} the cost C is the sum of the squared errors. What is ∂C/∂w₁₂⁽²⁾, the derivative by a weight
        of the last layer?
        """,
        using=NAMES,
        check="Take complex_step_gradient of the cost as a function of W[2], and look at [0, 1].",
    ),
    Choice.from_text(
        "03-3",
        "three layers: in which of ∂C/∂w3, ∂C/∂b3, ∂C/∂a2, ∂C/∂w2, ∂C/∂b2 does the sum over the outputs survive?",
        {"a2", "w2", "b2"},
        """
        the other way round: = {"w3", "b3"}
            How many outputs does a weight of the last layer move? And how many does an activation before it?
            You have it reversed. What belongs to one output collapses the sum, what feeds all keeps it, (3.9).

        everywhere: = {"w3", "b3", "a2", "w2", "b2"}
            The cost is a sum over all outputs. Do all its terms contain the quantity you differentiate by?
            w3 and b3 belong to one output; all other terms are 0, (3.5). So the sum collapses: (3.6), (3.7).

        nowhere: = set()
            A neuron of layer 2 feeds all outputs. Follow the lines that leave it.
            Compare (3.9): what a neuron of layer 2 does reaches the cost through every output k.

        only the activation: = {"a2"}
            What else acts on the cost through the activation a2?
            w2 and b2 move that activation, and the bracket of (3.10) and (3.11) is the same sum as in (3.9).

        only the parameters: = {"w2", "b2"}
            Through which quantity do w2 and b2 act on the cost?
            w2 and b2 act through the activation of their neuron, and (3.9) has the sum already.

        bias forgotten: = {"a2", "w2"}
            Is there a reason to treat w2 and b2 differently, (3.10)?
            A bias acts through the same neuron as a weight: compare (3.10) with (3.11).

        the weights only: = {"w3", "w2"}
            It is not about weight or bias. It is about how many outputs are moved.
            A parameter of the last layer moves one output, (3.5); anything before it moves all, (3.9).

        weight forgotten: = {"a2", "b2"}
            Is there a reason to treat w2 and b2 differently, (3.10)?
            A weight acts through the same neuron as a bias: compare (3.10) with (3.11).

        w3 too: = {"w3", "a2", "w2", "b2"}
            How many outputs does a weight of the last layer move?
            w3 leads into one output, and all other terms of the cost are 0, (3.5). Its sum collapses, (3.6).

        b3 too: = {"b3", "a2", "w2", "b2"}
            How many outputs does a bias of the last layer move?
            b3 belongs to one output, and all other terms of the cost are 0, (3.5). Its sum collapses, (3.7).

        the activation and the last layer: = {"w3", "b3", "a2"}
            Do the parameters of the last layer act on all outputs?
            w3 and b3 move one output, (3.6), (3.7). w2 and b2 move a2, and with it all outputs, (3.10), (3.11).
        """,
        """
        A weight w3 or a bias b3 belongs to one output. The other terms of the cost do not contain it, so the sum
        collapses: (3.6), (3.7). An activation a2 feeds all outputs, so the sum survives: (3.9). The parameters w2 and
        b2 act through such an activation, and inherit its sum: (3.10), (3.11). The answer is {"a2", "w2", "b2"}.
        """,
        options=("w3", "b3", "a2", "w2", "b2"),
        check="Draw a network with two outputs, and mark the outputs that move when you nudge the quantity.",
    ),
    Number.from_text(
        "03-4",
        "the number of paths from one neuron of layer 1 to the cost in a network 9-7-4-6-5",
        """
        n = np.array([9, 7, 4, 6, 5])
        answer = n[2:].prod()  # (3.12): with l = 1
        """,
        """
        own layer counted: n[2:] -> n[1:]
            The path begins at a given neuron. Is there something to choose in its own layer?
            In (3.12) the product begins one layer above the neuron, at l + 1.

        all layers counted: n[2:] -> n
            Where does the path begin? Which layers lie ahead of it?
            A path goes from layer 1 to the cost: the input layer and layer 1 itself offer no choice, (3.12).

        widths added: prod() -> sum()
            After a choice in one layer, how many choices are there in the next?
            Each choice in a layer can be followed by each one in the next: the widths are multiplied, (3.12).

        widths added, own layer too: n[2:].prod() -> n[1:].sum()
            After a choice in one layer, how many choices are there in the next? And where does the path begin?
            The widths are multiplied, and only those above the neuron: the product begins at l + 1, (3.12).

        output layer left out: n[2:] -> n[2:-1]
            Where does your path end? Does it reach the cost?
            The product of (3.12) goes up to the width of the output layer; yours stops before it.

        first step left out: n[2:] -> n[3:]
            Your path makes its first choice too late.
            The neuron feeds all neurons of layer 2, and that choice counts: (3.12) begins at l + 1.

        outputs only: n[2:].prod() -> n[4]
            You counted where a path may end. How many ways lead there?
            The product of (3.12) has a factor for each layer above the neuron, not only for the last.

        weights counted: n[2:].prod() -> n[2] + n[2] * n[3] + n[3] * n[4]
            You counted lines. A path is one choice in each layer.
            You added up the weights above the neuron. Many paths share a weight; (3.12) counts the paths.

        steps counted: n[2:].prod() -> len(n[2:])
            You counted the steps of one path. How many paths are there?
            At each step there is a choice among all neurons of the next layer; (3.12) multiplies the choices.

        hidden layers only: n[2:] -> n[1:-1]
            Where does the path begin, and where does it end?
            The neuron of layer 1 is given, and the path ends at any output: (3.12) has the widths from l + 1 to L.

        middle layer left out: n[2:].prod() -> n[2] * n[4]
            A path passes through each layer above its neuron. Are they all in your product, (3.12)?
            The width of layer 3 is missing.

        all widths added: n[2:].prod() -> n.sum()
            You counted neurons. A path is one choice in each layer above layer 1, (3.12).
            The widths are multiplied, not added, and the product begins at l + 1.

        inputs in the product: n[2:].prod() -> n[0] * n[2:].prod()
            Where does the path begin, (3.12)? Which layers lie ahead of it?
            The inputs lie behind the neuron. The product of (3.12) begins one layer above it, at l + 1.
        """,
        """
        One choice in each layer above layer 1, and the choices are independent, (3.12) with l = 1:
        n₂ · n₃ · n₄ = 4 · 6 · 5 = 120
        The 7 neurons of layer 1 are no choice: the path begins at one of them.
        """,
        using=NAMES,
        check="Draw the last two layers: how many paths are there from a neuron of layer 3? Then go back a layer.",
        tolerance=1e-9,
    ),
    VariedNumber.from_text(
        "03-5",
        "∂C/∂w₂₁ of layer 1 in the 2-2-2 network of 03-2",
        PAPER + DEEPER,
        SLIPS
        + """
        first output only: W2.T @ delta2 -> W2[0] * delta2[0]
            How many outputs does a neuron of layer 1 feed?
            You went back through output 1 alone. The sum of (3.22) survives: add what comes through each k.

        second output only: W2.T @ delta2 -> W2[1] * delta2[1]
            How many outputs does a neuron of layer 1 feed?
            You went back through output 2 alone. The sum of (3.22) survives: add what comes through each k.

        w_ik for w_ki: W2.T -> W2
            Which two weights leave this neuron? Read the indices of (3.22) again.
            You took a row of W^(2): its weights arrive at an output. Those that leave neuron i are in column i.

        weights of layer 1: W2.T -> W1.T
            On the way back you used the weights of another layer.
            You took W^(1). From layer 2 to layer 1 one goes through the weights between them: (3.22) has l + 1.

        deltas added without weights: W2.T @ delta2 -> sum(delta2)
            Do both outputs hear this neuron equally loud?
            You added the δ as they are. In (3.22) each has the weight w_ki beside it.

        that of layer 2: delta1[1] * x[0] -> delta2[1] * a1[0]
            This is the derivative by a weight with these two indices. In which layer?
            You have w₂₁ of layer 2. For layer 1 there is a step back first, (3.22).

        neuron 1 for neuron 2: delta1[1] * x[0] -> delta1[0] * x[0]
            Which neuron does w₂₁ lead to? Target first, source second.
            You have w₁₁, with the δ of neuron 1. It must be δ of i = 2, (3.23).

        a_i for a_j: delta1[1] * x[0] -> delta1[1] * x[1]
            Which input does this weight carry, (3.23)?
            The last factor of (3.23) has the index j = 1, where the weight starts; you took input number i.

        indices swapped: delta1[1] * x[0] -> delta1[0] * x[1]
            Which neuron does w₂₁ lead to, and which does it come from?
            You have w₁₂. Target first, source second: i = 2 and j = 1 in (3.23).

        mu for mu': sigmoid_prime => sigmoid
            Which factors of (3.21) and (3.22) are derivatives?
            You multiplied by σ(z), in (3.21) and in (3.22). It is μ′(z) = σ(z)(1 − σ(z)), (1.4).

        mu' of the next layer: sigmoid_prime(z1) -> sigmoid_prime(z2)
            Of which layer is the slope in front of the sum of (3.22)?
            You took μ′(z₂) of layer 2. The bracket is multiplied by the slope of neuron i itself, in layer 1.

        mu' left out at the hidden layer: sigmoid_prime(z1) * ->
            You came back to the activation of the neuron. One more link to its z.
            You have ∂C/∂a where (3.22) has ∂C/∂z: the slope μ′(z) of layer 1 is missing.

        mu' left out at the output: * sigmoid_prime(z2) ->
            Is your start ∂C/∂z of the outputs, or ∂C/∂a?
            Rule 1, (3.21), has a slope too: 2(a − y) is the derivative by a, (3.4).

        activation of the neuron itself: delta1[1] * x[0] -> delta1[1] * a1[1]
            The weight multiplies what comes in. What did you multiply by?
            You took the activation of layer 1. (3.23) has that of layer l − 1, here the input.

        factor 2 forgotten: 2 * (a2 - y) -> (a2 - y)
            Something small is missing at the start, (3.21).
            The cost is a sum of squares, (3.3). What is the derivative of u²?

        mu' at a of layer 1: sigmoid_prime(z1) -> sigmoid_prime(a1)
            Where is the slope in front of the sum of (3.22) taken?
            You computed μ′(a) of layer 1. It is μ′(z): a has already been through μ.

        mu for mu' at the hidden layer: sigmoid_prime(z1) -> a1
            One factor of (3.22) should be a derivative, and you took the function.
            In front of the sum you have σ(z) of layer 1. It is σ(z)(1 − σ(z)), (1.4).

        no mu' anywhere: * sigmoid_prime(z2) -> ;; sigmoid_prime(z1) * ->
            From a to z there is one more link, at every neuron.
            μ′ is missing in rule 1, (3.21), and in rule 2, (3.22).

        input left out: delta1[1] * x[0] -> delta1[1]
            This is a derivative by another parameter of the same neuron.
            You have ∂C/∂b₂, (3.24). For the weight the last factor of (3.23) is missing.

        w for the input: delta1[1] * x[0] -> delta1[1] * W1[1, 0]
            How does w₂₁ x₁ react to w₂₁? Look at the last factor of (3.23).
            What stands beside w₂₁ is the input x₁. You used the weight itself.

        column 1 for column 2: W2.T @ delta2 -> W2.T[::-1] @ delta2
            Which two weights leave neuron 2 of layer 1? Look at the sum of (3.22).
            You took the column of neuron 1. The weights w_ki with i = 2 are the second column of W^(2).
        """,
        """
        forward as in 03-2
        δ₁^(2) = 2(0.7600 − 0.1) · 0.1824 = 0.2408                     (3.21)
        δ₂^(2) = 2(0.9239 − 0.4) · 0.0703 = 0.0736                     (3.21)
        The weight leads to neuron 2 of layer 1, and the weights that leave it are the column (−1.8, 2.0) of W^(2):
        δ₂^(1) = 0.1788 · (−1.8 · 0.2408 + 2.0 · 0.0736) = −0.0512     (3.22)
        ∂C/∂w₂₁ = δ₂^(1) x₁ = −0.0512 · 1.8 = −0.0921                  (3.23)
        """,
        paper="""
        A 2-2-2 network of sigmoids has W⁽¹⁾ = {W1}, b⁽¹⁾ = {b1}, W⁽²⁾ = {W2} and b⁽²⁾ = {b2}. For the one sample
        x = {x}, y = {y} the cost C is the sum of the squared errors. What is ∂C/∂w₂₁⁽¹⁾, the derivative by a weight
        of the first layer?
        """,
        using=NAMES,
        check="Take complex_step_gradient of the cost as a function of W[1], and look at [1, 0].",
    ),
    Code.from_text(
        "03-6",
        "write loop_gradients(W, b, x, y): all derivatives of a sigmoid network of any widths, for one sample",
        LOOP_GRADIENTS,
        """
        first neuron only: for k in range(len(b[l + 1])) -> for k in range(1)
            The last layer is right. How many neurons does a hidden neuron feed?
            You go back through neuron k = 0 alone. (3.22) adds what comes through all k of the next layer.

        last neuron only: for k in range(len(b[l + 1])) -> for k in [-1]
            The last layer is right. In the sum of (3.22), what remains of the earlier terms?
            Only the last k is left: is a `+=` missing in the loop, or does an assignment overwrite the sum?

        sum kept at the last layer
            by_b[l][i] = delta[l][i] -> by_b[l][i] = sum(delta[l]) if l == L else delta[l][i]
            by_W[l][i, j] = delta[l][i] -> by_W[l][i, j] = by_b[l][i]
            The hidden layers are right. In the last layer, are all your rows equal?
            A weight into output i moves that output alone, (3.5): the sum over the outputs collapses, (3.6).

        sum kept in rule 1: 2 * (a[L][i] - y[i]) -> sum(2 * (a[L] - y) ;; sigmoid_prime(z[L][i]) -> sigmoid_prime(z[L]))
            Do the δ of the outputs differ from each other?
            Each output acts on one term of the cost. There is no sum in rule 1, (3.21).

        w_ik for w_ki: W[l + 1][k, i] -> W[l + 1][i, k]
            Look at the order of the indices of w in (3.22), and of its sum.
            You use W[l + 1][i, k]. The sum runs over the first index: W[l + 1][k, i], from neuron i to neuron k.

        deltas added without weights: W[l + 1][k, i] * ->
            The last layer is right. In the sum of (3.22) something stands beside each δ.
            You add the δ as they are. Each is multiplied by the weight w_ki that leads to it.

        the weights alone: W[l + 1][k, i] * delta[l + 1][k] -> W[l + 1][k, i]
            The last layer is right. Does the error of the outputs reach your hidden layers?
            You add up weights. In (3.22) each w_ki is multiplied by the δ of neuron k.

        weights of the neighbouring layer: W[l + 1][k, i] -> W[l][k, i]
            Through which weights does one come from layer l + 1 to layer l?
            You use W[l], which leads into layer l. (3.22) has the weights that leave it: W[l + 1].

        mu' of the next layer: sigmoid_prime(z[l][i]) -> sigmoid_prime(z[l + 1][i])
            The slope in front of the sum of (3.22): of which layer is its z?
            You use z[l + 1][i]. It is the slope of neuron i itself: z[l][i].

        mu' of the next layer inside the sum
            W[l + 1][k, i] * -> sigmoid_prime(z[l + 1][k]) * W[l + 1][k, i] *
            sigmoid_prime(z[l][i]) * total -> total
            Each δ contains the slope of its own neuron. Which slope is still missing in (3.22)?
            Inside your sum stands μ′(z_k), which δ_k has already. The new slope is μ′(z_i), in front of the sum.

        mu' at a: sigmoid_prime(z => sigmoid_prime(a
            Where is the slope of μ taken, in (3.21) and (3.22)?
            You use sigmoid_prime(a). What went into μ is z: sigmoid_prime(z).

        mu for mu': sigmoid_prime => sigmoid
            One factor of (3.21) and (3.22) is a derivative, and you took the function.
            You multiply by σ(z). It is σ′(z) = σ(z)(1 − σ(z)), (1.4).

        no mu' anywhere: * sigmoid_prime(z[L][i]) -> ;; sigmoid_prime(z[l][i]) * ->
            From a to z there is one more link, at every neuron.
            μ′ is missing in rule 1, (3.21), and in rule 2, (3.22).

        no mu' in rule 1: * sigmoid_prime(z[L][i]) ->
            Is your start ∂C/∂z of the outputs, or ∂C/∂a?
            2(a − y) is the derivative by a, (3.4). δ has the slope μ′(z) as well, (3.21).

        no mu' in rule 2: sigmoid_prime(z[l][i]) * ->
            The last layer is right. You came back to a; one more link leads to z.
            The sum of (3.22) is ∂C/∂a. For δ it is multiplied by μ′(z_i) of the hidden neuron.

        mu' twice
            by_b[l][i] = delta[l][i] -> by_b[l][i] = delta[l][i] * sigmoid_prime(z[l][i])
            by_W[l][i, j] = delta[l][i] -> by_W[l][i, j] = by_b[l][i]
            What do rules 3 and 4 still add to δ?
            δ contains the slope already, (3.21), (3.22). In (3.23) and (3.24) there is no other μ′.

        z(1 - z)
            sigmoid_prime(z[L][i]) -> z[L][i] * (1 - z[L][i])
            sigmoid_prime(z[l][i]) -> z[l][i] * (1 - z[l][i])
            The rule σ′ = σ(1 − σ), (1.4), needs the value of the sigmoid twice.
            You use z(1 − z). It is a(1 − a).

        a_i for a_j: delta[l][i] * a[l - 1][j] -> delta[l][i] * a[l - 1][i]
            The biases are right. Which activation does a weight carry, (3.23)?
            You use a[l - 1][i]. The index of the neuron where the weight starts is j.

        a of the wrong layer: delta[l][i] * a[l - 1][j] -> delta[l][i] * a[l][j]
            The biases are right. From which layer does the activation of (3.23) come?
            You use a[l][j]. The weight starts in the layer before: a[l - 1][j].

        activation of the neuron itself: delta[l][i] * a[l - 1][j] -> delta[l][i] * a[l][i]
            The biases are right. The weight multiplies what comes in, not what goes out.
            You use a[l][i], the neuron's own activation. (3.23) has a_j of the layer before.

        z for a: delta[l][i] * a[l - 1][j] -> delta[l][i] * (z[l - 1] if l > 1 else x)[j]
            The biases are right. What does a neuron send to the next layer, (3.2)?
            In (3.23) you use z of the layer before. What the weight is multiplied by is its activation.

        activation left out: delta[l][i] * a[l - 1][j] -> delta[l][i]
            Each row of your weights has equal entries. Which factor of (3.23) tells them apart?
            In (3.23) δ is multiplied by a_j, the activation of the neuron where the weight starts.

        w for a_j: delta[l][i] * a[l - 1][j] -> delta[l][i] * W[l][i, j]
            The biases are right. How does w_ij a_j react to w_ij?
            What stands beside w_ij is a_j, (3.23). You used the weight itself.

        bias times activation: by_b[l][i] = delta[l][i] -> by_b[l][i] = delta[l][i] * a[l - 1][-1]
            The weights are right. How does z react to its bias, (3.1)?
            ∂z/∂b = 1: rule 4, (3.24), is δ alone. Is the line for the bias inside the loop over j?

        bias once for each input: by_b[l][i] = delta[l][i] -> by_b[l][i] = delta[l][i] * len(a[l - 1])
            The weights are right. How often does a neuron add its bias?
            You add δ once for each j. The bias has no sum over j, (3.1), so by (3.24) it is δ, once.

        bias inside the sum: for j in range(m)) + b[l][i] -> + b[l][i] for j in range(m))
            Compare your z with (3.1), for a neuron with several inputs.
            Your forward pass adds the bias once for each j. It stands behind the sum of (3.1).

        bias left out: + b[l][i] ->
            Change a bias: does anything that you return move?
            In your forward pass the bias of (3.1) is missing.

        stops at the last two layers: range(L - 1, 0, -1) -> range(L - 1, max(L - 2, 0), -1)
            The last two layers are right. What does your loop do after them?
            (3.22) is repeated for l = L − 1 down to 1, each with the δ of the layer above. Print your l.

        layer 1 left out: range(L - 1, 0, -1) -> range(L - 1, 1, -1)
            Where does your loop over the layers end?
            Layer 1 is still 0. A range that goes down ends before its second number: range(L - 1, 0, -1).

        1/n of the outputs: 2 * (a[L][i] - y[i]) -> 2 / len(y) * (a[L][i] - y[i])
            Is the cost (3.3) a sum over the outputs, or their mean?
            The cost (3.3) adds up the outputs. You took their mean.

        factor 2 forgotten: 2 * (a[L][i] - y[i]) -> (a[L][i] - y[i])
            Something small is missing at the start, (3.21).
            The cost is a sum of squares, (3.3): the derivative of u² is 2u.

        sign lost: (a[L][i] - y[i]) -> (y[i] - a[L][i])
            The size is right. In which direction does the cost grow?
            (3.21) has a − y, in this order.

        last neuron left out: for k in range(len(b[l + 1])) -> for k in range(len(b[l + 1]) - 1)
            The last layer is right. How far does the sum of (3.22) go?
            Your k stops before the last neuron of layer l + 1. range(n) ends before n by itself.

        first neuron left out: for k in range(len(b[l + 1])) -> for k in range(1, len(b[l + 1]))
            The last layer is right. Where does the sum of (3.22) begin?
            Your k begins at 1. In Python the first neuron of a layer has the index 0.

        k counts the own layer: for k in range(len(b[l + 1])) -> for k in range(len(b[l]))
            The last layer is right. Over which layer does the sum of (3.22) run?
            Your k counts the neurons of layer l. It runs over those of layer l + 1.

        sum not set back: for k in range(len(b[l + 1]))) -> for i in range(i + 1) for k in range(len(b[l + 1])))
            The last layer is right, and the first neuron of the one before. Where does each sum of (3.22) begin?
            Your sum goes on from one neuron i to the next. Set it back to 0 inside the loop over i.

        rows shared
            by_W = [None] + [np.zeros(W[l].shape) -> by_W = [None] + [[[0.0] * W[l].shape[1]] * W[l].shape[0]
            by_W[l][i, j] -> by_W[l][i][j]
            The biases are right. Are all rows of your weights equal?
            `[[0] * m] * n` holds one row n times: what is written into it, (3.23), shows in all. Use np.zeros((n, m)).

        weights transposed: W[l].shape) for -> W[l].shape[::-1]) for ;; by_W[l][i, j] -> by_W[l][j, i]
            The biases are right. Which index of by_W[l] is that of the target, (3.23)?
            The first index of by_W[l] is that of the target i, the second that of the source j, (3.23).

        the two swapped: return by_W, by_b -> return by_b, by_W
            Each number is there. In which order are they asked for?
            Return the derivatives by the weights first, (3.23), then those by the biases, (3.24).

        None missing: return by_W, by_b -> return by_W[1:], by_b[1:]
            You have all the numbers. At which index does layer 1 stand in W and b, and in your lists?
            A list of layers has None at index 0, so that layer l stands at index l. Yours begins with layer 1.

        biases stay 0: by_b[l][i] = delta[l][i] -> pass
            The weights are right. Have you written anything into by_b, (3.24)?
            by_b is still 0. By rule 4 it is δ.

        target forgotten: (a[L][i] - y[i]) -> a[L][i]
            Your derivatives do not depend on y. Can that be?
            Rule 1, (3.21), has the error a − y, where you have a.

        one target for all: - y[i]) -> - y[0])
            With one output all is right. Which target belongs to output i, (3.21)?
            You subtract y[0] from every output. It is y[i].

        2 at a alone: 2 * (a[L][i] - y[i]) -> (2 * a[L][i] - y[i])
            Look at the brackets of rule 1, (3.21).
            You multiply a by 2 and then subtract y. The 2 belongs to the whole error.

        factor 2 in every step: sigmoid_prime(z[l][i]) * total -> 2 * sigmoid_prime(z[l][i]) * total
            The last layer is right. The further back, the larger the error grows.
            The 2 of the square enters once, in rule 1, (3.21). It is no part of rule 2, (3.22).

        slope of tanh
            sigmoid_prime(z[L][i]) -> (1 - a[L][i] ** 2)
            sigmoid_prime(z[l][i]) -> (1 - a[l][i] ** 2)
            The slopes in (3.21) and (3.22) are those of another activation.
            1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.4).

        no bends forwards: a.append(sigmoid(z[l])) -> a.append(z[l])
            Print the activations of your way forward, (3.2). Do they lie between 0 and 1?
            You pass on z where (3.2) passes on a = μ(z).

        no bend at the output: 2 * (a[L][i] -> 2 * (z[L][i]
            Look at the start, (3.21): does your output lie between 0 and 1?
            Your output is z of the last layer. It goes through μ like all the others, (3.2).

        step from dC/dw: delta[l + 1][k] for k -> delta[l + 1][k] * a[l][i] for k
            The last layer is right. What is passed back in the sum of (3.22): δ, or the derivative by a weight?
            You add up derivatives by weights. The sum has w_ki δ_k, without an activation.

        input x in every layer: delta[l][i] * a[l - 1][j] -> delta[l][i] * x[j]
            The biases are right, and so is layer 1. Which activation does a weight of layer 2 carry, (3.23)?
            You multiply by the input of the network. It is the input of the layer: a[l - 1][j].
        """,
        using=NAMES,
        cases=_loop_cases,
        parts=("by_W", "by_b"),
        check="Compare with complex_step_gradient of the cost, one layer at a time, the last layer first.",
    ),
    Code.from_text(
        "03-7",
        "write mean_gradients(W, b, X, Y): all derivatives of the mean cost of several samples, one column each",
        """
        def mean_gradients(W, b, X, Y):
            N = X.shape[1]                # (3.25): one column for each sample
            by_W = [None] + [np.zeros(W[l].shape) for l in range(1, len(W))]
            by_b = [None] + [np.zeros(b[l].shape) for l in range(1, len(W))]
            for s in range(N):
                z, a = forward(W, b, X[:, s])
                dW, db = backward(W, z, a, Y[:, s])
                for l in range(1, len(W)):
                    by_W[l] += dW[l] / N  # (3.26)
                    by_b[l] += db[l] / N  # (3.27)
            return by_W, by_b
        """,
        """
        1/N forgotten: / N =>
            With one sample it is right. Is the cost (3.25) a sum over the samples, or their mean?
            You add up the samples. The 1/N of (3.26) and (3.27) is missing.

        1/N twice: / N => / N**2
            In how many places do you divide by N, and in how many (3.26)?
            You divide by N in two places. (3.26) does it once, at the end.

        1/N at the weights only: db[l] / N -> db[l]
            The weights are right. Are the biases shared by all samples, too?
            You add up the δ of the samples. (3.27) takes their mean.

        1/N at the biases only: dW[l] / N -> dW[l]
            The biases are right. Compare your weights with (3.26).
            You add up the products of the samples. (3.26) takes their mean.

        samples averaged first: return by_W, by_b -> return backward(W, *forward(W, b, X.mean(axis=1)), Y.mean(axis=1))
            What do you average: derivatives, or data?
            You average X and Y, and run one sample. Run each sample separately, average at the very end, (3.26).

        mean delta times mean activation
            The biases are right. For a weight, each δ belongs to the activation of the same sample.
            You average δ and a separately. (3.26) averages their products.

        last sample only: += dW[l] / N -> = dW[l] ;; += db[l] / N -> = db[l]
            With one sample it is right. Do all columns have a say?
            You return the last sample alone: is a `+=` missing in the loop over s? (3.26) adds up all.

        first sample only: in range(N) -> in range(1) ;; / N =>
            With one sample it is right. Do all columns have a say?
            You return the first sample alone: does the loop over s end too early? (3.26) adds up all.

        last sample divided by N: += => =
            With one sample it is right. What is left of the earlier samples at the end of your loop?
            You divide by N, but the sum of (3.26) holds the last sample alone: is a `+=` missing?

        divided by the outputs: / N => / len(Y)
            By what do you divide? Compare it with the number of samples.
            len(Y) is the number of outputs. The samples are the columns: X.shape[1], as in (3.25).

        divided by the length of W: / N => / len(W)
            By what do you divide? Compare it with the number of samples.
            len(W) has to do with the layers. The samples are the columns of X: X.shape[1], as in (3.25).

        divided by the inputs: / N => / len(X)
            By what do you divide? Compare it with the number of samples.
            len(X) is the number of inputs. The samples are the columns: X.shape[1], as in (3.25).

        rows counted: X.shape[1] -> len(X)
            How many samples does your loop visit? Print it, and the shape of X.
            len(X) counts rows, and these are inputs. There are X.shape[1] samples, one column each.

        rows for columns: X[:, s] -> X[s] ;; Y[:, s] -> Y[s]
            What is one sample: a row of X, or a column?
            You take X[s], a row: one input of all samples. Sample s is the column X[:, s].

        mean over samples and outputs: / N => / Y.size
            By what do you divide? Over what does the cost take a mean, and over what a sum?
            You divide by all entries of Y. (3.25) is a mean over the samples, and a sum over the outputs.

        return inside the loop: in range(N) -> in range(1)
            With one sample it is right, with several it is too small. How often does your loop run?
            You have the first sample divided by N. Is the `return` inside the loop over s? (3.26) adds up all.

        last sample left out: in range(N) -> in range(N - 1)
            Do all columns have a say? Try one sample.
            Your s stops before the last column. range(N) ends before N by itself; (3.26) adds up all.

        first sample left out: in range(N) -> in range(1, N)
            Do all columns have a say? Try one sample.
            Your s begins at 1. In Python the first column has the index 0; (3.26) adds up all.

        divided in every round
            by_W[l] += dW[l] / N -> by_W[l] = (by_W[l] + dW[l]) / N
            by_b[l] += db[l] / N -> by_b[l] = (by_b[l] + db[l]) / N
            With one sample it is right. When do you divide by N: in every round, or at the end?
            You divide the whole sum in every round, the early samples again and again. (3.26) divides once.

        mean of two at a time
            by_W[l] += dW[l] / N -> by_W[l] = (by_W[l] + dW[l]) / 2 if s else dW[l]
            by_b[l] += db[l] / N -> by_b[l] = (by_b[l] + db[l]) / 2 if s else db[l]
            With one sample it is right, and with two. Has each of three samples the same say?
            You average the mean so far with the next sample. Add up all, then divide by N, (3.26).

        whole-number division: / N => // N
            All your derivatives are whole numbers. Which division do you use for the 1/N?
            `//` cuts off what stands behind the point. The division of (3.26) is `/`.

        targets of the first sample: Y[:, s] -> Y[:, 0]
            With one sample it is right. Which target belongs to sample s, (3.25)?
            You compare every sample with the first column of Y. It is column s.

        inputs of the first sample: X[:, s] -> X[:, 0]
            With one sample it is right. Which input belongs to sample s, (3.25)?
            You run the first column of X every time. It is column s.

        one array for all layers
            [np.zeros(W[l].shape) for l in range(1, len(W))] -> [np.zeros(W[1].shape)] * (len(W) - 1)
            Print your by_W before the loop: is there an array of its own for each layer?
            `[array] * n` holds one array n times: what is added to one layer, (3.26), shows in all.

        the two swapped: return by_W, by_b -> return by_b, by_W
            Each number is there. In which order are they asked for?
            Return the derivatives by the weights first, (3.26), then those by the biases, (3.27).

        None missing: return by_W, by_b -> return by_W[1:], by_b[1:]
            You have all the numbers. At which index does layer 1 stand in W and b, and in your lists?
            A list of layers has None at index 0, so that layer l stands at index l. Yours begins with layer 1.
        """,
        using={**NAMES, "forward": forward, "backward": backward},
        answers={"mean delta times mean activation": _mean_of_factors},
        cases=_sample_cases,
        parts=("by_W", "by_b"),
        samples=lambda arguments: arguments[2].shape[1],
        check="Take two samples, and compare with the mean of what backward says about each.",
    ),
    Blanks.from_text(
        "03-8",
        "fill the four blanks in the backward pass with loops: the start, the step back, the weights, the biases",
        """
        for i in range(len(y)):
            delta[L][i] = ⟨2 * (a[L][i] - y[i]) * sigmoid_prime(z[L][i])⟩  # (3.21) the start
        for l in range(L - 1, 0, -1):
            for i in range(len(z[l])):
                total = 0.0
                for k in range(len(z[l + 1])):
                    total += ⟨W[l + 1][k, i] * delta[l + 1][k]⟩  # (3.22) the sum of the step back
                delta[l][i] = sigmoid_prime(z[l][i]) * total
        for l in range(1, L + 1):
            for i in range(len(z[l])):
                for j in range(len(a[l - 1])):
                    by_W[l][i, j] = ⟨delta[l][i] * a[l - 1][j]⟩  # (3.23)
                by_b[l][i] = ⟨delta[l][i]⟩  # (3.24)
        """,
        """
        no mu' at the start: * sigmoid_prime(z[L][i])⟩ -> ⟩
            Look at the start: is it a derivative by a or by z, (3.21)?
            2(a − y) is the derivative by the activation. The slope at z[L][i] is missing.

        mu for mu' at the start: sigmoid_prime(z[L][i]) -> a[L][i]
            One factor of the start should be a slope, (3.21).
            You multiply by the activation. The slope is sigmoid_prime of z[L][i].

        mu' at a: sigmoid_prime(z[L][i]) -> sigmoid_prime(a[L][i])
            Where is the slope of the start taken: at what goes into μ, or at what comes out, (3.21)?
            You take the slope at a[L][i]. The activation has already been through μ: take it at z[L][i].

        factor 2 lost: 2 * (a[L][i] - y[i]) -> (a[L][i] - y[i])
            Something small is missing at the start, (3.21).
            The cost is made of squares: the derivative of u² is 2u.

        sign lost: (a[L][i] - y[i]) -> (y[i] - a[L][i])
            In which direction does the cost grow, (3.21)?
            (3.21) has a − y, in this order.

        w_ik for w_ki: W[l + 1][k, i] -> W[l + 1][i, k]
            Target first, source second: to which neuron does the weight in the sum of (3.22) lead?
            It leads from neuron i to neuron k: W[l + 1][k, i]. You have the indices the other way round.

        weights of layer l: W[l + 1][k, i] -> W[l][k, i]
            Which weights lie between layer l and layer l + 1, (3.22)?
            A weight has the number of the layer that it enters. Between the two lies W[l + 1].

        weight forgotten: W[l + 1][k, i] * delta -> delta
            Do all neurons k hear neuron i equally loud, (3.22)?
            You add the δ as they are. Beside each stands its weight w_ki.

        delta forgotten: W[l + 1][k, i] * delta[l + 1][k] -> W[l + 1][k, i]
            Does the error of the outputs reach the layers before, (3.22)?
            You add up weights. Beside each stands the δ of the neuron k that it leads to.

        delta of layer l: * delta[l + 1][k]⟩ -> * delta[l][k]⟩
            Which δ are known already when the step back begins, (3.22)?
            On the right of (3.22) stands the δ of the next layer, delta[l + 1][k].

        sum inside the sum: ⟨W[l + 1][k, i] * delta[l + 1][k]⟩ -> ⟨sum(W[l + 1][:, i] * delta[l + 1])⟩
            What does the loop over k do with what you put in, (3.22)?
            You put the whole sum of (3.22) in, and the loop adds it once for each k. Put in what comes from one k.

        slope twice: delta[l + 1][k]⟩ -> delta[l + 1][k] * sigmoid_prime(z[l][i])⟩
            The line below the sum has a slope. How many has (3.22)?
            The slope μ′(z_i) stands in front of the sum, in the last line of the loop. In the sum it is one too many.

        a of layer l: a[l - 1][j]⟩ -> a[l][i]⟩
            What does the weight multiply in the forward pass, (3.1) and (3.23)?
            The weight from j to i multiplies what neuron j sends, a[l - 1][j].

        a of layer l at j: a[l - 1][j]⟩ -> a[l][j]⟩
            In which layer does the weight from j to i begin, (3.23)?
            j counts the neurons of the layer before. The weight multiplies what neuron j sends, a[l - 1][j].

        indices exchanged: delta[l][i] * a[l - 1][j] -> delta[l][j] * a[l - 1][i]
            Into which neuron leads the weight that is counted by i and j, (3.23)?
            The first index, i, is the target: it goes with δ. The second, j, is the source: it goes with a.

        a forgotten: delta[l][i] * a[l - 1][j] -> delta[l][i]
            Is the derivative by a weight that of the bias, (3.23)?
            Beside the weight stands an activation in (3.1). It stands beside δ in (3.23).

        w for a: delta[l][i] * a[l - 1][j] -> delta[l][i] * W[l][i, j]
            What stands beside the weight in (3.1)? That is its derivative, (3.23).
            You multiply by the weight itself. Beside it stands the activation a[l - 1][j].

        b with an activation: ⟨delta[l][i]⟩ -> ⟨delta[l][i] * a[l][i]⟩
            What stands beside the bias in (3.1)?
            Beside the bias stands a 1, so its derivative is δ alone, (3.24).

        b with the last a: ⟨delta[l][i]⟩ -> ⟨delta[l][i] * a[l - 1][j]⟩
            What stands beside the bias in (3.1)?
            Beside the bias stands a 1, so its derivative is δ alone, (3.24). The activation belongs to the weight.

        b times b: ⟨delta[l][i]⟩ -> ⟨delta[l][i] * b[l][i]⟩
            What stands beside the bias in (3.1)? It is not the bias itself.
            Beside the bias stands a 1, so its derivative is δ alone, (3.24).
        """,
        """
        The start is the derivative of C_s by z of the outputs. The step back adds over all neurons k that hear i, each
        with the weight that leads from i to k. A weight's derivative is δ where it ends times a where it
        begins; a bias has a 1 in the place of the a.
        """,
        data=lambda: _passed_forward(4, 3, 5, 2),
        square=lambda: _passed_forward(3, 3, 3, 3),
        results=("by_W", "by_b"),
        check="Write the loops into a cell, and compare with exact_gradients, one layer at a time, the last one first.",
    ),
    Number.from_text(
        "03-9",
        "dC/da at a = 3 for q = a², r = 4a + 1 and C = q r + q + max(q, r): add over the roads",
        """
        a = 3.0
        q, r = a**2, 4 * a + 1
        through_q = (r + 1) * 2 * a
        through_r = (q + 1) * 4
        answer = through_q + through_r
        """,
        """
        the road through q alone: through_q + through_r -> through_q
            How many numbers does a feed?
            You followed the road through q. The road through r is added to it.

        the road through r alone: through_q + through_r -> through_r
            How many numbers does a feed?
            You followed the road through r. The road through q is added to it.

        roads multiplied: through_q + through_r -> through_q * through_r
            What happens along a road, and what between roads?
            Along a road the ratios multiply; the roads are added.

        maximum forgotten: (q + 1) * 4 -> q * 4
            Which terms of C does r stand in?
            At a = 3 the number r is the larger one: the maximum passes its 1 on to r.

        maximum to the smaller: (r + 1) * 2 * a -> (r + 2) * 2 * a ;; (q + 1) * 4 -> q * 4
            Which of the two is larger at a = 3?
            The maximum passes the derivative on to the larger number only. You gave it to the smaller one.

        maximum to both: (r + 1) * 2 * a -> (r + 2) * 2 * a
            How many of its two numbers does a maximum hear?
            A maximum hears its larger number only. You passed the derivative on to both.

        own factor: (r + 1) * 2 * a -> (q + 1) * 2 * a ;; (q + 1) * 4 -> (r + 1) * 4
            How does a product react to one of its factors?
            A product reacts to a factor by the other one. You took the factor itself.

        product alone: (r + 1) * 2 * a -> r * 2 * a ;; (q + 1) * 4 -> q * 4
            C has three terms. Which of them are in your number?
            You have the term q r alone. The added q and the maximum pass something on, too.

        addition forgotten: (r + 1) * 2 * a -> r * 2 * a
            Which terms of C does q stand in?
            The term q that is added passes a 1 on to q.

        derivative of the square: 2 * a -> 2
            How fast does q = a² change at a = 3?
            The derivative of a² is 2a.
        """,
        """
        At a = 3: q = 9, r = 13, and the maximum is r.
        ∂C/∂q = r + 1 + 0 = 14, and q changes 2a = 6 times as fast as a: 14 · 6 = 84
        ∂C/∂r = q + 0 + 1 = 10, and r changes 4 times as fast as a:      10 · 4 = 40
        Multiply along a road, add over the roads, (3.9): 84 + 40 = 124
        """,
        using=NAMES,
        check="Nudge a by 0.001, and divide the change of C by it.",
    ),
    Number.from_text(
        "03a-r1",
        "the change of a cost with the derivatives 3 and 5, when its parameters are nudged by 0.02 and −0.03",
        """
        first, second = 3 * 0.02, 5 * -0.03
        answer = first + second
        """,
        """
        minus lost: 5 * -0.03 -> 5 * 0.03
            One of the two nudges goes down. What does that do to its term, (0.6)?
            The second term is negative: 5 · (−0.03).

        the first alone: first + second -> first
            Two parameters moved, (0.6). You have the effect of one.
            Add the effect of the second nudge, with its sign.

        the second alone: first + second -> second
            Two parameters moved, (0.6). You have the effect of one.
            Add the effect of the first nudge.

        nudges exchanged: 3 * 0.02, 5 * -0.03 -> 3 * -0.03, 5 * 0.02
            Which derivative belongs to which nudge, (0.6)?
            You exchanged the nudges: 0.02 belongs to the derivative 3.

        sums multiplied: first + second -> (3 + 5) * (0.02 - 0.03)
            Which derivative belongs to which nudge, (0.6)?
            You multiplied sums. Multiply each derivative by its own nudge, then add.

        multiplied: first + second -> first * second
            What do two small changes do together, (0.6)?
            They add up. You multiplied them.
        """,
        """
        Each derivative times its own nudge, and the changes add up:   (0.6)
        3 · 0.02 + 5 · (−0.03) = 0.06 − 0.15 = −0.09
        """,
        using=NAMES,
        check="Write the two terms one below the other, each with its sign.",
    ),
    Number.from_text(
        "03a-r2",
        "δ of neuron 1 in a chain, from δ = 0.5 of neuron 2, the weight −2 and the slope 0.2",
        """
        delta2, w2, slope1 = 0.5, -2.0, 0.2
        answer = slope1 * w2 * delta2  # (2.11)
        """,
        """
        slope left out: slope1 * w2 -> w2
            You are back at the activation of neuron 1. One more link to its z, (2.11).
            Multiply by the slope of neuron 1 as well.

        weight left out: slope1 * w2 * -> slope1 *
            What does neuron 2 multiply the activation of neuron 1 by, (2.11)?
            The weight −2 is missing: it is a factor on the way back, too.

        sign lost: slope1 * w2 * -> slope1 * abs(w2) *
            One of the three factors is negative, (2.11).
            The weight is −2. You used its size.

        added: slope1 * w2 * delta2 -> slope1 + w2 + delta2
            Along a road, do the links add or multiply, (2.11)?
            Along a road the links multiply. You added them.

        divided by the weight: slope1 * w2 * delta2 -> slope1 * delta2 / w2
            On the way back the weight is a factor again, (2.11).
            You divided by the weight. You have to multiply by it.
        """,
        """
        δ^(1) = μ′(z^(1)) · w^(2) · δ^(2) = 0.2 · (−2) · 0.5 = −0.2    (2.11)
        """,
        using=NAMES,
        check="Three factors: the slope of neuron 1, the weight between the two, and δ of neuron 2.",
    ),
    Number.from_text(
        "03a-r3",
        "the derivative by an activation that feeds three outputs, with 0.4, −0.1 and −0.5 along the three roads",
        """
        roads = np.array([0.4, -0.1, -0.5])
        answer = sum(roads)  # (3.9)
        """,
        """
        sizes added: sum(roads) -> sum(abs(roads))
            Do all three roads push the cost in the same direction, (3.9)?
            Two of them are negative. Add them with their signs.

        roads multiplied: sum(roads) -> roads.prod()
            Along a road the links multiply. And over the roads, (3.9)?
            You multiplied the roads. They are added.

        first road only: sum(roads) -> roads[0]
            How many outputs hear the activation, (3.9)?
            You followed one road. All three are added.

        the strongest road only: sum(roads) -> roads[2]
            How many outputs hear the activation, (3.9)?
            You followed the strongest road. All three are added.

        second road only: sum(roads) -> roads[1]
            How many outputs hear the activation, (3.9)?
            You followed the second road. All three are added.

        mean: sum(roads) -> roads.mean()
            Do the roads share one effect between them, or does each have its own, (3.9)?
            You took the mean. The roads are added.
        """,
        """
        The sum survives: add what comes along the three roads.        (3.9)
        0.4 − 0.1 − 0.5 = −0.2
        """,
        using=NAMES,
        check="Add what comes along the three roads, each with its sign.",
    ),
    Choice.from_text(
        "03b-r1",
        "how many of three squared errors change when the bias of the second output moves",
        1,
        """
        all: = 3
            A bias belongs to one neuron. Whom does an output feed, (3.5)?
            An output feeds nobody but the cost: only its own squared error changes, (3.7).

        the others: = 2
            Which term of the cost contains the second output, (3.3)?
            You counted the other two. They do not hear this bias, (3.5): one squared error changes, that of output 2.

        none: = 0
            The bias stands in z of its neuron, (3.1). Does the activation stay?
            The second output moves, and with it its squared error, (3.7).
        """,
        """
        The bias moves one neuron of the layer, and that is an output: one squared error changes, and the sum over
        the outputs collapses to this term, (3.7).
        """,
        options=(0, 1, 2, 3),
    ),
    Number.from_text(
        "03b-r2",
        "∂C/∂a of a neuron that feeds two outputs with the weights 3 and −1; error times slope is 0.3 and 0.4",
        """
        w, start = np.array([3.0, -1.0]), np.array([0.3, 0.4])
        answer = sum(w * start)  # (3.9)
        """,
        """
        first output only: sum(w * start) -> w[0] * start[0]
            How many outputs does the neuron feed, (3.9)?
            The sum survives: add what comes along the second road.

        second output only: sum(w * start) -> w[1] * start[1]
            How many outputs does the neuron feed, (3.9)?
            The sum survives: add what comes along the first road.

        weights left out: sum(w * start) -> sum(start)
            Do both outputs hear the neuron equally loud, (3.9)?
            Each road has its weight as a factor.

        minus lost: w * start -> abs(w) * start
            One of the two weights is negative, (3.9).
            You used the size of the weight −1. Its road pulls in the other direction.

        sums multiplied: sum(w * start) -> sum(w) * sum(start)
            Which weight belongs to which output, (3.9)?
            Multiply along each road first, then add the roads.
        """,
        """
        Multiply along each road, add over the roads, (3.9):
        3 · 0.3 + (−1) · 0.4 = 0.9 − 0.4 = 0.5
        """,
        using=NAMES,
        check="Write down both roads, and add them.",
    ),
    Number.from_text(
        "03b-r3",
        "multiplications by a weight, path by path, for one neuron of layer 1 in a network 5-4-3-2-3",
        """
        n = np.array([5, 4, 3, 2, 3])
        paths = n[2:].prod()  # (3.12)
        answer = paths * 3
        """,
        """
        paths counted: paths * 3 -> paths
            You counted the paths, (3.12). How many weights lie on each?
            Each path crosses the weights of layers 2, 3 and 4.

        all neurons of layer 1: paths * 3 -> paths * 3 * n[1]
            For how many neurons of layer 1 is it asked, (3.12)?
            You counted for all four neurons of layer 1. Asked for is one.

        two on each path: paths * 3 -> paths * 2
            Which layers of weights lie between layer 1 and the cost, (3.12)?
            Each path crosses three weights, of layers 2, 3 and 4: one at each step.

        reactions kept: paths * 3 -> n[2] + n[2] * n[3] + n[3] * n[4]
            That is the count if the reactions are kept. And path by path, (3.12)?
            Path by path each path is walked anew, and all its weights are multiplied.

        widths added: n[2:].prod() -> n[2:].sum()
            After a choice in one layer, how many choices are there in the next, (3.12)?
            The widths are multiplied.
        """,
        """
        3 · 2 · 3 = 18 paths, (3.12), and on each of them three weights, of layers 2, 3 and 4: 18 · 3 = 54
        """,
        using=NAMES,
        check="Draw the network from layer 1 on, and walk one path.",
        tolerance=1e-9,
    ),
    Number.from_text(
        "03c-r1",
        "the number of paths from one neuron of layer 1 to the cost in a network 5-4-2-3",
        """
        n = np.array([5, 4, 2, 3])
        answer = n[2:].prod()  # (3.12)
        """,
        """
        own layer counted: n[2:] -> n[1:]
            Is there something to choose in the neuron's own layer, (3.12)?
            The path begins at a given neuron: its layer is not in the product.

        widths added: n[2:].prod() -> n[2:].sum()
            After a choice in one layer, how many choices are there in the next, (3.12)?
            The widths are multiplied.

        outputs only: n[2:].prod() -> n[3]
            You counted where a path may end. How many ways lead there, (3.12)?
            A path chooses a neuron of layer 2 as well.

        multiplications counted: n[2:].prod() -> n[2:].prod() * 2
            How many paths are there, without what is multiplied along them, (3.12)?
            You counted two multiplications on each path. Asked for are the paths.

        all layers: n[2:] -> n
            Which layers lie ahead of the neuron, (3.12)?
            Only the layers after layer 1 offer a choice.
        """,
        """
        One choice in each later layer, (3.12): 2 · 3 = 6
        """,
        using=NAMES,
        check="Draw the last three layers, and follow the lines.",
        tolerance=1e-9,
    ),
    Choice.from_text(
        "03c-r2",
        "how many neurons of layer 2 move with an activation of layer 1, and with a weight of layer 2",
        ("all", "one"),
        """
        the other way round: = ("one", "all")
            An activation is heard by the whole next layer. And a weight?
            You have it reversed: a weight of layer 2 belongs to one neuron of that layer, (3.5).

        both all: = ("all", "all")
            How many neurons of layer 2 have this weight in their z, (3.1)?
            A weight leads into one neuron, (3.5).

        both one: = ("one", "one")
            How many neurons of layer 2 have this activation in their z, (3.1)?
            Each neuron of layer 2 hears all activations of layer 1, (3.9).
        """,
        """
        Each neuron of layer 2 has a_i in its z, (3.1), so the activation moves all of them, and a sum over layer 2
        survives. A weight stands in the z of one neuron only: there the sum collapses, (3.5).
        """,
        options=("one", "all"),
    ),
    Number.from_text(
        "03c-r3",
        "δ of a neuron with the slope 0.1 that feeds two others, with the weights 3 and −1 and their δ 0.2 and 0.5",
        """
        w, delta, slope = np.array([3.0, -1.0]), np.array([0.2, 0.5]), 0.1
        answer = slope * sum(w * delta)  # (3.22)
        """,
        """
        slope left out: slope * sum -> sum
            You are back at the activation. One more link to z, (3.22).
            Multiply by the slope of the neuron.

        first neuron only: sum(w * delta) -> w[0] * delta[0]
            How many neurons hear this one, (3.22)?
            The sum survives: add what comes from the second.

        second neuron only: sum(w * delta) -> w[1] * delta[1]
            How many neurons hear this one, (3.22)?
            The sum survives: add what comes from the first.

        weights left out: sum(w * delta) -> sum(delta)
            Do both hear the neuron equally loud, (3.22)?
            Beside each δ stands the weight that leads to it.

        minus lost: w * delta -> abs(w) * delta
            One of the weights is negative, (3.22).
            You used the size of the weight −1.
        """,
        """
        δ = μ′(z) · Σ_k w_k δ_k = 0.1 · (3 · 0.2 + (−1) · 0.5) = 0.1 · 0.1 = 0.01      (3.22)
        """,
        using=NAMES,
        check="First the sum over the two that listen, then the slope.",
    ),
    Number.from_text(
        "03d-r1",
        "∂C/∂w of a weight from an activation 0.5 to a neuron with δ = −0.3",
        """
        a, delta = 0.5, -0.3
        answer = delta * a  # (3.23)
        """,
        """
        delta alone: delta * a -> delta
            That is the derivative by the bias, (3.24). And by the weight?
            Beside the weight stands the activation of its source, (3.23).

        sign lost: delta * a -> abs(delta) * a
            Which sign has δ, (3.23)?
            δ is negative, and the derivative by the weight inherits its sign.

        added: delta * a -> delta + a
            What does (3.23) do with δ and a?
            Rule 3 multiplies δ and a. You added them.

        divided: delta * a -> delta / a
            What does (3.23) do with δ and a?
            Rule 3 multiplies δ and a. You divided.
        """,
        """
        ∂C/∂w = δ where the weight ends, times a where it begins:      (3.23)
        −0.3 · 0.5 = −0.15
        """,
        using=NAMES,
        check="Rule 3 has two factors.",
    ),
    Choice.from_text(
        "03d-r2",
        "the layer whose δ can be found next, when δ is known in layer 3",
        2,
        """
        forwards: = 4
            In which direction does rule 2 go, (3.22)?
            Rule 2 has layer l on its left, and layer l + 1 on its right. Which of the two is known?

        the first layer: = 1
            Rule 2 makes one step, (3.22). How far did you go?
            Between layer 1 and layer 3 there is a layer. It comes first.

        the same layer: = 3
            In layer 3 δ is known already. Where does rule 2 lead, (3.22)?
            Rule 2 leads one layer back from there.
        """,
        """
        Rule 2 has δ of layer l on the left and δ of layer l + 1 on the right, (3.22): from layer 3 it leads back to
        layer 2.
        """,
        options=(1, 2, 3, 4),
    ),
    Number.from_text(
        "03d-r3",
        "∂C/∂w of the mean cost of two samples, with δ = 0.2, a = 1 and with δ = −0.4, a = 2",
        """
        delta, a = np.array([0.2, -0.4]), np.array([1.0, 2.0])
        answer = (delta * a).mean()  # (3.26)
        """,
        """
        sum: mean() -> sum()
            Is the cost a sum over the samples, or their mean, (3.26)?
            Divide by the number of samples.

        means multiplied: (delta * a).mean() -> delta.mean() * a.mean()
            What do you average: the products, or their factors, (3.26)?
            Each δ belongs to the activation of its own sample. Multiply first.

        activations left out: (delta * a).mean() -> delta.mean()
            That is the derivative by the bias, (3.27). And by the weight?
            Beside each δ stands the activation of the same sample, (3.26).

        sign lost: delta * a -> abs(delta) * a
            Do both samples want the same, (3.26)?
            The second δ is negative.

        second sample only: (delta * a).mean() -> delta[1] * a[1]
            How many samples have a say, (3.26)?
            You have the product of the second sample alone. Take the mean over both.

        first sample only: (delta * a).mean() -> delta[0] * a[0]
            How many samples have a say, (3.26)?
            You have the product of the first sample alone. Take the mean over both.
        """,
        """
        The mean of the products, (3.26): (0.2 · 1 + (−0.4) · 2) / 2 = (0.2 − 0.8) / 2 = −0.3
        """,
        using=NAMES,
        check="One product for each sample, then their mean.",
        samples=2,
    ),
]
