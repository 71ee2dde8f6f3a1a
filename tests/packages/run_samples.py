#!/usr/bin/env python3
"""Pastes the C# of Markdown pages into new programs, as a reader would, and runs them.

    dotnet pack -c Release src/Engram -o packages && tests/packages/run_samples.py packages README.md

Every program stands in an empty folder outside the repository and has the packed library alone. It must compile as pasted,
run and print something. The last one is also published, with MNIST and without: with it the program runs.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SETTINGS = """<configuration>
  <config><add key="globalPackagesFolder" value="../restored" /></config>
  <packageSources><add key="packed" value="{}" /></packageSources>
</configuration>
"""


def samples(page):
    return re.findall(r"^```csharp\n(.*?)^```$", page.read_text(), re.DOTALL | re.MULTILINE)


def run(folder, *command):
    print(f"{folder.name}: {' '.join(command)}", flush=True)
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


def create(folder, packages, code):
    """What a reader types: a new console program, the package, and the sample."""
    version = next(packages.glob("Engram.[0-9]*.nupkg")).stem.removeprefix("Engram.")
    folder.mkdir()
    run(folder, "dotnet", "new", "console", "--no-restore")
    (folder / "nuget.config").write_text(SETTINGS.format(packages))
    run(folder, "dotnet", "add", "package", "Engram", "--version", version)
    (folder / "Program.cs").write_text(code)


def publish(folder, *options):
    run(folder, "dotnet", "publish", "-c", "Release", "-v", "quiet", "-o", "published", *options)
    return folder / "published"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("packages", type=pathlib.Path, help="the folder with the packed library")
    parser.add_argument("pages", nargs="+", type=pathlib.Path, help="Markdown files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="engram-samples-") as folder:
        for page in options.pages:
            codes = samples(page)
            if not codes:
                sys.exit(f"{page} has no block of C#")
            for number, code in enumerate(codes, 1):
                program = pathlib.Path(folder, f"{page.parent.name or 'root'}{number}".lower())
                create(program, options.packages.resolve(), code)
                said = run(program, "dotnet", "run", "-c", "Release").strip()
                if not said:
                    sys.exit(f"sample {number} of {page} says nothing")
                print(f"fact: {page}, sample {number}: {said.splitlines()[-1]}")
        published = publish(program)
        run(pathlib.Path(folder), "dotnet", f"{published}/{program.name}.dll")
        shutil.rmtree(published)
        if (publish(program, "-p:EngramMnist=false") / "data").exists():
            sys.exit("EngramMnist=false leaves MNIST there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
