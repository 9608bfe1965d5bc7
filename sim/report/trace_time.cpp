#include "report/trace_time.hpp"

#include <fmt/format.h>

#include <chrono>

namespace agrocap {

std::string moment_text(Time at, std::int32_t start, char between) {
    constexpr std::int64_t ms_per_day = 24 * 3600 * 1000;
    const std::int64_t ms = (at - Time{}).count() / 1'000'000;
    const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{start + ms / ms_per_day}}};
    const std::int64_t of_day = ms % ms_per_day;
    return fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}.{:03}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()), between, of_day / 3'600'000, of_day / 60'000 % 60, of_day / 1000 % 60,
                       of_day % 1000);
}

std::string exact_seconds(Time at) {
    const std::int64_t ns = (at - Time{}).count();
    std::string text = fmt::format("{}.{:09}", ns / 1'000'000'000, ns % 1'000'000'000);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace agrocap
