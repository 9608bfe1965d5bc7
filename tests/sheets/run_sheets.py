#!/usr/bin/env python3
"""Sheets for planners: what `agrocap sheet` writes, changed, and what `agrocap import` makes of it.

    run_sheets.py RULE PROGRAM      RULE is one of the functions in `rules` below

round      Every scenario of the project as a sheet, imported unchanged: a what-if without a difference.
changes    Each case of changes.txt makes exactly the what-if that stands below it.
broken     Each case of broken.txt, sixty at least, gives exactly the messages below it, ends with 3 and writes nothing.
names      Texts made to break something come back as they were, and no cell holds a formula.
outputs    Nothing of the planner's is written over; the same scenario gives the same bytes.
bytes      Torn and changed files, hundreds of them: an answer and an exit code of the list, within seconds.
office     LibreOffice saves a sheet again and nothing has changed. Skipped where it is not installed.

A case is "== NAME", the changes (a word, and what it takes between bars), "--", and what comes of it; AGROCAP_APPROVE=1 writes that anew. Exit code: 0 kept, 1 broken, 77 skipped.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import xlsx_edit  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PROGRAM = Path(sys.argv[2]).resolve()
SKIPPED = 77


def agrocap(folder, *words, code=None):
    done = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True, timeout=120)
    assert code is None or done.returncode == code, f"agrocap {' '.join(map(str, words))} gives {done.returncode}:\n{done.stdout}{done.stderr}"
    return done


# Changes: each takes the workbook, and words.


def put(book, sheet, row, key, words):
    target = book.sheets[sheet]
    write(book, target, (target.row_of(row), target.column_of(key)), words)


def write(book, target, at, words):
    kind, _, text = words.partition(" ")
    value = text.split(" ")
    if kind == "number":
        looks = [word for word in value[1:] if word in xlsx_edit.LOOKS]
        target.put(at, None, value[0], book.style(looks[0]) if looks else None)
    elif kind == "text":
        target.put(at, "text", text)
    elif kind == "bool":
        target.put(at, "b", text)
    elif kind == "error":
        target.put(at, "e", text)
    elif kind == "formula":
        target.put(at, None, value[1] if len(value) > 1 else None, formula=value[0])
    elif kind == "empty":
        target.put(at, None, None)
    else:
        raise AssertionError(f"no kind of value is called {kind}")


def label(book, sheet, row, name, text):
    target = book.sheets[sheet]
    target.put((target.row_of(row), target.column_of("#" + name)), "text", text)


def at(book, sheet, cell, words):
    write(book, book.sheets[sheet], xlsx_edit.address(cell), words)


def delete_row(book, sheet, path):
    gone = book.sheets[sheet].row_of(path)
    book.sheets[sheet].move(lambda row, column: None if row == gone else (row - (row > gone), column))


def insert_rows(book, sheet, before, count):
    book.sheets[sheet].move(lambda row, column: (row + (int(count) if row >= int(before) else 0), column))


def delete_column(book, sheet, key):
    gone = book.sheets[sheet].column_of(key)
    book.sheets[sheet].move(lambda row, column: None if column == gone else (row, column - (column > gone)))


def insert_columns(book, sheet, before, count):
    first = xlsx_edit.column_number(before)
    book.sheets[sheet].move(lambda row, column: (row, column + (int(count) if column >= first else 0)))


def swap_rows(book, sheet, one, other):
    a, b = book.sheets[sheet].row_of(one), book.sheets[sheet].row_of(other)
    book.sheets[sheet].move(lambda row, column: ({a: b, b: a}.get(row, row), column))


def shift_up(book, sheet, path, key):
    """One cell deleted, those below it moved up: every value below is another's."""
    target = book.sheets[sheet]
    gone, of = target.row_of(path), target.column_of(key)
    target.move(lambda row, column: (row, column) if column != of or row < gone else None if row == gone else (row - 1, column))


def copy_row(book, sheet, path, to):
    target, row = book.sheets[sheet], book.sheets[sheet].row_of(path)
    for (found, column), cell in list(target.cells.items()):
        if found == row:
            target.cells[(int(to), column)] = cell


def merge(book, sheet, cells):
    book.sheets[sheet].merged.append(cells)


def rename(book, sheet, name):
    book.rename(sheet, name)


def drop(book, sheet):
    book.drop(sheet)


def copy(book, sheet, name):
    book.copy(sheet, name)


