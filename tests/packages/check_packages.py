#!/usr/bin/env python3
"""Looks into the packed packages: is everything in them once, and nothing that nobody needs?

    dotnet pack -c Release src/Engram.Cli -o packages && tests/packages/check_packages.py tool packages
    dotnet pack -c Release src/Engram -o packages && tests/packages/check_packages.py library packages
    tests/packages/check_packages.py --self-test tool packages

Prints facts, then what is wrong; exit code 0 where nothing is. --self-test also spoils copies of the packages and demands
that it is noticed.
"""

import argparse
import os
import pathlib
import re
import sys
import tempfile
import uuid
import xml.etree.ElementTree as xml
import zipfile

MOST_BYTES = 25_000_000
MNIST = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]
DRAWING = ["libHarfBuzzSharp", "libSkiaSharp"]
# The kind of custom debug information that has a source's text: see the portable PDB format.
EMBEDDED_SOURCE = uuid.UUID("0e8a571b-6926-466e-b4ad-8ab04611f5fe").bytes_le
COMMAND = "Engram.Cli"


def only(folder, pattern):
    """The one file of a pattern."""
    files = sorted(folder.glob(pattern))
    if len(files) != 1:
        raise SystemExit(f"{folder} has {len(files)} files {pattern}; pack into an empty folder")
    return files[0]


def description(package):
    """What the package says about itself, by name; attributes too, as name@attribute."""
    root = xml.fromstring(package.read(next(name for name in package.namelist() if name.endswith(".nuspec"))))
    said = {}
    for element in root.iter():
        name = element.tag.split("}")[-1]
        said[name] = (element.text or "").strip()
        said |= {f"{name}@{key}": value for key, value in element.attrib.items()}
    return said


def described(package):
    """What a registry shows, and what a reader of its page asks for."""
    said = description(package)
    names = package.namelist()
    for name in ("authors", "description", "tags", "license", "readme", "repository@commit"):
        if not said.get(name):
            yield f"has no {name}"
    if said.get("readme") and said["readme"] not in names:
        yield f"has no file {said['readme']}"


def mnist_once(package, folder):
    files = [name for name in package.namelist() if os.path.basename(name) in MNIST]
    if sorted(files) != [f"{folder}data/mnist/{name}" for name in MNIST]:
        yield f"has these files of MNIST: {', '.join(sorted(files)) or 'none'}"


def check_library(folder):
    file = only(folder, "Engram.[0-9]*.nupkg")
    print(f"fact: {file.name} has {file.stat().st_size / 1e6:.1f} MB")
    with zipfile.ZipFile(file) as package:
        names = package.namelist()
        yield from described(package)
        yield from mnist_once(package, "")
        for name in ("lib/net10.0/Engram.dll", "lib/net10.0/Engram.xml", "buildTransitive/Engram.targets"):
            if name not in names:
                yield f"has no {name}"
    with zipfile.ZipFile(file.with_suffix(".snupkg")) as symbols:
        if EMBEDDED_SOURCE not in symbols.read("lib/net10.0/Engram.pdb"):
            yield "has symbols without sources"


def check_tool(folder):
    pointer = only(folder, f"{COMMAND}.[0-9]*.nupkg")
    with zipfile.ZipFile(pointer) as package:
        yield from described(package)
        settings = package.read("tools/any/any/DotnetToolSettings.xml").decode()
        platforms = re.findall(r'RuntimeIdentifier="([^"]+)"', settings)
    if len(platforms) < 2:
        yield "points to no platforms"
    for platform in platforms:
        file = folder / pointer.name.replace(COMMAND, f"{COMMAND}.{platform}")
        if not file.is_file():
            yield f"points to {file.name}, which is not there"
            continue
        print(f"fact: {file.name} has {file.stat().st_size / 1e6:.1f} MB")
        yield from (f"{platform}: {text}" for text in check_platform(file, platform))


