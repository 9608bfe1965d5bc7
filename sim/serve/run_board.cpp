#include "serve/run_board.hpp"

#include "report/json_value.hpp"
#include "serve/gate.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <memory>

namespace agrocap {

namespace {

constexpr std::size_t gone_max = 100;
constexpr std::size_t epoch_length = 12;

const char* word_of(RunStatus status) {
    switch (status) {
        case RunStatus::waiting: return "waiting";
        case RunStatus::running: return "running";
        case RunStatus::done: return "done";
        case RunStatus::stopped: return "stopped";
        case RunStatus::failed: break;
    }
    return "failed";
}

std::string on_one_line(const Json& json) {
    std::string line = json_line(json);
    std::erase(line, '\n');
    return line;
}

std::string event_text(std::string_view name, const std::string& id, const std::string& data) {
    return fmt::format("event: {}\nid: {}\ndata: {}\n\n", name, id, data);
}

}  // namespace

std::string json_of(const RunNews& state) {
    Json figures = Json::array();
    for (const LiveFigure& figure : state.figures)
        figures.push_back({{"metric", figure.metric},
                           {"unit", figure.unit},
                           {"mean", json_number(figure.mean)},
                           {"half_width", json_number(figure.half_width)},
                           {"n", figure.n},
                           {"what_if", figure.what_if}});
    return on_one_line(Json{{"id", state.id},
                            {"kind", state.kind},
                            {"scenario", state.scenario},
                            {"set", state.set},
                            {"status", word_of(state.status)},
                            {"done", state.done},
                            {"planned", state.planned},
                            {"figures", figures},
                            {"digest", state.digest},
                            {"result", state.has_result},
                            {"workbook", state.has_workbook},
                            {"why", state.why},
                            {"message", state.message},
                            {"hint", state.hint}});
}

RunBoard::RunBoard() : epoch_(random_word().substr(0, epoch_length)) {}

void RunBoard::on_change(std::function<void()> tell) {
    const std::scoped_lock lock(mutex_);
    tell_ = std::move(tell);
}

void RunBoard::put(const RunNews& state) {
    {
        const std::scoped_lock lock(mutex_);
        rows_[state.id] = {state, ++version_};
    }
    changed();
}

void RunBoard::take_away(const std::string& id) {
    {
        const std::scoped_lock lock(mutex_);
        if (rows_.erase(id) == 0) return;
        gone_[++version_] = id;
        if (gone_.size() > gone_max) {
            cut_ = gone_.begin()->first;
            gone_.erase(gone_.begin());
        }
    }
    changed();
}

void RunBoard::changed() {
    std::function<void()> tell;
    {
        const std::scoped_lock lock(mutex_);
        tell = tell_;
    }
    if (tell) tell();
}

std::optional<RunNews> RunBoard::find(const std::string& id) const {
    const std::scoped_lock lock(mutex_);
    const auto row = rows_.find(id);
    return row != rows_.end() ? std::optional(row->second.state) : std::nullopt;
}

std::string RunBoard::all_json() const {
    const std::scoped_lock lock(mutex_);
    return json_of_all();
}

std::string RunBoard::json_of_all() const {
    std::string all = "[";
    for (const auto& [id, row] : rows_) all += (all.size() > 1 ? "," : "") + json_of(row.state);
    return all + "]";
}

EventStream RunBoard::stream(std::string_view last_id) const {
    constexpr std::uint64_t nothing = 0;
    std::uint64_t seen = nothing;
    const std::string prefix = epoch_ + "-";
    if (last_id.starts_with(prefix)) {
        const std::string_view number = last_id.substr(prefix.size());
        std::uint64_t read = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), read);
        const std::scoped_lock lock(mutex_);
        // What it has seen counts from 1: 0 stands for nothing.
        if (error == std::errc() && end == number.data() + number.size() && read > cut_ && read <= version_ + 1) seen = read;
    }
    return [this, position = seen]() mutable { return events_after(position); };
}

std::string RunBoard::id_of(std::uint64_t version) const { return fmt::format("{}-{}", epoch_, version + 1); }

std::string RunBoard::events_after(std::uint64_t& seen) const {
    const std::scoped_lock lock(mutex_);
    std::string text;
    if (seen == 0 || seen <= cut_) {
        text = event_text("all", id_of(version_), json_of_all());
    } else {
        std::map<std::uint64_t, std::string> events;  // in the order in which things happened
        for (const auto& [id, row] : rows_)
            if (row.version >= seen) events[row.version] = event_text("run", id_of(row.version), json_of(row.state));
        for (auto one = gone_.lower_bound(seen); one != gone_.end(); ++one)
            events[one->first] = event_text("gone", id_of(one->first), json_text(one->second));
        for (const auto& [version, event] : events) text += event;
    }
    seen = version_ + 1;
    return text;
}

}  // namespace agrocap
