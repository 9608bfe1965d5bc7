#include "archive/stored_lists.hpp"

#include "archive/json_reading.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace agrocap {

namespace {

using Listed = nlohmann::ordered_json;

std::uint32_t place(const Listed& message, const char* key) {
    constexpr std::size_t most = UINT32_MAX;
    const Listed& value = message.at(key);
    return value.is_null() ? 0 : static_cast<std::uint32_t>(checked_count(value, most));
}

Code code_of(const std::string& code) {
    int number = 0;
    require_sound(code.size() == 4 && std::from_chars(code.data() + 1, code.data() + 4, number).ptr == code.data() + 4,
                  "\"" + code + "\" is no code");
    return Code(number);
}

}  // namespace

bool holds_messages(const Listed& json) {
    return json.is_array() &&
           std::all_of(json.begin(), json.end(), [](const Listed& one) { return one.is_object() && one.contains("severity"); });
}

StoredMessages stored_messages(const Listed& json) {
    StoredMessages messages;
    for (const Listed& one : json) {
        const std::string file = one.at("file");
        auto known = std::find(messages.files.begin(), messages.files.end(), file);
        if (known == messages.files.end()) known = messages.files.insert(known, file);
        const SourceSpan at{static_cast<std::uint32_t>(known - messages.files.begin()), place(one, "line"), place(one, "column")};
        const Code code = code_of(one.at("code"));
        if (one.at("severity") == "error")
            messages.diagnostics.error(code, at, one.at("path"), one.at("message"), one.at("hint"));
        else
            messages.diagnostics.warning(code, at, one.at("path"), one.at("message"), one.at("hint"));
    }
    return messages;
}

std::vector<StoredMetric> listed_metrics(const Listed& json) {
    std::vector<StoredMetric> metrics;
    for (const Listed& one : json.at("metrics")) metrics.push_back({one.at("name"), one.at("unit"), one.at("meaning")});
    return metrics;
}

}  // namespace agrocap