def mac(book):
    book.count_from_1904()
    for target in book.sheets.values():
        for place, (style, kind, text, formula) in list(target.cells.items()):
            if style and kind is None and text and is_date(book, style):
                target.cells[place] = (style, kind, str(int(text) - 1462), formula)


def is_date(book, style):
    main = xlsx_edit.tag
    number = book.styles.find(main("cellXfs"))[int(style)].get("numFmtId")
    codes = {one.get("numFmtId"): one.get("formatCode") for one in book.styles.iter(main("numFmt"))}
    return codes.get(number) == "yyyy-mm-dd"


# Changes of the file as bytes, after those of its cells.


def cut(data, count):
    return data[: int(count)]


def become(_, text):
    return text.encode()


def become_hex(_, digits):
    return bytes.fromhex(digits)


def part(data, name, text):
    parts = dict(xlsx_edit.Workbook(data).parts)
    parts[name] = text.encode()
    return xlsx_edit.zipped(parts)


def without(data, name):
    parts = dict(xlsx_edit.Workbook(data).parts)
    del parts[name]
    return xlsx_edit.zipped(parts)


def only(_, name, text):
    return xlsx_edit.zipped({name: text.encode()})


def encrypt(data):
    return xlsx_edit.as_encrypted(data)


def bomb(data, megabytes):
    parts = dict(xlsx_edit.Workbook(data).parts)
    parts["xl/bomb.xml"] = b"<a>" + b" " * (int(megabytes) << 20) + b"</a>"
    return xlsx_edit.zipped(parts)


def many_cells(data, count):
    parts = dict(xlsx_edit.Workbook(data).parts)
    parts["xl/worksheets/sheet1.xml"] = (f'<worksheet xmlns="{xlsx_edit.MAIN}"><sheetData><row>'.encode() + b"<c><v>1</v></c>" * int(count)
                                         + b"</row></sheetData></worksheet>")
    return xlsx_edit.zipped(parts)


