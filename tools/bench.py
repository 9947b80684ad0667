"""`run.py bench [NAME ...]`: each module of tests/bench prints its ratio to a floor measured in the same run."""

import sys

from tools.each import run_each

if __name__ == "__main__":
    sys.exit(run_each("bench", sys.argv[1:]))
