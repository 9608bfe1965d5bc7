#include "bench/bottleneck_answers.hpp"

#include "bench/answer_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace agrocap {

namespace {

constexpr std::array kind_words{"one", "tie", "outside", "unknown"};

std::vector<std::string> one_or_none(const std::string& name) { return name.empty() ? std::vector<std::string>{} : std::vector{name}; }

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

std::string row_of(const BottleneckAnswer& answer) {
    std::string row = fmt::format("{},{},{},{}", answer.line, kind_words[static_cast<std::size_t>(answer.kind)],
                                  answer.says_outside ? "yes" : "no", fmt::join(answer.right, " "));
    for (const std::vector<std::string>& named : answer.named) row += fmt::format(",{}", fmt::join(named, " "));
    return row + ",end\n";
}

/// None where the run was stopped while it wrote the row, and of the head.
std::optional<BottleneckAnswer> answer_of(const std::string& row) {
    std::vector<std::string> fields(1);
    for (const char c : row) {
        if (c == ',')
            fields.emplace_back();
        else
            fields.back() += c;
    }
    if (fields.size() != 5 + bottleneck_methods().size() || fields.back() != "end") return std::nullopt;
    const auto kind = std::find(kind_words.begin(), kind_words.end(), fields[1]);
    if (kind == kind_words.end()) return std::nullopt;
    BottleneckAnswer answer{.line = std::stoull(fields[0]),
                            .kind = static_cast<BottleneckTruth::Kind>(kind - kind_words.begin()),
                            .says_outside = fields[2] == "yes",
                            .right = words_of(fields[3]),
                            .named = {}};
    for (std::size_t method = 0; method < bottleneck_methods().size(); ++method) answer.named.push_back(words_of(fields[4 + method]));
    return answer;
}

bool is_right(const std::vector<std::string>& named, const std::vector<std::string>& right) {
    return std::all_of(named.begin(), named.end(),
                       [&](const std::string& one) { return std::find(right.begin(), right.end(), one) != right.end(); });
}

}  // namespace

const std::vector<std::string>& bottleneck_methods() {
    static const std::vector<std::string> methods{"`explain`, where it decides", "largest share of the thread", "longest active", "busiest",
                                                  "price of its hours in the bound"};
    return methods;
}

BottleneckAnswers::BottleneckAnswers(std::filesystem::path folder) : folder_(std::move(folder)) {
    if (folder_.empty()) return;
    std::filesystem::create_directories(folder_);
    std::ifstream file(folder_ / "answers.csv");
    for (std::string row; std::getline(file, row);)
        if (auto answer = answer_of(row)) answers_[answer->line] = std::move(*answer);
}

void BottleneckAnswers::add(const std::string& scenario, const BottleneckTruth& truth, BottleneckAnswer answer) {
    if (!folder_.empty()) {
        std::ofstream(folder_ / fmt::format("line-{:04}.toml", answer.line)) << scenario;
        std::string rows;
        for (std::size_t s = 0; s < truth.stations.size(); ++s)
            rows += fmt::format("{},{},{:.1f},{},{:.3f},{:.3f},{}\n", answer.line, kind_words[static_cast<std::size_t>(truth.kind)],
                                truth.output, truth.stations[s], *truth.gains[s].mean, *truth.gains[s].half_width,
                                is_right({truth.stations[s]}, truth.right) ? "yes" : "no");
        append_rows(folder_ / "truths.csv", "line,kind,output,station,gain,half_width,right\n", rows);
        append_rows(folder_ / "answers.csv", "line,kind,explain_says_outside,right,explain,thread,longest_active,busiest,bound_price,end\n",
                    row_of(answer));
    }
    const std::uint64_t line = answer.line;
    answers_[line] = std::move(answer);
}

std::string BottleneckAnswers::table() const {
    std::array<std::size_t, kind_words.size()> kinds{};
    std::size_t outside_said = 0, outside_wrongly = 0;
    std::vector<std::size_t> named(bottleneck_methods().size()), right(bottleneck_methods().size());
    for (const auto& [number, answer] : answers_) {
        ++kinds[static_cast<std::size_t>(answer.kind)];
        if (answer.kind == BottleneckTruth::Kind::unknown) continue;
        const bool is_outside = answer.kind == BottleneckTruth::Kind::outside;
        outside_said += is_outside && answer.says_outside ? 1 : 0;
        outside_wrongly += !is_outside && answer.says_outside ? 1 : 0;
        for (std::size_t method = 0; !is_outside && method < named.size(); ++method) {
            if (answer.named[method].empty()) continue;
            ++named[method];
            right[method] += is_right(answer.named[method], answer.right) ? 1 : 0;
        }
    }
    const std::size_t settled = kinds[0] + kinds[1];
    std::string text = fmt::format(
        "{} lines: {} with one bottleneck, {} ties, {} outside the line ({} of them said so, and {} others), {} not settled\n\n"
        "| method | names one or more | of these right |\n|---|--:|--:|\n",
        answers_.size(), kinds[0], kinds[1], kinds[2], outside_said, outside_wrongly, kinds[3]);
    for (std::size_t method = 0; method < named.size(); ++method)
        text += fmt::format("| {} | {:.1f} % | {:.1f} % |\n", bottleneck_methods()[method], per_cent(named[method], settled),
                            per_cent(right[method], named[method]));
    return text;
}

BottleneckAnswer try_bottleneck_line(const BottleneckLine& line, std::uint64_t number, const BottleneckTruth& truth) {
    const BottleneckGuesses guesses = line.guesses();
    return {.line = number,
            .kind = truth.kind,
            .says_outside = guesses.ours.outside,
            .right = truth.right,
            .named = {guesses.ours.named, one_or_none(guesses.thread), one_or_none(guesses.longest_active), one_or_none(guesses.busiest),
                      one_or_none(guesses.bound_price)}};
}

}  // namespace agrocap
