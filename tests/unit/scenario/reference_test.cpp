#include "scenario/reference.hpp"

#include "scenario/new_scenario.hpp"
#include "unit/scenario/reading_text.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
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
