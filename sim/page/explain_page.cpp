#include "page/explain_page.hpp"

#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "report/explain_report.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

constexpr const char* level_part = "what is made or could be";
constexpr const char* clear_part = "a loss, clear";
constexpr const char* unclear_part = "a loss, not clear";

Chart waterfall_chart(const Account& account) {
    Chart chart{.kind = ChartKind::steps,
                .title = "From nominal capacity to output, loss by loss",
                .unit = account.unit,
                .parts = {level_part, clear_part, unclear_part}};
    chart.marks.push_back({.row = "nominal",
                           .part = level_part,
                           .value = account.nominal,
                           .low = 0,
                           .high = account.nominal,
                           .say = fmt::format("nominal: {}", value_text(account.nominal, account.unit))});
    double level = account.nominal;
    for (const Loss& loss : account.losses) {
        const double taken = loss.loss.mean.value_or(0.0);
        const std::string cause(cause_word(loss.cause));
        ChartMark mark{.row = cause,
                       .part = loss.clear() ? clear_part : unclear_part,
                       .value = taken,
                       .half_width = loss.loss.half_width,
                       .low = std::min(level, level - taken),
                       .high = std::max(level, level - taken)};
        mark.say = fmt::format("{} takes {}{}", cause, estimate_text(loss.loss, account.unit), loss.clear() ? "" : ", not clear");
        chart.marks.push_back(std::move(mark));
        level -= taken;
    }
    const double actual = account.actual.mean.value_or(0.0);
    chart.marks.push_back({.row = "actual",
                           .part = level_part,
                           .value = actual,
                           .half_width = account.actual.half_width,
                           .low = 0,
                           .high = actual,
                           .say = fmt::format("actual: {}", estimate_text(account.actual, account.unit))});
    return chart;
}

/// "15 606 ± 47 units/y of 35 840 are made. The most is taken by demand: 16 320 ± 60."
std::string account_answer(const Account& account) {
    std::string answer =
        fmt::format("{} of {} that the lines could make.", estimate_text(account.actual, account.unit), amount_text(account.nominal));
    const Loss* most = nullptr;
    for (const Loss& loss : account.losses)
        if (loss.clear() && (most == nullptr || *loss.loss.mean > *most->loss.mean)) most = &loss;
    if (most != nullptr && *most->loss.mean > 0)
        answer += fmt::format(" The most is taken by {}: {}.", cause_word(most->cause), estimate_text(most->loss, account.unit));
    return answer;
}

}  // namespace

Page explain_page(const Explanation& explanation, const PageOrigin& origin) {
    Page page = plain_page(explain_report(explanation, 0));
    page.answer = account_answer(explanation.account);
    PageSection& account = page.sections.front();
    account.sentence = account.title;
    account.id = "account";
    account.title = "From nominal capacity to output";
    account.chart = waterfall_chart(explanation.account);
    OriginFacts facts{.digest = explanation.digest,
                      .seed = explanation.seed,
                      .replications = explanation.replications,
                      .measured = days_text(explanation.measured_days),
                      .files = explanation.files,
                      .set = explanation.set};
    add_origin(page, origin, facts);
    return page;
}

}  // namespace agrocap
