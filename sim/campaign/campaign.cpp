#include "campaign/campaign.hpp"

#include "archive/json_reading.hpp"
#include "archive/seal.hpp"
#include "base/version.hpp"
#include "base/visible_text.hpp"
#include "campaign/engines.hpp"
#include "campaign/own_file.hpp"
#include "campaign/rounds.hpp"
#include "report/atomic_file.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace agrocap {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* format_name = "agrocap-campaign/1";
constexpr const char* planner = "\"agrocap campaign plan\"";

std::string within(const std::string& folder, const char* name) { return (std::filesystem::path(folder) / name).string(); }

constexpr const char* rule_names[] = {"number", "precision", "check", "optimise"};  // by `StopRule`

/// All that decides, beside the scenario, what a campaign that stops by a rule simulates.
Json stopping_json(const Stopping& stopping) {
    const auto number = [](const std::optional<double>& asked) { return asked ? Json(*asked) : Json(); };
    return {{"by", rule_names[static_cast<std::size_t>(stopping.rule)]},
            {"precision", number(stopping.precision)},
            {"confidence", number(stopping.confidence)},
            {"most", stopping.most},
            {"in_order", stopping.in_order}};
}

Json cutting_json(const Cutting& cutting) {
    if (cutting.tasks) return {{"tasks", *cutting.tasks}};
    Json pilot = Json::array();
    for (const PilotedPoint& one : cutting.pilot) pilot.push_back({{"point", one.point}, {"seconds", one.seconds}});
    return {{"task_seconds", cutting.task_seconds}, {"pilot", pilot}};
}

Json tasks_json(const Campaign& campaign) {
    Json tasks = Json::array();
    for (std::size_t task = 0; task < campaign.tasks(); ++task) {
        const std::uint64_t first = campaign.begins[task];
        tasks.push_back({{"task", task},
                         {"point", campaign.point_of(first)},
                         {"replication", campaign.replication_of(first)},
                         {"replications", campaign.begins[task + 1] - first}});
    }
    return tasks;
}

Json manifest_of(const Campaign& campaign) {
    Json files = Json::array();
    for (const ScenarioFile& file : campaign.origin.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    Json manifest{{"format", format_name},
                  {"version", version()},
                  {"id", campaign.id},
                  {"study", campaign.origin.name},
                  {"scenario", {{"name", campaign.origin.scenario}, {"files", files}, {"set", campaign.origin.set}}},
                  {"seed", campaign.origin.seed},
                  {"confidence", campaign.origin.confidence},
                  {"points", campaign.design.points.size()},
                  {"replications", campaign.origin.replications}};
    if (campaign.stops_by_rule()) {
        manifest["stops"] = stopping_json(campaign.stopping);
        manifest["cut"] = cutting_json(campaign.cutting);
    } else {
        manifest["tasks"] = tasks_json(campaign);
    }
    return manifest;
}

std::string text_of_file(const std::string& path) {
    std::optional<std::string> bytes = file_bytes(path);
    if (!bytes) throw ArchiveFault(fmt::format("{}: cannot be read; is this the folder of a campaign?", visible(path)));
    return std::move(*bytes);
}

Stopping stopping_from(const Json& json) {
    Stopping stopping;
    const auto by = json.at("by").get<std::string>();
    const auto known = std::find(std::begin(rule_names) + 1, std::end(rule_names), by);
    require_sound(known != std::end(rule_names), "nobody knows the rule that it stops by");
    stopping.rule = static_cast<StopRule>(known - std::begin(rule_names));
    stopping.precision = number_at(json, "precision");
    require_sound(!stopping.precision || *stopping.precision > 0, "its precision is none");
    stopping.confidence = number_at(json, "confidence");
    require_sound(!stopping.confidence || (*stopping.confidence > 0 && *stopping.confidence < 1), "its confidence is no share");
    stopping.most = static_cast<std::int64_t>(checked_count(json.at("most"), campaign_units_max));
    require_sound(stopping.most > 0, "it allows of no replication");
    stopping.in_order = json.at("in_order").get<bool>();
    return stopping;
}

Cutting cutting_from(const Json& json, std::size_t points) {
    Cutting cutting;
    if (json.contains("tasks")) {
        cutting.tasks = checked_count(json.at("tasks"), campaign_tasks_max);
        return cutting;
    }
    cutting.task_seconds = json.at("task_seconds").get<double>();
    require_sound(cutting.task_seconds > 0, "its tasks take no time");
    for (const Json& one : json.at("pilot")) {
        cutting.pilot.push_back({checked_count(one.at("point"), points), one.at("seconds").get<double>()});
        require_sound(cutting.pilot.back().seconds > 0, "its pilot took no time");
    }
    return cutting;
}

/// How many replications: a number with its tasks, or a rule. The design is not known yet.
void read_tasks(const Json& json, std::size_t points, Campaign& campaign) {
    StudyOrigin& origin = campaign.origin;
    if (json.contains("stops")) {
        campaign.stopping = stopping_from(json.at("stops"));
        campaign.cutting = cutting_from(json.at("cut"), points);
        const StopRule rule = campaign.stopping.rule;
        origin.kind = rule == StopRule::precision ? StudyKind::sweep : rule == StopRule::check ? StudyKind::run : StudyKind::optimise;
        return;
    }
    require_sound(origin.replications > 0, "replications is 0");
    campaign.stopping.most = origin.replications;
    const Json& tasks = json.at("tasks");
    require_sound(tasks.is_array() && !tasks.empty() && tasks.size() <= campaign_tasks_max, "it has no tasks");
    for (const Json& task : tasks)
        campaign.begins.push_back(campaign.begins.back() + checked_count(task.at("replications"), campaign_units_max));
    require_sound(campaign.begins.back() <= campaign_units_max, "it has too many replications");
    require_sound(campaign.begins.back() == points * static_cast<std::uint64_t>(origin.replications),
                  "its tasks are not the study's replications");
}

/// What the manifest says. Its numbers are believed once the id that follows from them is the one that it names.
void read_manifest(const Json& json, std::size_t points, Campaign& campaign) {
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
    read_tasks(json, points, campaign);
}

/// The points of what is simulated.
Design design_of(const Campaign& campaign, const Scenario& scenario) {
    if (campaign.stopping.rule == StopRule::check) return {.paths = {}, .points = {{}}};
    Diagnostics problems;
    return lay_out(scenario.study.at(campaign.origin.name), campaign.origin.name, problems);
}

}  // namespace

