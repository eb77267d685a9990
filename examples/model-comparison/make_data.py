"""Writes measurements.csv: 240 blocks of three materials, the same ones each time."""

import csv
import pathlib
import random

DENSITY = {"oak": 0.75, "ice": 0.92, "pine": 0.52}
source = random.Random(0)

with open(pathlib.Path(__file__).with_name("measurements.csv"), "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", "length", "width", "height", "weight", "material"])
    for number in range(1, 241):
        material = source.choice(list(DENSITY))
        sides = [round(source.uniform(2, 9), 2) for _ in range(3)]
        # Each block's own density spreads so far that oak and ice overlap a little.
        density = DENSITY[material] * source.gauss(1, 0.08)
        weight = round(sides[0] * sides[1] * sides[2] * density, 2)
        writer.writerow([number, *sides, weight, material])
