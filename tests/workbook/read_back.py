#!/usr/bin/env python3
"""What `--xlsx` writes, read back cell by cell by other programs.

    read_back.py RULE PROGRAM      RULE is one of the functions in `rules` below

run        A run's workbook has every metric of its JSON as a number, the months, the names that formulas use, and charts whose ranges hold
           what they say.
commands   Each command that has `--xlsx` writes a workbook that opens and has its tables.
hostile    A thousand names made to break something are the very same texts in the cells, and no cell holds a formula or a link.
same       The same results give the same bytes, whenever and from whatever folder.
office     LibreOffice reads the same figures. Skipped where it is not installed.

Exit code: 0 kept, 1 broken, 77 skipped: what reads workbooks is not installed.
"""

import csv
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

SKIPPED = 77
PROGRAM = Path(sys.argv[2]).resolve()

try:
    import openpyxl
except ImportError:
    # The package of the system may belong to another interpreter than the one that is called first.
    if sys.executable != "/usr/bin/python3" and Path("/usr/bin/python3").exists() and "AGROCAP_AGAIN" not in os.environ:
        os.execve("/usr/bin/python3", ["/usr/bin/python3", *sys.argv], os.environ | {"AGROCAP_AGAIN": "1"})
    print("skipped: python3-openpyxl is not installed")
    sys.exit(SKIPPED)

PLANT = """schema = 1
[scenario]
name = "Works"
home = "KZ"
currency = "EUR"
warmup = "7 d"
[experiment]
replications = 4
seed = 3
[item.frame]
[plant.works]
country = "KZ"
[plant.works.line.main]
makes = "frame"
route = ["weld", "paint"]
[plant.works.line.main.station]
weld.time = { dist = "exponential", mean = "50 min" }
paint.time = { dist = "exponential", mean = "40 min" }
paint.buffer = 3
[market.town]
country = "KZ"
[market.town.demand]
frame = { per_year = 5000, price = 1000 }
[target.enough]
metric = "output.total"
at_least = 5000
[study.s]
vary = { "plant.works.line.main.station.paint.buffer" = [1, 3] }
"""


def agrocap(folder, *words, codes=(0,)):
    done = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True)
    assert "WARNING" not in done.stderr, done.stderr  # of the library
    assert done.returncode in codes, f"agrocap {' '.join(words)} gives {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def near(found, expected):
    if expected is None:
        return found is None
    return isinstance(found, (int, float)) and abs(found - expected) <= 1e-9 * max(1, abs(expected))


def check_metrics(book, results):
    rows = rows_of(book["Metrics"])
    assert rows[0][:6] == ["metric", "unit", "mean", "half_width", "sd", "min"], rows[0]
    assert [row[0] for row in rows[1:]] == list(results["metrics"])
    for row in rows[1:]:
        metric = results["metrics"][row[0]]
        for title, value in zip(rows[0][2:10], row[2:10]):
            assert near(value, metric[title]), (row[0], title, value, metric[title])
    assert book["Metrics"].freeze_panes == "B2"


def check_names(book, results):
    for name, metric in (("output_total", "output.total"), ("sales_total", "sales.total"), ("nominal_total", "nominal.total")):
        sheet, cell = book.defined_names[name].attr_text.split("!")
        value = book[sheet.strip("'")][cell.replace("$", "")].value
        assert near(value, results["metrics"][metric]["mean"]), (name, value)


def check_figures(book, results):
    """Figures have the digits that their half-width earns, and money is in its currency."""
    figures = {row[0].value: row for row in book["Summary"].iter_rows() if isinstance(row[0].value, str) and "." in row[0].value}
    for name in ("output.total", "utilisation.total"):
        half_width = results["metrics"][name]["half_width"]
        decimals = len(figures[name][1].number_format.partition(".")[2])
        assert 9.95 <= half_width * 10**decimals < 99.5 or (decimals == 0 and half_width >= 9.95), (name, figures[name][1].number_format)
    assert figures["margin.total"][3].value == "EUR/y"
    units = {row[1] for row in rows_of(book["Metrics"])[1:]}
    assert "EUR/y" in units and not any(unit.startswith("money") for unit in units), units


def check_series(book, results):
    series = results["series"]
    for name, figure in (("Series", "mean"), ("Series ±", "half_width")):
        rows = rows_of(book[name])
        assert rows[0][2:] == [day[:7] for day in series["from"]]
        assert [row[0] for row in rows[1:]] == list(series["metrics"])
        for row in rows[1:]:
            assert all(near(value, point[figure]) for value, point in zip(row[2:], series["metrics"][row[0]])), row[0]
    rows = rows_of(book["By month"])
    column = rows[0].index("output.total (units)")
    assert all(near(row[column], point["mean"]) for row, point in zip(rows[1:], series["metrics"]["output.total"], strict=True))


