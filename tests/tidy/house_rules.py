#!/usr/bin/env python3
"""The house rules that a machine can check. One rule a run, so that CTest shows each by name.

    house_rules.py RULE [PROGRAM]      RULE is one of the functions in `rules` below; PROGRAM is the agrocap to validate scenarios with

Exit code: 0 kept, 1 broken (each breach on a line of its own), 77 cannot be checked on this machine.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = 77

# What each layer may include besides itself and `base`. A new arrow means editing this table in the same commit and saying why.
LAYERS = {
    "base": set(),
    "manual": set(),  # Markdown as manual pages: knows nothing of what they tell
    "random": set(),
    "stats": set(),
    "engine": set(),
    "network": set(),
    "scenario": {"random", "network"},
    "model": {"random", "stats", "engine", "network", "scenario"},  # stats: running sums live in the run state, in the inner loop
    "bound": {"random", "network", "scenario", "model"},  # proven limits of what any run of a model can come to
    "observe": {"engine", "stats", "model", "scenario"},  # scenario: metrics are named by the planner's ids
    "experiment": {"random", "stats", "scenario", "model", "observe"},
    "thread": {"engine", "stats", "scenario", "model", "experiment"},  # experiment: it is read off a replication, and estimated over many
    "explain": {"random", "stats", "scenario", "model", "bound", "observe", "experiment", "thread"},  # random: orders of causes are drawn; model: variants are compiled; bound: what cannot do is not tried
    "archive": {"stats", "scenario", "bound", "observe", "experiment", "thread", "explain"},  # observe: metrics are stored with their names
    # network: the supply graph is drawn by its DOT and GraphML writers; observe: a trace is written while it is observed
    "report": {"stats", "network", "scenario", "bound", "observe", "experiment", "thread", "explain"},
    # a spreadsheet has the tables of a report, and numbers in full beside them
    "workbook": {"stats", "scenario", "observe", "experiment", "report"},
    # workbook: texts of cells; report: files are written whole
    "sheet": {"random", "scenario", "report", "workbook"},
    "page": {"stats", "scenario", "bound", "observe", "experiment", "explain", "report"},  # a page shows what a report says, and draws it
    # what a command answers, as files and as a page: so that others than the command give the same
    "answer": {"stats", "scenario", "bound", "experiment", "explain", "report", "workbook", "page"},
    # model: a pilot's replications size the tasks; report: files are written whole
    "campaign": {"scenario", "model", "observe", "experiment", "archive", "report"},
    # random: distributions are proposed; model, observe: nominal capacity, and what no run gives; report: messages as data
    "lsp": {"random", "scenario", "model", "observe", "report"},
    # observe: what runs give is judged with the scenario; page: land and charts of the report are shown; lsp: the page's editor asks it
    "serve": {"stats", "scenario", "bound", "observe", "experiment", "explain", "report", "workbook", "page", "answer", "lsp"},
}

# The rooms of sim/model, from the ground up: what each holds, and which other rooms it may see. docs/architecture.md prints this table.
ROOMS = {
    "time": ("working clocks and slowed work: arithmetic of time, which knows no model", set()),
    "rows": ("what is: ids and the immutable rows of floor and trade, together `Model`", {"time"}),
    "state": ("what changes: state of floor and of trade, queues, pools, events, openings, who is told", {"time", "rows"}),
    "floor": ("stations from start to departure, interruptions, crews, lines, stores", {"time", "rows", "state"}),
    "trade": ("demand, orders, reordering, suppliers, transport, places, routing, disruptions", {"time", "rows", "state"}),
    "compile": ("from `Scenario` to `Model`; ways and landed costs of time 0 are asked of trade", {"time", "rows", "state", "trade"}),
    "speed": ("asking ahead for memory; seen by `run` only", {"rows", "state", "trade"}),
    "run": ("a replication from time 0 to its end: begin, dispatch, advance, measure", {"time", "rows", "state", "floor", "trade", "compile", "speed"}),
}

# Where floor and trade meet: file of the one, header of the other.
DOORS = {
    ("floor/store.cpp", "trade/demand.hpp"), ("floor/store.cpp", "trade/orders.hpp"), ("floor/store.cpp", "trade/reorder.hpp"),
    ("trade/demand.cpp", "floor/store.hpp"), ("trade/orders.cpp", "floor/store.hpp"), ("trade/reorder.cpp", "floor/store.hpp"),
    ("trade/disruption.cpp", "floor/interruptions.hpp"),
}

# Headers that take seconds to compile or that only one layer may know: never in a header of ours, and only in these layers' sources.
THIRD_PARTY = {
    "boost/": {"network", "stats", "experiment", "serve"},  # graphs; quantiles of the t and normal distributions; Sobol numbers; HTTP
    "sqlite3.h": {"archive"},
    "xlsxwriter.h": {"workbook", "sheet"},
    "minizip/": {"sheet"}, "expat.h": {"sheet"},
    "coin/": {"bound"}, "qsopt_ex/": {"bound"}, "gmp": {"bound"},
    "toml++/": {"scenario"},
    "nlohmann/": {"scenario", "archive", "report", "sheet", "page", "campaign", "lsp", "serve"},
    "Random123/": set(),  # tests only: ours is written out
    "openssl/": {"base", "scenario", "observe", "experiment", "archive"},
    "fmt/": set(LAYERS),
    "CLI/": set(),
}

FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "impl"}
FILE_LINES = 400
FUNCTION_LINES = 60
DATA_TABLES = {"tests/unit/random/distribution_samples.hpp"}  # a function only because its rows need names above them
LEFT_OUT = {".git", "build", "results", "__pycache__", "node_modules"}
TEXT_SUFFIXES = {".cpp", ".hpp", ".py", ".md", ".toml", ".txt", ".json", ".sh", ""}


def files(*suffixes):
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not LEFT_OUT & set(parts) and path.suffix in suffixes:
            found.append(path)
    return sorted(found)


def name(path):
    return path.relative_to(ROOT).as_posix()


def layering():
    include = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
    for path in files(".cpp", ".hpp"):
        parts = path.relative_to(ROOT).parts
        if parts[0] != "sim":
            continue
        layer = parts[1]
        if layer not in LAYERS:
            yield f"{name(path)}: \"{layer}\" is no layer of the table"
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = include.match(line)
            if not match:
                continue
            where, header = f"{name(path)}:{number}", match[2]
            if match[1] == '"':
                other = header.split("/")[0]
                if other not in LAYERS:
                    yield f'{where}: "{header}" is not named from the root of sim'
                elif other not in LAYERS[layer] | {layer, "base"}:
                    yield f"{where}: {layer} may not include {other}"
            for prefix, layers in THIRD_PARTY.items():
                if header.startswith(prefix) and layer not in layers:
                    yield f"{where}: {layer} may not include <{header}>"
                elif header.startswith(prefix) and path.suffix == ".hpp" and header != "nlohmann/json_fwd.hpp":
                    yield f"{where}: <{header}> belongs in a .cpp file"


def rooms():
    """Every file of sim/model is in a room that has a page, and sees only the rooms that it may."""
    include = re.compile(r'^\s*#\s*include\s*"model/([^"]+)"')
    for path in files(".cpp", ".hpp"):
        if not name(path).startswith("sim/model/"):
            continue
        parts = path.relative_to(ROOT / "sim/model").parts
        room, file = parts[0], "/".join(parts)
        if room not in ROOMS:
            yield f"{name(path)}: stands in no room of the table"
            continue
        if not (path.parent / "README.md").exists():
            yield f"sim/model/{room}: a room without a page"
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = include.match(line)
            if match and match[1].split("/")[0] not in ROOMS[room][1] | {room} and (file, match[1]) not in DOORS:
                yield f'{name(path)}:{number}: {room} may not see "{match[1]}"'
    table = [f"| `{room}` | {holds} | {', '.join(other for other in ROOMS if other in sees) or '–'} |" for room, (holds, sees) in ROOMS.items()]
    if "\n".join(table) not in (ROOT / "docs/architecture.md").read_text():
        yield "docs/architecture.md: the table of rooms is another; it should be:\n" + "\n".join(table)


def unique():
    """A file name says what is in it, so no two pairs in sim have the same one."""
    seen = {}
    for path in files(".cpp", ".hpp"):
        if name(path).startswith("sim/") and seen.setdefault(path.stem, path.parent) != path.parent:
            yield f"{name(path)}: {name(seen[path.stem])} has a file of that name, too"


def types():
    """Two headers with a type of one name are two definitions of one thing: the linker keeps either's functions, and nobody says so."""
    defines = re.compile(r"^(?:struct|class|enum class|enum) (?:alignas\(.*?\) )?(\w+)\b(?!::)[^;]*\{", re.M)
    seen = {}
    for path in files(".hpp"):
        for found in defines.finditer(path.read_text()):
            if name(path).startswith(("sim/", "tools/agrocap/")) and seen.setdefault(found[1], path) != path:
                yield f"{name(path)}: {name(seen[found[1]])} has a type {found[1]}, too"


