#include "archive/stored_reach.hpp"

#include "archive/json_reading.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace agrocap {

namespace {

using Reached = nlohmann::ordered_json;

constexpr std::size_t reached_count_max = 1'000'000'000;

Meets meets_from(const std::string& word) {
    require_sound(word == "yes" || word == "no" || word == "unclear", "\"" + word + "\" is no answer");
    return word == "yes" ? Meets::yes : word == "no" ? Meets::no : Meets::unclear;
}

ReachPoint point_from(const Reached& json, std::vector<PossibleChange>& catalogue) {
    ReachPoint point;
    for (const Reached& change : json.at("changes")) {
        point.changes.push_back(catalogue.size());
        catalogue.push_back({.what = change.at("what"), .set = change.at("set"), .kind = {}, .place = {}, .key = {}, .cost = {}});
    }
    point.value.mean = number_at(json, "mean");
    point.value.half_width = number_at(json, "half_width");
    point.meets = meets_from(json.at("meets"));
    point.probability = json.at("probability");
    point.sets = checked_count(json.at("sets"), reached_count_max);
    point.refused = checked_count(json.at("refused"), reached_count_max);
    point.exhaustive = json.at("exhaustive");
    if (const auto bounded = json.find("bounded"); bounded != json.end()) point.bounded = checked_count(*bounded, reached_count_max);
    point.cost = number_at(json, "cost").value_or(0);
    return point;
}

}  // namespace

StoredReach stored_reach(const Reached& json) {
    StoredReach stored;
    Reach& reach = stored.reach;
    reach.scenario = json.at("scenario").at("name");
    reach.seed = json.at("scenario").at("seed");
    if (const auto files = json.at("scenario").find("files"); files != json.at("scenario").end())
        for (const Reached& file : *files) reach.files.push_back({file.at("path"), file.at("sha256")});
    if (const auto set = json.at("scenario").find("set"); set != json.at("scenario").end())
        for (const Reached& option : *set) reach.set.push_back(option);
    reach.target = json.at("target");
    reach.metric = json.at("metric");
    reach.unit = json.at("unit");
    reach.at_least = json.contains("at_least");
    reach.threshold = json.at(reach.at_least ? "at_least" : "at_most");
    reach.indifference = json.at("indifference");
    reach.confidence = json.at("confidence");
    reach.changes_known = checked_count(json.at("catalogue"), reached_count_max);
    reach.replications = checked_count(json.at("replications"), reached_count_max);
    reach.interrupted = json.value("interrupted", false);
    reach.by_cost = json.contains("cost");
    reach.currency = json.value("currency", "");
    if (const auto open = json.find("open"); open != json.end()) reach.open = checked_count(*open, reached_count_max);
    if (const auto unused = json.find("unused_costs"); unused != json.end())
        for (const Reached& key : *unused) reach.unused_costs.push_back(key);
    for (const Reached& point : json.at("frontier")) {
        reach.frontier.push_back(point_from(point, reach.catalogue));
        stored.files.push_back(point.value("file", ""));
    }
    return stored;
}

}  // namespace agrocap