def check_charts(path):
    """Every range that a chart names has a sheet, and cells in it that are filled."""
    book = openpyxl.load_workbook(path)
    charts = 0
    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            if not part.startswith("xl/charts/chart"):
                continue
            charts += 1
            text = parts.read(part).decode()
            ranges = re.findall(r"<c:f>(.*?)</c:f>", text)
            assert ranges and "<c:title>" in text, part
            # Values begin at 0 and grow to the right or upwards; rows of lying bars go downwards, as in their sheet.
            values, rows = (re.search(f"<c:{axis}>.*?</c:{axis}>", text, re.S).group() for axis in ("valAx", "catAx"))
            assert '<c:min val="0"/>' in values and '<c:orientation val="minMax"/>' in values, part
            assert ('<c:orientation val="maxMin"/>' in rows) == ('<c:barDir val="bar"/>' in text), part
            for one in ranges:
                sheet, cells = one.replace("&apos;", "'").replace("&amp;", "&").rsplit("!", 1)
                if sheet.startswith("'"):
                    sheet = sheet[1:-1].replace("''", "'")
                found = book[sheet][cells.replace("$", "")]
                found = [cell for row in found for cell in row] if isinstance(found, tuple) else [found]
                assert any(cell.value is not None for cell in found), (part, one)
    return charts


def only_texts_and_numbers(path):
    """No cell is a formula, an error or a link, whatever it looks like."""
    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            if part.startswith("xl/worksheets/sheet"):
                text = parts.read(part).decode()
                assert "<f>" not in text and "<f " not in text and "<hyperlink" not in text and 't="e"' not in text, part


def run(folder):
    (folder / "works.toml").write_text(PLANT)
    agrocap(folder, "run", "works.toml", "--series", "month", "--json", "r.json", "--xlsx", "r.xlsx")
    results = json.loads((folder / "r.json").read_text())
    book = openpyxl.load_workbook(folder / "r.xlsx")
    assert book.sheetnames[0] == "Summary"
    first = [value for row in rows_of(book["Summary"]) for value in row if value is not None]
    for what in ("Works", results["digest"], "fail" if results["targets"][0]["verdict"] == "fail" else "pass", "Where this comes from"):
        assert what in first, what
    check_metrics(book, results)
    check_names(book, results)
    check_figures(book, results)
    check_series(book, results)
    targets = rows_of(book["Targets"])
    assert targets[1][0] == "enough" and near(targets[1][targets[0].index("estimate")], results["targets"][0]["estimate"])
    states = rows_of(book["States"])
    column = states[0].index("working (%)")
    assert near(states[1][column], results["metrics"][f"state.{states[1][0]}.working"]["mean"])
    assert book["States"].cell(2, column + 1).number_format == "0.0%"
    assert check_charts(folder / "r.xlsx") >= 4
    only_texts_and_numbers(folder / "r.xlsx")


def commands(folder):
    (folder / "works.toml").write_text(PLANT)
    (folder / "more.toml").write_text('extends = "works.toml"\n[plant.works.line.main.station]\npaint.buffer = 9\n')
    what_if = "plant.works.line.main.station.paint.buffer=9"
    wanted = {
        ("check", "works.toml"): ["Summary", "Targets", "Metrics"],
        ("check", "works.toml", "more.toml"): ["Summary", "Metrics of works", "Metrics of more"],
        ("compare", "works.toml", "more.toml", "--what-if", what_if): ["Summary", "Changed keys 1", "Changed keys 2", "Differences"],
        ("sweep", "works.toml", "--db", "s.db"): ["Summary", "Points"],
        ("optimise", "works.toml", "--db", "o.db"): ["Summary"],
        ("explain", "works.toml"): ["Summary"],
        ("explain", "works.toml", "--unit", "9"): ["Summary"],
        ("reach", "works.toml", "--changes", "1"): ["Summary"],
        ("bound", "works.toml"): ["Summary"],
        ("run", "works.toml", "--db", "r.db"): ["Summary", "Metrics"],
    }
    for words, sheets in wanted.items():
        for path in ("a.json", "a.xlsx", "b.xlsx"):
            (folder / path).unlink(missing_ok=True)
        agrocap(folder, *words, "--json", "a.json", "--xlsx", "a.xlsx", codes=(0, 1, 4))
        book = openpyxl.load_workbook(folder / "a.xlsx")
        assert set(sheets) <= set(book.sheetnames), (words, book.sheetnames)
        check_charts(folder / "a.xlsx")
        only_texts_and_numbers(folder / "a.xlsx")
        agrocap(folder, "report", "a.json", "--xlsx", "b.xlsx")
        assert set(sheets) <= set(openpyxl.load_workbook(folder / "b.xlsx").sheetnames), ("report", words)
        first = [value for row in rows_of(book["Summary"]) for value in row if value is not None]
        assert first.index("Where this comes from") > 6, (words, "the first sheet has no answer", first)
        assert not any(re.search(r"_|\s$", name) for name in book.sheetnames), book.sheetnames  # names as they are read
        if words[0] == "sweep":  # what was varied are numbers
            assert all(isinstance(value, (int, float)) for value in rows_of(book["Points"])[1][:2])
    agrocap(folder, "compare", "works.toml", "--what-if", what_if, "--explain", "--xlsx", "c.xlsx")
    brought = openpyxl.load_workbook(folder / "c.xlsx")["output.total by change"]["B2"]
    assert isinstance(brought.value, (int, float)) and brought.number_format.startswith("+"), brought.number_format
    agrocap(folder, "report", "r.db", "--xlsx", "b.xlsx")
    assert "Metrics" in openpyxl.load_workbook(folder / "b.xlsx").sheetnames


