"""``python -m backprop_lib.sources``, in the folder of the repository: write the pages that follow from the sources."""

from backprop_lib.sources.pages import write

if __name__ == "__main__":
    for path in write():
        print(path)
