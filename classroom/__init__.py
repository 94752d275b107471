"""A class on one machine: the configuration of its JupyterHub, and a test that puts thirty learners on it."""
