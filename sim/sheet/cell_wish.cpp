#include "sheet/cell_wish.hpp"

#include "random/all_distributions.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace agrocap {

namespace {

/// The shape of a key as editors know it; an empty object where there is none.
nlohmann::ordered_json shape_of(const FieldDoc& field) {
    return field.shape.json.empty() ? nlohmann::ordered_json::object() : nlohmann::ordered_json::parse(field.shape.json);
}

std::vector<std::string> words_of(const nlohmann::ordered_json& shape) {
    std::vector<std::string> words;
    if (shape.contains("enum"))
        for (const auto& word : shape["enum"])
            if (word.is_string()) words.push_back(word.get<std::string>());
    return words;
}

/// The ids of the kind of table that the key names one of.
std::vector<std::string> ids_of(const FieldDoc& field, const TomlValue& root) {
    std::vector<std::string> ids;
    if (field.shape.names.empty()) return ids;
    const TomlValue* table = root.find(field.shape.names);
    if (table != nullptr)
        for (const auto& [id, object] : table->members) ids.push_back(id);
    return ids;
}

}  // namespace

CellWish wish_of(const FieldDoc& field, const TomlValue& root) {
    CellWish wish;
    const nlohmann::ordered_json shape = shape_of(field);
    wish.words = field.shape.words;
    wish.date = wish.words == "date";
    wish.clock = wish.words == "clock time";
    wish.text_only = !wish.date && !wish.clock && (shape.value("type", "") == "string" || shape.contains("enum"));
    wish.share = field.shape.json.find('%') != std::string::npos || (field.low && *field.low >= 0 && field.high && *field.high <= 1);
    wish.choices = words_of(shape);
    if (wish.choices.empty() && wish.text_only) wish.choices = ids_of(field, root);
    if (wish.words == "true or false") wish.choices = {"TRUE", "FALSE"};
    return wish;
}

EditColumn described(const FieldDoc& field) {
    std::string meaning = field.sentence;
    if (!field.default_text.empty()) meaning += fmt::format(" (empty: {})", field.default_text);
    return {field.key, field.key, meaning};
}

std::size_t fixed_length(const FieldDoc& field) {
    const nlohmann::ordered_json shape = shape_of(field);
    const std::size_t least = shape.value("minItems", std::size_t{0});
    const bool numbers =
        shape.contains("items") && shape["items"].is_object() && shape["items"].value("type", nlohmann::ordered_json()) == "number";
    return numbers && least == shape.value("maxItems", std::size_t{0}) ? least : 0;
}

const std::vector<EditColumn>& random_columns() {
    static const std::vector<EditColumn> columns = [] {
        std::vector<EditColumn> made{{"dist", "dist", "the distribution; the reference lists them with what each takes"}};
        for (const DistributionRow& row : all_distributions()) {
            for (const DistributionParameter& parameter : row.parameters) {
                const std::string key(parameter.name);
                const auto is_it = [&key](const EditColumn& column) { return column.key == key; };
                if (std::none_of(made.begin(), made.end(), is_it)) made.push_back({key, key, std::string(parameter.doc)});
            }
        }
        return made;
    }();
    return columns;
}

std::shared_ptr<const CellWish> dist_wish() {
    static const std::shared_ptr<const CellWish> wish = [] {
        CellWish made{.text_only = true, .words = "name of a distribution"};
        for (const DistributionRow& row : all_distributions()) made.choices.emplace_back(row.name);
        return std::make_shared<const CellWish>(std::move(made));
    }();
    return wish;
}

std::shared_ptr<const CellWish> date_wish() {
    static const auto wish = std::make_shared<const CellWish>(CellWish{.date = true, .words = "date"});
    return wish;
}

std::shared_ptr<const CellWish> clock_wish() {
    static const auto wish = std::make_shared<const CellWish>(CellWish{.clock = true, .words = "clock time"});
    return wish;
}

EditColumn step_column(std::size_t side) {
    return side == 0 ? EditColumn{"[1]", "from", "the date, or the time since opening, from which the value holds; the start of a break"}
                     : EditColumn{"[2]", "value", "the value from then on; the end of a break"};
}

std::string month_name(std::size_t month) {
    constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};
    return names[month];
}

}  // namespace agrocap
