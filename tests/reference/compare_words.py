"""Says the same in other words and asks the program whether it is the same. Usage: compare_words.py PROGRAM [FIRST [COUNT [MOST]]]

Made-up plants and networks by turns; each is said anew in every way that there is, and plants are measured in two parts. What differs is printed."""

import copy, os, sys, tempfile, tomllib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import made_up_networks, made_up_plants, network_text, plant_text, same_words, same_words_of_trade
from asking import figures_of
from made_up_plants import Dice
from toml_text import document


ADDED_UP = ("output.", "throughput.", "wip.", "queue.", "busy.", "state.", "scrap.", "lost.")


def scenario_of(seed):
    makers = [(made_up_plants, plant_text), (made_up_networks, network_text)]
    made_up, text = makers[seed % 2]
    return tomllib.loads(text.text_of(made_up.make_up(seed)))


def differences(figures, again):
    """Figures may come on top: of a place that is new, say. A family's demand has names of its own."""
    for name, row in figures.items():
        if name not in again:
            continue
        mean, other = row["mean"], again[name]["mean"]
        same = mean is other if mean is None or other is None else abs(mean - other) <= 1e-9 * max(1, abs(mean))
        if not same:
            yield f"{name}: {mean}, in other words {other}"


def measured(program, scenario, warmup, days, path):
    part = copy.deepcopy(scenario)
    part["scenario"].update(warmup=f"{warmup} d", horizon=f"{days} d")
    return figures_of(program, document(part), path)[0]


def parts_of_time(program, scenario, path):
    """What is measured in two parts of the time adds up to what is measured in all of it. (In a network sources are chosen by capacity, which
    is that of the measured time: it may differ.)"""
    first, then = 5, 7
    parts = [measured(program, scenario, 0, first, path), measured(program, scenario, first, then, path), measured(program, scenario, 0, first + then, path)]
    for name in parts[2] if all(parts) else []:
        if not name.startswith(ADDED_UP) and not (name.startswith("store.") and name.endswith((".mean", ".empty"))):
            continue
        one, two, whole = (figures[name]["mean"] for figures in parts)
        if None not in (one, two, whole) and abs((first * one + then * two) / (first + then) - whole) > 1e-9 * max(1, abs(whole)):
            yield f"{name}: {one} in {first} days, {two} in the next {then}, {whole} in all"


def ask(program, seed, path):
    """What differs, as texts."""
    scenario = scenario_of(seed)
    if seed % 2 == 0 and (wrong := list(parts_of_time(program, scenario, path))):
        yield "\n".join([f"made-up {seed}, in two parts", *wrong[:5], document(scenario)])
    figures, _ = figures_of(program, document(scenario), path)
    for word in same_words.WORDS + same_words_of_trade.WORDS if figures else []:
        other = copy.deepcopy(scenario)
        if not word(other, Dice(f"{word.__name__} {seed}")):
            continue
        text = document(other)
        again, errors = figures_of(program, text, path)
        wrong = [errors] if again is None else list(differences(figures, again))
        if wrong:
            yield "\n".join([f"made-up {seed}, {word.__name__}", *wrong[:5], text])


if __name__ == "__main__":
    program = sys.argv[1]
    first, count, most = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((2, 1), (3, 40), (4, 3)))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            for wrong in ask(program, seed, os.path.join(folder, f"made-up-{seed}.toml")):
                failed += 1
                print(wrong, flush=True)
            if failed >= most:
                break
    print(f"{count} asked, {failed} differ")
    sys.exit(1 if failed else 0)
