#!/usr/bin/env python3
"""tools/python/agrocap.py against the program that AGROCAP names: the same figures, to the last bit, and clear words where something is wrong."""

import csv
import importlib.util
import json
import math
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/python"))
import agrocap  # noqa: E402

TEACHING = ROOT / "scenarios/teaching"
TARGET, WHATIF, STUDY = TEACHING / "14_target.toml", TEACHING / "15_what_if.toml", TEACHING / "24_study.toml"
PAINT = "plant.works.line.main.station.paint.servers"


def program(*words, cwd):
    return subprocess.run([os.environ["AGROCAP"], *map(str, words), "--quiet"], cwd=cwd, capture_output=True, text=True, check=True).stdout


class Folder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)

    def wrong(self, does, *parts):
        """The error that something gives, which has all these parts."""
        with self.assertRaises(agrocap.AgrocapError) as caught:
            does()
        for part in parts:
            self.assertIn(part, str(caught.exception))
        return caught.exception


class Runs(Folder):
    def test_a_run_gives_the_figures_of_the_program(self):
        result = agrocap.run(TARGET, replications=4, pandas=False)
        told = json.loads(program("run", TARGET, "--replications", 4, "--json", "-", cwd=self.folder))
        self.assertEqual(result.json, told)
        self.assertEqual(result["output.total"], told["metrics"]["output.total"])
        self.assertEqual(result.metrics["metric"], list(told["metrics"]))
        self.assertEqual([row["mean"] for row in result.metrics if row["metric"] == "output.total"], [told["metrics"]["output.total"]["mean"]])

    def test_keys_are_set_whatever_their_kind(self):
        name = 'a "name" with \\ and é'
        result = agrocap.run(TARGET, set={"scenario.name": name, "target.promise.at_least": 9000.5, "experiment.focus": ["output.total"],
                                          "scenario.warmup": "0 s", "target.promise.at_least+": -0.5}, replications=2, pandas=False)
        self.assertEqual(result.json["scenario"]["name"], name)
        self.assertEqual(result.targets["at_least"], [9000])
        self.assertEqual(result.json["warmup_days"], 0)

    def test_a_value_that_no_scenario_holds_is_told(self):
        self.wrong(lambda: agrocap.run(TARGET, set={"scenario.name": object()}), "a scenario cannot hold a object")

    def test_verdicts_are_no_errors(self):
        for change, verdict, code in (({}, "pass", 0), ({"plant.works.line.main.buffer": 0}, "fail", 1),
                                      ({"target.promise.at_least": 9500}, "impossible", 5)):
            result = agrocap.check(TARGET, set=change, pandas=False)
            self.assertEqual((result.verdicts, result.exit_code), ({"promise": verdict}, code))

    def test_several_checks_are_a_list(self):
        self.assertEqual([result.verdicts for result in agrocap.check(TARGET, WHATIF)], [{"promise": "pass"}, {"promise": "pass"}])

    def test_a_comparison_is_a_table(self):
        result = agrocap.compare(TARGET, WHATIF, replications=5, options=["--what-if", "target.promise.at_least=1"], pandas=False)
        self.assertEqual(result.metrics["metric"], ["output.total", "output.total"])
        self.assertEqual(result["output.total"]["finding"], "better")
        first = next(iter(result.metrics))
        self.assertAlmostEqual(first["whatif_mean"] - first["base"], first["difference"])

    def test_a_series_is_a_table(self):
        result = agrocap.run(TARGET, replications=2, options=["--series", "month"], pandas=False)
        output = [row for row in result.series if row["metric"] == "output.total"]
        self.assertEqual([row["from"] for row in output], result.json["series"]["from"])
        self.assertAlmostEqual(sum(row["mean"] for row in output), result["output.total"]["mean"])
        self.wrong(lambda: agrocap.run(TARGET, replications=2).series, "no series", "--series")

    def test_errors_are_those_of_the_program(self):
        fault = self.wrong(lambda: agrocap.run(TARGET, set={"plant.x.calendar": "day"}), 'error[E021]', 'no plant is called "x"', 'plants here: "works"')
        self.assertEqual(fault.exit_code, 3)
        self.assertEqual(self.wrong(lambda: agrocap.run(TARGET, replications=0), "--replications", "expected a whole number").exit_code, 2)
        with self.assertRaisesRegex(KeyError, "there is no metric 'outptu'"):
            agrocap.run(TARGET, replications=2)["outptu"]

    def test_a_program_that_is_not_there_is_told(self):
        with mock.patch.dict(os.environ, {"AGROCAP": "/nowhere/agrocap"}):
            self.assertIsNone(self.wrong(lambda: agrocap.run(TARGET), "/nowhere/agrocap", "no such program").exit_code)
        with mock.patch.dict(os.environ, {"PATH": "/nowhere"}):
            del os.environ["AGROCAP"]
            self.wrong(lambda: agrocap.run(TARGET), "not on the PATH", "AGROCAP")


