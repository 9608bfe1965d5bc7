#include "studies/study.hpp"

#include "archive/study_reader.hpp"

#include <catch2/catch_test_macros.hpp>

#include <charconv>

namespace agrocap {

void write_study(const Workplace& work, const std::string& more) {
    work.write_plant(
        "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n"
        "[study.size]\nvary = { \"plant.works.line.main.station.press.servers\" = [1, 2, 3], "
        "\"plant.works.line.main.station.press.scrap\" = [0.0, 0.1] }\n" +
        more);
}

nlohmann::json swept(const Workplace& work, const std::string& options) {
    const Ran ran = work.agrocap("sweep plant.toml --study size --json - " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return nlohmann::json::parse(ran.out);
}

std::string digest(const Workplace& work, const std::string& options) { return swept(work, options)["digest"]; }

std::pair<int, int> counts(const std::string& timing) {
    const auto number_before = [&timing](const std::string& word) {
        const std::size_t end = timing.find(word);
        const std::size_t begin = timing.find_last_not_of("0123456789", end - 1) + 1;
        int number = -1;
        std::from_chars(timing.data() + begin, timing.data() + end, number);
        return number;
    };
    return {number_before(" found"), number_before(" simulated")};
}

std::size_t stored_in(const std::string& file) {
    std::size_t count = 0;
    try {
        StudyReader reader(file);
        for (const StoredStudy& study : reader.studies())
            for (std::size_t point = 0; point < study.points; ++point)
                reader.visit(study, point, INT64_MAX, [&count](const StoredReplication&) { ++count; });
    } catch (const ArchiveFault&) {
        return 0;
    }
    return count;
}

}  // namespace agrocap