def check_platform(file, platform):
    if file.stat().st_size > MOST_BYTES:
        yield f"has {file.stat().st_size:,} bytes, more than {MOST_BYTES:,}"
    with zipfile.ZipFile(file) as package:
        names = package.namelist()
        yield from described(package)
        yield from mnist_once(package, f"tools/net10.0/{platform}/")
        symbols = [name for name in names if name.endswith(".pdb")]
        if symbols:
            yield f"has symbols: {', '.join(symbols)}"
        native = sorted(os.path.splitext(os.path.basename(name))[0] for name in names if is_native(name))
        if native != ([] if platform == "any" else DRAWING):
            yield f"has these native libraries: {', '.join(native) or 'none'}"
        if "LICENSE" not in names:
            yield "has no LICENSE"
        notices = package.read("THIRD-PARTY-NOTICES.md").decode()
        for name in sorted({os.path.basename(name) for name in names if is_native(name) or name.endswith(".dll")}):
            if not name.startswith("Engram") and f"`{name}`" not in notices and f"`{os.path.splitext(name)[0]}`" not in notices:
                yield f"{name} is not named in THIRD-PARTY-NOTICES.md"


def is_native(name):
    return name.endswith((".so", ".dylib")) or os.path.basename(name).startswith("lib") and name.endswith(".dll")


def add(name, content=b"x"):
    return lambda files: files | {name: content}


def without(ending):
    return lambda files: {name: content for name, content in files.items() if not name.endswith(ending)}


# Which package is spoiled, how, and a part of the complaint that has to follow.
SPOILED = {
    "library": [
        ("Engram.[0-9]*.nupkg", add("content/train-images-idx3-ubyte.gz"), "these files of MNIST"),
        ("Engram.[0-9]*.nupkg", without("train-images-idx3-ubyte.gz"), "these files of MNIST"),
        ("Engram.[0-9]*.nupkg", without(".targets"), "has no buildTransitive"),
        ("Engram.[0-9]*.nupkg", without("README.md"), "has no file README.md"),
        ("Engram.[0-9]*.snupkg", add("lib/net10.0/Engram.pdb"), "without sources"),
    ],
    "tool": [
        ("Engram.Cli.win-x64.*.nupkg", add("tools/net10.0/win-x64/libSkiaSharp.pdb"), "has symbols"),
        ("Engram.Cli.linux-x64.*.nupkg", add("tools/net10.0/linux-x64/big", os.urandom(MOST_BYTES)), "more than 25,000,000"),
        ("Engram.Cli.linux-x64.*.nupkg", add("tools/net10.0/linux-x64/libOther.so"), "libOther.so is not named"),
        ("Engram.Cli.osx-arm64.*.nupkg", without(".dylib"), "these native libraries: none"),
        ("Engram.Cli.any.*.nupkg", without("t10k-labels-idx1-ubyte.gz"), "these files of MNIST"),
        ("Engram.Cli.any.*.nupkg", without("LICENSE"), "has no LICENSE"),
    ],
}


def self_test(kind, folder, check):
    """Every way to spoil a package is noticed."""
    for pattern, spoil, expected in SPOILED[kind]:
        with tempfile.TemporaryDirectory() as copies:
            copy = pathlib.Path(copies)
            for file in folder.glob("Engram.*nupkg"):
                os.symlink(file.resolve(), copy / file.name)
            spoiled = only(copy, pattern)
            with zipfile.ZipFile(spoiled) as package:
                files = spoil({name: package.read(name) for name in package.namelist()})
            spoiled.unlink()
            with zipfile.ZipFile(spoiled, "w") as package:
                for name, content in files.items():
                    package.writestr(name, content)
            complaints = list(check(copy))
        if not any(expected in text for text in complaints):
            yield f"not noticed: {expected} in {pattern}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=["library", "tool"])
    parser.add_argument("folder", type=pathlib.Path, help="the folder with the packages")
    parser.add_argument("--self-test", action="store_true", help="spoil packages in every way and demand that it is noticed")
    options = parser.parse_args()
    check = {"library": check_library, "tool": check_tool}[options.kind]
    wrong = list(check(options.folder))
    if options.self_test:
        with open(os.devnull, "w") as nowhere:
            shown, sys.stdout = sys.stdout, nowhere
            spoiled = list(self_test(options.kind, options.folder, check))
            sys.stdout = shown
        wrong += spoiled
    for text in wrong:
        print(f"wrong: {text}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
