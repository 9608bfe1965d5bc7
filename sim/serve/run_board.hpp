#pragma once

#include "serve/http_message.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// One figure while a run is on, with the interval that it has come to.
struct LiveFigure {
    std::string metric, unit;
    std::optional<double> mean, half_width;
    std::size_t n = 0;         // replications that it rests on
    std::string what_if = {};  // of a comparison: the changes whose paired difference from the base it is; empty: the base's own
};

enum class RunStatus : std::uint8_t { waiting, running, done, stopped, failed };

/// All that pages are told of one run. What was stopped may have a result all the same: that of the replications that were finished.
struct RunNews {
    std::string id, kind, scenario;  // "explain"; the path of its file
    std::vector<std::string> set;
    RunStatus status = RunStatus::waiting;
    std::size_t done = 0, planned = 0;
    std::vector<LiveFigure> figures = {};
    std::string digest = {};
    bool has_result = false, has_workbook = false;
    std::string why = {};  // it was stopped: "asked", "time", "memory", "end"
    std::string message = {}, hint = {};
};

std::string json_of(const RunNews& state);

/// What every page sees: the runs as they stand. A page that comes back is told what has changed since it was last told something, in one
/// step however long that is ago.
class RunBoard {
  public:
    RunBoard();

    /// Called after each change, by the thread that made it.
    void on_change(std::function<void()> tell);

    void put(const RunNews& state);
    void take_away(const std::string& id);
    [[nodiscard]] std::optional<RunNews> find(const std::string& id) const;
    [[nodiscard]] std::string all_json() const;

    /// A stream of events for a page that has seen all up to `last_id`, or nothing yet: "all" with every run, then "run" with each that
    /// changes and "gone" with the id of each that is taken away.
    [[nodiscard]] EventStream stream(std::string_view last_id) const;

  private:
    struct Row {
        RunNews state;
        std::uint64_t version = 0;
    };
    [[nodiscard]] std::string id_of(std::uint64_t version) const;
    [[nodiscard]] std::string json_of_all() const;
    std::string events_after(std::uint64_t& seen) const;
    void changed();

    const std::string epoch_;  // of this life of the server: what another one counted means nothing here
    mutable std::mutex mutex_;
    std::uint64_t version_ = 0, cut_ = 0;  // those before `cut_` are not told one by one any more
    std::map<std::string, Row> rows_;
    std::map<std::uint64_t, std::string> gone_;
    std::function<void()> tell_;
};

}  // namespace agrocap
