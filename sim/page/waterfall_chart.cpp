#include "page/waterfall_chart.hpp"

#include "page/mark_text.hpp"
#include "report/change_table.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr const char* level_part = "what is made or could be";
constexpr const char* loss_part = "a loss, clear";
constexpr const char* unclear_part = "not clear";
constexpr const char* gain_part = "a gain, clear";

constexpr const char* difference_part = "the difference";
constexpr const char* more_part = "brings more, clear";
constexpr const char* less_part = "brings less, clear";

/// A step of a waterfall, before it is known where it stands.
struct Step {
    std::string row, part, say;
    Estimate size;  // its mean: by how much the level is higher behind it
};

/// A level, and what raises and lowers it one after the other. All waterfalls are made here.
class Waterfall {
  public:
    Waterfall(std::string title, std::string unit, std::vector<std::string> kinds)
        : chart_{.kind = ChartKind::steps, .title = std::move(title), .unit = std::move(unit), .parts = std::move(kinds)} {}

    /// A bar from nothing: where the steps begin, or what they have led to.
    void level(Step at) {
        level_ = at.size.mean.value_or(0.0);
        put(std::move(at), 0);
    }
    void step(Step one) {
        const double from = level_;
        level_ += one.size.mean.value_or(0.0);
        put(std::move(one), from);
    }
    [[nodiscard]] Chart finish() && { return std::move(chart_); }

  private:
    void put(Step one, double from) {
        chart_.marks.push_back({.row = std::move(one.row),
                                .part = std::move(one.part),
                                .value = one.size.mean,
                                .half_width = one.size.half_width,
                                .low = std::min(from, level_),
                                .high = std::max(from, level_),
                                .say = std::move(one.say)});
    }

    Chart chart_;
    double level_ = 0;
};

/// "+412 ± 30 units/y": what a change brings has a sign.
std::string rise_text(const Estimate& estimate, const std::string& unit) {
    return (estimate.mean.value_or(0.0) > 0 ? "+" : "") + estimate_text(estimate, unit);
}

/// A loss as a step of a waterfall, which goes down.
Estimate turned(Estimate loss) {
    if (loss.mean) loss.mean = -*loss.mean;
    return loss;
}

const char* part_of(const Estimate& effect) {
    if (!Loss::is_clear(effect)) return unclear_part;
    return effect.mean.value_or(0.0) > 0 ? more_part : less_part;
}

}  // namespace

Chart waterfall_chart(const Account& account) {
    Waterfall waterfall("From nominal capacity to output, loss by loss", account.unit, {level_part, loss_part, unclear_part, gain_part});
    Estimate nominal;
    nominal.mean = account.nominal;
    waterfall.level({.row = "nominal",
                     .part = level_part,
                     .say = fmt::format("nominal: {}", value_text(account.nominal, account.unit)),
                     .size = nominal});
    for (const Loss& loss : account.losses) {
        if (loss.loss.mean == 0.0 && loss.loss.half_width.value_or(0.0) == 0) continue;  // nothing for sure: no step, and nothing unclear
        const std::string cause(cause_word(loss.cause));
        const bool is_gain = loss.loss.mean.value_or(0.0) < 0;  // such as a mix of items that fits better than the one of the nominal
        waterfall.step({.row = cause,
                        .part = !loss.clear() ? unclear_part
                                : is_gain     ? gain_part
                                              : loss_part,
                        .say = fmt::format("{} {} {}{}", cause, takes_word(loss.cause), estimate_text(loss.loss, account.unit),
                                           loss.clear() ? "" : ", not clear"),
                        .size = turned(loss.loss)});
    }
    waterfall.level({.row = "actual",
                     .part = level_part,
                     .say = fmt::format("actual: {}", estimate_text(account.actual, account.unit)),
                     .size = account.actual});
    return std::move(waterfall).finish();
}

SaidChart change_chart(const ChangeAccount& account, const Estimate& difference, const std::string& unit) {
    Waterfall waterfall(fmt::format("From the base to the what-if in {}, change by change", account.metric), unit,
                        {difference_part, more_part, less_part, unclear_part});
    std::size_t idle = 0, doubtful = 0;
    for (const ChangeEffect& one : account.effects) {
        if (brings_nothing(one)) {
            ++idle;
            continue;
        }
        const bool is_clear = Loss::is_clear(one.effect);
        doubtful += is_clear ? 0 : 1;
        waterfall.step({.row = one.what,
                        .part = part_of(one.effect),
                        .say = fmt::format("{} brings {}{}", one.what, rise_text(one.effect, unit), is_clear ? "" : ", not clear"),
                        .size = one.effect});
    }
    const std::string brought = rise_text(difference, unit);
    waterfall.level({.row = "the difference", .part = difference_part, .say = "all changes together: " + brought, .size = difference});
    const ChangeEffect& most = account.effects.front();
    std::string sentence = account.effects.size() == 1
                               ? fmt::format("The one change, {}, brings {}", most.what, rise_text(most.effect, unit))
                               : fmt::format("{} bring {} together; the most comes of {}: {}", counted(account.effects.size(), "change"),
                                             brought, most.what, rise_text(most.effect, unit));
    if (doubtful > 0) sentence += fmt::format("; {} not clear", doubtful == 1 ? "one is" : fmt::format("{} are", doubtful));
    if (idle > 0) sentence += fmt::format("; {} nothing", idle == 1 ? "one brings" : fmt::format("{} bring", idle));
    return {std::move(waterfall).finish(), sentence + "."};
}

}  // namespace agrocap