def flip(data, position):
    changed = bytearray(data)
    changed[len(data) * int(position) // 100] ^= 0x55
    return bytes(changed)


CELLS = {"set": put, "label": label, "at": at, "delete-row": delete_row, "insert-rows": insert_rows, "delete-column": delete_column,
         "insert-columns": insert_columns, "swap-rows": swap_rows, "shift-up": shift_up, "copy-row": copy_row, "merge": merge,
         "rename": rename, "drop": drop, "copy": copy, "mac": mac}
BYTES = {"cut": cut, "become": become, "become-hex": become_hex, "part": part, "without": without, "only": only, "encrypt": encrypt,
         "bomb": bomb, "many-cells": many_cells, "flip": flip}


def cases_of(name):
    """Each case as its name, its changes and its outcome."""
    cases = []
    for block in (HERE / name).read_text().split("\n== ")[1:]:
        head, _, expected = block.partition("\n--\n")
        title, *changes = head.split("\n")
        cases.append((title, [one for one in changes if one.strip()], expected.strip("\n")))
    return cases


def outcome(folder, changes):
    """What becomes of a sheet with these changes: the keys of the what-if file, or the exit code and all messages."""
    shutil.copy(HERE / "plan.toml", folder / "plan.toml")
    agrocap(folder, "sheet", "plan.toml", "-o", "plan.xlsx", code=0)
    data = (folder / "plan.xlsx").read_bytes()
    steps = [(line.split(" ")[0], line.partition(" ")[2].split(" | ")) for line in changes]
    if any(word in CELLS for word, _ in steps):
        book = xlsx_edit.Workbook(data)
        for word, rest in steps:
            if word in CELLS:
                CELLS[word](book, *(one for one in rest if one))
        data = book.bytes()
    for word, rest in steps:
        if word in BYTES:
            data = BYTES[word](data, *(one for one in rest if one))
        elif word == "scenario":
            old, new = rest[0].replace("\\n", "\n").split(" => ")
            text = (folder / "plan.toml").read_text()
            assert old in text, f"{old} is not in plan.toml"
            (folder / "plan.toml").write_text(text.replace(old, new, 1))
        elif word == "lose":
            (folder / "plan.toml").unlink()
        else:
            assert word in CELLS, f"no change is called {word}"
    (folder / "plan.xlsx").write_bytes(data)
    done = agrocap(folder, "import", "plan.xlsx", "-o", "whatif.toml")
    if done.returncode != 0:
        assert not (folder / "whatif.toml").exists(), "something was written in spite of errors"
        return f"exit {done.returncode}\n{done.stderr}".strip("\n")
    agrocap(folder, "validate", "whatif.toml", code=0)
    kept = [line for line in (folder / "whatif.toml").read_text().splitlines() if line and not line.startswith(("#", "extends", "schema"))]
    return "\n".join(done.stderr.splitlines() + kept)


def run_cases(name, check):
    """Runs all cases of a file; with AGROCAP_APPROVE=1 writes down what comes of each."""
    approving = os.environ.get("AGROCAP_APPROVE") == "1"
    text, wrong = (HERE / name).read_text().split("\n== ")[0], []
    for title, changes, expected in cases_of(name):
        with tempfile.TemporaryDirectory() as folder:
            found = outcome(Path(folder), changes)
        wrong += [f"{title}: {fault}" for fault in check(title, found)]
        if found != expected and not approving:
            wrong.append(f"{title}: expected\n{expected}\nfound\n{found}\n")
        text += "\n== " + "\n".join([title, *changes, "--", found]) + "\n"
    if approving:
        (HERE / name).write_text(text)
    assert not wrong, "\n".join(wrong)


def changes():
    run_cases("changes.txt", lambda title, found: ["it is refused"] if found.startswith("exit") else [])


def broken():
    assert len(cases_of("broken.txt")) >= 60
    titles = [title for title, *_ in cases_of("broken.txt")]
    assert len(set(titles)) == len(titles), "two cases have one name"
    run_cases("broken.txt", lambda title, found: [] if found.startswith("exit 3\n") else ["it does not end with 3"])


def round_trip():
    paths = sorted((ROOT / "scenarios").rglob("*.toml")) + sorted((ROOT / "tests").rglob("*.toml"))
    tried = 0
    for path in paths:
        if agrocap(ROOT, "validate", path).returncode != 0:
            continue  # broken on purpose
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # Beside what it extends and the orders that it reads: where it is.
            agrocap(path.parent, "sheet", path.name, "-o", folder / "s.xlsx", code=0)
            done = agrocap(folder, "import", "s.xlsx", "-o", "w.toml", code=0)
            assert done.stdout.startswith("wrote w.toml: no changes"), f"{path}:\n{done.stdout}"
            difference = agrocap(folder, "diff", path, "w.toml", code=0)
            assert difference.stdout == "no differences\n", f"{path}:\n{difference.stdout}"
        tried += 1
    assert tried >= 80, f"only {tried} scenarios could be read"


def names():
    letters = ["=1+1", "+cmd", "@SUM(A1)", "-2", "'x", "_x0041_", "a\tb", "a\nb", " a ", "\u00a0", "1,5", "2023-01-01", "TRUE", "#REF!", "5 %", "12 min",
               "[1, 2]", "{ a = 1 }", "→ Random", "№ 7", "😀", "\u0001", "\ufffe", "\"", "\\", "x" * 33000, "", "true", "1e3", "0x10", "agrocap:Item", "#"]
    random.seed(7)
    alphabet = "".join(letters)
    wanted = letters + ["".join(random.choice(alphabet) for _ in range(random.randrange(1, 12))) for _ in range(300)]
    import json
    text = "schema = 1\n[plant.p.line.l]\nmakes = \"i0\"\nroute = [\"s\"]\n[plant.p.line.l.station.s]\ntime = \"1 h\"\n"
    for number, name in enumerate(wanted):
        text += f"[item.i{number}]\nname = {json.dumps(name, ensure_ascii=False)}\n"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "n.toml").write_text(text)
        agrocap(folder, "sheet", "n.toml", "-o", "n.xlsx", code=0)
        with zipfile.ZipFile(folder / "n.xlsx") as archive:
            for one in archive.namelist():
                assert not one.startswith("xl/worksheets/sheet") or b"<f>" not in archive.read(one), f"a formula in {one}"
        done = agrocap(folder, "import", "n.xlsx", "-o", "w.toml", code=0)
        assert done.stdout.startswith("wrote w.toml: no changes"), done.stdout


