#include "lsp/editor.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cctype>

using namespace agrocap;

namespace {

bool has(const std::vector<std::string>& labels, const std::string& label) {
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// A line that somebody is typing, below a line of the sound scenario, and what he is most likely to want.
struct HalfTyped {
    const char *below, *typed, *wanted;
};

const char* const top = "schema = 1";
const char* const scenario = "name = \"Two stations\"";
const char* const item = "[item.frame]";
const char* const plant = "calendar = \"day\"";
const char* const crew = "size = 3";
const char* const store = "supply = \"unlimited\"";
const char* const line = "route = [\"weld\", \"paint\"]";
const char* const weld = "crew = { welder = 1 }";
const char* const paint = "buffer = 3";
const char* const target = "at_least = 1000";

const std::vector<HalfTyped> half_typed{
    // keys on lines
    {scenario, "hor|", "horizon"},
    {scenario, "war|", "warmup"},
    {scenario, "st|", "start"},
    {scenario, "cur|", "currency"},
    {item, "fam|", "family"},
    {item, "pri|", "price"},
    {item, "mass|", "mass_t"},
    {item, "na|", "name"},
    {plant, "cou|", "country"},
    {plant, "a|", "at"},
    {crew, "abs|", "absence"},
    {crew, "cal|", "calendar"},
    {store, "cap|", "capacity"},
    {store, "ini|", "initial"},
    {line, "seq|", "sequence"},
    {line, "rel|", "release"},
    {line, "buf|", "buffer"},
    {line, "op|", "opens"},
    {line, "ra|", "ramp"},
    {line, "|", "calendar"},
    {weld, "ser|", "servers"},
    {weld, "fail|", "failures"},
    {weld, "main|", "maintenance"},
    {weld, "scr|", "scrap"},
    {weld, "tak|", "takes"},
    {paint, "rew|", "rework"},
    {paint, "pri|", "priority"},
    {paint, "shift|", "shift_end"},
    {target, "conf|", "confidence"},
    {target, "ind|", "indifference"},
    // whole tables
    {top, "it|", "[item.ITEM]"},
    {top, "pla|", "[plant.PLANT]"},
    {top, "mark|", "[market.MARKET]"},
    {top, "exp|", "[experiment]"},
    {plant, "li|", "[plant.works.line.LINE]"},
    {plant, "cr|", "[plant.works.crew.CREW]"},
    {line, "sta|", "[plant.works.line.main.station.STATION]"},
    // headers
    {target, "[pla|", "plant"},
    {target, "[plant.w|", "works"},
    {target, "[plant.works.|", "line"},
    {target, "[plant.works.line.m|", "main"},
    {target, "[plant.works.line.main.|", "station"},
    {target, "[plant.works.line.main.station.we|", "weld"},
    {target, "[plant.works.store.tr|", "tractor"},
    {target, "[plant.works.store.fr|]", "frame"},
    {target, "[ca|]", "calendar"},
    {target, "[item.tr|", "tractor"},
    // words of a choice
    {store, "supply = |", "unlimited"},
    {line, "sequence = \"le|", "level"},
    {line, "release = \"pu|\"", "pull"},
    {line, "release = |", "saturated"},
    {weld, "on_failure = \"scr|", "scrap"},
    {weld, "shift_end = |", "finish"},
    {top, "[allocation]\npolicy = \"dom|", "domestic-first"},
    {top, "[routing]\nby = |", "time"},
    {top, "[experiment]\nmethod = \"batch|", "batch-means"},
    {top, "[market.x.demand.tractor]\nunmet = \"lo|\"", "lost"},
    {top, "[market.x.demand.tractor]\narrivals = |", "even"},
    {top, "[place.x]\nholds_vehicle = |", "true"},
    {top, "[study.x]\ndesign = \"so|", "sobol"},
    {plant, "country = \"K|", "KZ"},
    // ids by kind
    {plant, "calendar = \"d|", "day"},
    {line, "calendar = |", "day"},
    {crew, "calendar = \"|\"", "day"},
    {line, "makes = \"tr|", "tractor"},
    {line, "makes = { |", "tractor"},
    {line, "route = [\"|", "weld"},
    {line, "route = [\"weld\", \"p|", "paint"},
    {line, "route = [\"weld\", |]", "paint"},
    {line, "routes = { tractor = [\"pa|", "paint"},
    {weld, "crew = { we|", "welder"},
    {weld, "takes = { fr|", "frame"},
    {weld, "times = { tr|", "tractor"},
    {weld, "next = \"pa|", "paint"},
    {weld, "next = { first-free = [\"p|", "paint"},
    {weld, "rework = { share = 0.1, to = \"we|", "weld"},
    {weld, "failures = { uptime = \"9 h\", repair = \"1 h\", crew = \"w|", "welder"},
    {item, "uses = { tr|", "tractor"},
    {top, "[item.tractor.uses]\nfr|", "frame"},
    {top, "[lane.x]\nfrom = \"pl|", "plant.works"},
    {top, "[disruption.x]\nwhat = \"plant.works.line.main.st|", "plant.works.line.main.station.weld"},
    {top, "remove = [\"pl|", "plant.works"},
    // keys in braces
    {weld, "failures = { up|", "uptime"},
    {weld, "failures = { uptime = \"9 h\", |", "repair"},
    {weld, "rework = { |", "share"},
    {weld, "batch = { si|", "size"},
    {weld, "maintenance = [{ ev|", "every"},
    {store, "reorder = { po|", "policy"},
    {store, "reorder = { policy = \"|", "s,S"},
    {line, "release = { wi|", "wip"},
    {top, "[calendar.x]\nshifts = [{ days = \"mon\", fr|", "from"},
    // distributions and units
    {paint, "time = { |", "dist"},
    {paint, "time = { dist = \"tri|", "triangular"},
    {paint, "time = { dist = \"triangular\", m|", "min"},
    {paint, "time = { dist = \"gamma\", mean = \"1 h\", c|", "cv"},
    {paint, "time = \"12 m|", "12 min"},
    {scenario, "horizon = \"1 |\"", "1 y"},
    {scenario, "warmup = \"a|", "auto"},
    // metrics
    {target, "metric = \"out|", "output.total"},
    {target, "metric = \"output.item.t|", "output.item.tractor"},
    {target, "metric = \"state.works.main.weld.d|", "state.works.main.weld.down"},
    {top, "[experiment]\nfocus = [\"util|", "utilisation.total"},
    {top, "[experiment]\nfocus = [\"output.total\", \"wip.works.|\"]", "wip.works.main"},
};

/// What has been typed of the last word.
std::string last_word(std::string typed) {
    typed = typed.substr(0, typed.find('|'));
    return typed.substr(typed.find_last_of(" \"[{,\n") + 1);
}

/// As an editor narrows a list down: what has been typed of the last word must be in it.
bool narrows_to(const std::string& label, const std::string& typed) {
    const std::string word = last_word(typed);
    const bool is_path = label.find('.') != std::string::npos;
    return label.find(is_path ? word : word.substr(word.rfind('.') + 1)) != std::string::npos;
}

std::string document_of(const HalfTyped& one) {
    std::string text = sound_scenario();
    const std::size_t at = text.find(one.below);
    REQUIRE(at != std::string::npos);
    return text.insert(text.find('\n', at) + 1, std::string(one.typed) + "\n");
}

}  // namespace

TEST_CASE("of 100 half-typed documents at least 95 are offered what was meant among the first ten", "[lsp][completion]") {
    std::size_t tried = 0, right = 0;
    for (const HalfTyped& one : half_typed) {
        Editor editor;
        std::vector<std::string> labels = editor.proposals("/plans/a.toml", document_of(one));
        std::erase_if(labels, [&](const std::string& label) { return !narrows_to(label, one.typed); });
        // What begins so comes first, as in every editor.
        const std::string last = last_word(one.typed);
        std::stable_partition(labels.begin(), labels.end(), [&](const std::string& label) { return label.starts_with(last); });
        if (labels.size() > 10) labels.resize(10);
        ++tried;
        if (has(labels, one.wanted))
            ++right;
        else
            WARN(one.typed << ": " << one.wanted << " is not among " << nlohmann::json(labels).dump());
    }
    CHECK(tried >= 100);
    CHECK(right >= tried * 95 / 100);
}

TEST_CASE("keys of the table are proposed, those that stand there are not", "[lsp][completion]") {
    Editor editor;
    const auto labels = editor.proposals("/a.toml", sound_scenario() + "[plant.works.line.main.station.third]\ntime = \"1 min\"\nser|\n");

    CHECK(has(labels, "servers"));
    CHECK(has(labels, "buffer"));
    CHECK_FALSE(has(labels, "time"));
    CHECK_FALSE(has(labels, "route"));
}

TEST_CASE("ids of the bases are proposed, open or not", "[lsp][completion]") {
    Editor editor({{"/plans/base.toml", sound_scenario()}});

    const std::string beginning = "extends = \"base.toml\"\n[plant.works.line.main]\n";
    CHECK(has(editor.proposals("/plans/a.toml", beginning + "calendar = \"|"), "day"));
    CHECK(has(editor.proposals("/plans/a.toml", beginning + "route = [\"|"), "weld"));
    CHECK(has(editor.proposals("/plans/a.toml", "extends = \"|"), "base.toml"));
    CHECK(has(editor.proposals("/plans/a.toml", beginning + "[target.x]\nmetric = \"output.item.|\""), "output.item.tractor"));
}

TEST_CASE("what is proposed takes the place of what was typed, quotes left alone", "[lsp][completion]") {
    Editor editor;
    std::string text = sound_scenario();
    text.replace(text.find("calendar = \"day\""), 16, "calendar = \"дa\"");
    editor.open("/a.toml", text);

    const auto items = editor.ask_at("textDocument/completion", "/a.toml", 9, 13)["items"];
    REQUIRE(items.size() == 1);
    CHECK(items[0]["textEdit"]["newText"] == "day");
    CHECK(items[0]["textEdit"]["range"] == nlohmann::json::parse(R"({"start":{"line":9,"character":12},"end":{"line":9,"character":14}})"));
}

TEST_CASE("a whole table is a snippet with what it needs", "[lsp][completion]") {
    Editor editor;
    editor.open("/a.toml", "schema = 1\nmar\n");

    const auto answer = editor.ask_at("textDocument/completion", "/a.toml", 1, 3);
    for (const auto& item : answer["items"])
        if (item["label"] == "[lane.LANE]") {
            CHECK(item["insertTextFormat"] == 2);
            CHECK(item["textEdit"]["newText"] == "[lane.${1:lane}]\nfrom = ${2:\"plant.semey\"}\nto = ${3:\"place.saryagash\"}");
            return;
        }
    FAIL("no lane was proposed");
}

TEST_CASE("in a comment nothing is proposed", "[lsp][completion]") {
    Editor editor;

    CHECK(editor.proposals("/a.toml", sound_scenario() + "# ser|\n").empty());
    CHECK(editor.proposals("/b.toml", sound_scenario() + "indifference = 3 # s|\n").empty());
}
