#!/usr/bin/env python3
"""Runs Silverbook, a loop over rows in Python, Polars and DuckDB in turns on the same days, and compares their values.

Without --days, --busy, --updates and --quick: all but the last, which takes about an hour.
"""

import argparse
import importlib.util
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from typing import NamedTuple

from measuring import Stopped, Table, machine, run

SCRIPTS = pathlib.Path(__file__).resolve().parent
HOME = SCRIPTS.parents[4]

LONG_SECONDS = 60
"""What takes longer is not repeated."""

COSTS = {"wall s": 2, "CPU s": 2, "peak RSS, MiB": 0}
"""What a process takes, in the order of Taken, with its decimals."""

NOTE = (
    "Median (min-max) of rounds in turns; what takes more than a minute ran once. Whole processes from launch to end:"
    " wall, user and system time, high-water mark of memory, and what lies on disk in the end, all of it zstd."
    " Silverbook: its launcher, default configuration (level updates: cadence_ms 1000). The others compute a part of"
    " its columns, the same for each; values: the share that is null in both or agrees within 1e-9, and the largest"
    " difference as a share of the column's largest value. Python is one process, Polars and DuckDB take all"
    " processors. Ratios below 1: it takes less than Silverbook with one worker."
)


class Workload(NamedTuple):
    """A lake to work on: its directory's name, its title, and the options of `silverbook generate` or the updates."""

    name: str
    title: str
    options: dict = {}
    updates: int = 0

    @staticmethod
    def days(count):
        name, title = ("86k-x-20", "86k x 20") if count == 1 else (f"86k-x-20-days-{count}", f"{count} days 86k x 20")
        return Workload(name, title, {"days": count, "trades": 50_000})

    @staticmethod
    def level_updates(count):
        return Workload(f"updates-{count}", f"{count:,} level updates", updates=count)

    def prepare(self, root, silverbook):
        """Makes the lake unless it is there, under another name first: what an interruption leaves is no lake."""
        if root.exists():
            return
        say(f"generating {root}")
        unfinished = root.with_name(root.name + "-unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        if self.updates:
            # DuckDB makes them, which tests of another module bring; no rounds of theirs.
            command = [HOME / "infra/benchmark/updates", unfinished / "orderbook", str(self.updates), "0"]
        else:
            options = [word for name, count in self.options.items() for word in (f"--{name}", str(count))]
            command = [*silverbook, "generate", "--output", unfinished, *options]
        subprocess.run(command, check=True, stdout=sys.stderr)
        unfinished.rename(root)


QUICK = Workload("quick", "9k x 10", {"rows": 8_640, "levels": 10, "trades": 5_000, "segments": 4})
BUSY = Workload("850k-x-50", "850k x 50", {"rows": 850_000, "levels": 50, "trades": 500_000})


class Tool:
    """What makes features of a lake, and its runs over one. It writes below `silver` in its output."""

    def __init__(self, title, snapshots, updates=(), module=None):
        """snapshots, updates: the command without the places; none where it cannot. module: of Python, if it is one."""
        self.title = title
        self.name = re.sub("[^a-z0-9]+", "-", title.lower())
        self.snapshots = snapshots
        self.updates = updates
        self.module = module
        self.begin(None)

    def missing(self):
        """The modules without which it does not run, or cannot be compared."""
        wanted = ("numpy", "pyarrow", self.module) if self.module else ()
        return [name for name in wanted if importlib.util.find_spec(name) is None]

    def begin(self, output):
        """Forgets all runs; the next ones write to that directory."""
        self.output = output
        self.taken = []
        self.bytes = 0
        self.columns = None
        self.remark = None

    def run(self, workload, lake, limit):
        command = self.updates if workload.updates else self.snapshots
        if not command:
            self.remark = "cannot: each book depends on all before"
            return
        places = ["--input", lake / "orderbook", "--output", self.output]
        if (lake / "trades").exists():
            places += ["--trades", lake / "trades"]
        shutil.rmtree(self.output, ignore_errors=True)
        try:
            taken = run([str(word) for word in [*command, *places]], limit, self.output.with_suffix(".log"))
        except Stopped as why:
            self.taken.clear()
            self.remark = str(why)
            return
        self.taken.append(taken)
        self.bytes = sum(file.stat().st_size for file in (self.output / "silver").rglob("*") if file.is_file())

    def compare(self, silverbook):
        """Compares the last output of a script with Silverbook's."""
        # Not above: it needs what is not everywhere.
        from compare_columns import compare

        ours, self.columns, self.remark = compare(*(tool.output / "silver/orderbook" for tool in (silverbook, self)))
        silverbook.columns = f"{ours}, and bars"

    def median(self, cost):
        return statistics.median(taken[cost] for taken in self.taken)

    def worth_repeating(self):
        return bool(self.taken) and self.taken[-1].wall <= LONG_SECONDS

    def last(self):
        return f"{self.taken[-1].wall:.1f} s, {self.taken[-1].cpu:.1f} CPU s" if self.taken else self.remark


def choice(launcher):
    """What a user would choose from: Silverbook first, then without a second thread, by which more workers are judged."""

    def silverbook(title, workers, *options):
        command = [*launcher, "run", "--workers", str(workers), *options]
        return Tool(title, command, [*command, "--config", SCRIPTS / "every_second.json"])

    def script(file):
        return [sys.executable, SCRIPTS / file]

    return [
        silverbook("Silverbook, 1 worker", 1),
        silverbook("Silverbook, 1 worker, 1 thread", 1, "--background-encoding", "off"),
        silverbook("Silverbook, 2 workers", 2),
        Tool("Python, row by row", script("row_loop.py"), script("updates_loop.py"), module="pyarrow"),
        Tool("Polars", script("polars_frames.py"), module="polars"),
        Tool("DuckDB", script("duckdb_sql.py"), module="duckdb"),
    ]


def wanted(launcher, only):
    """Silverbook with one worker, and of the others what is wanted and can run here."""
    one, one_thread, *others = choice(launcher)
    unknown = set(only) - {tool.name for tool in others}
    if unknown:
        raise SystemExit(f"--only takes some of {', '.join(tool.name for tool in others)}")
    tools = [one, one_thread]
    for tool in others:
        if only and tool.name not in only:
            continue
        missing = tool.missing()
        if missing:
            say(f"skipped: {tool.title} needs {', '.join(missing)} for {sys.executable}")
        else:
            tools.append(tool)
    return tools


def measure(workload, lake, tools, rounds, limit):
    """All in turns; who goes first changes from round to round."""
    for number in range(rounds):
        for i in range(len(tools)):
            tool = tools[(i + number) % len(tools)]
            if number == 0 or tool.worth_repeating():
                tool.run(workload, lake, limit)
                say(f"{workload.title}, {tool.title}: {tool.last()}")
            if number == 0 and tool.module and tool.taken:
                tool.compare(tools[0])


def add_to(table, column, tools):
    """Rows for each tool, how it compares with Silverbook, and which takes the least."""
    for tool in tools:
        for cost, (unit, decimals) in enumerate(COSTS.items()):
            label = f"{tool.title}: {unit}"
            table.put(column, label, None)
            if tool.taken:
                table.put_samples(column, label, [taken[cost] for taken in tool.taken], decimals)
        if tool.taken:
            table.put(column, f"{tool.title}: MB out", f"{tool.bytes / 1e6:,.1f}", tool.bytes / 1e6)
        for what, text in (("columns out", tool.columns), ("values as Silverbook's", tool.remark)):
            if text is not None:
                table.put(column, f"{tool.title}: {what}", str(text))
    for tool in tools[1:]:
        # More workers are judged by one that has no second thread either.
        base = tools[1 if tool.name.endswith("workers") else 0]
        if tool.taken and base.taken:
            for cost, unit in enumerate(("wall s", "CPU s")):
                ratio = tool.median(cost) / base.median(cost)
                table.put(column, f"{tool.title} / {base.title}: {unit}", f"{ratio:.2f}", ratio)
    ran = [tool for tool in tools if tool.taken]
    for cost, unit in enumerate(COSTS):
        if ran:
            table.put(column, f"least {unit}", min(ran, key=lambda tool: tool.median(cost)).title)


def say(text):
    print(f"benchmark: {text}", file=sys.stderr, flush=True)


def positive(kind):
    def parse(text):
        number = kind(text)
        if not number > 0:
            raise argparse.ArgumentTypeError(f"{text} is not above 0")
        return number

    return parse


def several(kind):
    return lambda text: [kind(word) for word in text.split(",")]


def arguments():
    parser = argparse.ArgumentParser(prog="infra/benchmark/run ahead", description=__doc__)
    count = positive(int)
    add = parser.add_argument
    add("--days", type=several(count), default=[], metavar="N,...", help="days of 86,400 x 20 with 50,000 trades: 1,7,30")
    add("--busy", action="store_true", help="a day of 850,000 x 50 with 500,000 trades")
    add("--updates", type=several(count), default=[], metavar="N,...", help="a day of so many level updates: 5000000")
    add("--quick", action="store_true", help="a tiny lake, to see whether it works")
    add("--rounds", type=count, default=3, metavar="N", help="of what takes up to a minute (3); others run once")
    add("--limit", type=positive(float), default=15, metavar="MINUTES", help="what takes longer (15) is stopped")
    add("--only", type=several(str), default=[], metavar="TOOL,...", help="beside Silverbook with one worker")
    add("--lakes", type=pathlib.Path, default=HOME / "infra/benchmark/target/lakes", help="keeps generated lakes")
    add("--launcher", type=shlex.split, default=[str(HOME / "silverbook")], help="the command that is Silverbook")
    add("--json", action="store_true", help="print one JSON document instead of a table")
    add("--markdown", action="store_true", help="print the table as Markdown")
    chosen = parser.parse_args()
    if not (chosen.days or chosen.busy or chosen.updates or chosen.quick):
        chosen.days, chosen.busy, chosen.updates = [1, 7, 30], True, [5_000_000, 50_000_000]
    return chosen


def main():
    chosen = arguments()
    origin = machine()
    workloads = [
        *([QUICK] if chosen.quick else []),
        *map(Workload.days, chosen.days),
        *([BUSY] if chosen.busy else []),
        *map(Workload.level_updates, chosen.updates),
    ]
    tools = wanted(chosen.launcher, chosen.only)
    table = Table([workload.title for workload in workloads])
    for workload in workloads:
        lake = chosen.lakes.resolve() / workload.name
        workload.prepare(lake, chosen.launcher)
        with tempfile.TemporaryDirectory(prefix="silverbook-benchmark-") as scratch:
            for tool in tools:
                tool.begin(pathlib.Path(scratch, tool.name))
            measure(workload, lake, tools, chosen.rounds, 60 * chosen.limit)
            add_to(table, workload.title, tools)
    table.show(origin, NOTE, chosen.json, chosen.markdown)


if __name__ == "__main__":
    main()
