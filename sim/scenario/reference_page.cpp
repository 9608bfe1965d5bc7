#include "random/all_distributions.hpp"
#include "scenario/reference.hpp"

#include <fmt/format.h>

namespace agrocap {
namespace {

constexpr const char* introduction = R"(# Scenario reference

<!-- Written from the declarations that read a scenario (sim/scenario/describe_*.cpp): change those. A unit test compares and gives the new page. -->

Every table and key of the scenario language. A scenario is a TOML file; what its words mean in the factory is told in the other pages.

- **Ids** in capitals below (`PLANT`, `LINE`) are yours to choose: small letters, digits and hyphens.
- **Durations** are texts with a unit: `"90 s"`, `"12 min"`, `"7.5 h"`, `"3 d"`, `"2 w"`, `"1 y"` (a day has 24 h, a week 7 d, a year 365 d); 250 years at most.
  `"1 h 30 min"`, `"2 hours"` and `"30 days"` are read, too.
- **Random values** are inline tables with `dist`, see [distributions](#distributions).
- **Dates** are TOML dates without quotes, **clock times** are texts `"08:00"`.
- **Shares** are numbers from 0 to 1, or per cents in quotes: `0.05` or `"5 %"`. **Money** is in `scenario.currency`.
- **Countries** are the two letters of ISO 3166-1, `"KZ"`.
- **`extends`** lays this file over another one, key by key: tables are merged, all else is replaced. Where keys exclude each other, those of the base give way.
  `remove` takes tables or keys out of the base before. `--set PATH=VALUE` does the same for one key: `--set plant.semey.calendar=night`.
  `--set PATH*=FACTOR` and `--set PATH+=AMOUNT` change what stands there, or the default: numbers, shares, durations; of a random value the mean is changed and the shape stays,
  of an array or a table of values each number. `--set` changes objects that are there and makes none, but for the store of an item; a file that extends another can bring more.
- In messages, in `--set` and in studies entries of arrays are counted from 1: `shifts[1]` is the first.
)";

/// A "|" would end the cell.
std::string cell(const std::string& text) {
    std::string out;
    for (const char letter : text) out += letter == '|' ? std::string("\\|") : std::string(1, letter);
    return out;
}

std::string code(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

std::string range_of(const FieldDoc& field) {
    std::string text;
    if (field.low) text += fmt::format("{} {:.15g}", field.low_is_open ? ">" : "≥", *field.low);
    if (field.high) text += fmt::format("{}{} {:.15g}", text.empty() ? "" : ", ", field.high_is_open ? "<" : "≤", *field.high);
    return text;
}

std::string anchor_of(const TableDoc& table) { return "#" + table.name; }

void write_field(const FieldDoc& field, std::string& out) {
    std::string value = field.shape.words;
    if (field.table != nullptr) value += fmt::format(", see [{}]({})", field.table->name, anchor_of(*field.table));
    const std::string otherwise = field.is_required ? "**required**" : cell(field.default_text);
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", field.key, cell(value), range_of(field), otherwise, cell(field.sentence),
                       code(field.example_text));
}

void write_table(const TableDoc& table, std::string& out) {
    out += fmt::format("\n## {}\n\n", table.name);
    if (!table.header.empty()) out += fmt::format("`{}` — ", table.header);
    out += table.sentence + "\n\n| key | value | range | default | meaning | example |\n|---|---|---|---|---|---|\n";
    for (const FieldDoc& field : table.fields) write_field(field, out);
}

const char* words_of(DistributionUse use) {
    switch (use) {
        case DistributionUse::durations: return "durations";
        case DistributionUse::counts: return "counts";
        case DistributionUse::both: return "both";
    }
    return "";
}

void write_distributions(std::string& out) {
    out +=
        "\n## Distributions\n\n`mean` and `cv` are those of the distribution itself, never of its logarithm.\n\n| dist | for | what for | "
        "parameters | example |\n|---|---|---|---|---|\n";
    for (const DistributionRow& row : all_distributions()) {
        std::string parameters;
        for (const DistributionParameter& parameter : row.parameters)
            parameters += fmt::format("{}`{}`: {}{}", parameters.empty() ? "" : "; ", parameter.name, parameter.doc,
                                      parameter.required ? "" : " (may be left out)");
        out += fmt::format("| `{}` | {} | {} | {} | {} |\n", row.name, words_of(row.use), cell(std::string(row.doc)), cell(parameters),
                           code(std::string(row.example)));
    }
}

}  // namespace

std::string scenario_reference_markdown() {
    std::string out = introduction;
    for (const TableDoc* table : all_tables()) write_table(*table, out);
    write_distributions(out);
    return out;
}

}  // namespace agrocap
