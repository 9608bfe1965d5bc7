#include "campaign/campaign.hpp"

#include "archive/json_reading.hpp"
#include "archive/seal.hpp"
#include "base/version.hpp"
#include "base/visible_text.hpp"
#include "campaign/engines.hpp"
#include "report/atomic_file.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace agrocap {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* format_name = "agrocap-campaign/1";

std::string within(const std::string& folder, const char* name) { return (std::filesystem::path(folder) / name).string(); }

std::string begins_text(const Campaign& campaign) { return fmt::format("{}", fmt::join(campaign.begins, " ")); }

Json manifest_of(const Campaign& campaign) {
    Json files = Json::array();
    for (const ScenarioFile& file : campaign.origin.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    Json tasks = Json::array();
    for (std::size_t task = 0; task < campaign.tasks(); ++task) {
        const std::uint64_t first = campaign.begins[task];
        tasks.push_back({{"task", task},
                         {"point", campaign.point_of(first)},
                         {"replication", campaign.replication_of(first)},
                         {"replications", campaign.begins[task + 1] - first}});
    }
    return {{"format", format_name},
            {"version", version()},
            {"id", campaign.id},
            {"study", campaign.origin.name},
            {"scenario", {{"name", campaign.origin.scenario}, {"files", files}, {"set", campaign.origin.set}}},
            {"seed", campaign.origin.seed},
            {"confidence", campaign.origin.confidence},
            {"points", campaign.design.points.size()},
            {"replications", campaign.origin.replications},
            {"tasks", tasks}};
}

std::string text_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw ArchiveFault(fmt::format("{}: cannot be read; is this the folder of a campaign?", visible(path)));
    return {std::istreambuf_iterator<char>(file), {}};
}

[[noreturn]] void throw_changed(const std::string& path, const std::string& why) {
    throw CampaignFault(fmt::format("{}: not as \"agrocap campaign plan\" wrote it: {}", visible(path), why));
}

/// What the manifest says. Its numbers are believed once the id that follows from them is the one that it names.
void read_manifest(const Json& json, Campaign& campaign) {
    StudyOrigin& origin = campaign.origin;
    origin.kind = StudyKind::sweep;
    origin.name = json.at("study").get<std::string>();
    const Json& scenario = json.at("scenario");
    origin.scenario = scenario.at("name").get<std::string>();
    for (const Json& file : scenario.at("files"))
        origin.files.push_back({file.at("path").get<std::string>(), file.at("sha256").get<std::string>()});
    origin.set = scenario.at("set").get<std::vector<std::string>>();
    origin.seed = json.at("seed").get<std::uint64_t>();
    origin.confidence = json.at("confidence").get<double>();
    require_sound(origin.confidence > 0 && origin.confidence < 1, "confidence is no share");
    origin.replications = static_cast<std::int64_t>(checked_count(json.at("replications"), campaign_units_max));
    require_sound(origin.replications > 0, "replications is 0");
    const Json& tasks = json.at("tasks");
    require_sound(tasks.is_array() && !tasks.empty() && tasks.size() <= campaign_tasks_max, "it has no tasks");
    campaign.begins.push_back(0);
    for (const Json& task : tasks)
        campaign.begins.push_back(campaign.begins.back() + checked_count(task.at("replications"), campaign_units_max));
    require_sound(campaign.begins.back() <= campaign_units_max, "it has too many replications");
}

}  // namespace

std::string scenario_file(const std::string& folder) { return within(folder, "scenario.toml"); }
std::string manifest_file(const std::string& folder) { return within(folder, "campaign.json"); }
std::string database_file(const std::string& folder) { return within(folder, "study.db"); }
std::string shards_folder(const std::string& folder) { return within(folder, "shards"); }
std::string failures_folder(const std::string& folder) { return within(folder, "failed"); }
std::string engines_folder(const std::string& folder) { return within(folder, "engines"); }

void identify(Campaign& campaign) {
    const StudyOrigin& origin = campaign.origin;
    campaign.id = key_of({version(), origin.name, toml_document(origin.resolved), fmt::format("{}", origin.seed),
                          fmt::format("{}", origin.replications), begins_text(campaign)});
}

void write_campaign(const Campaign& campaign, const std::string& folder) {
    if (std::filesystem::exists(manifest_file(folder)))
        throw ArchiveFault(fmt::format("{}: a campaign is there already; it is not written over", visible(folder)));
    for (const std::string& each : {folder, shards_folder(folder), failures_folder(folder), engines_folder(folder)}) make_directory(each);
    for (const EngineScript& engine : engine_scripts()) write_file(within(engines_folder(folder), engine.file), engine.text);
    write_file(scenario_file(folder), toml_document(campaign.origin.resolved));
    // Last: a folder that has it is whole.
    write_file(manifest_file(folder), manifest_of(campaign).dump(1) + "\n");
}

Campaign read_campaign(const std::string& folder) {
    const std::string manifest = manifest_file(folder);
    const std::string text = text_of_file(manifest);
    Campaign campaign;
    std::string id;
    std::size_t points = 0;
    try {
        const Json json = Json::parse(text);
        require_sound(json.at("format").get<std::string>() == format_name, "it is of another format");
        const auto made_by = json.at("version").get<std::string>();
        if (made_by != version())
            throw CampaignFault(fmt::format("{}: planned by agrocap {}, this is {}; results of two versions are not put together",
                                            visible(manifest), visible(made_by), version()));
        id = json.at("id").get<std::string>();
        points = checked_count(json.at("points"), design_points_max);
        read_manifest(json, campaign);
    } catch (const Json::exception& fault) {
        throw_changed(manifest, fault.what());
    } catch (const std::out_of_range& fault) {
        throw_changed(manifest, fault.what());
    }
    campaign.text = resolve_text(text_of_file(scenario_file(folder)), scenario_file(folder));
    campaign.origin.resolved = campaign.text.root;
    identify(campaign);
    if (campaign.id != id) throw_changed(folder, "what it says is not what its id was made from");
    const ReadResult read = read_resolved(campaign.text);
    if (read.diagnostics.has_errors() || !read.scenario.study.contains(campaign.origin.name))
        throw_changed(scenario_file(folder), "it does not read without errors, or lacks the study");
    Diagnostics problems;
    campaign.design = lay_out(read.scenario.study.at(campaign.origin.name), campaign.origin.name, problems);
    campaign.origin.skipped = campaign.design.skipped;
    if (campaign.design.points.size() != points || points * static_cast<std::uint64_t>(campaign.origin.replications) != campaign.units())
        throw_changed(manifest, "its tasks are not the study's replications");
    return campaign;
}

}  // namespace agrocap
