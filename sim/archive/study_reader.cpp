#include "archive/study_reader.hpp"

#include "archive/stored_metrics.hpp"
#include "archive/study_schema.hpp"
#include "base/fault.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

namespace agrocap {

namespace {

StudyKind kind_of(const std::string& word) {
    return word == "sweep" ? StudyKind::sweep : word == "optimise" ? StudyKind::optimise : StudyKind::run;
}

std::uint64_t unsigned_of(const std::string& text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

StudyReader::StudyReader(const std::string& path, Checked checked) : database_(path, Access::read) {
    check_format(database_);
    check_sound(database_, checked);
}

std::vector<StoredStudy> StudyReader::studies() {
    std::vector<StoredStudy> studies;
    Statement row(database_,
                  "SELECT id, kind, name, scenario, version, created, resolved, seed, replications, confidence, "
                  "(SELECT count(*) FROM study_points WHERE study = studies.id), skipped FROM studies ORDER BY used DESC");
    while (row.step()) {
        StoredStudy study{.id = row.integer(0),
                          .kind = kind_of(row.text(1)),
                          .name = row.text(2),
                          .scenario = row.text(3),
                          .version = row.text(4),
                          .created = row.text(5),
                          .files = {},
                          .set = {},
                          .resolved = row.text(6),
                          .seed = unsigned_of(row.text(7)),
                          .replications = row.integer(8),
                          .confidence = row.real(9),
                          .points = static_cast<std::size_t>(row.integer(10)),
                          .skipped = static_cast<std::size_t>(row.integer(11))};
        Statement file(database_, "SELECT path, sha256 FROM files WHERE study = ? ORDER BY position");
        file.bind(study.id);
        while (file.step()) study.files.push_back({file.text(0), file.text(1)});
        Statement option(database_, "SELECT text FROM set_options WHERE study = ? ORDER BY position");
        option.bind(study.id);
        while (option.step()) study.set.push_back(option.text(0));
        studies.push_back(std::move(study));
    }
    return studies;
}

StoredStudy StudyReader::study(std::int64_t id) {
    for (StoredStudy& study : studies())
        if (study.id == id) return std::move(study);
    throw InvariantBroken("the study that was just written is not in its database");
}

StudySetting StudyReader::setting(const StoredStudy& study, std::size_t point) {
    StudySetting setting;
    Statement row(database_, "SELECT path, value FROM settings WHERE study = ? AND number = ? ORDER BY path");
    row.bind(study.id).bind(static_cast<std::int64_t>(point));
    while (row.step()) setting.emplace_back(row.text(0), row.text(1));
    return setting;
}

std::string StudyReader::refusal(const StoredStudy& study, std::size_t point) {
    Statement row(database_, "SELECT refused FROM study_points WHERE study = ? AND number = ?");
    return row.bind(study.id).bind(static_cast<std::int64_t>(point)).step() ? row.text(0) : "";
}

std::vector<MetricInfo> StudyReader::metrics(const StoredStudy& study, std::size_t point) {
    Statement list(database_, "SELECT p.metrics FROM study_points s JOIN points p ON p.id = s.point WHERE s.study = ? AND s.number = ?");
    list.bind(study.id).bind(static_cast<std::int64_t>(point));
    if (!list.step()) return {};
    if (list_ == list.integer(0)) return list_metrics_;
    list_ = list.integer(0);
    list_metrics_ = stored_metrics(database_, list_);
    return list_metrics_;
}

void StudyReader::visit(const StoredStudy& study, std::size_t point, std::int64_t count,
                        const std::function<void(const StoredReplication&)>& visitor,
                        const std::function<void(const DamagedReplication&)>& damaged) {
    ReplicationRows rows(database_, "WHERE r.point = (SELECT point FROM study_points WHERE study = ? AND number = ?) ORDER BY r.number");
    rows.statement().bind(study.id).bind(static_cast<std::int64_t>(point));
    for (ReplicationRows::Read read = rows.next(); read != ReplicationRows::Read::end; read = rows.next()) {
        if (read == ReplicationRows::Read::sound) {
            // Those beyond `count` are compared, too: one that is missing below may stand there.
            if (static_cast<std::int64_t>(rows.sound().number) < count) visitor(rows.sound());
        } else if (damaged) {
            damaged(rows.damaged());
        } else {
            throw_damaged(database_.path(), place_of(rows.damaged(), point));
        }
    }
}

PrecisionStanding StudyReader::standing(const PrecisionGoal& goal, const StoredStudy& study, std::size_t point) {
    const std::vector<MetricInfo> metrics = this->metrics(study, point);
    std::vector<std::vector<double>> values(goal.metrics.size());
    std::int64_t stored = 0;
    visit(study, point, INT64_MAX, [&](const StoredReplication& one) {
        if (one.number != static_cast<std::uint64_t>(stored)) return;  // beyond a gap: an interrupted run left it
        ++stored;
        for (std::size_t m = 0; m < metrics.size(); ++m)
            for (std::size_t g = 0; g < values.size(); ++g)
                if (metrics[m].name == goal.metrics[g]) values[g].push_back(one.values[m]);
    });
    PrecisionPlan plan(goal);
    bool is_enough = false;
    while (!is_enough && plan.count() <= stored) is_enough = plan.is_enough(values);
    return {.stored = stored, .wanted = plan.count(), .is_enough = is_enough};
}

StudyResult StudyReader::summarise(const StoredStudy& study, const StudyQuestion& question) {
    const std::optional<PrecisionGoal>& goal = question.goal;
    const bool to_precision = study.kind == StudyKind::sweep && study.replications == 0 && goal;
    StudyResult frame;
    frame.name = study.name;
    frame.scenario = study.scenario;
    frame.replications = study.kind == StudyKind::optimise ? 0 : study.replications;
    if (to_precision) frame.precision = goal->relative;
    frame.confidence = study.confidence;
    frame.seed = study.seed;
    frame.skipped = study.skipped;
    frame.targets = question.targets;
    frame.is_grid = question.is_grid;
    frame.currency = question.currency;
    for (const std::string& name : question.focus) frame.focus.push_back({name, ""});
    if (study.points > 0)
        for (const auto& [path, value] : setting(study, 0)) frame.paths.push_back(path);
    StudySummary summary(std::move(frame));
    for (std::size_t point = 0; point < study.points; ++point) {
        std::vector<std::string> values;
        for (const auto& [path, value] : setting(study, point)) values.push_back(value);
        if (const std::string reason = refusal(study, point); !reason.empty()) {
            summary.refuse_point(std::move(values), reason);
            continue;
        }
        summary.begin_point(std::move(values), metrics(study, point));
        std::optional<std::int64_t> count;
        if (to_precision)
            if (const PrecisionStanding reached = standing(*goal, study, point); reached.is_enough) count = reached.wanted;
        visit(study, point, to_precision ? count.value_or(INT64_MAX) : study.replications,
              [&summary](const StoredReplication& one) { summary.add(one.values); });
        summary.end_point(count.has_value());
    }
    return summary.finish();
}

bool is_blank_database(const std::string& path) {
    Database database(path, Access::read);
    return is_blank(database);
}

bool is_database(const std::string& path) {
    if (std::error_code unheard; !std::filesystem::is_regular_file(path, unheard)) return false;  // a pipe gives its bytes once
    std::ifstream file(path, std::ios::binary);
    char head[16] = {};
    file.read(head, sizeof head);
    return std::string_view(head, sizeof head) == std::string_view("SQLite format 3\0", 16);
}

}  // namespace agrocap
