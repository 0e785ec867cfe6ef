#!/usr/bin/env python3
"""Runs the command on the lakes of make_lakes.py with every configuration and compares each result.

    check_lakes.py OUT --command ./silverbook [--seed N] [--only CONFIG]

Writes the lakes below OUT when they are not there, the results below OUT/results. Exit code 0 when
every run succeeded and every column agrees, and the lake of unusable partitions is refused without
harm.
"""

import argparse
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def call(arguments, log):
    with open(log, "w", encoding="utf-8") as file:
        return subprocess.run(arguments, stdout=file, stderr=subprocess.STDOUT, check=False).returncode


def tail(path, count):
    with open(path, encoding="utf-8", errors="replace") as file:
        return "".join("    " + line for line in file.readlines()[-count:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("--command", required=True, help="the silverbook launcher")
    parser.add_argument("--seed", type=int, default=20250101)
    parser.add_argument("--only", help="one configuration, by name")
    arguments = parser.parse_args()
    out = os.path.abspath(arguments.out)
    if not os.path.isdir(os.path.join(out, "configs")):
        subprocess.run([sys.executable, os.path.join(HERE, "make_lakes.py"), out, "--seed", str(arguments.seed)], check=True)
    bad = 0
    names = sorted(name[: -len(".json")] for name in os.listdir(os.path.join(out, "configs")))
    for name in names:
        if arguments.only and name != arguments.only:
            continue
        lake = os.path.join(out, "exchange" if name.startswith("exchange") else "lake")
        config = os.path.join(out, "configs", name + ".json")
        result = os.path.join(out, "results", name)
        shutil.rmtree(result, ignore_errors=True)
        os.makedirs(result)
        places = ["--trades", os.path.join(lake, "trades")]
        log = os.path.join(out, "results", name + ".run.log")
        code = call(
            [arguments.command, "run", "--input", os.path.join(lake, "orderbook"), *places, "--output", result, "--config", config],
            log,
        )
        if code:
            bad += 1
            print(f"{name}: run exited {code}\n{tail(log, 15)}")
        log = os.path.join(out, "results", name + ".compare.log")
        check = [sys.executable, os.path.join(HERE, "crosscheck.py"), "--orderbook", os.path.join(lake, "orderbook"), *places]
        code = call([*check, "--silver", result, "--config", config, "--strict", "--quiet"], log)
        bad += bool(code)
        print(f"{name}: {tail(log, 12 if code else 1).strip()}", flush=True)
    if not arguments.only:
        result, log = os.path.join(out, "results", "unusable"), os.path.join(out, "results", "unusable.run.log")
        shutil.rmtree(result, ignore_errors=True)
        code = call([arguments.command, "run", "--input", os.path.join(out, "unusable", "orderbook"), "--output", result], log)
        bad += code not in (0, 1)
        print(f"unusable: run exited {code}\n{tail(log, 20)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
