"""agrocap from Python: its study databases and results as tables, its commands as functions. One file, nothing but the standard library.

    import agrocap

    study = agrocap.read("capacity.study.db")            # or results.json
    study.replications                                   # a row a replication: point, replication, varied keys, every metric
    result = agrocap.run("plant.toml", set={"plant.works.calendar": "two-shift", "market.kz.demand*": 1.1})
    result["output.total"]["mean"]

Tables are pandas' DataFrames where pandas is there, else `Frame`: a list of dicts that also gives columns. Python 3.11 or later.
The page docs/python.md has more. What is wrong is an `AgrocapError`, with what the program says.
"""

import array
import datetime
import hashlib
import itertools
import json
import math
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

__all__ = ["AgrocapError", "Frame", "Result", "Study", "check", "compare", "read", "run", "sweep"]

APPLICATION, FORMAT = 0x41434150, 2  # what a study database says it is


class AgrocapError(RuntimeError):
    """What went wrong, in the program's words. `exit_code` is the program's, or None where it was not even called."""

    def __init__(self, text, exit_code=None):
        super().__init__(text)
        self.exit_code = exit_code


class Frame(Sequence):
    """A table: `frame[0]` is a row as a dict, `frame["output.total"]` a column as a list; iterating gives rows."""

    def __init__(self, columns):
        self._columns = columns

    @property
    def columns(self):
        return list(self._columns)

    def __len__(self):
        return len(next(iter(self._columns.values()), []))

    def __getitem__(self, key):
        if isinstance(key, str):
            if key not in self._columns:
                raise KeyError(f"there is no column {key!r}")
            return list(self._columns[key])
        if isinstance(key, slice):
            return [self[index] for index in range(len(self))[key]]
        index = range(len(self))[key]
        return {name: column[index] for name, column in self._columns.items()}

    def __iter__(self):
        for row in zip(*self._columns.values()):
            yield dict(zip(self._columns, row))

    def __eq__(self, other):
        return isinstance(other, Frame) and list(self) == list(other)

    def __repr__(self):
        return f"Frame of {len(self)} rows: {', '.join(self.columns[:8])}{' …' if len(self.columns) > 8 else ''}"


def _frame(columns, pandas):
    return Frame(columns) if pandas is None else pandas.DataFrame(columns)


def _frame_of_rows(rows, names, pandas):
    return _frame({name: [row.get(name) for row in rows] for name in names}, pandas)


def _pandas(wanted):
    if wanted is False:
        return None
    try:
        import pandas
    except ImportError:
        if wanted:
            raise AgrocapError("pandas is not here; leave pandas=True out for tables without it") from None
        return None
    return pandas


# Results as JSON


