#include "scenario/constraint.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace agrocap {
namespace {

/// A study of one line's buffer, servers, calendar, repair time and two per_year keys.
StudySpec study_with(const std::string& constraint) {
    StudySpec study;
    const auto vary = [&study](const std::string& path, std::vector<std::string> values) {
        VarySpec& varied = study.vary.emplace_back();
        varied.path = {path, {}, true};
        varied.values = std::move(values);
    };
    vary("market.a.demand.x.per_year", {"100", "200"});
    vary("market.b.demand.x.per_year", {"100", "200"});
    vary("plant.a.line.m.buffer", {"0", "4"});
    vary("plant.a.calendar", {"\"day\"", "\"night\""});
    vary("plant.a.line.m.station.s.time", {"\"6 min\"", "\"0.2 h\""});
    vary("plant.a.line.m.station.s.servers", {"1", "2"});
    vary("plant.a.store.kit-82", {"1", "7"});
    study.constraint = {constraint, {0, 7, 14}, true};
    return study;
}

/// Whether it holds where the two demands are 100 and 200, the buffer 4, the calendar "night", the time 0.2 h, and the servers 2.
bool holds(const std::string& expression) {
    const StudySpec study = study_with(expression);
    Diagnostics problems;
    const Constraint constraint(study, "study.s.constraint", problems);
    INFO(expression);
    REQUIRE(!problems.has_errors());
    const std::vector<std::string> values{"100", "200", "4", "\"night\"", "\"0.2 h\"", "2", "7"};
    return constraint.holds(values);
}

struct Wrong {
    std::string expression;
    std::uint32_t column;
    std::string text;
    std::string hint;
};

}  // namespace

TEST_CASE("a constraint computes and compares as one reads it", "[scenario][constraint]") {
    CHECK(holds("buffer == 4"));
    CHECK(!holds("buffer != 4"));
    CHECK(holds("buffer <= 4 and servers > 1"));
    CHECK(holds("buffer + servers * 3 == 10"));  // products before sums
    CHECK(holds("(buffer + servers) * 3 == 18"));
    CHECK(holds("buffer - servers - 1 == 1"));  // from the left
    CHECK(holds("buffer / servers / 2 == 1"));
    CHECK(holds("-servers < 0"));
    CHECK(holds("not servers == 1"));
    CHECK(holds("servers == 2 or servers == 3 and buffer == 0"));  // and before or
    CHECK(!holds("(servers == 2 or servers == 3) and buffer == 0"));
    CHECK(holds("true or false"));
}

TEST_CASE("texts and durations are compared as such", "[scenario][constraint]") {
    CHECK(holds("calendar == 'night'"));
    CHECK(holds("calendar != \"day\""));
    CHECK(holds("time <= \"12 min\""));  // 0.2 h
    CHECK(!holds("time < \"12 min\""));
    CHECK(holds("time * servers == '24 min'"));
    CHECK(holds("time / '6 min' == 2"));
}

TEST_CASE("a name that several keys end in is told apart by its whole path", "[scenario][constraint]") {
    CHECK(holds("'market.a.demand.x.per_year' + 'market.b.demand.x.per_year' == 300"));
    CHECK(holds("'market.a.demand.x.per_year' < \"market.b.demand.x.per_year\""));
    CHECK(holds("market.a.demand.x.per_year+market.b.demand.x.per_year == 300"));
    CHECK(holds("market.b.demand.x.per_year-100 <= market.a.demand.x.per_year and plant.a.line.m.buffer == 4"));
    CHECK(holds("plant.a.store.kit-82 - 4 == 3"));  // a hyphen of an id is no minus
}

TEST_CASE("a division by zero makes a constraint false, unless the other side has decided", "[scenario][constraint]") {
    CHECK(!holds("servers / (buffer - 4) > 1"));
    CHECK(!holds("not servers / (buffer - 4) > 1"));
    CHECK(!holds("buffer != 4 and servers / (buffer - 4) > 1"));
    CHECK(holds("buffer == 4 or servers / (buffer - 4) > 1"));
}

TEST_CASE("what is wrong with a constraint is told at its place", "[scenario][constraint]") {
    // The text begins at column 14 with its quote, so its first letter is at 15.
    const Wrong wrong = GENERATE(values<Wrong>({
        {"bufer <= 4", 15, "no varied key is called \"bufer\"", "did you mean \"buffer\"?"},
        {"buffer <= ", 25, "found the end, expected a number, a text or a varied key", ""},
        {"buffer = 4", 22, "found \"=\"", "two are equal with =="},
        {"buffer <= 4 servers", 27, "found \"servers\", expected an operator", ""},
        {"(buffer <= 4", 27, "found the end, expected \")\"", ""},
        {"calendar < 4", 24, "\"<\" cannot be used on a text and a number", ""},
        {"buffer + time > 4", 22, "\"+\" cannot be used on a number and a duration", ""},
        {"not buffer", 15, "\"not\" cannot be used on a number", ""},
        {"buffer", 15, "the expression gives a number, expected true or false", "such as buffer <= 4"},
        {"calendar == 'night", 27, "a text begins here and does not end", ""},
        {"per_year < 150", 15, "2 varied keys are called \"per_year\"", "write the whole path, such as market.a.demand.x.per_year"},
        {"1 < buffer < 3", 26, "found \"<\", expected an operator", ""},
    }));
    Diagnostics problems;
    const Constraint constraint(study_with(wrong.expression), "study.s.constraint", problems);

    INFO(wrong.expression);
    REQUIRE(problems.all().size() == 1);
    const Diagnostic& problem = problems.all().front();
    CHECK(problem.code == Code::constraint);
    CHECK(problem.at.line == 7);
    CHECK(problem.at.column == wrong.column);
    CHECK(problem.text == wrong.text);
    CHECK(problem.hint == wrong.hint);
}

TEST_CASE("an expression nested without end is refused and not followed", "[scenario][constraint]") {
    for (const std::string& text : {std::string(100'000, '('), std::string(100'000, '-') + "1 > 0"}) {
        Diagnostics problems;
        const Constraint constraint(study_with(text), "study.s.constraint", problems);
        REQUIRE(problems.all().size() == 1);
        CHECK(problems.all().front().text == "the expression is nested too deeply");
    }
}

TEST_CASE("a constraint may be as long as one likes", "[scenario][constraint]") {
    const auto repeated = [](const std::string& term, const std::string& sign) {
        std::string text = term;
        for (int i = 1; i < 50'000; ++i) text += sign + term;
        return text;
    };
    CHECK(holds(repeated("servers", " + ") + " == 100000"));
    CHECK(holds(repeated("buffer != 3", " and ")));
    CHECK(!holds(repeated("buffer == 3", " or ")));
    CHECK(holds("buffer == 4 or " + repeated("servers / (buffer - 4) > 1", " or ")));
    CHECK(!holds("buffer == 3 and " + repeated("servers / (buffer - 4) > 1", " and ")));
}

}  // namespace agrocap
