"""What a teacher needs: a page for each sitting, plans of a course, and how long everything takes.

``python -m backprop_lib.teaching``, in the folder of the repository, writes the pages into docs/teaching. What can be
read in the notebooks and in the exercises is taken from there; what only a teacher knows is in the folder `notes`.
"""
