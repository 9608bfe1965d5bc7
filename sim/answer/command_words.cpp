#include "answer/command_words.hpp"

#include "report/number_format.hpp"

#include <string_view>

namespace agrocap {

std::string shell_word(const std::string& word) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./=:,+@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
    std::string quoted = "'";
    for (const char letter : word) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return quoted + "'";
}

std::string command_text(const std::vector<std::string>& words) {
    std::string text = "agrocap";
    for (const std::string& word : words) text += " " + shell_word(word);
    return text;
}

std::vector<std::string> simulation_words(const std::string& command, const std::string& scenario, const std::vector<std::string>& set,
                                          const ExperimentOptions& options) {
    std::vector<std::string> words{command, scenario};
    const auto add = [&words](const char* option, const std::string& value) { words.insert(words.end(), {option, value}); };
    for (const std::string& one : set) add("--set", one);
    if (options.replications) add("--replications", std::to_string(*options.replications));
    if (options.precision) add("--precision", exact_number(*options.precision));
    if (options.confidence) add("--confidence", exact_number(*options.confidence));
    if (options.seed) add("--seed", std::to_string(*options.seed));
    return words;
}

}  // namespace agrocap
