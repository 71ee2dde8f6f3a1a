#!/usr/bin/env python3
"""Runs the Python code of a Markdown page as it stands there, block by block in one namespace.

    run_snippets.py docs/python.md          in a folder with the files that the page speaks of
    run_snippets.py --sql docs/python.md    prints the page's SQL, for tests/Engram.ParquetCheck

A block whose first import is not installed here is skipped, and said to be.
"""

import ast
import importlib.util
import os
import re
import sys

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page, language):
    """The blocks of a language, each with the number of its first line."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    return [(text.count("\n", 0, match.start(2)) + 1, match[2]) for match in FENCE.finditer(text) if match[1] == language]


def missing(code):
    """The first module that a block imports and that is not installed, or None."""
    names = [alias.name for node in ast.parse(code).body if isinstance(node, ast.Import) for alias in node.names]
    return next((name for name in names if importlib.util.find_spec(name.split(".")[0]) is None), None)


def definitions(page):
    """A namespace with the functions that the page defines, and what they import."""
    namespace = {}
    for line, code in blocks(page, "python"):
        if missing(code) is None:
            tree = ast.parse(code, page)
            tree.body = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.Import, ast.ImportFrom))]
            exec(compile(ast.increment_lineno(tree, line - 1), page, "exec"), namespace)
    return namespace


def main():
    *options, page = sys.argv[1:]
    if options == ["--sql"]:
        print("\n".join(code for _, code in blocks(page, "sql")))
        return
    namespace, count = {}, 0
    for line, code in blocks(page, "python"):
        module = missing(code)
        if module is not None:
            print(f"fact: {module} is not installed, so the snippet at line {line} is not run")
            continue
        exec(compile(ast.increment_lineno(ast.parse(code, page), line - 1), page, "exec"), namespace)
        count += 1
    if count == 0:
        sys.exit(f"{page} has no snippet that can be run here.")
    print(f"fact: {count} snippets of {os.path.basename(page)} run")


if __name__ == "__main__":
    main()
