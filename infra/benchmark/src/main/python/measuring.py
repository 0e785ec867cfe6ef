"""Whole processes measured from outside, and the table that what they took is shown in."""

import json
import os
import platform
import signal
import statistics
import subprocess
import time
from typing import NamedTuple

LOOK_SECONDS = 0.01

MOST_OF_MEMORY = 0.75
"""The share of the machine's memory that a process may take: beyond that everything else would suffer."""

QUIET = 0.25
"""Load per core above which times are not to be trusted."""


class Stopped(Exception):
    """A process took too long or too much memory and was ended."""


class Taken(NamedTuple):
    """What a process took with those it started and waited for: seconds and MiB."""

    wall: float
    cpu: float
    memory: float


def value(path, label):
    """What a system file says behind a label; empty where it does not."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith(label):
                    return line[len(label) :].strip(' \t\n:="')
    except OSError:
        pass  # The process has ended in between, or this is not Linux.
    return ""


def kibibytes(path, label):
    """The same as a number; 0 where there is none."""
    return int(value(path, label).removesuffix(" kB") or 0)


def run(command, limit, log):
    """Runs a command to its end.

    limit: seconds. log: the file that takes its output. Raises Stopped when it took too much, and SystemExit with its
    output when it failed.
    """
    most = MOST_OF_MEMORY * kibibytes("/proc/meminfo", "MemTotal")
    with open(log, "wb") as out:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    why = None
    peak = 0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        wall = time.monotonic() - start
        if ended:
            break
        # Not what the system says in the end: that is at least what this process had when it started the other.
        peak = max(peak, kibibytes(f"/proc/{process.pid}/status", "VmHWM"))
        memory = kibibytes(f"/proc/{process.pid}/status", "VmRSS")
        if why is None and (wall > limit or memory > most > 0):
            why = f"stopped after {wall:.0f} s" if wall > limit else f"stopped at {memory >> 10} MiB"
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(LOOK_SECONDS)
    process.returncode = os.waitstatus_to_exitcode(status)
    if why is not None:
        raise Stopped(why)
    if process.returncode:
        with open(log, encoding="utf-8", errors="replace") as out:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{out.read()}")
    return Taken(wall, usage.ru_utime + usage.ru_stime, (peak or usage.ru_maxrss) / 1024)


def machine():
    """What the numbers are from."""
    return {
        "processor": value("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": os.cpu_count(),
        "memory_bytes": kibibytes("/proc/meminfo", "MemTotal") << 10,
        "system": f"{value('/etc/os-release', 'PRETTY_NAME')}, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_at_start": os.getloadavg()[0],
        "busy": os.getloadavg()[0] > QUIET * os.cpu_count(),
    }


class Table:
    """Quantities down, what they were measured on across."""

    def __init__(self, columns):
        self.columns = columns
        self.rows = {}

    def put(self, column, label, text, data=None):
        """Sets a cell; with text None only makes its row, so that rows come in one order."""
        row = self.rows.setdefault(label, {})
        if text is not None:
            row[column] = (text, text if data is None else data)

    def put_samples(self, column, label, samples, decimals):
        """Sets a cell to the median and, of more than one measurement, the range: 1.20 (1.15-1.31)."""
        median, low, high = statistics.median(samples), min(samples), max(samples)
        text = f"{median:,.{decimals}f}"
        if len(samples) > 1:
            text += f" ({low:,.{decimals}f}-{high:,.{decimals}f})"
        self.put(column, label, text, {"median": median, "min": low, "max": high, "values": samples})

    def lines(self):
        yield ["", *self.columns]
        for label, row in self.rows.items():
            yield [label, *(row[column][0] if column in row else "" for column in self.columns)]

    def markdown(self):
        heading, *rows = (f"| {' | '.join(line)} |" for line in self.lines())
        return "\n".join([heading, "|---" * (1 + len(self.columns)) + "|", *rows])

    def plain(self):
        lines = list(self.lines())
        widths = [max(map(len, cells)) for cells in zip(*lines)]
        return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)

    def show(self, origin, note, as_json, as_markdown):
        """Prints it: origin is the machine when the measuring began, note says how to read it."""
        if as_json:
            results = {
                column: {label: row[column][1] for label, row in self.rows.items() if column in row}
                for column in self.columns
            }
            print(json.dumps({"machine": origin, "note": note, "results": results}, indent=2))
            return
        print(
            f"{origin['processor']}, {origin['cores']} cores, {origin['memory_bytes'] / (1 << 30):.0f} GB;"
            f" {origin['system']}; Python {origin['python']}; load at start {origin['load_at_start']:.2f}\n"
        )
        if origin["busy"]:
            bold = "**" if as_markdown else ""
            print(f"{bold}The machine is busy: only ratios of what was measured side by side mean something.{bold}\n")
        print(self.markdown() if as_markdown else self.plain())
        print(f"\n{note}")
