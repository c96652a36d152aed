"""People as files, and the command line as somebody types it."""

from __future__ import annotations

import csv
from pathlib import Path

from matcher.__main__ import main

MENTORS = """id,latitude,longitude,area,week,means,max_travel_minutes,age,languages,capacity,interests,clearances
anna,56.46,10.03,midtby,mon 16:00-20:00; wed 16:00-20:00,cycle,30,52,da:3,1,music; football,boerneattest:2030-01-31
bo,56.47,10.04,midtby,mon 16:00-18:30,cycle; bus,30,61,da:3; ar:2,2,chess,boerneattest
"""
REQUESTS = """id,latitude,longitude,area,week,means,max_travel_minutes,age,urgency,waiting_days,languages,interests
r1,56.46,10.03,midtby,mon 16:00-18:00,cycle,30,14,1,10,da:2,music
r2,56.46,10.03,midtby,mon 16:00-18:00,cycle,30,17,2,3,ar:2,chess
r3,56.46,10.03,midtby,tue 16:00-18:00,cycle,30,17,2,3,da:2,
"""


def run(folder: Path, mentors: str | bytes = MENTORS, requests: str = REQUESTS, *more: str) -> int:
    people, asked = folder / "people.csv", folder / "requests.csv"
    people.write_bytes(mentors if isinstance(mentors, bytes) else mentors.encode())
    encoding = more[more.index("--encoding") + 1] if "--encoding" in more else "utf-8"
    asked.write_bytes(requests.encode(encoding))
    day = ["--day", "2026-09-01"]
    return main(["solve", str(people), str(asked), "-o", str(folder / "pairs.csv"), *day, *more])


def pairs_in(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        return [(row["request_id"], row["mentor_id"]) for row in csv.DictReader(file)]


def pair_file(folder: Path, rows: str) -> str:
    path = folder / "pairs_asked.csv"
    path.write_text(f"request_id,mentor_id\n{rows}\n", encoding="utf-8")
    return str(path)
