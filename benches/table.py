#!/usr/bin/env python3
"""Prints what was recorded as tables of medians: table.py RECORD...

A record is a line of JSON: what measure.py noted of a run, or what the jobs are about (`about`, `goal`,
`bound` and `growth` in comparison.sh). A ratio is the median, over the rounds, of a run of the peer to the run of ours that came just before it.
"""

import json
import math
import sys
from statistics import median

OURS = "feedmatter"
FASTEST = "fastest"
MEASURES = {"wall": "wall s", "cpu": "CPU s", "memory": "memory MB"}


def main():
    records = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            records += [json.loads(line) for line in file]
    print_goals(records)
    for job in records:
        if "title" not in job:
            continue
        runs = [record for record in records if record["job"] == job["job"] and "wall" in record]
        if not runs:
            continue
        if "growth" in job:
            print_growth(job, runs)
        else:
            print_job(job, runs)


def print_goals(records):
    """One line a goal: what is to be reached, and whether it is."""
    titles = {record["job"]: record["title"] for record in records if "title" in record}
    lines = []
    for goal in records:
        runs = [record for record in records if record["job"] == goal["job"] and "wall" in record]
        if "bound" in goal and any(run["name"] == OURS for run in runs):
            ours, unit = median_of(runs, OURS, goal["measure"]), MEASURES[goal["measure"]].split()[1]
            lines.append(
                f"| {titles[goal['job']]} | {number(ours)} {unit} | | | at most {number(goal['bound'])} {unit} "
                f"| {'yes' if ours <= goal['bound'] else 'no'} |"
            )
        if "goal" not in goal:
            continue
        measure, peer = goal["measure"], goal["goal"]
        ratios = {name: median(ratio[measure] for ratio in of_name) for name, of_name in beside(runs).items()}
        if peer == FASTEST and ratios:
            peer = min(ratios, key=ratios.get)
        if peer not in ratios:
            continue
        ours, theirs = (median_of(runs, name, measure) for name in (OURS, peer))
        unit = MEASURES[measure].split()[1]
        lines.append(
            f"| {titles[goal['job']]} | {number(ours)} {unit} | {peer}: {number(theirs)} {unit} "
            f"| {number(ratios[peer])} × | {number(goal['factor'])} × "
            f"| {'yes' if ratios[peer] >= goal['factor'] else 'no'} |"
        )
    if lines:
        print("| job | feedmatter | beside | ratio | to reach | reached |\n|---|---:|---:|---:|---:|---|")
        print("\n".join(lines) + "\n")


def beside(runs):
    """The ratios of each peer, a round each."""
    ratios, ours = {}, None
    for run in runs:
        if run["name"] == OURS:
            ours = run
        elif ours:
            ratios.setdefault(run["name"], []).append({key: run[key] / max(ours[key], 1e-6) for key in MEASURES})
    return ratios


def median_of(runs, name, measure):
    return median(run[measure] for run in runs if run["name"] == name)


def print_job(job, runs):
    ratios = beside(runs)
    names = sorted({run["name"] for run in runs}, key=lambda name: (name != OURS, median_of(runs, name, "wall")))
    rate = job["count"] > 0
    print(f"### {job['title']}\n")
    print(f"| program | {' | '.join(MEASURES.values())}{' | ' + job['unit'] + ' a second' if rate else ''} | runs |")
    print(f"|---|{'---:|' * (len(MEASURES) + rate + 1)}")
    for name in names:
        cells = []
        for key in MEASURES:
            cell = number(median_of(runs, name, key))
            if name in ratios:
                cell += f" ({number(median(ratio[key] for ratio in ratios[name]))} ×)"
            cells.append(cell)
        if rate:
            cells.append(f"{job['count'] / median_of(runs, name, 'wall'):,.0f}")
        print(f"| {name} | {' | '.join(cells)} | {sum(run['name'] == name for run in runs)} |")
    print()


def print_growth(job, runs):
    of_size = {}
    for run in runs:
        of_size.setdefault(float(run["name"]), []).append(run)
    sizes = sorted(of_size)
    medians = {key: [median(run[key] for run in of_size[size]) for size in sizes] for key in MEASURES}
    print(f"### {job['title']}\n")
    print(f"| {job['growth']} | {' | '.join(MEASURES.values())} | runs |\n|---:|---:|---:|---:|---:|")
    for at, size in enumerate(sizes):
        cells = [number(medians[key][at]) for key in MEASURES]
        print(f"| {size:,.10g} | {' | '.join(cells)} | {len(of_size[size])} |")
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
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


main()
