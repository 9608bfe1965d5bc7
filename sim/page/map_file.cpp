#include "page/map_file.hpp"

#include "report/json_value.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace agrocap {

std::string read_map_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw MapFault(fmt::format("cannot be read: {}", std::strerror(errno)));
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const Json map = Json::parse(text, nullptr, false);
    const auto kind = map.is_object() ? map.find("type") : map.end();
    if (map.is_discarded() || !map.is_object() || kind == map.end() || !kind->is_string()) throw MapFault("holds no GeoJSON");
    constexpr std::array known{"FeatureCollection", "Feature",    "GeometryCollection", "Polygon",
                               "MultiPolygon",      "LineString", "MultiLineString"};
    if (std::find(known.begin(), known.end(), kind->get<std::string>()) == known.end())
        throw MapFault("holds no coastlines: expected a FeatureCollection of polygons or lines");
    return json_line(map);
}

}  // namespace agrocap
