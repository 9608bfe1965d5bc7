#include "scenario/reference.hpp"

#include "scenario/new_scenario.hpp"
#include "unit/scenario/reading_text.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace agrocap;

TEST_CASE("docs/scenario-reference.md is what the declarations say", "[scenario][reference]") {
    std::ostringstream page;
    page << std::ifstream(AGROCAP_SOURCE_DIR "/docs/scenario-reference.md").rdbuf();

    const std::string written = scenario_reference_markdown();

    if (page.str() != written) std::ofstream("scenario-reference.md") << written;
    INFO("the new page is scenario-reference.md in the working directory: look at it, then copy it to docs/");
    CHECK((page.str() == written));
}

TEST_CASE("every key has a sentence and an example that is TOML", "[scenario][reference]") {
    for (const TableDoc* table : all_tables()) {
        for (const FieldDoc& field : table->fields) {
            INFO(table->name << "." << field.key);
            CHECK_FALSE(field.sentence.empty());
            if (field.nesting == Nesting::none) CHECK(parse_toml_value(field.example_text));
        }
    }
}

TEST_CASE("the JSON schema is draft 4 and every reference in it leads somewhere", "[scenario][reference]") {
    const nlohmann::json schema = nlohmann::json::parse(json_schema());

    CHECK(schema["$schema"] == "http://json-schema.org/draft-04/schema#");
    const nlohmann::json flat = schema.flatten();
    std::size_t count = 0;
    for (const auto& [pointer, value] : flat.items()) {
        if (!pointer.ends_with("/$ref")) continue;
        INFO(pointer << value);
        CHECK(schema.contains(nlohmann::json::json_pointer(value.get<std::string>().substr(1))));
        ++count;
    }
    CHECK(count > 50);
    CHECK(schema["definitions"]["station"]["properties"].contains("servers"));
    CHECK(schema["definitions"]["station"]["properties"]["servers"]["minimum"] == 1);
    CHECK(schema["definitions"]["supplier-item"]["properties"]["yield"]["anyOf"][0]["exclusiveMinimum"] == true);
}

TEST_CASE("tables have names of their own", "[scenario][reference]") {
    std::set<std::string> names;
    for (const TableDoc* table : all_tables()) CHECK(names.insert(table->name).second);
}

TEST_CASE("a new scenario is sound, whatever its name", "[scenario][new]") {
    for (const char* name : {"works", "a \"quoted\" name", "back\\slash", "Қазақстан"}) {
        const ReadResult result = read_scenario_text(new_scenario_text(name));
        INFO(format_diagnostics(result.diagnostics, result.files));
        CHECK(result.diagnostics.all().empty());
        CHECK(*result.scenario.name == name);
    }
}

TEST_CASE("the JSON schema demands the keys that a file without a base must have", "[scenario][reference]") {
    const nlohmann::json schema = nlohmann::json::parse(json_schema());
    const nlohmann::json& demands = schema["anyOf"][1];

    CHECK(schema["anyOf"][0]["required"] == nlohmann::json{"extends"});
    CHECK(demands["required"] == nlohmann::json{"schema"});
    const nlohmann::json& line = demands["properties"]["plant"]["additionalProperties"]["properties"]["line"]["additionalProperties"];
    CHECK(line["required"] == nlohmann::json{"makes", "route"});
    CHECK(schema["definitions"]["shift"]["required"] == nlohmann::json{"days", "from", "to"});  // an array is never merged
    CHECK(!schema["definitions"]["line"].contains("required"));
}

TEST_CASE("the JSON schema knows clock times, days and what a lane joins", "[scenario][reference]") {
    const nlohmann::json definitions = nlohmann::json::parse(json_schema())["definitions"];
    const auto takes = [](const nlohmann::json& fragment, const std::string& text) {
        return std::regex_search(text, std::regex(fragment["pattern"].get<std::string>()));
    };

    for (const char* clock : {"06:00", "6:00", "24:00", "23:59"}) CHECK(takes(definitions["clockTime"], clock));
    for (const char* clock : {"24:30", "6", "12:60", "06.00"}) CHECK_FALSE(takes(definitions["clockTime"], clock));
    for (const char* days : {"mon", "mon-fri", "Mon-Fri", "mon, wed ,fri", "sat-sun", "Monday", "mon – fri"})
        CHECK(takes(definitions["days"], days));
    for (const char* days : {"", "weekdays", "mon fri", "mon-", "mo-fr"}) CHECK_FALSE(takes(definitions["days"], days));
    const nlohmann::json& from = definitions["lane"]["properties"]["from"];
    CHECK(takes(from, "plant.semey"));
    CHECK_FALSE(takes(from, "semey"));
    CHECK_FALSE(takes(from, "plant.semey.line.main"));
}

TEST_CASE("the JSON schema knows the forms of metrics", "[scenario][reference]") {
    const nlohmann::json definitions = nlohmann::json::parse(json_schema())["definitions"];
    const std::regex form(definitions["metricName"]["pattern"].get<std::string>());

    for (const char* name : {"output.total", "utilisation.semey.big", "state.semey.big.weld.waiting-material"})
        CHECK(std::regex_search(name, form));
    for (const char* name : {"utilisation", "output.total >= 3000", "output.plant", "outputXtotal"})
        CHECK_FALSE(std::regex_search(name, form));
}

TEST_CASE("the JSON schema judges a random value by its distribution", "[scenario][reference]") {
    const nlohmann::json random = nlohmann::json::parse(json_schema())["definitions"]["randomDuration"]["anyOf"][1];

    CHECK(random["required"] == nlohmann::json{"dist"});
    CHECK(random["properties"]["dist"]["enum"].size() == random["allOf"].size());
    for (const nlohmann::json& one : random["allOf"])
        CHECK(one["anyOf"][0]["not"]["properties"]["dist"]["enum"] == one["anyOf"][1]["properties"]["dist"]["enum"]);
}