class Result:
    """Results of one command, as in its JSON file: `json` is all of it, the tables are parts of it.

    `result["output.total"]` has mean, half_width, sd, min, max, p05, p95, n and unit of a metric; of a comparison base, whatif, difference.
    """

    def __init__(self, document, pandas=None):
        self.json, self._pandas_module = document, pandas

    def __getitem__(self, metric):
        found = self._metrics()
        if metric not in found:
            raise KeyError(f"there is no metric {metric!r}; `agrocap metrics SCENARIO` lists all")
        return found[metric]

    def __repr__(self):
        scenario = self.json.get("scenario") or self.json.get("base") or {}
        return f"Result {self.json.get('format')} of {scenario.get('name')!r}, {self.json.get('replications')} replications"

    def _metrics(self):
        if "whatifs" in self.json:
            return self.json["whatifs"][0]["metrics"] if self.json["whatifs"] else {}
        return self.json.get("metrics", {})

    @property
    def metrics(self):
        """A row a metric; of a comparison a row a what-if and metric."""
        if "whatifs" in self.json:
            names = ["whatif", "metric", "unit", "base", "whatif_mean", "difference", "half_width", "finding", "n"]
            rows = [figures | {"whatif": one["title"], "metric": metric, "whatif_mean": figures["whatif"]}
                    for one in self.json["whatifs"] for metric, figures in one["metrics"].items()]
        else:
            names = ["metric", "unit", "mean", "half_width", "sd", "min", "max", "p05", "p95", "n"]
            rows = [figures | {"metric": metric} for metric, figures in self._metrics().items()]
        return _frame_of_rows(rows, names, self._pandas_module)

    @property
    def targets(self):
        """A row a target."""
        names = ["name", "metric", "at_least", "at_most", "between", "confidence", "estimate", "half_width", "replications", "verdict"]
        return _frame_of_rows(self.json.get("targets", []), names, self._pandas_module)

    @property
    def verdicts(self):
        """By target: "pass", "fail", "undecided" or "impossible"."""
        return {target["name"]: target["verdict"] for target in self.json.get("targets", [])}

    @property
    def series(self):
        """A row a period and metric, of results made with --series."""
        told = self.json.get("series")
        if not told:
            raise AgrocapError("these results have no series: run with options=[\"--series\", \"month\"]")
        rows = [{"from": start, "days": days, "metric": metric, "unit": told["units"].get(metric), **figures}
                for metric, periods in told["metrics"].items() for start, days, figures in zip(told["from"], told["days"], periods)]
        return _frame_of_rows(rows, ["from", "days", "metric", "unit", "mean", "half_width"], self._pandas_module)

    @property
    def points(self):
        """A row a point, of the results of sweep and optimise: its number, its varied keys, means of the focus metrics."""
        told = self.json.get("points") if isinstance(self.json.get("points"), list) else self.json.get("tested")
        if told is None:
            raise AgrocapError("these results have no points: they are no study's")
        rows = [{"point": one["point"], **{path: _toml_value(text) for path, text in one["values"].items()},
                 **{metric: figures["mean"] for metric, figures in one.get("metrics", {}).items()}} for one in told]
        return _frame_of_rows(rows, list(dict.fromkeys(itertools.chain.from_iterable(rows))), self._pandas_module)


# Study databases


class Study:
    """A study, or a run, out of a database.

    `points`        a row a point: point, varied keys, refused (why it cannot be simulated, or None)
    `replications`  a row a replication: point, replication, varied keys, every metric; NaN where a metric has no value
    `estimates`     a row a point and metric in focus: point, varied keys, metric, unit, mean, half_width, sd, n
    `units`         the unit of each metric
    `name`, `kind`, `scenario`, `seed`, `version`, `created`, `confidence`, `files`, `set`, `resolved` (the merged scenario)
    """

    def __repr__(self):
        return f"Study {self.name or self.kind!r} of {self.scenario!r}: {len(self.points)} points, {len(self.replications)} replications"


def _toml_value(text):
    try:
        return tomllib.loads("value = " + text)["value"]
    except tomllib.TOMLDecodeError:
        return text


def _texts(*texts):
    """What the program's seals are over: each text with its length before it."""
    parts = []
    for text in texts:
        bytes_of_text = text if isinstance(text, bytes) else str(text).encode()
        parts.append(b"%d:%s" % (len(bytes_of_text), bytes_of_text))
    return b"".join(parts)


def _cell(value):
    if value is None:
        return "null"
    if isinstance(value, int):
        return f"integer {value}"
    if isinstance(value, float):
        return f"real {struct.unpack('<Q', struct.pack('<d', value))[0]:016x}"
    return f"text {value}"


def _seal(*queries):
    rows = itertools.chain.from_iterable(queries)
    return hashlib.sha256(b"".join(_texts(*map(_cell, row)) + b"\n" for row in rows)).hexdigest()[:16]


def _digest(values):
    """SHA-256 of a replication's values; all NaN are one value, and so are 0 and -0."""
    plain = [0.0 if value == 0 else math.nan if math.isnan(value) else value for value in struct.unpack(f"<{len(values) // 8}d", values)]
    return hashlib.sha256(struct.pack(f"<{len(plain)}d", *plain)).hexdigest()


