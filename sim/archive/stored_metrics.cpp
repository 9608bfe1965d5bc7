#include "archive/stored_metrics.hpp"

#include "base/sha256.hpp"

namespace agrocap {

std::string metrics_key(const std::vector<MetricInfo>& metrics) {
    Sha256 hash;
    for (const MetricInfo& metric : metrics) {
        hash.add(metric.name);
        hash.add("\t");
        hash.add(metric.unit);
        hash.add("\n");
    }
    return hash.hex();
}

std::vector<MetricInfo> stored_metrics(Database& database, std::int64_t list) {
    std::vector<MetricInfo> metrics;
    Statement row(database, "SELECT name, unit FROM metrics WHERE list = ? ORDER BY position");
    row.bind(list);
    while (row.step()) metrics.push_back({row.text(0), row.text(1)});
    return metrics;
}

std::int64_t enter_metrics(Database& database, const std::vector<MetricInfo>& metrics, const std::string& key) {
    Statement known(database, "SELECT id FROM metric_lists WHERE key = ?");
    if (known.bind(key).step()) return known.integer(0);
    Statement(database, "INSERT INTO metric_lists (key) VALUES (?)").bind(key).run();
    const std::int64_t list = database.last_row();
    Statement(database, "DELETE FROM metrics WHERE list = ?").bind(list).run();  // left by a list that was discarded
    Statement metric(database, "INSERT INTO metrics (list, position, name, unit) VALUES (?, ?, ?, ?)");
    for (std::size_t i = 0; i < metrics.size(); ++i)
        metric.bind(list).bind(static_cast<std::int64_t>(i)).bind(metrics[i].name).bind(metrics[i].unit).run();
    return list;
}

}  // namespace agrocap
