"""What the library costs: time beside its peers in one run, growth, memory. `python -m benchmarks`, see the README."""
