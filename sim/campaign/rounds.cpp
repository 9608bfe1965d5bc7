#include "campaign/rounds.hpp"

#include "archive/json_reading.hpp"
#include "archive/seal.hpp"
#include "base/visible_text.hpp"
#include "campaign/layout.hpp"
#include "campaign/own_file.hpp"
#include "report/atomic_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <numeric>
#include <optional>

namespace agrocap {

namespace {

constexpr const char* round_format = "agrocap-round/1";

std::string round_file(const std::string& folder, std::size_t round) {
    return (std::filesystem::path(rounds_folder(folder)) / fmt::format("round-{:04}.json", round)).string();
}

struct RoundText {
    nlohmann::ordered_json stretches = nlohmann::ordered_json::array(), tasks = nlohmann::ordered_json::array();

    [[nodiscard]] std::string seal(const Campaign& campaign, std::size_t round) const {
        return key_of({campaign.id, fmt::format("{}", round), stretches.dump(), tasks.dump()});
    }
};

std::uint64_t units_of(const std::vector<Stretch>& stretches) {
    const auto add = [](std::uint64_t sum, const Stretch& one) { return sum + one.count; };
    return std::accumulate(stretches.begin(), stretches.end(), std::uint64_t{0}, add);
}

void read_round(const nlohmann::ordered_json& json, std::size_t round, Campaign& campaign) {
    require_sound(json.at("format").get<std::string>() == round_format, "it is of another format");
    const RoundText text{json.at("stretches"), json.at("tasks")};
    require_sound(json.at("id").get<std::string>() == text.seal(campaign, round), "what it says is not what its id was made from");
    std::vector<Stretch> stretches;
    const auto most = static_cast<std::uint64_t>(campaign.stopping.most);
    for (const auto& one : text.stretches) {
        const Stretch stretch{checked_count(one.at(0), campaign.design.points.size()), checked_count(one.at(1), most),
                              checked_count(one.at(2), most)};
        require_sound(stretch.point < campaign.design.points.size() && stretch.first + stretch.count <= most,
                      "there is no such replication");
        stretches.push_back(stretch);
    }
    std::vector<std::uint64_t> begins{0};
    for (const auto& units : text.tasks) begins.push_back(begins.back() + checked_count(units, campaign_units_max));
    const std::uint64_t units = units_of(stretches);
    require_sound(begins.back() == units && units > 0 && campaign.units() + units <= campaign_units_max,
                  "its tasks are not its replications");
    require_sound(campaign.tasks() + text.tasks.size() <= campaign_tasks_max, "it has too many tasks");
    campaign.give_out(stretches, begins);
}

}  // namespace

void read_rounds(Campaign& campaign, const std::string& folder) {
    for (;;) {
        const std::size_t round = campaign.rounds + 1;
        const std::string path = round_file(folder, round);
        const std::optional<std::string> text = file_bytes(path);
        if (!text) break;
        read_own(path, *text, "agrocap", [&](const nlohmann::ordered_json& json) { read_round(json, round, campaign); });
    }
    if (campaign.rounds == 0) throw CampaignFault(fmt::format("{}: the first round is missing", visible(rounds_folder(folder))));
}

void write_round(const Campaign& campaign, const std::string& folder, std::size_t round, const std::vector<Stretch>& stretches,
                 const std::vector<std::uint64_t>& task_begins) {
    RoundText text;
    for (const Stretch& one : stretches) text.stretches.push_back({one.point, one.first, one.count});
    for (std::size_t task = 1; task < task_begins.size(); ++task) text.tasks.push_back(task_begins[task] - task_begins[task - 1]);
    const nlohmann::ordered_json json{{"format", round_format},
                                      {"id", text.seal(campaign, round)},
                                      {"round", round},
                                      {"stretches", text.stretches},  // point, first replication, how many
                                      {"tasks", text.tasks}};         // replications of each
    write_file(round_file(folder, round), json.dump() + "\n");
}

void give_out_round(Campaign& campaign, const std::string& folder, const std::vector<Stretch>& stretches) {
    const std::vector<std::uint64_t> begins = cut(stretches, campaign.cutting);
    if (campaign.units() + begins.back() > campaign_units_max || campaign.tasks() + begins.size() - 1 > campaign_tasks_max)
        throw CampaignFault(fmt::format("{}: a further round has more replications or tasks than a campaign can have", visible(folder)));
    write_round(campaign, folder, campaign.rounds + 1, stretches, begins);
    campaign.give_out(stretches, begins);
}

}  // namespace agrocap