class _Database:
    def __init__(self, path):
        self.path = path
        try:
            # Without a log beside it nobody writes: then nothing of ours is left beside it either, and its folder need not be writable.
            state = "mode=ro" if os.path.exists(f"{path}-wal") else "immutable=1"
            self.connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?{state}", uri=True)
            self.connection.execute("BEGIN")  # one state of it: the program may write meanwhile
            application = self.one("PRAGMA application_id")
            version = self.one("PRAGMA user_version")
        except sqlite3.Error as fault:
            raise AgrocapError(f"{path}: this is not a study database ({fault})") from None
        if application != APPLICATION:
            raise AgrocapError(f"{path}: this is not a study database")
        if version != FORMAT:
            raise AgrocapError(f"{path}: this study database has format {version}, this file reads {FORMAT}; take agrocap.py and agrocap of one version")

    def rows(self, query, *values):
        try:
            return self.connection.execute(query, values)
        except sqlite3.Error as fault:
            raise AgrocapError(f"{self.path}: {fault}") from None

    def one(self, query, *values):
        row = self.rows(query, *values).fetchone()
        return row[0] if row else None

    def damaged(self, what):
        return AgrocapError(f"{self.path}: {what}; nothing of it is read\n  hint: `agrocap` with --discard-damaged simulates it again")


STUDY = "key, kind, name, scenario, seed, version, created, used, replications, confidence, skipped, resolved"


def _choose(database, name):
    studies = database.rows("SELECT id, name, kind, seal FROM studies ORDER BY used DESC").fetchall()
    if not studies:
        raise AgrocapError(f"{database.path}: there is no study in it")
    for row in studies:
        if name is None or row[1] == name:
            return row
    known = ", ".join(sorted({row[1] or row[2] for row in studies}))
    raise AgrocapError(f"{database.path}: there is no study {name!r}; it has {known}")


def _read_study(path, name, metrics, pandas):
    database = _Database(path)
    try:
        identity, study_name, _, seal = _choose(database, name)
        of_study = (
            database.rows(f"SELECT {STUDY} FROM studies WHERE id = ?", identity),
            database.rows("SELECT position, path, sha256 FROM files WHERE study = ? ORDER BY position", identity),
            database.rows("SELECT position, text FROM set_options WHERE study = ? ORDER BY position", identity),
            database.rows("SELECT count(*), min(number), max(number) FROM study_points WHERE study = ?", identity))
        if _seal(*of_study) != seal:
            raise database.damaged(f"the study {study_name!r} is not as it was written")
        study = Study()
        keys = [key.strip() for key in STUDY.split(",")]
        told = dict(zip(keys, database.rows(f"SELECT {STUDY} FROM studies WHERE id = ?", identity).fetchone()))
        for key in ("name", "kind", "scenario", "version", "created", "confidence", "resolved"):
            setattr(study, key, told[key])
        study.seed = int(told["seed"])
        study.files = dict(database.rows("SELECT path, sha256 FROM files WHERE study = ? ORDER BY position", identity))
        study.set = [text for text, in database.rows("SELECT text FROM set_options WHERE study = ? ORDER BY position", identity)]
        settings = _read_points(database, identity, told["key"], study, pandas)
        _read_estimates(database, identity, settings, study, pandas)
        _read_replications(database, identity, told["replications"], settings, study, metrics, pandas)
        return study
    except sqlite3.Error as fault:
        raise AgrocapError(f"{path}: {fault}") from None
    except (ValueError, OverflowError, TypeError, struct.error) as fault:
        raise database.damaged(f"it holds what the program never writes ({fault})") from None
    finally:
        database.connection.close()


def _read_points(database, study, key, told, pandas):
    """The varied keys of each point, by number; each is compared with its seal."""
    written = {}
    for number, path, value in database.rows("SELECT number, path, value FROM settings WHERE study = ? ORDER BY number, path", study):
        written.setdefault(number, []).append((path, value))
    settings, refusals = {}, {}
    points = database.rows("SELECT s.number, p.key, s.refused, s.seal FROM study_points s LEFT JOIN points p ON p.id = s.point "
                           "WHERE s.study = ? ORDER BY s.number", study)
    for number, point_key, refused, seal in points:
        own = written.get(number, [])
        if _seal([(key, number, point_key, refused)], own) != seal:
            raise database.damaged(f"point {number + 1} is not as it was written")
        settings[number] = {path: _toml_value(value) for path, value in own}
        refusals[number] = refused
    paths = list(dict.fromkeys(itertools.chain.from_iterable(settings.values())))
    told.points = _frame({"point": [number + 1 for number in settings],
                          **{path: [setting.get(path) for setting in settings.values()] for path in paths},
                          "refused": list(refusals.values())}, pandas)
    return settings


