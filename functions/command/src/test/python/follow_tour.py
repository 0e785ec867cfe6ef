#!/usr/bin/env python3
"""Runs the Python of docs/tour.md on the demo's data and compares what it prints with the page.

    follow_tour.py TOUR DIRECTORY    DIRECTORY holds silverbook-demo
"""

import contextlib
import io
import os
import re
import sys


def main():
    tour, directory = sys.argv[1:]
    with open(tour, encoding="utf-8") as file:
        snippets = re.findall(r"^```python\n(.*?)^```$.*?^```text\n(.*?)^```$", file.read(), re.S | re.M)
    os.chdir(directory)
    bad = not snippets
    for snippet, wanted in snippets:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(snippet, tour, "exec"), {})
        if printed.getvalue() != wanted:
            bad = True
            print(f"{tour} shows\n{wanted}but its snippet prints\n{printed.getvalue()}")
    print(f"{tour}: {len(snippets)} snippets of Python run: {'DIFFER' if bad else 'AGREE'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
