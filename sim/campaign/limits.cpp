#include "campaign/limits.hpp"

#include "archive/json_reading.hpp"
#include "base/day_text.hpp"
#include "campaign/campaign.hpp"
#include "campaign/own_file.hpp"
#include "report/atomic_file.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace agrocap {

namespace {

constexpr std::chrono::seconds noted_every{5};
constexpr std::chrono::milliseconds looked_every{20};  // whether a signal came

std::string limits_file(const std::string& folder) { return (std::filesystem::path(folder) / "limits.json").string(); }
std::string used_folder(const std::string& folder) { return (std::filesystem::path(folder) / "used").string(); }

double hours_between(std::chrono::steady_clock::time_point begin, std::chrono::steady_clock::time_point end) {
    return std::chrono::duration<double, std::ratio<3600>>(end - begin).count();
}

/// Digits of a fixed number; -1 where there are others.
int number_of(std::string_view text) {
    int number = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') return -1;
        number = 10 * number + (digit - '0');
    }
    return number;
}

}  // namespace

std::optional<double> core_hours_from(const std::string& text) {
    struct CoreTime {
        std::string_view name;
        double hours;
    };
    constexpr std::array units{CoreTime{"core-s", 1.0 / 3600}, CoreTime{"core-min", 1.0 / 60}, CoreTime{"core-h", 1},
                               CoreTime{"core-d", 24}};
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error != std::errc() || !std::isfinite(number) || number <= 0) return std::nullopt;
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    for (const CoreTime& unit : units)
        if (rest == unit.name) return number * unit.hours;
    return std::nullopt;
}

std::optional<std::int64_t> moment_from(const std::string& text) {
    std::string_view rest = text;
    const bool is_utc = rest.ends_with('Z');
    if (is_utc) rest.remove_suffix(1);
    const auto is_at = [&rest](std::size_t place, std::string_view one_of) { return one_of.find(rest[place]) != std::string_view::npos; };
    if (rest.size() != 10 && rest.size() != 16) return std::nullopt;
    if (rest.size() == 16 && (!is_at(10, " T") || !is_at(13, ":"))) return std::nullopt;
    const std::optional<std::int32_t> day = day_from_text(rest.substr(0, 10));
    const int hour = rest.size() == 16 ? number_of(rest.substr(11, 2)) : 0, minute = rest.size() == 16 ? number_of(rest.substr(14, 2)) : 0;
    if (!day || *day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    if (is_utc) return (std::int64_t{*day} * 24 + hour) * 3600 + std::int64_t{minute} * 60;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{*day}}};
    std::tm parts{};
    parts.tm_year = static_cast<int>(date.year()) - 1900;
    parts.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
    parts.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
    parts.tm_hour = hour;
    parts.tm_min = minute;
    parts.tm_isdst = -1;
    return std::int64_t{std::mktime(&parts)};
}

std::string utc_text(std::int64_t moment) { return fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(static_cast<std::time_t>(moment))); }

Limits read_limits(const std::string& folder) {
    const std::string path = limits_file(folder), text = file_bytes(path).value_or("");
    Limits limits;
    if (text.empty()) return limits;
    read_own(path, text, "agrocap", [&limits](const nlohmann::ordered_json& json) {
        require_sound(json.is_object(), "it is no object");
        limits.core_hours = number_at(json, "budget_core_h");
        if (!json.contains("until") || json.at("until").is_null()) return;
        limits.until = moment_from(json.at("until").get<std::string>());
        require_sound(limits.until.has_value(), "\"until\" is no date");
    });
    return limits;
}

void write_limits(const std::string& folder, const Limits& limits) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    if (limits.core_hours) json["budget_core_h"] = *limits.core_hours;
    if (limits.until) json["until"] = fmt::format("{:%Y-%m-%dT%H:%M}Z", fmt::gmtime(static_cast<std::time_t>(*limits.until)));
    write_file(limits_file(folder), json.dump() + "\n");
}

double core_hours_used(const std::string& folder) {
    double hours = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(used_folder(folder), error)) {
        if (entry.path().extension() != ".txt") continue;  // one that is being written
        const std::string text = file_bytes(entry.path().string()).value_or("");
        double used = 0;
        std::from_chars(text.data(), text.data() + text.size(), used);
        if (std::isfinite(used) && used > 0) hours += used;
    }
    return hours;
}

std::string limit_reached(const std::string& folder) {
    const Limits limits = read_limits(folder);
    if (limits.until && std::time(nullptr) >= *limits.until)
        return fmt::format("{}, when this campaign was to end, is past", utc_text(*limits.until));
    if (!limits.core_hours) return "";
    const double used = core_hours_used(folder);
    if (used < *limits.core_hours) return "";
    return fmt::format("the budget of {:.4g} core-h is used up ({:.4g} core-h)", *limits.core_hours, used);
}

LimitWatch::LimitWatch(const std::string& folder, const std::string& doing, unsigned threads, const std::atomic<bool>& interrupted)
    : folder_(folder),
      file_((std::filesystem::path(used_folder(folder)) / (doing + ".txt")).string()),
      threads_(threads),
      interrupted_(interrupted) {
    make_directory(used_folder(folder));
    thread_ = std::thread([this] { watch(); });
}

LimitWatch::~LimitWatch() {
    try {
        close();
    } catch (...) {  // a disk that is full: told by whoever wrote results
    }
}

std::string LimitWatch::close() {
    {
        const std::lock_guard lock(mutex_);
        if (closing_) return reached_;
        closing_ = true;
    }
    end_.notify_one();
    thread_.join();
    note();
    return reached_;
}

void LimitWatch::watch() {
    std::unique_lock lock(mutex_);
    Clock::time_point next_look = begun_;
    while (!closing_ && !stop_) {
        if (interrupted_) stop_ = true;
        if (Clock::now() >= next_look) {
            const Clock::time_point looked = Clock::now();
            look();
            // Where there are many doings to add up, less often: a hundredth of the time at most.
            next_look = Clock::now() + std::max<Clock::duration>(noted_every, 100 * (Clock::now() - looked));
        }
        end_.wait_for(lock, looked_every, [this] { return closing_; });
    }
}

/// What cannot be written or read now may be the next time, and stops no work: the disk's faults are told by whoever writes results.
void LimitWatch::look() {
    try {
        note();
        reached_ = limit_reached(folder_);
    } catch (const std::runtime_error&) {
    }
    if (!reached_.empty()) stop_ = true;
}

void LimitWatch::note() { write_file(file_, fmt::format("{:.9f}\n", threads_ * hours_between(begun_, Clock::now()))); }

}  // namespace agrocap
