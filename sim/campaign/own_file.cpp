#include "campaign/own_file.hpp"

#include "base/json_fault.hpp"
#include "base/visible_text.hpp"
#include "campaign/campaign.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace agrocap {

std::optional<std::string> file_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

void read_own(const std::string& path, const std::string& text, std::string_view writer,
              const std::function<void(const nlohmann::ordered_json&)>& read) {
    try {
        read(nlohmann::ordered_json::parse(text));
    } catch (const nlohmann::ordered_json::exception& fault) {
        throw_changed(path, writer, json_fault_text(fault.what()));
    } catch (const std::out_of_range& fault) {
        throw_changed(path, writer, fault.what());
    }
}

void throw_changed(const std::string& path, std::string_view writer, const std::string& why) {
    throw CampaignFault(fmt::format("{}: not as {} wrote it: {}", visible(path), writer, why));
}

}  // namespace agrocap
