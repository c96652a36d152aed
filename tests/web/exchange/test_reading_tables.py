"""Files of every make are read as a table, or refused in words that show a way out."""

from __future__ import annotations

import pytest

from web.exchange.findings import FileRefusedError
from web.exchange.tables import read_table

COLUMNS = ["code", "name"]


def cells_of(content: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read_table("file.csv", content, columns=COLUMNS).rows]


@pytest.mark.parametrize(
    "content",
    [
        "code,name\na,Ålum\n".encode(),
        "code,name\r\na,Ålum\r\n".encode("utf-8-sig"),
        "code;name\na;Ålum".encode(),
        "code;name\r\na;Ålum\r\n".encode("cp1252"),
        ' Name ,CODE\n"Ålum","a"\n'.encode(),
        "code,name\n\n\na,Ålum\n,\n".encode(),
    ],
)
def test_files_of_different_programs_read_the_same(content: bytes) -> None:
    assert cells_of(content) == [{"code": "a", "name": "Ålum"}]


def test_file_in_windows_1252_is_marked_so() -> None:
    table = read_table("file.csv", "code;name\na;Sønder Borup".encode("cp1252"), columns=COLUMNS)
    assert table.is_windows_1252


def test_cell_may_hold_line_breaks_quotes_and_separators() -> None:
    content = b'code,name\na,"One, ""two""\nthree"\nb,Four\n'
    table = read_table("file.csv", content, columns=COLUMNS)
    assert [row.line for row in table.rows] == [2, 4]
    assert table.rows[0].cells["name"] == 'One, "two"\nthree'


def test_row_that_does_not_fit_the_heading_is_found_with_its_line() -> None:
    table = read_table("file.csv", b"code,name\na,b,c\nd,e\nf\n", columns=COLUMNS)
    assert [finding.line for finding in table.findings] == [2, 4]
    assert [row.line for row in table.rows] == [3]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\n\n", 1),
        ("code,name\na,b\n".encode("utf-16"), 1),
        (b"PK\x03\x04 a spreadsheet", 1),
        (b"code,name\na,\x81\xff\n", 2),
        (b"code,name\na,b\nc,\xff\xfe\x9d\n", 3),
        (b'code,name\na,"never closed\nb,c\n', 2),
        (b"code,name\na," + b"x" * 200_000 + b"\n", 2),
        (b"code\na\n", 1),
        (b"code,name,more\na,b,c\n", 1),
        (b"code,name,name\na,b,c\n", 1),
        (b"x" * (11 * 1024 * 1024 + 1), 1),
    ],
)
def test_what_is_no_such_table_is_refused_with_the_line(content: bytes, line: int) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_table("file.csv", content, columns=COLUMNS)
    assert refused.value.line == line


def test_refused_heading_names_the_columns() -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_table("file.csv", b"code,navn\n", columns=COLUMNS)
    assert "name" in refused.value.reason
    assert "navn" in refused.value.reason
