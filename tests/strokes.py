"""The ten digits as strokes, drawn with lines and arcs."""

import numpy as np


def arc(x, y, across, down, start, end):
    """Return points of an ellipse around (x, y), from one angle in degrees to another, clockwise."""
    angles = np.radians(np.linspace(start, end, 30))
    return np.stack([x + across * np.cos(angles), y + down * np.sin(angles)], axis=1).tolist()


DIGITS = {
    0: [arc(0.5, 0.5, 0.2, 0.3, 0, 360)],
    1: [[[0.5, 0.2], [0.5, 0.8]]],
    2: [[*arc(0.5, 0.35, 0.2, 0.17, 180, 380), [0.66, 0.45], [0.3, 0.8], [0.72, 0.8]]],
    3: [[*arc(0.48, 0.35, 0.17, 0.15, 200, 450), *arc(0.48, 0.65, 0.2, 0.16, 270, 510)]],
    4: [[[0.4, 0.2], [0.3, 0.55], [0.7, 0.55]], [[0.6, 0.25], [0.6, 0.85]]],
    5: [[[0.68, 0.2], [0.38, 0.2], [0.36, 0.47], *arc(0.48, 0.62, 0.2, 0.18, 240, 500)]],
    6: [[[0.6, 0.18], [0.42, 0.4], [0.34, 0.6], *arc(0.5, 0.66, 0.16, 0.16, 180, 540)]],
    7: [[[0.3, 0.22], [0.7, 0.22], [0.45, 0.82]]],
    8: [[*arc(0.5, 0.35, 0.14, 0.15, 90, 450), *arc(0.5, 0.66, 0.18, 0.16, 270, 630)]],
    9: [[*arc(0.5, 0.36, 0.16, 0.16, 0, 360), [0.66, 0.36], [0.62, 0.82]]],
}


def changed(strokes, scale=1.0, degrees=0.0):
    """Return strokes scaled and turned around the middle of the pad."""
    angle = np.radians(degrees)
    turn = scale * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return [((np.array(stroke) - 0.5) @ turn + 0.5).tolist() for stroke in strokes]
