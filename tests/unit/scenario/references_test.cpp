#include "scenario/scenario.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

Name named(const std::string& word, std::uint32_t line) { return {word, {0, line, 1}, true}; }

/// One plant with a line of two stations that makes tractors; the lines of its tables are those of a file.
Scenario one_line() {
    Scenario scenario;
    scenario.start.value = 19358;  // 2023-01-01
    scenario.horizon.value = Duration(std::chrono::hours(8760));
    scenario.item["tractor"].at = {0, 5, 1};
    LineSpec& line = scenario.plant["semey"].line["main"];
    scenario.plant["semey"].at = {0, 10, 1};
    line.at = {0, 20, 1};
    line.makes = {{named("tractor", 21), {1.0, {0, 21, 1}, true}}};
    line.route = {named("frame", 22), named("assembly", 22)};
    for (const char* id : {"frame", "assembly"}) {
        line.station[id].time.value = DistributionSpec::fixed(60e9);
        line.station[id].at = {0, id[0] == 'f' ? 30u : 41u, 1};
    }
    return scenario;
}

std::string messages(const Scenario& scenario) {
    Diagnostics diagnostics;
    validate(scenario, diagnostics);
    return format_diagnostics(diagnostics, {"semey.toml"});
}

}  // namespace

TEST_CASE("a sound scenario gives no message", "[scenario][references]") { CHECK(messages(one_line()).empty()); }

TEST_CASE("a misspelt station gives the nearest one and its line", "[scenario][references]") {
    Scenario scenario = one_line();
    scenario.plant["semey"].line["main"].station["frame"].rework = ReworkSpec{{{0.1, {}, true}, {}}, named("asembly", 33), {}};

    CHECK(messages(scenario) ==
          "semey.toml:33:1: error[E021]: plant.semey.line.main.station.frame.rework.to: no station is called \"asembly\"\n"
          "  hint: did you mean \"assembly\" (line 41)?\n");
}

TEST_CASE("a name unlike any other gives the names there are", "[scenario][references]") {
    Scenario scenario = one_line();
    scenario.plant["semey"].line["main"].station["frame"].rework = ReworkSpec{{{0.1, {}, true}, {}}, named("xyz", 33), {}};

    CHECK(messages(scenario) ==
          "semey.toml:33:1: error[E021]: plant.semey.line.main.station.frame.rework.to: no station is called \"xyz\"\n"
          "  hint: stations here: \"assembly\", \"frame\"\n");
}

TEST_CASE("a name in another file gives that file", "[scenario][references]") {
    Scenario scenario = one_line();
    scenario.files = {{"semey.toml", ""}, {"base.toml", ""}};
    scenario.calendar["night"].at = {1, 7, 1};
    scenario.calendar["night"].shifts = {{127, 0, 3600, {}, {}}};
    scenario.plant["semey"].calendar = named("nigth", 12);

    CHECK(messages(scenario).find("hint: did you mean \"night\" (base.toml:7)?") != std::string::npos);
}

TEST_CASE("every metric of the interface page that fits the scenario is accepted", "[scenario][metrics]") {
    Scenario scenario = one_line();
    scenario.item["tractor"].family = named("machines", 6);
    for (const char* metric : {"output.total", "output.item.tractor", "output.family.machines", "output.plant.semey",
                               "output.line.semey.main", "throughput.semey.main", "wip.semey.main", "queue.semey.main.frame",
                               "state.semey.main.frame.waiting-material", "store.semey.tractor.mean", "fill.semey.tractor", "local.tractor",
                               "utilisation.total", "nominal.semey.main", "sales.export", "revenue.semey"}) {
        scenario.experiment.focus = {named(metric, 8)};
        INFO(metric);
        CHECK(messages(scenario).empty());
    }
}

TEST_CASE("a misspelt metric gives the nearest, whether a word or an id is wrong", "[scenario][metrics]") {
    Scenario scenario = one_line();
    const auto message_for = [&](const char* metric) {
        scenario.experiment.focus = {named(metric, 8)};
        return messages(scenario);
    };

    CHECK(message_for("output.totl") ==
          "semey.toml:8:1: error[E023]: experiment.focus: no metric is called \"output.totl\"\n"
          "  hint: did you mean \"output.total\"?\n");
    CHECK(message_for("outptu.total") ==
          "semey.toml:8:1: error[E023]: experiment.focus: no metric is called \"outptu.total\"\n"
          "  hint: did you mean \"output.total\"?\n");
    CHECK(message_for("queue.semey.main.frm") ==
          "semey.toml:8:1: error[E023]: experiment.focus: \"queue.semey.main.frm\": no station is called \"frm\"\n"
          "  hint: stations here: \"assembly\", \"frame\"\n");
    CHECK(message_for("queue.semey.mian.frame") ==
          "semey.toml:8:1: error[E023]: experiment.focus: \"queue.semey.mian.frame\": no line or station is called \"mian\"\n"
          "  hint: did you mean \"main\" (line 20)?\n");
    CHECK(message_for("wip.semey") ==
          "semey.toml:8:1: error[E023]: experiment.focus: the metric \"wip.semey\" stops too early\n"
          "  hint: metrics of this form: \"wip.PLANT.LINE\"\n");
    CHECK(message_for("output.total.semey") ==
          "semey.toml:8:1: error[E023]: experiment.focus: \"output.total.semey\" goes on after a metric\n"
          "  hint: the metric is \"output.total\"\n");
}

TEST_CASE("a disruption may strike any object, and a path that leads to none is shown where it goes wrong", "[scenario][references]") {
    Scenario scenario = one_line();
    DisruptionSpec& disruption = scenario.disruption["strike"];
    disruption.starts = Written<Day>{19358, {}, true};
    disruption.lasts.value = DistributionSpec::fixed(3600e9);
    const auto message_for = [&](const char* what) {
        disruption.what = named(what, 50);
        return messages(scenario);
    };

    CHECK(message_for("plant.semey").empty());
    CHECK(message_for("plant.semey.line.main.station.frame").empty());
    CHECK(message_for("plant.semey.line.main.station.fram") ==
          "semey.toml:50:1: error[E021]: disruption.strike.what: \"plant.semey.line.main.station.fram\": no station is called \"fram\"\n"
          "  hint: did you mean \"frame\" (line 30)?\n");
    CHECK(message_for("plnt.semey") ==
          "semey.toml:50:1: error[E022]: disruption.strike.what: \"plnt.semey\": no kind of object is called \"plnt\"\n"
          "  hint: did you mean \"plant.semey\"?\n");
    CHECK(message_for("plant.semey.line") ==
          "semey.toml:50:1: error[E022]: disruption.strike.what: \"plant.semey.line\" stops before it names an object\n"
          "  hint: expected \"plant.semey.line.\" and the id of a line\n");
}