std::string scenario_file(const std::string& folder) { return within(folder, "scenario.toml"); }
std::string manifest_file(const std::string& folder) { return within(folder, "campaign.json"); }
std::string database_file(const std::string& folder) { return within(folder, "study.db"); }
std::string shards_folder(const std::string& folder) { return within(folder, "shards"); }
std::string failures_folder(const std::string& folder) { return within(folder, "failed"); }
std::string engines_folder(const std::string& folder) { return within(folder, "engines"); }

std::string rounds_folder(const std::string& folder) { return within(folder, "rounds"); }

void Campaign::give_out(const std::vector<Stretch>& stretches, const std::vector<std::uint64_t>& task_begins) {
    const std::uint64_t first = numbered.count();
    numbered.add(stretches);
    for (std::size_t task = 1; task < task_begins.size(); ++task) begins.push_back(first + task_begins[task]);
    ++rounds;
}

void Campaign::visit_refused(std::size_t point, const PointRefusal& refusal,
                             const std::function<void(std::uint64_t begin, std::uint64_t end)>& visitor) const {
    numbered.visit(point, stops_by_rule() ? refusal.replication.value_or(0) : 0, visitor);
}

std::vector<Stretch> all_points(const Campaign& campaign) {
    std::vector<Stretch> stretches;
    for (std::size_t point = 0; point < campaign.design.points.size(); ++point)
        stretches.push_back({point, 0, static_cast<std::uint64_t>(campaign.origin.replications)});
    return stretches;
}

std::string stopping_text(const Stopping& stopping) { return stopping_json(stopping).dump(); }

void identify(Campaign& campaign) {
    const StudyOrigin& origin = campaign.origin;
    const std::string replications =
        campaign.stops_by_rule() ? stopping_text(campaign.stopping) : fmt::format("{}", fmt::join(campaign.begins, " "));
    campaign.id = key_of({version(), origin.name, toml_document(origin.resolved), fmt::format("{}", origin.seed),
                          fmt::format("{}", origin.replications), replications});
}

void write_campaign(const Campaign& campaign, const std::string& folder) {
    if (std::filesystem::exists(manifest_file(folder)))
        throw ArchiveFault(fmt::format("{}: a campaign is there already; it is not written over", visible(folder)));
    for (const std::string& each : {folder, shards_folder(folder), failures_folder(folder), engines_folder(folder), rounds_folder(folder)})
        make_directory(each);
    for (const EngineScript& engine : engine_scripts()) write_file(within(engines_folder(folder), engine.file), engine.text);
    write_file(scenario_file(folder), toml_document(campaign.origin.resolved));
    if (campaign.stops_by_rule()) write_round(campaign, folder, 1, campaign.numbered.stretches(), campaign.begins);
    // Last: a folder that has it is whole.
    write_file(manifest_file(folder), manifest_of(campaign).dump(1) + "\n");
}

Campaign read_campaign(const std::string& folder) {
    const std::string manifest = manifest_file(folder);
    const std::string text = text_of_file(manifest);
    Campaign campaign;
    std::string id;
    std::size_t points = 0;
    read_own(manifest, text, planner, [&](const Json& json) {
        require_sound(json.at("format").get<std::string>() == format_name, "it is of another format");
        const auto made_by = json.at("version").get<std::string>();
        if (made_by != version())
            throw CampaignFault(fmt::format("{}: planned by agrocap {}, this is {}; results of two versions are not put together",
                                            visible(manifest), visible(made_by), version()));
        id = json.at("id").get<std::string>();
        points = checked_count(json.at("points"), design_points_max);
        read_manifest(json, points, campaign);
    });
    campaign.text = resolve_text(text_of_file(scenario_file(folder)), scenario_file(folder));
    campaign.origin.resolved = campaign.text.root;
    identify(campaign);
    if (campaign.id != id) throw_changed(folder, planner, "what it says is not what its id was made from");
    const ReadResult read = read_resolved(campaign.text);
    const bool has_study = campaign.stopping.rule == StopRule::check || read.scenario.study.contains(campaign.origin.name);
    if (read.diagnostics.has_errors() || !has_study)
        throw_changed(scenario_file(folder), planner, "it does not read without errors, or lacks the study");
    campaign.design = design_of(campaign, read.scenario);
    campaign.origin.skipped = campaign.design.skipped;
    if (campaign.design.points.size() != points) throw_changed(manifest, planner, "its points are not the study's");
    if (campaign.stops_by_rule()) {
        read_rounds(campaign, folder);
    } else {
        campaign.numbered.add(all_points(campaign));
        campaign.rounds = 1;
    }
    return campaign;
}

}  // namespace agrocap