def apart():
    """The release build compiles a folder as one unit (AGROCAP_UNITY), so names of its unnamed namespaces may meet."""
    opens = re.compile(r"^namespace \{$")
    closes = re.compile(r"^\}  // namespace$")
    kind = re.compile(r"^(?:template <.*> )?(?:struct|class|enum class) (?:alignas\(.*?\) )?(\w+) ?(?:final |: \w+ )?(?:[:{].*)?$")
    constant = re.compile(r"^(?:inline |static )*(?:const|constexpr) [^(=]*?(\w+)(?:\[.*\])?(?: =|\{)")
    alias = re.compile(r"^using (\w+) =")
    function = re.compile(r"^[A-Za-z][^=;{}]*?\b(\w+)(\(.*)$")
    skipped, groups, joined = set(), {}, {}
    for lists in files(".txt"):
        for block in re.findall(r"agrocap_units\(\w+ (.*)\)", lists.read_text()):
            joined |= {lists.parent / word: folders for folders in re.findall(r'"(.*?)"', block) for word in folders.split()}
        for block in re.findall(r"set_source_files_properties\(([^)]*SKIP_UNITY_BUILD_INCLUSION ON)\)", lists.read_text()):
            skipped |= {lists.parent / word for word in block.split() if word.endswith(".cpp")}
        for block, group in re.findall(r"set_source_files_properties\(([^)]*) UNITY_GROUP (\w+)\)", lists.read_text()):
            groups |= {lists.parent / word: group for word in block.split() if word.endswith(".cpp")}
    units = {}
    for path in files(".cpp"):
        parts = path.relative_to(ROOT).parts
        if path not in skipped and (parts[0] == "sim" or parts[:2] == ("tools", "agrocap")):
            folder = joined.get(path.parent, path.parent) if parts[0] == "sim" else parts[:2]
            units.setdefault((folder, groups.get(path)), []).append(path)
    for unit in units.values():
        first = {}
        for path in unit:
            inside, lines = False, path.read_text().splitlines()
            for number, line in enumerate(lines, 1):
                if opens.match(line) or closes.match(line):
                    inside = bool(opens.match(line))
                if not inside:
                    continue
                found = kind.match(line) or constant.match(line) or alias.match(line)
                what = found[1] if found else None
                if not found and (found := function.match(line)) and not re.match(r"return|using|template|typedef", line):
                    # Functions of one name may stand side by side if they take something else: compared without the names of parameters.
                    taken = " ".join(lines[number - 1 : number + 4])[found.start(2) :]
                    depth, end = 0, 0
                    for end, letter in enumerate(taken):
                        depth += {"(": 1, ")": -1}.get(letter, 0)
                        if depth == 0:
                            break
                    types = [re.sub(r"\s*\b\w+$", "", one.strip()) for one in re.split(r",(?![^<]*>)", taken[1:end])]
                    what = f"{found[1]}({', '.join(types)})"
                if what is None:
                    continue
                other, place, before = first.setdefault(what, (path, number, line))
                if other != path and not (alias.match(line) and line == before):  # two names for the same are one
                    yield f"{name(path)}:{number}: {what} is already in {name(other)}:{place}"


