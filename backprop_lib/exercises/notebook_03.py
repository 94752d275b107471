"""Exercises of notebook 03: layers of any width, indices and loops."""

import numpy as np

from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.exercises.choice import Choice
from backprop_lib.exercises.code import Code
from backprop_lib.exercises.edits import function_of, tidy
from backprop_lib.exercises.number import Number
from backprop_lib.exercises.variants import VariedNumber

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
            Your derivative does not depend on y. Can that be? Look at (3.7).
            The error is a − y. You used a alone.

        targets swapped: (a2 - y) -> (a2 - y[::-1])
            Which target belongs to which output, (3.3)?
            You took the target of the other output.

        sign lost: (a2 - y) -> (y - a2)
            The size is right. In which direction does the cost grow?
            (3.7) has a − y, in this order.

        2 at a alone: 2 * (a2 - y) -> (2 * a2 - y)
            Look at the brackets of 2(a − y), (3.7).
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

        minus in W1 lost: z1 = W1 @ -> W1 = abs(W1); z1 = W1 @
            Compare your z of layer 1 with (3.1), sign by sign.
            You used the size of a weight of W^(1) that is negative.

        minus in W2 lost: z1 = W1 @ -> W2 = abs(W2); z1 = W1 @
            Compare your z of layer 2 with (3.1), sign by sign.
            You used the size of a weight of W^(2) that is negative.

        minus in b1 lost: + b1 -> + abs(b1)
            Compare your z of layer 1 with (3.1), sign by sign.
            You used the size of a bias of layer 1 that is negative.

        minus in b2 lost: + b2 -> + abs(b2)
            Compare your z of layer 2 with (3.1), sign by sign.
            You used the size of a bias of layer 2 that is negative.

        minus in x lost: z1 = W1 @ -> x = abs(x); z1 = W1 @
            Compare your z of layer 1 with (3.1), sign by sign.
            You used the size of an input that is negative.
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
        using=NAMES,
        check="Write down the three products, one under the other, and add the bias at the end.",
    ),
    Number.from_text(
        "03-2",
        "∂C/∂w₁₂ of layer 2, the last one, in a 2-2-2 network of sigmoids",
        PAPER + "answer = delta2[0] * a1[1]  # (3.5)",
        SLIPS
        + """
        sum kept: delta2[0] * a1[1] -> sum(delta2) * a1[1]
            Which of the two outputs does this weight move?
            You added up both outputs. The weight goes into output 1, so the sum collapses, (3.4), (3.5).

        indices swapped: delta2[0] * a1[1] -> delta2[1] * a1[0]
            Which neuron does w₁₂ lead to, and which does it come from?
            Target first, source second: i = 1 is the output, j = 2 the neuron of layer 1, (3.5). You have w₂₁.

        a_i for a_j: delta2[0] * a1[1] -> delta2[0] * a1[0]
            Which activation stands beside error and slope in (3.5)?
            The last factor of (3.5) is the activation where the weight starts, j = 2. You took j = 1.

        delta of the other output: delta2[0] * a1[1] -> delta2[1] * a1[1]
            Whose error does this weight cause, (3.5)?
            The weight leads to output i = 1: error and slope of (3.5) belong to that one. You took output 2.

        activation left out: delta2[0] * a1[1] -> delta2[0]
            This is a derivative by another parameter of the same neuron.
            You have ∂C/∂b₁, (3.6). For the weight the last factor of (3.5) is missing.

        factor 2 forgotten: 2 * (a2 - y) -> (a2 - y)
            Something small is missing in ∂C/∂a, (3.7).
            The cost is a sum of squares, (3.3). What is the derivative of u²?

        mu for mu': sigmoid_prime(z2) -> sigmoid(z2)
            One factor of (3.5) is a derivative, and you took the function.
            You multiplied by σ(z). It is μ′(z) = σ(z)(1 − σ(z)), (1.5).

        no mu': * sigmoid_prime(z2) ->
            (3.5) has three factors. How many has your product?
            The link from z to a is missing: μ′(z₁), of the output layer, (3.5).

        mu' of layer 1: sigmoid_prime(z2) -> sigmoid_prime(z1)
            Of which layer is the z in your slope?
            You took μ′ of a neuron of layer 1. The weight goes into layer 2, and (3.5) has the z of that layer.

        input for the activation: a1[1] -> x[1]
            The last factor of (3.5) is what the weight is multiplied by. Of which layer?
            You took the input of the network. A weight of layer 2 carries an activation of layer 1.

        w for a: a1[1] -> W2[0, 1]
            How does w₁₂ a₂ react to w₁₂? Look at the last factor of (3.5).
            By what stands beside w₁₂, and that is a₂ of layer 1. You used the weight itself.

        z for a: a1[1] -> z1[1]
            What does a neuron of layer 1 send to layer 2, (3.2)?
            You took its z. The weight is multiplied by its activation σ(z), (3.5).
        """,
        """
        forward: z^(1) = (2.79, −1.19),  a^(1) = (0.9421, 0.2333)      (3.1), (3.2)
                 z^(2) = (1.1528, 2.4971),  a^(2) = (0.7600, 0.9239)
        The weight w₁₂ goes into output 1 only: the sum over the outputs collapses, (3.4). With i = 1 and j = 2:
        ∂C/∂w₁₂ = 2(a₁ − y₁) μ′(z₁) a₂^(1)                             (3.5)
                = 2(0.7600 − 0.1) · 0.1824 · 0.2333 = 0.0562
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
            w3 and b3 belong to one output; all other terms are 0, (3.4). So the sum collapses: (3.5), (3.6).

        nowhere: = set()
            A neuron of layer 2 feeds all outputs. Follow the lines that leave it.
            Compare (3.9): what a neuron of layer 2 does reaches the cost through every output k.

        only the activation: = {"a2"}
            What else acts on the cost through the activation a2?
            w2 and b2 move that activation, and the bracket of (3.10) and (3.11) is the same sum as in (3.9).

        only the parameters: = {"w2", "b2"}
            Through which quantity do w2 and b2 act on the cost?
            They act through the activation of their neuron, and (3.9) has the sum already.

        bias forgotten: = {"a2", "w2"}
            Is there a reason to treat w2 and b2 differently, (3.10)?
            A bias acts through the same neuron as a weight: compare (3.10) with (3.11).

        the weights only: = {"w3", "w2"}
            It is not about weight or bias. It is about how many outputs are moved.
            A parameter of the last layer moves one output, (3.4); anything before it moves all, (3.9).

        weight forgotten: = {"a2", "b2"}
            Is there a reason to treat w2 and b2 differently, (3.10)?
            A weight acts through the same neuron as a bias: compare (3.10) with (3.11).

        w3 too: = {"w3", "a2", "w2", "b2"}
            How many outputs does a weight of the last layer move?
            w3 leads into one output, and all other terms of the cost are 0, (3.4). Its sum collapses, (3.5).

        b3 too: = {"b3", "a2", "w2", "b2"}
            How many outputs does a bias of the last layer move?
            b3 belongs to one output, and all other terms of the cost are 0, (3.4). Its sum collapses, (3.6).

        the activation and the last layer: = {"w3", "b3", "a2"}
            Do the parameters of the last layer act on all outputs?
            w3 and b3 move one output, (3.5), (3.6). w2 and b2 move a2, and with it all outputs, (3.10), (3.11).
        """,
        """
        A weight w3 or a bias b3 belongs to one output. The other terms of the cost do not contain it, so the sum
        collapses: (3.5), (3.6). An activation a2 feeds all outputs, so the sum survives: (3.9). The parameters w2 and
        b2 act through such an activation, and inherit its sum: (3.10), (3.11). The answer is {"a2", "w2", "b2"}.
        """,
        options=("w3", "b3", "a2", "w2", "b2"),
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
    Number.from_text(
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
            You multiplied by σ(z), in (3.21) and in (3.22). It is μ′(z) = σ(z)(1 − σ(z)), (1.5).

        mu' of the next layer: sigmoid_prime(z1) -> sigmoid_prime(z2)
            Of which layer is the slope in front of the sum of (3.22)?
            You took μ′(z₂) of layer 2. The bracket is multiplied by the slope of neuron i itself, in layer 1.

        mu' left out at the hidden layer: sigmoid_prime(z1) * ->
            You came back to the activation of the neuron. One more link to its z.
            You have ∂C/∂a where (3.22) has ∂C/∂z: the slope μ′(z) of layer 1 is missing.

        mu' left out at the output: * sigmoid_prime(z2) ->
            Is your start ∂C/∂z of the outputs, or ∂C/∂a?
            Rule 1, (3.21), has a slope too: 2(a − y) is the derivative by a, (3.7).

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
            In front of the sum you have σ(z) of layer 1. It is σ(z)(1 − σ(z)), (1.5).

        no mu' anywhere: * sigmoid_prime(z2) -> ;; sigmoid_prime(z1) * ->
            From a to z there is one more link, at every neuron.
            μ′ is missing in rule 1, (3.21), and in rule 2, (3.22).

        input left out: delta1[1] * x[0] -> delta1[1]
            This is a derivative by another parameter of the same neuron.
            You have ∂C/∂b₂, (3.24). For the weight the last factor of (3.23) is missing.

        w for the input: delta1[1] * x[0] -> delta1[1] * W1[1, 0]
            How does w₂₁ x₁ react to w₂₁? Look at the last factor of (3.23).
            By what stands beside w₂₁, and that is the input. You used the weight itself.

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
            A weight into output i moves that output alone, (3.4): the sum over the outputs collapses, (3.5).

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
            You multiply by σ(z). It is σ′(z) = σ(z)(1 − σ(z)), (1.5).

        no mu' anywhere: * sigmoid_prime(z[L][i]) -> ;; sigmoid_prime(z[l][i]) * ->
            From a to z there is one more link, at every neuron.
            μ′ is missing in rule 1, (3.21), and in rule 2, (3.22).

        no mu' in rule 1: * sigmoid_prime(z[L][i]) ->
            Is your start ∂C/∂z of the outputs, or ∂C/∂a?
            2(a − y) is the derivative by a, (3.7). δ has the slope μ′(z) as well, (3.21).

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
            The rule σ′ = σ(1 − σ), (1.5), needs the value of the sigmoid twice.
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
            By what stands beside w_ij, and that is a_j, (3.23). You used the weight itself.

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
            1 − a² is the slope of tanh. That of the sigmoid is a(1 − a), (1.5).

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
        "write mean_gradients(W, b, X, Y): the same for several samples, one column each, and the mean cost",
        """
        def mean_gradients(W, b, X, Y):
            N = X.shape[1]                # (3.25): one column for each sample
            by_W = [None] + [np.zeros(W[l].shape) for l in range(1, len(W))]
            by_b = [None] + [np.zeros(b[l].shape) for l in range(1, len(W))]
            for s in range(N):
                dW, db = loop_gradients(W, b, X[:, s], Y[:, s])
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

        samples averaged first: return by_W, by_b -> return loop_gradients(W, b, X.mean(axis=1), Y.mean(axis=1))
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

        divided by the inputs: / N => / len(X)
            By what do you divide? Compare it with the number of samples.
            len(X) is the number of inputs. The samples are the columns: X.shape[1], as in (3.25).

        rows counted: X.shape[1] -> len(X)
            How many samples does your loop visit? Print it, and the shape of X.
            len(X) counts rows, and these are inputs. There are X.shape[1] samples, one column each.

        rows for columns: X[:, s], Y[:, s] -> X[s], Y[s]
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
        using={**NAMES, "loop_gradients": loop_gradients},
        answers={"mean delta times mean activation": _mean_of_factors},
        cases=_sample_cases,
        parts=("by_W", "by_b"),
        samples=lambda arguments: arguments[2].shape[1],
        check="Take two samples, and compare with the mean of what loop_gradients says about each.",
    ),
]
