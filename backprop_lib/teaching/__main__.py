"""``python -m backprop_lib.teaching``, in the folder of the repository: write the pages for teachers."""

from backprop_lib.teaching.pages import write

if __name__ == "__main__":
    for path in write():
        print(path)