def length():
    for path in files(".cpp", ".hpp"):
        lines = path.read_text().splitlines()
        if len(lines) >= FILE_LINES:
            yield f"{name(path)}: {len(lines)} lines, fewer than {FILE_LINES} allowed"
        # clang-format leaves the braces of a free or out-of-class function in the first column.
        start = None
        for number, line in enumerate(lines, 1):
            # A table of data ("… = {") may be as long as its data.
            if re.match(r"^[A-Za-z].*\S \{$", line) and not re.match(r"namespace|struct|class|enum|union|extern|.*= \{$", line):
                start = number
            elif line.startswith("}") and start is not None:
                if number - start + 1 > FUNCTION_LINES and name(path) not in DATA_TABLES:
                    yield f"{name(path)}:{start}: a function of {number - start + 1} lines, at most {FUNCTION_LINES} allowed"
                start = None


def names():
    for path in files(*TEXT_SUFFIXES):
        for part in path.relative_to(ROOT).parts:
            if Path(part).stem.lower() in FORBIDDEN_NAMES:
                yield f'{name(path)}: nothing is called "{part}" here'


def words():
    # Written in pieces, so that this file keeps its own rule.
    hosts = ["deb." + "debian.org", "security." + "debian.org", "snapshot." + "debian.org", "archive." + "ubuntu.com", "pypi." + "org"]
    paths = ["/" + "work/", "/" + "home/", "/" + "root/", "/" + "Users/"]
    for path in files(*TEXT_SUFFIXES):
        if path.name == "LICENSE":
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue  # a broken scenario of the message corpus
        for number, line in enumerate(text.splitlines(), 1):
            for word in hosts:
                if word in line:
                    yield f'{name(path)}:{number}: "{word}" is a package host; the machine\'s own configuration knows it'
            for word in paths:
                if re.search(r"(^|[\s\"'`=(])" + re.escape(word), line):
                    yield f'{name(path)}:{number}: "{word}" is a path of one machine'
            if re.search(r"\bTO" + r"DO\b(?! ?\(?#\d+)", line) and path.suffix in {".cpp", ".hpp", ".py", ".txt"}:
                yield f"{name(path)}:{number}: a note to do something needs an issue number"