def hostile_names():
    """A thousand, the same ones each time."""
    begin = ["=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=A1}", "http://example.org", "mailto:a@b.c",
             "\u202eltr", "\u200frtl", "\ufeffbom", "عربي", "\U0001f69c", "\U0001f469\u200d\U0001f33e", "</script><script>", "]]>", "&amp;", "<f>1</f>",
             "_x0041_", "'", "[a]:b*c?d/e\\f", "a|b`c`", "$A$1", "TRUE", "#REF!", "1e5", "2023-01-01", "  spaces  ", "\ttab", "%s%n", "ÿ\u0301"]
    chance = random.Random(7)
    names = []
    while len(names) < 1000:
        name = "".join(chance.choice(begin) for _ in range(chance.randint(1, 4))) + str(len(names))
        names.append(name + "é" * (300 - len(name)) if len(names) % 10 == 0 else name)
    return names


def hostile(folder):
    names = hostile_names()
    text = "schema = 1\n[scenario]\nname = \"=1+1\"\nhorizon = \"30 d\"\n[experiment]\nreplications = 2\n"
    quoted = [json.dumps(name).replace("\\/", "/") for name in names]
    for number, name in enumerate(quoted):
        text += f"[item.i{number:04}]\nname = {name}\n"
    text += "[plant.works.line.main]\nmakes = { " + ", ".join(f"i{n:04} = 0.001" for n in range(1000)) + " }\nroute = [\"weld\"]\n"
    text += '[plant.works.line.main.station]\nweld.time = "10 min"\n'
    path = folder / "=evil['x]*.toml"
    path.write_text(re.sub(r"\\u(d[89ab]\w\w)\\u(d[c-f]\w\w)", lambda pair: chr(0x10000 + ((int(pair[1], 16) & 0x3FF) << 10) + (int(pair[2], 16) & 0x3FF)), text))
    agrocap(folder, "run", path.name, "--xlsx", "r.xlsx")
    book = openpyxl.load_workbook(folder / "r.xlsx")
    assert book["Summary"]["A1"].value == "=1+1" and book["Summary"]["A1"].data_type == "s"
    rows = rows_of(book["Items"])
    column = rows[0].index("name")
    found = {row[0]: row[column] for row in rows[1:]}
    for number, name in enumerate(names):
        # The one thing that openpyxl does not give back is an escape that stands for itself.
        assert found[f"i{number:04}"] == name or "_x" in name, (name, found[f"i{number:04}"])
    only_texts_and_numbers(folder / "r.xlsx")
    (folder / "more.toml").write_text(PLANT)
    shutil.copy(folder / "more.toml", folder / "=t[1]:'.toml")
    agrocap(folder, "check", "more.toml", "=t[1]:'.toml", "--xlsx", "c.xlsx", codes=(0, 1, 4))
    for name in openpyxl.load_workbook(folder / "c.xlsx").sheetnames:
        assert len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) and not name.startswith("'"), name


def same(folder):
    (folder / "works.toml").write_text(PLANT)
    agrocap(folder, "run", "works.toml", "--series", "month", "--xlsx", "a.xlsx", "--threads", "1", "--quiet")
    time.sleep(2.1)  # the resolution of a zip's times is two seconds
    agrocap(folder, "run", "works.toml", "--series", "month", "--xlsx", "b.xlsx", "--threads", "3", "--quiet")
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()


def office(folder):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        print("skipped: LibreOffice is not installed")
        sys.exit(SKIPPED)
    (folder / "works.toml").write_text(PLANT)
    agrocap(folder, "run", "works.toml", "--json", "r.json", "--xlsx", "r.xlsx")
    results = json.loads((folder / "r.json").read_text())
    every_sheet = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'
    subprocess.run([program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", every_sheet, "r.xlsx"], cwd=folder,
                   check=True, capture_output=True)
    with open(folder / "r-Metrics.csv", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == list(results["metrics"])
    for row in rows[1:]:
        mean = results["metrics"][row[0]]["mean"]
        assert (row[2] == "") == (mean is None) and (mean is None or near(float(row[2]), mean)), row


rules = {rule.__name__: rule for rule in (run, commands, hostile, same, office)}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        rules[sys.argv[1]](Path(name))
    print("kept")
