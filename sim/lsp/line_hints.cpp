#include "lsp/line_hints.hpp"

#include "model/compile/compile.hpp"
#include "model/compile/nominal.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <cmath>

namespace agrocap {

namespace {

std::string last_word(const std::string& path) { return path.substr(path.rfind('.') + 1); }

/// The station, or the crew that several stations share; empty where nothing takes time.
std::string slowest_of(const Model& model, const NominalCapacity& capacity) {
    if (capacity.station.valid()) return model.station_names[capacity.station].id;
    return capacity.crew.valid() ? "crew " + last_word(model.crews[capacity.crew].path) : "";
}

}  // namespace

std::map<ObjectPath, std::string> line_hints(const Scenario& scenario) {
    const Model model = compile(scenario);
    std::map<ObjectPath, std::string> hints;
    for (std::uint32_t p = 0; p < model.plants.size(); ++p) {
        const Plant& plant = model.plants[PlantId(p)];
        const std::vector<NominalCapacity> capacities = nominal_capacities(model, plant);
        for (std::uint32_t l = 0; l < capacities.size(); ++l) {
            const Line& line = model.lines[LineId(plant.lines.first + l)];
            if (!std::isfinite(line.nominal_per_year)) continue;
            hints[{"plant", plant.id, "line", line.id}] =
                fmt::format("≈ {} a year, {}", grouped(line.nominal_per_year, 0), slowest_of(model, capacities[l]));
        }
    }
    return hints;
}

}  // namespace agrocap
