#include "support/busy_works.hpp"

namespace agrocap {

namespace {

const std::vector<std::string> shared_tables{
    R"([calendar.two-shift]
shifts = [{ days = "mon-fri", from = "08:00", to = "16:30", breaks = [["12:00", "12:30"]] },
          { days = "mon-fri", from = "16:30", to = "01:00" }]
holidays = [2023-01-05]
)",
    R"([calendar.early]
shifts = [{ days = "mon-sat", from = "06:00", to = "15:00" }]
)",
    R"([item.small]
uses = { cab = 1 }
)",
    R"([item.large]
uses = { cab = 1, tyre = 4 }
)",
    R"([item.cab]
)",
    R"([item.tyre]
)",
    R"([item.pump]
)",
};

const std::vector<std::string> first_plant{
    R"([plant.semey]
calendar = "two-shift"
)",
    R"([plant.semey.crew.assembler]
size = 2
)",
    R"([plant.semey.crew.fitter]
calendar = "early"
)",
    R"([plant.semey.store.cab]
capacity = 6
initial = 2
target = 5
)",
    R"([plant.semey.store.tyre]
supply = "unlimited"
)",
    R"([plant.semey.line.cabs]
makes = "cab"
release = "pull"
route = ["press", "weld"]
[plant.semey.line.cabs.station.press]
time = { dist = "gamma", mean = "30 min", cv = 0.4 }
maintenance = { every = "50 h", takes = "3 h" }
[plant.semey.line.cabs.station.weld]
time = { dist = "exponential", mean = "35 min" }
servers = 2
scrap = 0.05
)",
    R"([plant.semey.line.main]
makes = { small = 0.7, large = 0.3 }
route = ["frame", "paint", "join", "test"]
buffer = 2
[plant.semey.line.main.station.frame]
time = { dist = "triangular", min = "20 min", mode = "30 min", max = "50 min" }
failures = [{ uptime = { dist = "exponential", mean = "20 h" }, repair = { dist = "lognormal", mean = "2 h", cv = 1 }, crew = "fitter" },
            { uptime = { dist = "weibull", shape = 1.5, mean = "60 h" }, repair = "1 h", clock = "calendar", on_failure = "restart" }]
[plant.semey.line.main.station.paint]
time = "25 min"
setup = { large = { small = "10 min" }, small = { large = "20 min" } }
failures = { uptime = { dist = "exponential", mean = "80 h" }, repair = { dist = "uniform", min = "1 h", max = "3 h" }, on_failure = "scrap" }
[plant.semey.line.main.station.join]
time = { dist = "exponential", mean = "40 min" }
servers = 2
crew = { assembler = 1 }
buffer = "unlimited"
[plant.semey.line.main.station.test]
time = "15 min"
takes = { tyre = 1 }
rework = { share = 0.1, to = "join" }
)",
};

const std::vector<std::string> second_plant{
    R"([plant.almaty]
)",
    R"([plant.almaty.line.pumps]
makes = "pump"
release = { every = { dist = "exponential", mean = "1 h" }, batch = { dist = "uniform-int", min = 1, max = 2 } }
route = ["turn", "check"]
ramp = [["0 d", 0.5], ["5 d", 1.0]]
[plant.almaty.line.pumps.station.turn]
time = { dist = "erlang", k = 2, mean = "30 min" }
buffer = 5
next = [{ to = "check", share = 0.8 }, { to = "polish", share = 0.2 }]
[plant.almaty.line.pumps.station.polish]
time = "10 min"
buffer = 1
next = "check"
[plant.almaty.line.pumps.station.check]
time = { dist = "pert", min = "5 min", mode = "8 min", max = "30 min" }
buffer = 2
)",
    R"([plant.almaty.line.ring]
makes = ["small", "large"]
sequence = "random"
release = { wip = 5 }
route = ["a", "b"]
[plant.almaty.line.ring.station.a]
time = { dist = "exponential", mean = "1 h" }
times = { large = "90 min" }
buffer = 1
[plant.almaty.line.ring.station.b]
time = { dist = "hyperexponential", p = 0.3, means = ["30 min", "2 h"] }
buffer = 1
)",
    R"([plant.almaty.store.cab]
supply = "unlimited"
)",
    R"([plant.almaty.store.tyre]
supply = "unlimited"
)",
};

}  // namespace

std::vector<std::string> busy_works() {
    std::vector<std::string> tables = shared_tables;
    tables.insert(tables.end(), first_plant.begin(), first_plant.end());
    tables.insert(tables.end(), second_plant.begin(), second_plant.end());
    return tables;
}

std::string joined(const std::vector<std::string>& tables) {
    std::string text;
    for (const std::string& table : tables) text += table;
    return text;
}

}  // namespace agrocap