def outputs():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(HERE / "plan.toml", folder / "plan.toml")
        scenario = (folder / "plan.toml").read_bytes()
        assert "would write over the scenario" in agrocap(folder, "sheet", "plan.toml", "-o", "plan.toml", code=2).stderr
        agrocap(folder, "sheet", "plan.toml", "-o", "plan.xlsx", code=0)
        sheet = (folder / "plan.xlsx").read_bytes()
        agrocap(folder, "sheet", "plan.toml", "-o", "again.xlsx", code=0)
        assert (folder / "again.xlsx").read_bytes() == sheet, "the same scenario gives other bytes"
        assert "would write over the scenario" in agrocap(folder, "import", "plan.xlsx", "-o", "./plan.toml", code=2).stderr
        assert "would write over the sheet" in agrocap(folder, "import", "plan.xlsx", "-o", "plan.xlsx", code=2).stderr
        (folder / "mine.toml").write_text("extends = \"plan.toml\"\n")
        assert "agrocap import did not write it" in agrocap(folder, "import", "plan.xlsx", "-o", "mine.toml", code=2).stderr
        for _ in range(2):  # its own is written anew
            agrocap(folder, "import", "plan.xlsx", "-o", "whatif.toml", code=0)
        assert agrocap(folder, "import", "plan.xlsx", "-o", "-", code=0).stdout == (folder / "whatif.toml").read_text()
        assert agrocap(folder, "sheet", "plan.toml", code=2).stdout == "" and agrocap(folder, "import", "plan.xlsx", code=2).stdout == ""
        assert "expected a file" in agrocap(folder, "sheet", "plan.toml", "-o", "-", code=2).stderr
        agrocap(folder, "sheet", "plan.toml", "-o", "missing/plan.xlsx", code=2)
        # A sheet that was sent elsewhere finds its scenario by --base; the what-if says where it is from there.
        (folder / "there").mkdir()
        shutil.move(folder / "plan.xlsx", folder / "there" / "plan.xlsx")
        assert "--base FILE" in agrocap(folder, "import", "there/plan.xlsx", "-o", "w2.toml", code=3).stderr
        agrocap(folder, "import", "there/plan.xlsx", "--base", "plan.toml", "-o", "there/w.toml", code=0)
        assert 'extends = "../plan.toml"' in (folder / "there" / "w.toml").read_text()
        assert (folder / "plan.toml").read_bytes() == scenario
        assert sorted(path.name for path in folder.iterdir()) == ["again.xlsx", "mine.toml", "plan.toml", "there", "whatif.toml"]


def any_bytes():
    random.seed(11)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(HERE / "plan.toml", folder / "plan.toml")
        agrocap(folder, "sheet", "plan.toml", "-o", "plan.xlsx", code=0)
        whole = (folder / "plan.xlsx").read_bytes()
        parts = xlsx_edit.Workbook(whole).parts
        for turn in range(240):
            changed = dict(parts)
            if turn % 3 == 0:
                data = bytearray(whole)
                for _ in range(random.randrange(1, 20)):
                    data[random.randrange(len(data))] = random.randrange(256)
                data = bytes(data[: random.randrange(len(data)) if turn % 2 else len(data)])
            else:
                victim = random.choice(sorted(changed))
                inside = bytearray(changed[victim])
                for _ in range(random.randrange(1, 8)):
                    inside[random.randrange(len(inside))] = random.choice(b"<>\"'=/&;0x\x00\xff")
                changed[victim] = bytes(inside)
                data = xlsx_edit.zipped(changed)
            (folder / "t.xlsx").write_bytes(data)
            done = agrocap(folder, "import", "t.xlsx", "-o", "w.toml")
            assert done.returncode in (0, 3), f"turn {turn} gives {done.returncode}:\n{done.stderr}"


def office():
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        print("skipped: LibreOffice is not installed")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(HERE / "plan.toml", folder / "plan.toml")
        agrocap(folder, "sheet", "plan.toml", "-o", "plan.xlsx", code=0)
        subprocess.run([program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
                        folder / "saved", folder / "plan.xlsx"], check=True, capture_output=True, timeout=300)
        done = agrocap(folder, "import", "saved/plan.xlsx", "--base", "plan.toml", "-o", "w.toml", code=0)
        assert done.stdout.startswith("wrote w.toml: no changes"), done.stdout


rules = {"round": round_trip, "changes": changes, "broken": broken, "names": names, "outputs": outputs, "bytes": any_bytes, "office": office}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in rules:
        sys.exit(f"usage: run_sheets.py {'|'.join(rules)} PROGRAM")
    try:
        rules[sys.argv[1]]()
    except AssertionError as fault:
        print(fault)
        sys.exit(1)
