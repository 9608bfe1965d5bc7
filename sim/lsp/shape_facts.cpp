#include "lsp/schema_place.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace agrocap {

namespace {

/// Recursion is bounded: the fragment is our own.
void gather_facts(const nlohmann::ordered_json& fragment, ShapeFacts& facts) {
    if (fragment.is_array())
        for (const auto& one : fragment) gather_facts(one, facts);
    if (!fragment.is_object()) return;
    if (const auto words = fragment.find("enum"); words != fragment.end())
        for (const auto& word : *words)
            if (word.is_string()) facts.words.push_back(word.get<std::string>());
    if (const auto type = fragment.find("type"); type != fragment.end()) {
        facts.takes_boolean |= *type == "boolean";
        facts.takes_array |= *type == "array";
        facts.takes_table |= *type == "object";
    }
    if (const auto keys = fragment.find("properties"); keys != fragment.end())
        for (const auto& [key, value] : keys->items()) facts.keys.push_back(key);
    if (const auto definition = fragment.find("$ref"); definition != fragment.end()) {
        const std::string path = definition->get<std::string>();
        facts.definitions.push_back(path.substr(path.rfind('/') + 1));
    }
    for (const char* within : {"anyOf", "items"})
        if (const auto inner = fragment.find(within); inner != fragment.end()) gather_facts(*inner, facts);
}

}  // namespace

bool ShapeFacts::refers_to(const std::string& definition) const {
    return std::find(definitions.begin(), definitions.end(), definition) != definitions.end();
}

ShapeFacts shape_facts(const FieldDoc& field) {
    ShapeFacts facts;
    if (!field.shape.json.empty()) gather_facts(nlohmann::ordered_json::parse(field.shape.json), facts);
    return facts;
}

}  // namespace agrocap
