#include "page/explain_page.hpp"

#include "page/explain_charts.hpp"
#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "page/waterfall_chart.hpp"
#include "report/explain_report.hpp"
#include "report/number_format.hpp"
#include "report/thread_table.hpp"
#include "report/unit_report.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t ways_listed = 40;  // of each line in which its thread's time went

/// "15 606 ± 47 units/y of 35 840 are made. The most is taken by demand: 16 320 ± 60."
std::string account_answer(const Account& account) {
    if (!(account.nominal > 0)) return "There is no line that could make anything.";
    std::string answer =
        fmt::format("{} of {} that the lines could make.", estimate_text(account.actual, account.unit), amount_text(account.nominal));
    const Loss* most = nullptr;
    for (const Loss& loss : account.losses)
        if (loss.clear() && (most == nullptr || *loss.loss.mean > *most->loss.mean)) most = &loss;
    if (most != nullptr && *most->loss.mean > 0)
        answer += fmt::format(" The most is taken by {}: {}.", cause_word(most->cause), estimate_text(most->loss, account.unit));
    return answer;
}

PageSection thread_section(const std::vector<LineThreads>& threads) {
    PageSection section{.id = "thread", .title = "The thread of the year", .tables = {thread_table(threads, ways_listed)}};
    if (std::optional<SaidChart> said = thread_chart(threads)) {
        section.sentence = std::move(said->sentence);
        section.chart = std::move(said->chart);
    }
    return section;
}

void add_bottlenecks(PageSection& section, const Explanation& explanation) {
    section.id = "bottlenecks";
    std::optional<SaidChart> said = bottleneck_chart(explanation);
    if (!said) return;
    section.sentence = std::move(said->sentence);
    section.chart = std::move(said->chart);
}

}  // namespace

Page explain_page(const Explanation& explanation, const PageOrigin& origin) {
    Page page = plain_page(explain_report(explanation, 0));
    page.answer = account_answer(explanation.account);
    PageSection& account = page.sections.front();
    account.sentence = account.title + ".";
    account.id = "account";
    account.title = "From nominal capacity to output";
    if (explanation.account.nominal > 0) account.chart = waterfall_chart(explanation.account);
    if (page.sections.size() > 1) add_bottlenecks(page.sections[1], explanation);
    if (!explanation.threads.empty()) page.sections.insert(page.sections.begin() + 1, thread_section(explanation.threads));
    OriginFacts facts{.digest = explanation.digest,
                      .seed = explanation.seed,
                      .replications = explanation.replications,
                      .measured = days_text(explanation.measured_days),
                      .files = explanation.files,
                      .set = explanation.set};
    add_origin(page, origin, facts);
    return page;
}

Page unit_page(const UnitExplanation& told, const PageOrigin& origin) {
    Page page = plain_page(unit_report(told));
    page.answer = as_sentence(unit_sentence(told));
    PageSection& ways = page.sections.front();
    if (std::optional<SaidChart> said = thread_chart({told.shares})) {
        ways.sentence = std::move(said->sentence);
        ways.chart = std::move(said->chart);
    }
    add_origin(page, origin, {.digest = {}, .seed = told.seed, .replications = 1, .measured = {}, .files = told.files, .set = told.set});
    return page;
}

}  // namespace agrocap