def _setting_columns(numbers, settings):
    paths = dict.fromkeys(itertools.chain.from_iterable(settings.values()))
    return {path: [settings[number].get(path) for number in numbers] for path in paths}


def _read_estimates(database, study, settings, told, pandas):
    rows = database.rows("SELECT number, metric, unit, mean, half_width, sd, n FROM estimates WHERE study = ? ORDER BY number, metric", study).fetchall()
    columns = list(zip(*rows)) if rows else [()] * 7
    names = ["metric", "unit", "mean", "half_width", "sd", "n"]
    told.estimates = _frame({"point": [number + 1 for number in columns[0]], **_setting_columns(columns[0], settings),
                             **{name: list(column) for name, column in zip(names, columns[1:])}}, pandas)


def _read_replications(database, study, count, settings, told, wanted, pandas):
    """Every replication that the study rests on, compared with its digest and its seal."""
    lists = {}
    for one, name, unit in database.rows("SELECT list, name, unit FROM metrics ORDER BY list, position"):
        lists.setdefault(one, {})[name] = unit
    # A study to a precision asks as many of each point as that takes; its estimates tell how many.
    rows = database.rows(
        "SELECT s.number, r.number, r.events, r.digest, r.metric_values, r.seal, p.key, p.metrics, l.key FROM study_points s "
        "JOIN points p ON p.id = s.point JOIN metric_lists l ON l.id = p.metrics JOIN replications r ON r.point = p.id "
        "LEFT JOIN (SELECT number, max(n) AS n FROM estimates WHERE study = ? GROUP BY number) e ON e.number = s.number "
        "WHERE s.study = ? AND r.number < coalesce(nullif(?, 0), e.n, r.number + 1) ORDER BY s.number, r.number", study, study, count)
    numbers, replications, blobs = [], [], {}
    for point, number, events, digest, values, seal, point_key, one, list_key in rows:
        place = f"replication {number + 1} of point {point + 1}"
        if not isinstance(values, bytes) or len(values) != 8 * len(lists.get(one, ())):
            raise database.damaged(f"{place}: its values are no row of numbers")
        if hashlib.sha256(values).hexdigest() != digest and _digest(values) != digest:
            raise database.damaged(f"{place}: its values do not agree with their digest")
        if hashlib.sha256(_texts(point_key, list_key, number, events, digest)).hexdigest()[:16] != seal:
            raise database.damaged(f"{place}: its number, its events or its point are not as they were written")
        blobs.setdefault(one, []).append((len(numbers), values))
        numbers.append(point)
        replications.append(number + 1)
    told.units = {name: unit for one in blobs for name, unit in lists[one].items()}
    unknown = [name for name in wanted or [] if blobs and name not in told.units]
    if unknown:
        raise AgrocapError(f"{database.path}: there is no metric {', '.join(map(repr, unknown))}; `agrocap metrics SCENARIO` lists all")
    columns = {"point": [number + 1 for number in numbers], "replication": replications, **_setting_columns(numbers, settings)}
    told.replications = _frame(columns | _metric_columns(blobs, lists, len(numbers), wanted), pandas)


def _metric_columns(blobs, lists, rows, wanted):
    """Columns of doubles out of rows of them. Points may have other metrics than their neighbours; those are NaN elsewhere."""
    columns = {}
    for one, placed in blobs.items():
        values = array.array("d")
        for _, blob in placed:
            values.frombytes(blob)
        if sys.byteorder == "big":
            values.byteswap()
        names = list(lists[one])
        for position, name in enumerate(names):
            if wanted is not None and name not in wanted:
                continue
            column = values[position :: len(names)]
            if len(placed) == rows:
                columns[name] = column
                continue
            whole = columns.setdefault(name, array.array("d", [math.nan]) * rows)
            for (row, _), value in zip(placed, column):
                whole[row] = value
    return columns if wanted is None else {name: columns[name] for name in wanted if name in columns}


