#include "campaign/limits.hpp"

#include "archive/json_reading.hpp"
#include "base/day_text.hpp"
#include "campaign/campaign.hpp"
#include "campaign/own_file.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace agrocap {

namespace {

constexpr std::chrono::seconds noted_every{3};         // so that a limit that somebody sets anew ends a task within five seconds
constexpr std::chrono::milliseconds looked_every{20};  // whether a signal came, or the limit

std::string limits_file(const std::string& folder) { return (std::filesystem::path(folder) / "limits.json").string(); }
std::string used_folder(const std::string& folder) { return (std::filesystem::path(folder) / "used").string(); }

double hours_between(std::chrono::steady_clock::time_point begin, std::chrono::steady_clock::time_point end) {
    return std::chrono::duration<double, std::ratio<3600>>(end - begin).count();
}

struct TimeOfDay {
    int hour = 0, minute = 0, second = 0;
};

/// "", " 18:00", "T18:00:30"; nothing for other texts.
std::optional<TimeOfDay> time_of_day_from(std::string_view text) {
    constexpr std::string_view form = " 00:00:00";
    if (text.size() != 0 && text.size() != 6 && text.size() != form.size()) return std::nullopt;
    std::array<int, 3> numbers{};
    for (std::size_t place = 0; place < text.size(); ++place) {
        const char here = text[place];
        if (form[place] == '0') {
            if (here < '0' || here > '9') return std::nullopt;
            int& number = numbers[place / 3];
            number = 10 * number + (here - '0');
        } else if (here != form[place] && !(place == 0 && here == 'T')) {
            return std::nullopt;
        }
    }
    const auto [hour, minute, second] = numbers;
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return TimeOfDay{.hour = hour, .minute = minute, .second = second};
}

/// Why no further replication is to be begun, where so much is used.
std::string reached_text(const CampaignLimits& limits, double used) {
    if (limits.until && std::time(nullptr) >= *limits.until)
        return fmt::format("{}, when this campaign was to end, is past", utc_text(*limits.until));
    if (!limits.core_hours || used < *limits.core_hours) return "";
    return fmt::format("the budget of {} core-h is used up ({} core-h)", significant(*limits.core_hours, 4), significant(used, 4));
}

/// Adding up what all have used takes its time, and is of interest only where there is a budget.
double used_of_budget(const CampaignLimits& limits, const std::string& folder) { return limits.core_hours ? core_hours_used(folder) : 0; }

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
    const std::optional<std::int32_t> day = day_from_text(rest.substr(0, 10));
    const std::optional<TimeOfDay> time = time_of_day_from(rest.substr(std::min<std::size_t>(rest.size(), 10)));
    if (!day || *day < 0 || !time) return std::nullopt;
    if (is_utc) return ((std::int64_t{*day} * 24 + time->hour) * 60 + time->minute) * 60 + time->second;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{*day}}};
    std::tm parts{};
    parts.tm_year = static_cast<int>(date.year()) - 1900;
    parts.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
    parts.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
    parts.tm_hour = time->hour;
    parts.tm_min = time->minute;
    parts.tm_sec = time->second;
    parts.tm_isdst = -1;
    return std::int64_t{std::mktime(&parts)};
}

std::string utc_text(std::int64_t moment) {
    const std::tm parts = fmt::gmtime(static_cast<std::time_t>(moment));
    return moment % 60 == 0 ? fmt::format("{:%Y-%m-%d %H:%M} UTC", parts) : fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", parts);
}

CampaignLimits read_limits(const std::string& folder) {
    const std::string path = limits_file(folder), text = file_bytes(path).value_or("");
    CampaignLimits limits;
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

void write_limits(const std::string& folder, const CampaignLimits& limits) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    if (limits.core_hours) json["budget_core_h"] = *limits.core_hours;
    if (limits.until) json["until"] = fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", fmt::gmtime(static_cast<std::time_t>(*limits.until)));
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
    const CampaignLimits limits = read_limits(folder);
    return reached_text(limits, used_of_budget(limits, folder));
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
        reached_ = reached_text(limits_, used_elsewhere_ + used());
        if (!reached_.empty()) stop_ = true;
        end_.wait_for(lock, looked_every, [this] { return closing_; });
    }
}

/// What cannot be written or read now may be the next time, and stops no work: the disk's faults are told by whoever writes results.
void LimitWatch::look() {
    try {
        const double noted = note();
        limits_ = read_limits(folder_);
        used_elsewhere_ = used_of_budget(limits_, folder_) - noted;
    } catch (const std::runtime_error&) {
    }
}

double LimitWatch::used() const { return threads_ * hours_between(begun_, Clock::now()); }

double LimitWatch::note() {
    const double used_by_now = used();
    write_file(file_, fmt::format("{:.9f}\n", used_by_now));
    return used_by_now;
}

}  // namespace agrocap
