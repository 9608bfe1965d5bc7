#include "report/thread_table.hpp"

#include "report/thread_text.hpp"

#include <algorithm>

namespace agrocap {

ReportTable thread_table(const std::vector<LineThreads>& lines, std::size_t most) {
    ReportTable table;
    table.columns = {{"line", "", Align::left},
                     {"cause", "", Align::left},
                     {"where", "", Align::left},
                     {"goods", "", Align::left},
                     {"time", "days"},
                     {"share", "%", Align::right, Digits::percent},
                     {"±", "%", Align::right, Digits::percent}};
    for (const LineThreads& threads : lines) {
        for (std::size_t i = 0; i < std::min(threads.shares.size(), most); ++i) {
            const ThreadShare& share = threads.shares[i];
            Cell days(share.share.mean.value_or(0) * threads.days.mean.value_or(0));
            days.decimals = 1;
            table.add({Cell(line_of_thread(threads.line)), Cell(share.cause), Cell(share.where), Cell(share.of), days,
                       Cell(share.share.mean), Cell(share.share.half_width)});
        }
    }
    table.drop_idle_columns(3);
    return table;
}

ReportTable thread_rows(const std::vector<LineThreads>& lines) {
    ReportTable table;
    for (const char* title : {"line", "cause", "where", "of", "share", "half_width"}) table.columns.push_back({.title = title});
    for (const LineThreads& threads : lines)
        for (const ThreadShare& share : threads.shares)
            table.add({Cell(threads.line), Cell(share.cause), Cell(share.where), Cell(share.of), Cell(share.share.mean),
                       Cell(share.share.half_width)});
    return table;
}

}  // namespace agrocap
