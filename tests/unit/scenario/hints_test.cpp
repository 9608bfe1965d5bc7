#include "unit/scenario/reading_text.hpp"

using namespace agrocap;

namespace {

/// The hints for the errors of a text, joined.
std::string hints_of(const std::string& text) {
    const ReadResult result = read_scenario_text(text, "s.toml");
    std::string hints;
    for (const Diagnostic& one : result.diagnostics.all())
        if (one.severity == Severity::error) hints += one.hint + "\n";
    return hints;
}

/// A slip of the pen, and what its hint has to say: followed to the letter, it gives a sound scenario.
struct Slip {
    std::string before;  // the keys of a station, or tables after it
    std::string wrong = {};
    std::string right = {};
    std::string after = {};
};

std::string text_with(const Slip& slip, const std::string& value) {
    return sound_scenario + "time = \"10 min\"\n" + slip.before + value + slip.after + "\n";
}

const std::string station = "[plant.p.line.m]\nmakes = \"part\"\nroute = [\"a\", \"b\"]\nstation.b.time = \"1 h\"\nstation.a.time = ";
const std::string route = "[plant.p.line.m]\nmakes = \"part\"\nstation.a.time = \"1 h\"\nstation.b.time = \"1 h\"\nroute = ";
const std::string item = "[item.x]\n", cycle = "[target.x]\nmetric = \"cycle.p.l\"\nat_most = ";
const std::string output = "[target.x]\nmetric = \"output.total\"\nat_least = ";

}  // namespace

TEST_CASE("a hint that is followed leads to a scenario that means what was meant", "[scenario][hints]") {
    const std::vector<Slip> slips{
        // amounts
        {"scrap = ", "\"1 percent\"", "\"1 %\""},
        {"scrap = ", "\"1%%\"", "\"1 %\""},
        {item + "mass_t = ", "\"4100 kg\"", "4.1"},
        {item + "mass_t = ", "\"4 t\"", "4"},
        {item + "price = ", "\"9 k\"", "9000"},
        {item + "price = ", "14.5k", "14500"},
        {item + "price = ", "\"14.5 thousand USD\"", "14500"},
        {item + "price = ", "\"1.2e4\"", "12000"},
        {item + "price = ", "$14500", "14500"},
        {item + "price = ", "\"14 500 USD\"", "14500"},
        {item + "price = ", ".5", "0.5"},
        {cycle, "\"90 min\"", "1.5"},
        {cycle, "\"3 d\"", "72"},
        {output, "\"250 per month\"", "3000"},
        {output, "\"3 thousand units/y\"", "3000"},
        // values without quotes
        {item + "family = ", "tractors", "\"tractors\""},
        {item + "family = ", "frames", "\"frames\""},
        {item + "family = ", "new-ones", "\"new-ones\""},
        {item + "family = ", "inhouse", "\"inhouse\""},
        {item + "family = ", "big", "\"big\""},
        {"scrap = { part = ", "0,05", "0.05", " }"},
        {"scrap = { part = 0, other = ", "0,5", "0.5", " }"},
        {"buffer = ", "infinite", "\"unlimited\""},
        // lists and durations
        {route, "\"a -> b\"", "[\"a\", \"b\"]"},
        {route, "\"a, b\"", "[\"a\", \"b\"]"},
        {route, "\"[a, b\"", "[\"a\", \"b\"]"},
        {route + "[", "\"a → b\"", "\"a\", \"b\"", "]"},
        {station, "02:00", "\"2 h\""},
        {station, "\"02:30\"", "\"2 h 30 min\""},
        {station, "\"2h 30\"", "\"2h 30 min\""},
        {"[plant.q]\ncalendar = ", "\"calendar.day\"", "\"day\"",
         "\n[calendar.day]\nshifts = [{ days = \"mon-fri\", from = \"08:00\", to = \"16:00\" }]"},
        {"[plant.p.line.m]\nroute = [\"a\"]\nstation.a.time = \"1 h\"\nmakes = ", "\"part, other\"", "[\"part\", \"other\"]"},
        {"[target.x]\nat_least = 1\nmetric = ", "\"Output.Total\"", "\"output.total\""},
        {"[plant.p.line.m]\nopens = ", "\"1 June 2024\"", "2024-06-01", "\nroute = [\"a\"]\nstation.a.time = \"1 h\"\nmakes = \"part\""}};
    for (const Slip& slip : slips) {
        const std::string hints = hints_of(text_with(slip, slip.wrong));
        INFO(slip.before << slip.wrong << "\n" << hints);
        CHECK(hints.find(slip.right) != std::string::npos);
        CHECK(hints_of(text_with(slip, slip.right)).empty());
    }
}

TEST_CASE("where the meaning is not sure no number is offered, but what is asked for", "[scenario][hints]") {
    CHECK(hints_of(text_with({item + "price = "}, "\"9 dozen\"")) ==
          "a number stands without quotes and without a unit, in the scenario's currency\n");
    CHECK(hints_of(text_with({item + "mass_t = "}, "\"4100 lb\"")) == "a number stands without quotes and without a unit, in t\n");
    CHECK(hints_of(text_with({output}, "\"1,200 per month\"")) == "a number stands without quotes and without a unit, in units a year\n");
    CHECK(hints_of(text_with({item + "price = "}, "1e400")) == "a number is at most 9e15\n");
    CHECK(hints_of(text_with({"scrap = "}, "1.5")) == "\n");  // 1.5 % or 150 %
    CHECK(hints_of(text_with({"scrap = "}, "5")) == "5 % is 0.05\n");
    CHECK(messages_of(text_with({output}, "\"many\"")).find("expected a number, in units a year") != std::string::npos);
}

TEST_CASE("marks that other formats have are told from ours", "[scenario][hints]") {
    const auto hint_for = [](const std::string& line) { return hints_of(sound_scenario + "time = \"10 min\"\n" + line + "\n"); };
    CHECK(hint_for("servers = 2;") == "a line ends without a semicolon\n");
    CHECK(hint_for("servers = 2,") == "a line ends without a comma\n");
    CHECK(hint_for("servers = 2 // machines") == "a comment begins with #\n");
    CHECK(hint_for("// machines") == "a comment begins with #\n");
    CHECK(hint_for("scrap = { part = 0, }") == "a table in braces ends without a comma\n");
    CHECK(hint_for("next = [\"a\" \"b\"]") == "a comma is missing in front of this\n");
    CHECK(hint_for("next = [\"a\"; \"b\"]") == "values are separated by commas, not by semicolons\n");
    CHECK(hint_for("[calendar.c]\nholidays = [2024-01-01; 2024-03-08]") == "values are separated by commas, not by semicolons\n");
    CHECK(hint_for("[calendar.c]\nholidays = [2024-01-01 2024-03-08]") == "a comma is missing between two dates\n");
    CHECK(hint_for("[calendar.c]\nholidays = 2024-01-01, 2024-03-08") == "several values stand in brackets: [2024-01-01, 2024-03-08]\n");
    CHECK(hint_for("[crew.c]\nname = \"C:\\Users\\plan\"") ==
          "a backslash in double quotes is doubled; in single quotes it stands as it is: 'C:\\plans'\n");
    CHECK(hint_for("servers = 2\u200B") == "a letter that nobody sees has come in: type the line anew\n");
    CHECK(hint_for("servers – 2") == "a value follows an equals sign: key = value\n");
    CHECK(hint_for("buffer = none") == "what there is not has no key: leave the line out\n");
    CHECK(hint_for("buffer = True") == "write true in small letters\n");
}
