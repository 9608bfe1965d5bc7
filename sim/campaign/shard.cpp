#include "campaign/shard.hpp"

#include "archive/seal.hpp"
#include "base/json_fault.hpp"
#include "base/version.hpp"
#include "base/visible_text.hpp"
#include "report/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

namespace agrocap {

namespace {

constexpr std::chrono::milliseconds sync_every{500};

std::string header_of(const Campaign& campaign, std::size_t task) {
    return fmt::format("agrocap-shard/1 {} {} {}\n", version(), campaign.id, task);
}

std::string sealed(const Campaign& campaign, const std::string& body) { return seal_of({campaign.id, body}) + " " + body + "\n"; }

/// The words of a line, taken one by one from its front.
class Words {
  public:
    explicit Words(std::string_view line) : rest_(line) {}

    std::string_view next() {
        const std::size_t end = std::min(rest_.find(' '), rest_.size());
        const std::string_view word = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return word;
    }
    std::uint64_t number() {
        const std::string_view word = next();
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (error != std::errc() || end != word.data() + word.size()) throw std::out_of_range("no number where one belongs");
        return value;
    }
    [[nodiscard]] std::string rest() const { return std::string(rest_); }

  private:
    std::string_view rest_;
};

std::string values_text(const std::vector<double>& values) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const double value : values) json.push_back(value);  // none for what has no value: JSON knows no NaN
    return json.dump();
}

std::vector<MetricInfo> metrics_from(const std::string& text) {
    std::vector<MetricInfo> metrics;
    for (const nlohmann::ordered_json& one : nlohmann::ordered_json::parse(text))
        metrics.push_back({one.at(0).get<std::string>(), one.at(1).get<std::string>()});
    return metrics;
}

/// One shard while it is read.
class ShardReading {
  public:
    ShardReading(const std::string& path, const Campaign& campaign, const ShardVisitor& visitor)
        : path_(path), campaign_(campaign), visitor_(visitor) {}

    ShardEnd read() {
        std::ifstream file(path_, std::ios::binary);
        if (!file) throw ArchiveFault(fmt::format("{}: cannot be read", visible(path_)));
        std::string line;
        while (std::getline(file, line)) {
            if (file.eof()) return ShardEnd::torn;  // no end of line
            ++number_;
            if (number_ == 1)
                check_header(line);
            else
                tell(line);
        }
        return number_ == 0 ? ShardEnd::torn : ShardEnd::whole;
    }

  private:
    [[noreturn]] void refuse(const std::string& why) const { throw ArchiveFault(fmt::format("{}: {}", visible(path_), why)); }

    void check_header(const std::string& line) {
        Words words(line);
        if (words.next() != "agrocap-shard/1") refuse("this is no shard of a campaign");
        if (const std::string made_by(words.next()); made_by != version())
            refuse(fmt::format("made by agrocap {}, this is {}", visible(made_by), version()));
        if (words.next() != campaign_.id) refuse("a shard of another campaign");
    }

    void tell(const std::string& line) {
        const std::string_view whole(line);
        const bool is_sealed = whole.size() > seal_digits + 1 && whole[seal_digits] == ' ' &&
                               seal_of({campaign_.id, whole.substr(seal_digits + 1)}) == whole.substr(0, seal_digits);
        if (!is_sealed) refuse(fmt::format("line {} is not as it was written", number_));
        try {
            tell_body(Words(whole.substr(seal_digits + 1)));
        } catch (const std::out_of_range& fault) {
            refuse(fmt::format("line {}: {}", number_, fault.what()));
        } catch (const nlohmann::ordered_json::exception& fault) {
            refuse(fmt::format("line {}: {}", number_, json_fault_text(fault.what())));
        }
    }

    void tell_body(Words words) {
        const std::string_view kind = words.next();
        if (kind == "metrics") {
            lists_.push_back(std::make_unique<std::vector<MetricInfo>>(metrics_from(words.rest())));
            return;
        }
        const std::uint64_t point = words.number();
        if (point >= campaign_.design.points.size()) throw std::out_of_range("there is no such point");
        if (kind == "point") {
            const std::vector<MetricInfo>* metrics = lists_.at(words.number()).get();
            const auto warmup_days = nlohmann::ordered_json::parse(words.rest()).get<double>();
            if (visitor_.begun) visitor_.begun({.point = point, .warmup_days = warmup_days, .metrics = metrics});
        } else if (kind == "refused" || kind == "stuck") {
            PointRefusal refusal;
            if (kind == "stuck") refusal.replication = replication_from(words);
            refusal.reason = nlohmann::ordered_json::parse(words.rest()).get<std::string>();
            if (visitor_.refused) visitor_.refused(point, refusal);
        } else if (kind == "finished") {
            const std::uint64_t number = replication_from(words);
            const std::uint64_t events = words.number();
            if (visitor_.finished) visitor_.finished(point, number, events, words.rest());
        } else {
            throw std::out_of_range("a word that nobody knows");
        }
    }

    [[nodiscard]] std::uint64_t replication_from(Words& words) const {
        const std::uint64_t number = words.number();
        if (number >= static_cast<std::uint64_t>(campaign_.stopping.most)) throw std::out_of_range("there is no such replication");
        return number;
    }

    const std::string& path_;
    const Campaign& campaign_;
    const ShardVisitor& visitor_;
    std::size_t number_ = 0;
    std::vector<std::unique_ptr<std::vector<MetricInfo>>> lists_;
};

std::string task_word(std::size_t task) { return fmt::format("task-{:06}.", task); }

