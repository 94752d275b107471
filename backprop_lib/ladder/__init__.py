"""The functions of the first stages, as their notebooks derive them: one module for each rung of the ladder.

A later sitting imports from here what an earlier one has written. They check nothing and are meant to be read.
"""