class Databases(Folder):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.told = json.loads(program("sweep", STUDY, "--db", "study.db", "--json", "-", cwd=cls.folder))
        cls.db = cls.folder / "study.db"

    def changed(self, statement):
        """A copy of the database in which a hand was."""
        copy = self.folder / "changed.db"
        copy.unlink(missing_ok=True)
        shutil.copy(self.db, copy)
        with sqlite3.connect(copy) as connection:
            connection.execute(statement)
        connection.close()
        return copy

    def test_a_study_has_its_points_with_their_keys(self):
        study = agrocap.read(self.db, pandas=False)
        self.assertEqual((study.name, study.kind, study.seed, study.version), ("capacity", "sweep", 1, self.told["version"]))
        self.assertEqual(study.points["point"], [one["point"] for one in self.told["points"]])
        self.assertEqual(study.points[PAINT], [int(one["values"][PAINT]) for one in self.told["points"]])
        self.assertEqual(study.points["refused"], [None] * 30)
        self.assertIn("[plant.works.line.main]", study.resolved)
        self.assertEqual(list(study.files), [str(STUDY)])

    def test_means_over_replications_are_those_that_the_program_tells(self):
        study = agrocap.read(self.db, pandas=False)
        self.assertEqual(len(study.replications), 600)
        for one in self.told["points"]:
            values = [row["output.total"] for row in study.replications if row["point"] == one["point"]]
            self.assertEqual(len(values), 20)
            self.assertAlmostEqual(sum(values) / 20, one["metrics"]["output.total"]["mean"], places=7)
        self.assertEqual(study.estimates["mean"], [one["metrics"]["output.total"]["mean"] for one in self.told["points"]])
        self.assertEqual(study.units["output.total"], "units/y")

    def test_every_value_of_every_replication_is_exact(self):
        program("run", TARGET, "--db", "run.db", "--csv", "run", "--replications", 5, cwd=self.folder)
        study = agrocap.read(self.folder / "run.db", pandas=False)
        with open(self.folder / "run/replications.csv", newline="") as file:
            told = {(int(row["replication"]), row["metric"]): float(row["value"] or "nan") for row in csv.DictReader(file)}
        read = {(row["replication"], metric): row[metric] for row in study.replications for metric in study.units}
        self.assertEqual(read.keys(), told.keys())
        for place, value in read.items():
            self.assertTrue(value == told[place] or math.isnan(value) and math.isnan(told[place]), place)

    def test_a_study_to_a_precision_has_as_many_replications_as_that_took(self):
        scenario = self.folder / "precise.toml"
        scenario.write_text(STUDY.read_text().replace("replications = 20\n", "precision = 0.003\n"))
        told = json.loads(program("sweep", scenario, "--db", "precise.db", "--json", "-", cwd=self.folder))
        counts = [one["replications"] for one in told["points"]]
        self.assertGreater(len(set(counts)), 1)
        # More of one point, by another command, are the point's, but not the study's.
        program("run", scenario, "--replications", 60, "--db", "precise.db", cwd=self.folder)
        points = agrocap.read(self.folder / "precise.db", study="capacity", pandas=False).replications["point"]
        self.assertEqual([points.count(number + 1) for number in range(len(counts))], counts)

    def test_points_with_other_metrics_than_their_neighbours_share_a_table(self):
        scenario = self.folder / "other.toml"
        scenario.write_text(f'schema = 1\nextends = "{STUDY}"\nremove = ["study.capacity"]\n[study.colours.vary]\n"item.baler.family" = ["red", "blue"]\n')
        study = agrocap.sweep(scenario, self.folder / "other.db", replications=2, pandas=False)
        self.assertEqual(study.replications["item.baler.family"], ["red", "red", "blue", "blue"])
        for row in study.replications:
            self.assertEqual(row[f"output.family.{row['item.baler.family']}"], row["output.total"])
            self.assertTrue(math.isnan(row["output.family.blue" if row["item.baler.family"] == "red" else "output.family.red"]))

    def test_only_the_metrics_asked_for_are_read(self):
        study = agrocap.read(self.db, metrics=["output.total"], pandas=False)
        self.assertEqual(study.replications.columns[-1], "output.total")
        self.assertEqual(len(study.replications.columns), 6)
        self.wrong(lambda: agrocap.read(self.db, metrics=["output.totl"]), "no metric 'output.totl'", "agrocap metrics")

    def test_json_of_every_kind_is_read(self):
        program("sweep", STUDY, "--db", "study.db", "--json", "study.json", cwd=self.folder)
        points = agrocap.read(self.folder / "study.json", pandas=False).points
        self.assertEqual(points["output.total"], [one["metrics"]["output.total"]["mean"] for one in self.told["points"]])
        program("check", TARGET, WHATIF, "--json", "checks.json", cwd=self.folder)
        self.assertEqual(len(agrocap.read(self.folder / "checks.json")), 2)

    def test_what_is_damaged_is_refused_with_its_place(self):
        # A point's row has the place in which the threads came to it; its number in the study is what a message tells.
        def row(number):
            return f"(SELECT point FROM study_points WHERE number = {number - 1})"

        for statement, place in (
            (f"UPDATE replications SET metric_values = zeroblob(length(metric_values)) WHERE point = {row(2)} AND number = 3", "replication 4 of point 2: its values do not agree"),
            (f"UPDATE replications SET metric_values = 'text' WHERE point = {row(1)} AND number = 0", "replication 1 of point 1: its values are no row"),
            (f"UPDATE replications SET events = 1 WHERE point = {row(1)} AND number = 0", "replication 1 of point 1: its number, its events"),
            ("UPDATE settings SET value = '9' WHERE number = 4", "point 5 is not as it was written"),
            ("UPDATE studies SET seed = '2'", "the study 'capacity' is not as it was written"),
        ):
            with self.subTest(statement):
                self.wrong(lambda: agrocap.read(self.changed(statement), pandas=False), "changed.db", place, "--discard-damaged")

    def test_a_file_that_is_no_study_is_told(self):
        def written(name, content):
            (self.folder / name).write_bytes(content)
            return self.folder / name

        self.wrong(lambda: agrocap.read(self.folder / "no.db"), "no.db: No such file")
        self.wrong(lambda: agrocap.read(self.folder), "directory")
        self.wrong(lambda: agrocap.read(written("empty.db", b"")), "neither a study database nor JSON")
        self.wrong(lambda: agrocap.read(written("x.json", b'{"format": "other/1"}')), "this JSON is not agrocap's results")
        self.wrong(lambda: agrocap.read(written("deep.json", b"[" * 100_000)), "neither a study database nor JSON")
        self.wrong(lambda: agrocap.read(written("torn.db", self.db.read_bytes()[:5000])), "torn.db")
        self.wrong(lambda: agrocap.read(self.changed("PRAGMA application_id = 1")), "not a study database")
        self.wrong(lambda: agrocap.read(self.changed("PRAGMA user_version = 9")), "format 9", "one version")
        self.wrong(lambda: agrocap.read(self.changed("DELETE FROM studies")), "no study in it")
        self.wrong(lambda: agrocap.read(self.db, "capcity"), "no study 'capcity'", "it has capacity")

    def test_a_database_of_no_damage_is_not_written_to(self):
        before = self.db.read_bytes()
        agrocap.read(self.db)
        self.assertEqual(self.db.read_bytes(), before)
        self.assertEqual([path.name for path in self.folder.glob("study.db-*")], [])

    def test_a_database_that_is_written_to_is_read(self):
        copy = self.changed("UPDATE studies SET used = used")
        with sqlite3.connect(copy) as writer:
            writer.execute("PRAGMA journal_mode = WAL")
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE studies SET seed = '77'")
            self.assertEqual(len(agrocap.read(copy, pandas=False).replications), 600)
            writer.rollback()

    def test_two_hundred_metrics_of_a_thousand_points_are_read_in_two_seconds(self):
        stations = "".join(f'[plant.w.line.main.station.s{i}]\ntime = {{ dist = "exponential", mean = "10 min" }}\nbuffer = 2\n' for i in range(15))
        route = ", ".join(f'"s{i}"' for i in range(15))
        (self.folder / "many.toml").write_text(
            'schema = 1\n[scenario]\nname = "many"\nhorizon = "1 d"\n[item.a]\n[plant.w.line.main]\nmakes = "a"\n'
            f"route = [{route}]\n{stations}[study.s.vary]\n" + '"plant.w.line.main.station.s0.buffer" = { from = 1, to = 40, steps = 40 }\n'
            '"plant.w.line.main.station.s1.buffer" = { from = 1, to = 25, steps = 25 }\n')
        program("sweep", "many.toml", "--replications", 20, "--db", "many.db", cwd=self.folder)
        begin = time.process_time()
        study = agrocap.read(self.folder / "many.db")
        self.assertLess(time.process_time() - begin, 2)
        self.assertEqual((len(study.points), len(study.replications)), (1000, 20000))
        self.assertGreater(len(study.units), 190)