std::vector<std::string> files_beginning(const std::string& folder, const std::string& begin) {
    std::vector<std::string> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(shards_folder(folder), error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(begin) && name.ends_with(".shard")) files.push_back(entry.path().string());
    }
    if (error) throw ArchiveFault(fmt::format("{}: {}", visible(shards_folder(folder)), error.message()));
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

std::vector<double> shard_values(const std::string& values) {
    std::vector<double> numbers;
    for (const nlohmann::ordered_json& value : nlohmann::ordered_json::parse(values))
        numbers.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
    return numbers;
}

ShardEnd read_shard(const std::string& path, const Campaign& campaign, const ShardVisitor& visitor) {
    return ShardReading(path, campaign, visitor).read();
}

std::vector<std::string> shard_files(const std::string& folder) { return files_beginning(folder, "task-"); }
std::vector<std::string> shard_files(const std::string& folder, std::size_t task) { return files_beginning(folder, task_word(task)); }

ShardStore::ShardStore(const Campaign& campaign, const std::string& folder, std::size_t task, std::vector<bool> missing)
    : campaign_(campaign), task_(task), missing_(std::move(missing)) {
    // Whoever does the task at the same time, on another machine perhaps, has another number.
    for (unsigned doing = 0; file_ < 0; ++doing) {
        path_ = (std::filesystem::path(shards_folder(folder)) / fmt::format("{}{:03}.shard", task_word(task), doing)).string();
        file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
        if (file_ < 0 && errno != EEXIST)
            throw ArchiveFault(fmt::format("{}: cannot be written: {}", visible(path_), std::strerror(errno)));
    }
    append(header_of(campaign_, task_));
    try {
        thread_ = std::thread([this] { sync_now_and_then(); });
    } catch (const std::system_error&) {  // no further thread: whoever appends waits for the disk
    }
}

ShardStore::~ShardStore() {
    try {
        close();
    } catch (...) {  // told by the call that ends the task in good order; here there is a fault under way already
    }
}

std::vector<std::uint64_t> ShardStore::missing_of(std::size_t point) const {
    const std::uint64_t begin = campaign_.begins[task_], end = campaign_.begins[task_ + 1];
    std::vector<std::uint64_t> numbers;
    campaign_.numbered.visit(point, 0, [&](std::uint64_t from, std::uint64_t to) {
        for (std::uint64_t unit = std::max(begin, from); unit < std::min(end, to); ++unit)
            if (missing_[unit - begin]) numbers.push_back(campaign_.replication_of(unit));
    });
    return numbers;
}

bool ShardStore::is_complete(std::size_t point, std::int64_t) { return missing_of(point).empty(); }

std::vector<std::uint64_t> ShardStore::begin_point(std::size_t point, const StudyPoint& simulated, std::int64_t) {
    const auto same = [](const MetricInfo& a, const MetricInfo& b) { return a.name == b.name && a.unit == b.unit; };
    const auto is_it = [&](const auto& one) {
        return std::equal(one.begin(), one.end(), simulated.metrics.begin(), simulated.metrics.end(), same);
    };
    const std::lock_guard lock(mutex_);  // to the end: nobody may name the list before its line is there
    const auto list = static_cast<std::size_t>(std::find_if(lists_.begin(), lists_.end(), is_it) - lists_.begin());
    if (list == lists_.size()) {
        lists_.push_back(simulated.metrics);
        nlohmann::ordered_json json = nlohmann::ordered_json::array();
        for (const MetricInfo& metric : simulated.metrics) json.push_back({metric.name, metric.unit});
        append_locked(sealed(campaign_, "metrics " + json.dump()));
    }
    append_locked(sealed(campaign_, fmt::format("point {} {} {}", point, list, nlohmann::ordered_json(simulated.warmup_days).dump())));
    return missing_of(point);
}

void ShardStore::refuse_point(std::size_t point, const PointRefusal& refusal) {
    const std::string text = nlohmann::ordered_json(refusal.reason).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    append(sealed(campaign_, refusal.replication ? fmt::format("stuck {} {} {}", point, *refusal.replication, text)
                                                 : fmt::format("refused {} {}", point, text)));
}

void ShardStore::keep(std::size_t point, std::uint64_t number, const ReplicationResult& result) {
    append(sealed(campaign_, fmt::format("finished {} {} {} {}", point, number, result.events, values_text(result.values))));
}

void ShardStore::append(const std::string& line) {
    const std::lock_guard lock(mutex_);
    append_locked(line);
}

void ShardStore::append_locked(const std::string& line) {
    std::string_view rest = line;
    while (!rest.empty() && fault_ == 0) {
        const ::ssize_t written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) fault_ = errno;
        if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!thread_.joinable()) sync();
    if (fault_ != 0) throw ArchiveFault(fmt::format("{}: cannot be written: {}", visible(path_), std::strerror(fault_)));
    unsynced_ = true;
    news_.notify_one();
}

void ShardStore::sync() {
    unsynced_ = false;
    if (::fdatasync(file_) != 0 && errno != EINVAL && errno != EROFS && fault_ == 0) fault_ = errno;
}

void ShardStore::sync_now_and_then() {
    std::unique_lock lock(mutex_);
    for (;;) {
        news_.wait(lock, [this] { return unsynced_ || closing_; });
        if (closing_) return;
        news_.wait_for(lock, sync_every, [this] { return closing_; });
        sync();
    }
}

void ShardStore::close() {
    if (file_ < 0) return;
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    news_.notify_one();
    if (thread_.joinable()) thread_.join();
    sync();
    ::close(std::exchange(file_, -1));
    if (fault_ != 0) throw ArchiveFault(fmt::format("{}: cannot be written: {}", visible(path_), std::strerror(fault_)));
}

}  // namespace agrocap
