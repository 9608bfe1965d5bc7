#include "bound/counted.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace agrocap {

namespace {

/// The words of a metric behind the first `count`, of which ids have no dots.
std::vector<std::string> words_of(const std::string& metric) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from <= metric.size();) {
        const std::size_t dot = std::min(metric.find('.', from), metric.size());
        words.push_back(metric.substr(from, dot - from));
        from = dot + 1;
    }
    return words;
}

bool is_finished(const Model& model, const LineItem& made) { return model.items[made.item].finished; }

Counted counted_output(const std::vector<std::string>& words) {
    Counted counted;
    const auto count_if = [&](auto&& test) {
        counted.put = [test](const Model& model, const LineItem& made) { return is_finished(model, made) && test(model, made); };
    };
    if (words.size() == 2 && words[1] == "total") count_if([](const Model&, const LineItem&) { return true; });
    if (words.size() == 3 && words[1] == "item")
        count_if([id = words[2]](const Model& model, const LineItem& made) { return model.items[made.item].id == id; });
    if (words.size() == 3 && words[1] == "family")
        count_if([id = words[2]](const Model& model, const LineItem& made) { return model.items[made.item].family == id; });
    if (words.size() == 3 && words[1] == "plant")
        count_if([id = words[2]](const Model& model, const LineItem& made) { return model.plants[model.lines[made.line].plant].id == id; });
    if (words.size() == 4 && words[1] == "line")
        count_if([plant = words[2], id = words[3]](const Model& model, const LineItem& made) {
            const Line& line = model.lines[made.line];
            return line.id == id && model.plants[line.plant].id == plant;
        });
    return counted;
}

Counted counted_sales(const std::vector<std::string>& words) {
    Counted counted;
    const auto count_if = [&](auto&& test) {
        counted.delivered = [test](const Model& model, const Demand& demand, const Choice&) { return test(model, demand); };
    };
    if (words.size() == 2 && words[1] == "total") {
        count_if([](const Model&, const Demand&) { return true; });
    } else if (words.size() == 2 && (words[1] == "domestic" || words[1] == "export")) {
        count_if([home = words[1] == "domestic"](const Model& model, const Demand& demand) {
            return model.markets[demand.market].domestic == home;
        });
    } else if (words.size() == 2) {
        count_if([id = words[1]](const Model& model, const Demand& demand) { return model.markets[demand.market].id == id; });
    }
    return counted;
}

}  // namespace

Counted counted_by(const std::string& metric) {
    const std::vector<std::string> words = words_of(metric);
    if (words.front() == "output") return counted_output(words);
    if (words.front() == "sales") return counted_sales(words);
    return {};
}

}  // namespace agrocap