class Frames(unittest.TestCase):
    def test_a_frame_is_rows_and_columns(self):
        frame = agrocap.Frame({"a": [1, 2, 3], "b": ["x", "y", "z"]})
        self.assertEqual(frame[0], {"a": 1, "b": "x"})
        self.assertEqual(frame[-1]["b"], "z")
        self.assertEqual(frame[1:], [{"a": 2, "b": "y"}, {"a": 3, "b": "z"}])
        self.assertEqual((frame["a"], len(frame), list(frame)[1]), ([1, 2, 3], 3, {"a": 2, "b": "y"}))
        with self.assertRaisesRegex(KeyError, "no column 'c'"):
            frame["c"]
        with self.assertRaises(IndexError):
            frame[3]


@unittest.skipUnless(importlib.util.find_spec("pandas"), "pandas is not here")
class Pandas(Folder):
    def test_tables_are_data_frames_of_the_same_values(self):
        program("sweep", STUDY, "--db", "study.db", cwd=self.folder)
        plain, framed = agrocap.read(self.folder / "study.db", pandas=False), agrocap.read(self.folder / "study.db")
        for table in ("points", "replications", "estimates"):
            one, other = getattr(plain, table), getattr(framed, table)
            self.assertEqual(list(other.columns), one.columns)
            for name in one.columns:
                pairs = zip(one[name], other[name].tolist())
                self.assertTrue(all(a == b or a is None or a != a and b != b for a, b in pairs), name)
        means = framed.replications.groupby(PAINT)["output.total"].mean()
        self.assertEqual(len(means), 3)


class WithoutPandas(unittest.TestCase):
    def test_who_asks_for_pandas_is_told_that_it_is_not_there(self):
        with mock.patch.dict(sys.modules, {"pandas": None}):
            self.assertRaisesRegex(agrocap.AgrocapError, "pandas is not here", agrocap.run, TARGET, pandas=True)


if __name__ == "__main__":
    unittest.main()
