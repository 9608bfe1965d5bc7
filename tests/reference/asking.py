"""Asks the program and a reference for the figures of made-up scenarios."""

import json, os, subprocess, sys, tempfile

# There is nothing to compare where units never start or never leave, or where all stand still for ever.
REFUSED = ("E043", "E046", "E047", "E051", "E090")


def figures_of(program, text, path):
    """What the program says, and what it says against the scenario."""
    with open(path, "w") as file:
        file.write(text)
    run = subprocess.run([program, "run", path, "--json", "-", "--quiet"], capture_output=True, text=True, timeout=600)
    if run.returncode != 0:
        return None, run.stderr
    return json.loads(run.stdout)["metrics"], ""


def differences(got, expected):
    for name, value in expected.items():
        mean = got[name]["mean"] if name in got else None
        if name not in got and name.startswith(("store.", "fill.", "backlog.")):
            continue  # a store that nobody asks has no such figure
        if value is None or mean is None:
            if value is not mean:
                yield f"{name}: {mean}, expected {value}"
        elif not abs(mean - value) <= 1e-9 * max(1, abs(value)):
            yield f"{name}: {mean}, expected {value}"


def compare(program, spec, text_of, expected_of, path):
    """What differs, as text; empty: nothing; None: the scenario is refused."""
    text = text_of(spec)
    got, errors = figures_of(program, text, path)
    if got is None:
        return None if any(f"error[{code}]" in errors for code in REFUSED) else f"{errors}\n{text}"
    wrong = list(differences(got, expected_of(spec)))
    return "\n".join(wrong + [text]) if wrong else ""


def ask_all(arguments, make_up, text_of, expected_of):
    """Usage: PROGRAM [FIRST [COUNT [MOST]]]; ends after MOST that differ."""
    program = arguments[1]
    first, count, most = (int(arguments[i]) if len(arguments) > i else default for i, default in ((2, 1), (3, 200), (4, 3)))
    failed = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            wrong = compare(program, make_up(seed), text_of, expected_of, os.path.join(folder, f"made-up-{seed}.toml"))
            refused += wrong is None
            if wrong:
                failed += 1
                print(f"made-up {seed}\n{wrong}", flush=True)
                if failed == most:
                    break
    print(f"{count} asked, {refused} refused, {failed} differ")
    sys.exit(1 if failed else 0)
