#!/usr/bin/env python3
"""Prints what measure.py noted as tables of medians: table.py RECORD

A ratio is the median, over the rounds, of a run of the peer to the run of ours that came just before it.
"""

import json
import math
import sys
from statistics import median

OURS = "feedmatter"
JOBS = {
    "excerpt": "10,000 articles, all as excerpts",
    "full": "10,000 articles, all with their full text",
    "limit": "100,000 articles, the newest 20",
}
GROWTH = {"growth-excerpt": "Growth, all as excerpts", "growth-full": "Growth, all with their full text"}
MEASURES = ["wall", "cpu", "memory"]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    for job, title in JOBS.items():
        print_job(title, [record for record in records if record["job"] == job])
    for job, title in GROWTH.items():
        print_growth(title, [record for record in records if record["job"] == job])


def print_job(title, records):
    if not records:
        return
    runs, ratios, ours = {}, {}, None
    for record in records:
        runs.setdefault(record["name"], []).append(record)
        if record["name"] == OURS:
            ours = record
        elif ours:
            ratios.setdefault(record["name"], []).append({key: record[key] / ours[key] for key in MEASURES})
    print(f"### {title}\n")
    print("| program | wall s | CPU s | memory MB | runs |\n|---|---:|---:|---:|---:|")
    for name, of_name in sorted(runs.items(), key=lambda run: (run[0] != OURS, median(r["wall"] for r in run[1]))):
        cells = []
        for key in MEASURES:
            cell = number(median(record[key] for record in of_name))
            if name in ratios:
                cell += f" ({number(median(ratio[key] for ratio in ratios[name]))} ×)"
            cells.append(cell)
        print(f"| {name} | {' | '.join(cells)} | {len(of_name)} |")
    print()


def print_growth(title, records):
    if not records:
        return
    runs = {}
    for record in records:
        runs.setdefault(int(record["name"]), []).append(record)
    sizes = sorted(runs)
    medians = {key: [median(record[key] for record in runs[size]) for size in sizes] for key in MEASURES}
    print(f"### {title}\n")
    print("| articles | wall s | CPU s | memory MB | runs |\n|---:|---:|---:|---:|---:|")
    for at, size in enumerate(sizes):
        print(f"| {size:,} | {' | '.join(number(medians[key][at]) for key in MEASURES)} | {len(runs[size])} |")
    if len(sizes) > 1:
        print(f"| exponent | {' | '.join(f'{exponent(sizes, medians[key]):.2f}' for key in MEASURES)} | |")
    print()


def exponent(sizes, values):
    """The k of the nearest curve c·n^k: the slope of the logarithms by least squares."""
    across = [math.log(size) for size in sizes]
    up = [math.log(max(value, 1e-4)) for value in values]
    middle_across, middle_up = sum(across) / len(across), sum(up) / len(up)
    return sum((x - middle_across) * (y - middle_up) for x, y in zip(across, up)) / sum(
        (x - middle_across) ** 2 for x in across
    )


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


main()
