"""The palette, and what each colour means.

The colours are those of Okabe and Ito, which colour-blind readers can tell apart. No two things differ by colour alone:
line styles, markers or labels say the same.
"""

FORWARD = "#0072B2"  # blue: what runs forward (z, a, the cost)
BACKWARD = "#D55E00"  # vermilion, in texts orange-red: what runs backward (delta, gradients)
FORWARD_TINT = "#EAF4FA"  # behind what runs forward
BACKWARD_TINT = "#FDF0E7"  # behind what runs backward

GREEN = "#009E73"
YELLOW = "#F0E442"
SKY = "#56B4E9"
PURPLE = "#CC79A7"
ORANGE = "#E69F00"
MARKER = YELLOW  # behind what a reader touches
POSITIVE, NEGATIVE = SKY, ORANGE  # behind the entries of a matrix

BLACK = "#000000"
GREY = "#666666"  # what stands in the second row; letters in it can still be read
SILVER = "#999999"  # the lines of a graph or a grid
LIGHT = "#BBBBBB"  # lines that are there, and that the picture is not about
