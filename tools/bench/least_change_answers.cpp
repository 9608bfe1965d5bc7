#include "bench/least_change_answers.hpp"

#include "bench/answer_rows.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <optional>
#include <sstream>

namespace agrocap {

namespace {

std::string row_of_case(const LeastChangeAnswer& one) {
    return fmt::format("{},{:d},{:d},{:d},{},{},{},end\n", one.number, one.is_right, one.is_found, one.is_least, one.runs, one.enumerated,
                       one.bounded);
}

/// None where the run was stopped while it wrote the row, and of the head.
std::optional<LeastChangeAnswer> case_of(const std::string& row) {
    std::istringstream in(row);
    std::array<std::size_t, 7> fields{};
    for (std::size_t& field : fields) {
        char comma = 0;
        if (!(in >> field >> comma) || comma != ',') return std::nullopt;
    }
    if (std::string end; !(in >> end) || end != "end") return std::nullopt;
    return LeastChangeAnswer{.number = fields[0],
                             .is_right = fields[1] != 0,
                             .is_found = fields[2] != 0,
                             .is_least = fields[3] != 0,
                             .runs = fields[4],
                             .enumerated = fields[5],
                             .bounded = fields[6]};
}

}  // namespace

LeastChangeAnswer try_least_change(std::uint64_t number) {
    LeastChangeCase one(number);
    one.enumerate();
    const Reach reach = one.reached();
    LeastChangeAnswer answer{.number = number,
                             .is_right = one.is_optimum(reach),
                             .is_found = reach.found().has_value(),
                             .is_least = reach.is_least(),
                             .runs = reach.replications,
                             .enumerated = one.runs(),
                             .bounded = 0};
    for (const ReachPoint& point : reach.frontier) answer.bounded += point.bounded;
    if (!answer.is_right) fmt::print(stderr, "case {} is not the optimum\n{}\n", number, one.text());
    return answer;
}

LeastChangeAnswers::LeastChangeAnswers(const std::filesystem::path& folder) {
    if (folder.empty()) return;
    std::filesystem::create_directories(folder);
    file_ = folder / "least-change.csv";
    std::ifstream file(file_);
    for (std::string row; std::getline(file, row);)
        if (const auto answer = case_of(row)) answers_[answer->number] = *answer;
}

void LeastChangeAnswers::add(const LeastChangeAnswer& answer) {
    answers_[answer.number] = answer;
    if (!file_.empty()) append_rows(file_, "case,right,found,least,runs,enumerated,bounded,end\n", row_of_case(answer));
}

std::string LeastChangeAnswers::table() const {
    LeastChangeAnswer sum;
    std::size_t right = 0, found = 0, least = 0;
    for (const auto& [number, one] : answers_) {
        right += one.is_right ? 1 : 0;
        found += one.is_found ? 1 : 0;
        least += one.is_least ? 1 : 0;
        sum.runs += one.runs;
        sum.enumerated += one.enumerated;
        sum.bounded += one.bounded;
    }
    return fmt::format(
        "| cases | optimum found | runs, of those that trying all takes | found, and said to be least | sets bounded out "
        "|\n|--:|--:|--:|--:|--:|\n| {} | {:.1f} % | {:.1f} % of {} | {} of {} | {} |\n",
        answers_.size(), per_cent(right, answers_.size()), per_cent(sum.runs, sum.enumerated), sum.enumerated, least, found, sum.bounded);
}

}  // namespace agrocap
