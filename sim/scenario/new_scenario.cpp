#include "scenario/new_scenario.hpp"

#include "scenario/toml_value.hpp"

namespace agrocap {

std::string new_scenario_text(const std::string& name) {
    return R"(# A plant with one line of three stations, working one shift. Change it step by step, and ask:
#   agrocap run FILE        what does it make in a year, and how sure is that?
#   agrocap metrics FILE    which figures can it be asked for?
#   agrocap check FILE      does it reach its target?
# Every key that exists is in docs/scenario-reference.md.
schema = 1                               # version of the scenario language

[scenario]
name = )" + toml_quoted(name) +
           R"(
start = 2023-01-01                       # first day, a date without quotes
horizon = "1 y"                          # time that is measured …
warmup = "30 d"                          # … after this much time to fill the line

[experiment]
replications = 30                        # independent runs: more of them make the answer surer
seed = 1                                 # same seed, same results

[calendar.day]                           # working hours; what has no calendar is open day and night
shifts = [{ days = "mon-fri", from = "08:00", to = "16:30", breaks = [["12:00", "12:30"]] }]
holidays = [2023-03-08]

[item.tractor]                           # what is made
name = "Tractor"
price = 14500                            # money per unit, in US dollars unless scenario.currency says otherwise

[plant.works]
name = "Works"
country = "KZ"
calendar = "day"

[plant.works.line.main]
makes = "tractor"
route = ["frame", "paint", "test"]       # the order of work
release = "saturated"                    # there is always another unit to start
buffer = 2                               # places in front of each station after the first

[plant.works.line.main.station.frame]
time = { dist = "triangular", min = "38 min", mode = "42 min", max = "60 min" }

[plant.works.line.main.station.paint]
servers = 2                              # two units at once
time = "75 min"                          # every time the same
failures = { uptime = { dist = "exponential", mean = "60 h" }, repair = { dist = "lognormal", mean = "2 h", cv = 1 } }

[plant.works.line.main.station.test]
time = { dist = "gamma", mean = "40 min", cv = 0.3 }
scrap = 0.02                             # two in a hundred are lost

[target.enough]                          # what `agrocap check` tests
metric = "output.total"
at_least = 2000                          # units a year
confidence = 0.95
)";
}

}  // namespace agrocap
