#include "archive/estimates.hpp"

#include <optional>

namespace agrocap {

namespace {

void bind(Statement& statement, std::optional<double> value) {
    if (value)
        statement.bind(*value);
    else
        statement.bind_null();
}

}  // namespace

void store_estimates(const std::string& path, std::int64_t study, const StudyResult& result) {
    Database database(path, Access::write);
    database.run("BEGIN IMMEDIATE");
    Statement(database, "DELETE FROM estimates WHERE study = ?").bind(study).run();
    Statement row(database, "INSERT INTO estimates (study, number, metric, unit, mean, half_width, sd, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t point = 0; point < result.points.size(); ++point) {
        if (!result.points[point].refused.empty()) continue;
        for (std::size_t m = 0; m < result.focus.size(); ++m) {
            const Estimate& estimate = result.points[point].estimates[m];
            row.bind(study).bind(static_cast<std::int64_t>(point)).bind(result.focus[m].name).bind(result.focus[m].unit);
            bind(row, estimate.mean);
            bind(row, estimate.half_width);
            bind(row, estimate.sd);
            row.bind(static_cast<std::int64_t>(estimate.n)).run();
        }
    }
    database.run("COMMIT");
}

}  // namespace agrocap
