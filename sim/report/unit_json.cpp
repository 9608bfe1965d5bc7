#include "base/time.hpp"
#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/thread_json.hpp"
#include "report/trace_time.hpp"
#include "report/unit_report.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace agrocap {

namespace {

nlohmann::ordered_json piece_json(const ToldPiece& piece, std::int32_t start) {
    nlohmann::ordered_json json = {{"from", moment_text(Time{} + Duration(piece.from_ns), start)},
                                   {"to", moment_text(Time{} + Duration(piece.to_ns), start)},
                                   {"from_ns", piece.from_ns},
                                   {"to_ns", piece.to_ns},
                                   {"cause", piece.cause},
                                   {"where", piece.where}};
    if (!piece.of.empty()) json["of"] = piece.of;
    if (piece.tied) json["tied"] = true;
    return json;
}

}  // namespace

std::string unit_json(const UnitExplanation& told) {
    nlohmann::ordered_json files = nlohmann::ordered_json::array(), pieces = nlohmann::ordered_json::array();
    for (const ScenarioFile& file : told.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    for (const ToldPiece& piece : told.pieces) pieces.push_back(piece_json(piece, told.start));
    const nlohmann::ordered_json json = {
        {"format", "agrocap-unit/1"},
        {"version", version()},
        {"scenario", {{"name", told.scenario}, {"files", std::move(files)}, {"set", told.set}, {"seed", told.seed}}},
        {"start", moment_text(Time{}, told.start).substr(0, 10)},
        {"start_day", told.start},
        {"replication", told.unit.replication + 1},
        {"line", told.unit.line},
        {"unit", told.unit.number},
        {"released", told.released},
        {"pieces", std::move(pieces)},
        {"thread", thread_json(told.shares)}};
    return json_page(json) + "\n";
}

}  // namespace agrocap