def read(path, study=None, metrics=None, pandas=None):
    """Reads a study database (a `Study`), or a JSON file of results (a `Result`, or a list of them).

    study    the study of a database (default: the one used last)
    metrics  only these columns of `replications`, which saves memory
    pandas   False: without pandas, even if it is there; True: an error if it is not
    """
    path, module = os.fspath(path), _pandas(pandas)
    try:
        with open(path, "rb") as file:
            head = file.read(16)
    except OSError as fault:
        raise AgrocapError(f"{path}: {fault.strerror}") from None
    if head.startswith(b"SQLite format 3\0"):
        return _read_study(path, study, metrics, module)
    try:
        document = json.loads(Path(path).read_bytes())
    except (ValueError, RecursionError) as fault:
        raise AgrocapError(f"{path}: neither a study database nor JSON ({fault})") from None
    parts = document if isinstance(document, list) else [document]
    if not parts or not all(isinstance(part, dict) and str(part.get("format", "")).startswith("agrocap-") for part in parts):
        raise AgrocapError(f"{path}: this JSON is not agrocap's results")
    results = [Result(part, module) for part in parts]
    return results if isinstance(document, list) else results[0]


# The program


def _toml_text(value):
    """A value as TOML; text in JSON's quotes is TOML's, too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "inf" if value == math.inf else repr(value)
    if isinstance(value, (int, datetime.date, datetime.time)):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(str(key), ensure_ascii=False)} = {_toml_text(one)}" for key, one in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml_text, value)) + "]"
    if hasattr(value, "item"):  # a number of numpy's
        return _toml_text(value.item())
    raise AgrocapError(f"a scenario cannot hold a {type(value).__name__}: {value!r}")


def _program():
    named = os.environ.get("AGROCAP")
    found = shutil.which(named or "agrocap")
    if not found:
        raise AgrocapError(f"{named}: there is no such program (AGROCAP names it)" if named else
                           "the program agrocap is not on the PATH; install it, or set AGROCAP to where it is")
    return found


def _call(command, words, good, module):
    called = [_program(), command, *map(os.fspath, words), "--quiet", "--json", "-"]
    done = subprocess.run(called, stdin=subprocess.DEVNULL, capture_output=True)
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode not in good:
        raise AgrocapError(said or f"agrocap {command} ends with {done.returncode}", done.returncode)
    document = json.loads(done.stdout)
    results = [Result(part, module) for part in (document if isinstance(document, list) else [document])]
    for result in results:
        result.exit_code = done.returncode
    return results if isinstance(document, list) else results[0]


def _words(set, replications, seed, threads, db, options):
    words = []
    for path, value in (set or {}).items():
        words += ["--set", f"{path}={_toml_text(value)}"]
    for option, value in (("--replications", replications), ("--seed", seed), ("--threads", threads), ("--db", db)):
        words += [option, str(value)] if value is not None else []
    return words + list(options)


def run(scenario, set=None, *, replications=None, seed=None, threads=None, db=None, options=(), pandas=None):
    """Simulates a scenario file: `agrocap run`. Gives a `Result`.

    set      keys to change, by path: {"plant.works.calendar": "two-shift"}; a path that ends with * or + changes what is there: {"market.kz.demand*": 1.1}
    db       keep every replication in this database; `read` has them then
    options  further words of the command line, such as ["--precision", "0.01"]
    """
    return _call("run", [scenario, *_words(set, replications, seed, threads, db, options)], {0}, _pandas(pandas))


def check(*scenarios, set=None, replications=None, seed=None, threads=None, db=None, options=(), pandas=None):
    """Tests the targets: `agrocap check`. Gives a `Result`, of several scenarios a list; `verdicts` and `exit_code` tell how it went."""
    return _call("check", [*scenarios, *_words(set, replications, seed, threads, db, options)], {0, 1, 4, 5}, _pandas(pandas))


def compare(base, *whatifs, set=None, replications=None, seed=None, threads=None, db=None, options=(), pandas=None):
    """What changes: `agrocap compare`. Changes without a file: options=["--what-if", "plant.works.calendar=\\"night\\""]."""
    return _call("compare", [base, *whatifs, *_words(set, replications, seed, threads, db, options)], {0}, _pandas(pandas))


def sweep(scenario, db, study=None, set=None, *, replications=None, seed=None, threads=None, options=(), metrics=None, pandas=None):
    """Simulates a study of a scenario into a database: `agrocap sweep`. Gives the `Study`, as `read` does."""
    words = [*(["--study", study] if study else []), *_words(set, replications, seed, threads, db, options)]
    _call("sweep", [scenario, *words], {0}, None)
    return read(db, study, metrics, pandas)