def anchors(path):
    """The anchors that a page's headings get where such pages are shown: small letters, no punctuation, hyphens for blanks."""
    outside = re.sub(r"^```.*?^```$", "", path.read_text(), flags=re.M | re.S)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.*?)\s*$", outside, re.M)}


def links():
    link = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
    for path in files(".md"):
        is_code = False
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if line.lstrip().startswith("```"):
                is_code = not is_code
            if is_code:
                continue
            for target in link.findall(line):
                if re.match(r"[a-z]+:", target):
                    continue
                file, _, anchor = target.partition("#")
                page = path.parent / file if file else path
                if not page.exists() or (anchor and page.suffix == ".md" and anchor not in anchors(page)):
                    yield f"{name(path)}:{number}: the link to \"{target}\" leads nowhere"


def scenarios():
    program = Path(sys.argv[2]).resolve()
    paths = [name(path) for path in files(".toml") if path.relative_to(ROOT).parts[0] == "scenarios"]
    done = subprocess.run([program, "validate", *paths], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        yield f"agrocap validate gives {done.returncode}:\n{done.stdout}{done.stderr}"


def examples():
    """A scenario shown in a page, followed by what `run` prints, prints just that."""
    program = Path(sys.argv[2]).resolve()
    pair = re.compile(r"^```toml\n(.*?)^```$.*?^```text\n(.*?)^```$", re.M | re.S)
    for path in files(".md"):
        for scenario, shown in pair.findall(path.read_text()):
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "first.toml").write_text(scenario)
                done = subprocess.run([program, "run", "first.toml"], cwd=folder, capture_output=True, text=True)
            if done.stdout.strip() != shown.strip():
                yield f"{name(path)}: the scenario shown prints something else now:\n{done.stdout}{done.stderr}"


def layout():
    try:
        version = subprocess.run(["clang-format", "--version"], capture_output=True, text=True).stdout
    except FileNotFoundError:
        version = ""
    if not re.search(r"version 14\.", version):
        print("clang-format 14 is not here; other versions lay out differently")
        sys.exit(SKIPPED)
    paths = [name(path) for path in files(".cpp", ".hpp")]
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *paths], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        bad = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", done.stderr, re.M)))
        yield from (f"{path}: clang-format -i would change it" for path in bad)


def mutants():
    """The deliberate errors of tools/mutants follow the sources that they are made in."""
    done = subprocess.run([sys.executable, ROOT / "tools" / "mutants", "--fits"], capture_output=True, text=True)
    if done.returncode != 0:
        yield done.stdout + done.stderr


rules = {rule.__name__: rule for rule in (layering, rooms, unique, types, apart, length, names, words, links, scenarios, examples, layout, mutants)}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in rules:
        sys.exit(f"usage: house_rules.py {'|'.join(rules)} [PROGRAM]")
    breaches = list(rules[sys.argv[1]]())
    print("\n".join(breaches) if breaches else "kept")
    sys.exit(1 if breaches else 0)
