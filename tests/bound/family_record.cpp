#include "family_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

namespace agrocap {

namespace {

std::string key_of(const std::string& family, std::uint64_t seed) { return fmt::format("{} {}", family, seed); }

std::string line_of(const FamilyRecord& one) {
    const std::string bound = one.bound ? fmt::format("{}", *one.bound) : "none";
    return fmt::format("{} {} {} {} {} {} {} {} end", one.family, one.seed, one.metric, one.days, bound, one.allowance, one.mean,
                       one.error);
}

std::optional<FamilyRecord> record_of(const std::string& line) {
    FamilyRecord one;
    std::string bound, end;
    std::istringstream words(line);
    words >> one.family >> one.seed >> one.metric >> one.days >> bound >> one.allowance >> one.mean >> one.error >> end;
    if (end != "end") return std::nullopt;  // the run was stopped while it wrote
    if (bound != "none") one.bound = std::stod(bound);
    return one;
}

std::string row_of(const std::string& name, std::vector<FamilyRecord> records) {
    if (records.empty()) return {};
    std::sort(records.begin(), records.end(), [](const FamilyRecord& one, const FamilyRecord& other) { return one.gap() < other.gap(); });
    std::vector<double> allowances;
    for (const FamilyRecord& one : records) allowances.push_back(one.allowance / *one.bound);
    std::sort(allowances.begin(), allowances.end());
    const auto gap_at = [&](std::size_t quarters) { return 100 * records[records.size() * quarters / 4].gap(); };
    return fmt::format("| {} | {} | {:.1f} % | {:.1f} % | {:.1f} % | {:.1f} % |\n", name, records.size(), gap_at(1), gap_at(2), gap_at(3),
                       100 * allowances[allowances.size() / 2]);
}

}  // namespace

FamilyRecords::FamilyRecords(std::string path) : path_(std::move(path)) {
    std::ifstream file(path_);
    for (std::string line; !path_.empty() && std::getline(file, line);)
        if (const auto one = record_of(line)) {
            records_.push_back(*one);
            done_.insert(key_of(one->family, one->seed));
        }
}

bool FamilyRecords::has(const std::string& family, std::uint64_t seed) const { return done_.count(key_of(family, seed)) > 0; }

void FamilyRecords::add(const std::vector<FamilyRecord>& records) {
    std::string lines;
    for (const FamilyRecord& one : records) {
        lines += line_of(one) + "\n";
        records_.push_back(one);
        done_.insert(key_of(one.family, one.seed));
    }
    if (!path_.empty()) std::ofstream(path_, std::ios::app) << lines << std::flush;
}

std::string gap_table(const std::vector<FamilyRecord>& records, const std::string& family) {
    std::vector<FamilyRecord> all;
    std::size_t unbounded = 0, refused = 0;
    for (const FamilyRecord& one : records) {
        if (one.family != family) continue;
        refused += one.metric == "refused";
        unbounded += one.metric != "refused" && !one.bound;
        if (one.bound && one.mean > 0) all.push_back(one);
    }
    std::string table = fmt::format(
        "{}: {} without a bound, {} scenarios refused\n| measured | bounds | lower quarter | median | upper quarter | of it allowance "
        "|\n|---|---|---|---|---|---|\n",
        family, unbounded, refused);
    const std::vector<std::pair<double, double>> lengths{{0, 15}, {15, 60}, {60, 1e9}};
    for (const auto& [over, until] : lengths) {
        std::vector<FamilyRecord> some;
        std::copy_if(all.begin(), all.end(), std::back_inserter(some),
                     [&](const FamilyRecord& one) { return one.days > over && one.days <= until; });
        table += row_of(until < 1e9 ? fmt::format("{} d and less", until) : fmt::format("more than {} d", over), some);
    }
    return table + row_of("all", all);
}

}  // namespace agrocap
