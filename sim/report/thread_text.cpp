#include "report/thread_text.hpp"

#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

namespace agrocap {

namespace {

constexpr double worth_telling = 0.01;  // of the thread
constexpr std::size_t lines_told = 12;

std::vector<std::string> words_of(const std::string& path) {
    std::vector<std::string> words;
    std::istringstream text(path);
    for (std::string word; std::getline(text, word, '.');) words.push_back(word);
    return words;
}

/// The last word of a path of the line, as of its station; the ids of any other: "semey.main.paint", "saryagash".
std::string place_shown(const std::string& path, const std::string& line) {
    const std::vector<std::string> words = words_of(path);
    if (words.empty()) return "";
    if (path.starts_with(line + ".")) return words.back();
    std::string shown;
    for (std::size_t i = 1; i < words.size(); i += 2) shown += (shown.empty() ? "" : ".") + words[i];
    return shown;
}

/// What one phrase tells of: a work place, a supplier's item with all of its way, or a cause wherever it is.
std::string phrase_of(const ThreadShare& share, const std::string& line) {
    static const std::map<std::string, std::string> at_a_station{
        {"working", "work at "}, {"setup", "set-up at "}, {"down", "repair at "}, {"maintenance", "maintenance at "}};
    static const std::map<std::string, std::string> anywhere{{"off-shift", "nights and weekends"},
                                                             {"waiting-crew", "waiting for people"},
                                                             {"gathering", "gathering batches"},
                                                             {"review", "waiting for the next look at the stock"},
                                                             {"no-order", "no orders"},
                                                             {"no-arrival", "no arrivals"},
                                                             {"opening", "before the line opened"},
                                                             {"disrupted", "disruptions"},
                                                             {"on-the-way", "transport"},
                                                             {"waiting", "transport"},
                                                             {"handled", "transport"}};
    if (!share.of.empty()) {
        const std::vector<std::string> words = words_of(share.of);
        return words.size() == 4 ? words[3] + " from " + words[1] : share.of;
    }
    if (const auto found = at_a_station.find(share.cause); found != at_a_station.end())
        return found->second + place_shown(share.where, line);
    const auto found = anywhere.find(share.cause);
    return found != anywhere.end() ? found->second : "other";
}

struct Phrase {
    double share = 0;
    std::map<std::string, double> at_places;  // of goods, on their way
};

std::string shown(const std::string& name, const Phrase& phrase, double days) {
    const std::string text = fmt::format("{} {}", grouped(phrase.share * days, 0), name);
    const auto longest = std::max_element(phrase.at_places.begin(), phrase.at_places.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
    if (longest == phrase.at_places.end() || longest->second < worth_telling) return text;
    return fmt::format("{} ({} of them at {})", text, grouped(longest->second * days, 0), longest->first);
}

}  // namespace

std::string line_of_thread(const std::string& path) {
    const std::vector<std::string> words = words_of(path);
    return words.size() == 4 ? words[1] + "." + words[3] : path;
}

std::string thread_sentence(const LineThreads& threads) {
    std::map<std::string, Phrase> phrases;
    for (const ThreadShare& share : threads.shares) {
        Phrase& phrase = phrases[phrase_of(share, threads.line)];
        phrase.share += *share.share.mean;
        if (share.where.starts_with("place.")) phrase.at_places[place_shown(share.where, threads.line)] += *share.share.mean;
    }
    std::vector<std::pair<std::string, Phrase>> sorted(phrases.begin(), phrases.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second.share > b.second.share; });
    const double days = threads.days.mean.value_or(0);
    std::string text = fmt::format("thread of {}, {} days:", line_of_thread(threads.line), grouped(days, 0));
    double rest = 0;
    bool first = true;
    for (const auto& [name, phrase] : sorted) {
        if (phrase.share < worth_telling) {
            rest += phrase.share;
            continue;
        }
        text += (first ? " " : ", ") + shown(name, phrase, days);
        first = false;
    }
    if (rest * days >= 0.5) text += fmt::format(", {} all else", grouped(rest * days, 0));
    return text;
}

std::vector<std::string> thread_sentences(const std::vector<LineThreads>& lines) {
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < std::min(lines.size(), lines_told); ++i) sentences.push_back(thread_sentence(lines[i]));
    if (lines.size() > lines_told)
        sentences.push_back(fmt::format("{} more lines have their threads in --json", lines.size() - lines_told));
    return sentences;
}

}  // namespace agrocap
