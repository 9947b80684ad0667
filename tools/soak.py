"""`run.py soak [NAME ...]`: the long tests, one module of tests/soak after the other."""

import sys

from tools.each import run_each

if __name__ == "__main__":
    sys.exit(run_each("soak", sys.argv[1:]))
