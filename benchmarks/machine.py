"""What the result files of `compare` and `startup` say about where and when they were measured."""

import datetime
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENGRAM_PROJECT = os.path.join(ROOT, "src", "Engram.Cli")
ENGRAM = os.path.join(ENGRAM_PROJECT, "bin", "Release", "net10.0", "Engram.Cli.dll")
KERNEL_LINE = re.compile(r"^ +(scalar|vector\d+) +(in use|supported|not supported)", re.MULTILINE)
PROCESSOR_LINE = re.compile(r"^Processor +(.*)$", re.MULTILINE)


def describe(environment):
    """Processor, kernels in use, cores, .NET, commit and day, as Engram.Benchmarks has them."""
    info = _engram_info(environment)
    sdk = subprocess.run(["dotnet", "--version"], capture_output=True, text=True, check=False)
    git = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return {
        "cpu": PROCESSOR_LINE.search(info).group(1),
        "kernels": next(name for name, state in KERNEL_LINE.findall(info) if state == "in use"),
        "cores": os.cpu_count(),
        "dotnetSdk": sdk.stdout.strip(),
        "commit": git.stdout.strip() or None,
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
    }


def results_folder():
    """The folder of this machine's results: the processor's name and the widest kernels, as Engram.Benchmarks has it."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("ENGRAM_", "DOTNET_Enable"))}
    info = _engram_info(environment)
    widest = [name for name, state in KERNEL_LINE.findall(info) if state != "not supported"][-1]
    cpu = re.sub("[^a-z0-9]+", "-", PROCESSOR_LINE.search(info).group(1).lower()).strip("-")
    return os.path.join(ROOT, "benchmarks", "results", f"{cpu}-{widest}")


def _engram_info(environment):
    return subprocess.run(["dotnet", ENGRAM, "info", "--kernels"], capture_output=True, text=True, check=True, env=environment).stdout
