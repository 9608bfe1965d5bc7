#include "report/target_terms.hpp"

#include <nlohmann/json.hpp>

namespace agrocap {

Json target_terms(const std::string& name, const TargetSpec& target) {
    Json terms = {{"name", name}, {"metric", *target.metric}};
    switch (target.sense) {
        case TargetSense::at_least: terms["at_least"] = json_number(*target.low); break;
        case TargetSense::at_most: terms["at_most"] = json_number(*target.high); break;
        case TargetSense::between: terms["between"] = Json::array({json_number(*target.low), json_number(*target.high)}); break;
    }
    if (target.probability) terms["probability"] = json_number(**target.probability);
    return terms;
}

}  // namespace agrocap
