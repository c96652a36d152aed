"""Time and memory against size, drawn as an SVG with logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 360, 70, 70, 30, 50
SECONDS, MEMORY = "#00539b", "#b5460f"

Point = tuple[float, float, float]
"""People, seconds, mebibytes."""


def chart(points: Sequence[Point]) -> str:
    """Seconds on the left axis, mebibytes on the right one, people along the bottom."""
    people = decades([point[0] for point in points])
    seconds, memory = decades([point[1] for point in points]), decades([point[2] for point in points])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="12">',
        "<title>Time and memory of a whole call against the number of people</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *bottom_axis(people),
        *side_axis(seconds, x=LEFT - 8, anchor="end", colour=SECONDS, unit="s"),
        *side_axis(memory, x=WIDTH - RIGHT + 8, anchor="start", colour=MEMORY, unit="MiB"),
        line([(across(p[0], people), up(p[1], seconds)) for p in points], SECONDS, dashed=False),
        line([(across(p[0], people), up(p[2], memory)) for p in points], MEMORY, dashed=True),
        f'<text x="{LEFT}" y="18" fill="{SECONDS}">seconds (line)</text>',
        f'<text x="{WIDTH - RIGHT}" y="18" text-anchor="end" fill="{MEMORY}">peak memory (dashes)</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around the values."""
    low = math.floor(math.log10(min(values)))
    return low, max(low + 1, math.ceil(math.log10(max(values))))


def across(value: float, scale: tuple[int, int]) -> float:
    """Where a value lies from left to right."""
    return LEFT + (math.log10(value) - scale[0]) / (scale[1] - scale[0]) * (WIDTH - LEFT - RIGHT)


def up(value: float, scale: tuple[int, int]) -> float:
    """Where a value lies from bottom to top."""
    return HEIGHT - BOTTOM - (math.log10(value) - scale[0]) / (scale[1] - scale[0]) * (HEIGHT - TOP - BOTTOM)


def bottom_axis(scale: tuple[int, int]) -> list[str]:
    """Powers of ten of people."""
    ticks = [10**power for power in range(scale[0], scale[1] + 1)]
    base = HEIGHT - BOTTOM
    return [
        f'<line x1="{LEFT}" y1="{base}" x2="{WIDTH - RIGHT}" y2="{base}" stroke="#555"/>',
        *(
            f'<text x="{across(t, scale):.0f}" y="{base + 18}" text-anchor="middle">{t:,}</text>'
            for t in ticks
        ),
        f'<text x="{WIDTH // 2}" y="{HEIGHT - 8}" text-anchor="middle">people (requests and mentors)</text>',
    ]


def side_axis(scale: tuple[int, int], *, x: int, anchor: str, colour: str, unit: str) -> list[str]:
    """Powers of ten of a measure."""
    return [
        f'<text x="{x}" y="{up(10.0**power, scale) + 4:.0f}" text-anchor="{anchor}" fill="{colour}">{10.0**power:g} {unit}</text>'
        for power in range(scale[0], scale[1] + 1)
    ]


def line(points: Sequence[tuple[float, float]], colour: str, *, dashed: bool) -> str:
    """A line with a dot at each measurement."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>{dots}'
