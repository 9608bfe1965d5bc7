#include "archive/stored_unit.hpp"

#include "archive/json_reading.hpp"
#include "archive/stored_explanation.hpp"

#include <nlohmann/json.hpp>

#include <limits>
#include <utility>

namespace agrocap {

namespace {

constexpr std::int32_t start_day_max = 10'000'000;  // far beyond any date that a scenario can have

ToldPiece piece_from(const nlohmann::ordered_json& json) {
    ToldPiece piece{.from_ns = json.at("from_ns"),
                    .to_ns = json.at("to_ns"),
                    .cause = json.at("cause"),
                    .where = json.at("where"),
                    .of = json.value("of", ""),
                    .tied = json.value("tied", false)};
    require_sound(piece.from_ns >= 0 && piece.to_ns >= piece.from_ns, "a piece ends before it begins");
    return piece;
}

}  // namespace

UnitExplanation stored_unit(const nlohmann::ordered_json& json) {
    UnitExplanation told;
    const nlohmann::ordered_json& scenario = json.at("scenario");
    told.scenario = scenario.at("name");
    told.seed = scenario.at("seed");
    for (const nlohmann::ordered_json& option : scenario.at("set")) told.set.push_back(option);
    for (const nlohmann::ordered_json& file : scenario.at("files")) told.files.push_back({file.at("path"), file.at("sha256")});
    told.start = json.at("start_day");
    require_sound(told.start > -start_day_max && told.start < start_day_max, "\"start_day\" is no day of this world");
    told.unit.line = json.at("line");
    told.unit.number = static_cast<std::uint32_t>(checked_count(json.at("unit"), std::numeric_limits<std::uint32_t>::max()));
    const std::uint64_t replication = checked_count(json.at("replication"), std::numeric_limits<std::uint32_t>::max());
    require_sound(replication > 0, "replications count from 1");
    told.unit.replication = replication - 1;
    told.released = json.at("released");
    for (const nlohmann::ordered_json& piece : json.at("pieces")) told.pieces.push_back(piece_from(piece));
    told.shares = stored_threads(json.at("thread"));
    return told;
}

}  // namespace agrocap
