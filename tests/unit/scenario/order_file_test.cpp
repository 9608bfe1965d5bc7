#include "scenario/diff.hpp"
#include "scenario/resolve.hpp"
#include "support/directory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>

namespace agrocap {
namespace {

constexpr const char* scenario = R"(schema = 1
[item.tractor]
[plant.p.store.tractor]
supply = "unlimited"
[market.m.demand.tractor]
orders = "orders/spring.csv"
)";

void write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// The scenario in a directory of its own, its orders in a folder beside it.
struct Net {
    Directory directory;
    explicit Net(const std::string& orders) {
        std::filesystem::create_directory(directory.path / "orders");
        write(directory / "orders/spring.csv", orders);
        write(directory / "net.toml", scenario);
    }
    [[nodiscard]] std::string path() const { return directory / "net.toml"; }
};

const std::vector<TenderSpec>& orders_of(const ReadResult& read) { return read.scenario.market.at("m").demand.at("tractor").orders; }

}  // namespace

TEST_CASE("a file of orders stands for the orders in it", "[scenario][orders]") {
    // As a spreadsheet writes it: a mark of UTF-8, ends of lines of two characters, quotes, an empty cell, an empty line.
    const Net net(
        "\xEF\xBB\xBF"
        "units, date ,due\r\n500,2023-03-01,30 d\r\n\r\n\"20\",2023-02-01,\r\n");

    const ReadResult read = read_scenario(net.path());

    REQUIRE_FALSE(read.diagnostics.has_errors());
    REQUIRE(orders_of(read).size() == 2);
    CHECK(orders_of(read)[0].units->mean == 20);  // by date
    CHECK_FALSE(orders_of(read)[0].due);
    CHECK(orders_of(read)[1].units->mean == 500);
    CHECK((*orders_of(read)[1].due)->mean == 30 * 24 * 3600e9);
}

TEST_CASE("a column of orders that is there twice is an error: which of the two counts?", "[scenario][orders]") {
    const Net net("date,date,units\n2023-03-01,2024-03-01,500\n");

    const ReadResult read = read_scenario(net.path());

    CHECK(read.diagnostics.has_errors());
    CHECK(format_diagnostics(read.diagnostics, read.files).find("the column \"date\" is there twice") != std::string::npos);
}

TEST_CASE("a file of orders that another program wrote is told what to change", "[scenario][orders]") {
    const auto messages = [](const std::string& orders) {
        const ReadResult read = read_scenario(Net(orders).path());
        return format_diagnostics(read.diagnostics, read.files);
    };
    const auto tells = [&](const std::string& orders, const std::string& what) { return messages(orders).find(what) != std::string::npos; };

    CHECK(tells("date\tunits\n2023-03-01\t5\n", "columns are separated by commas, not by tabs"));
    CHECK(tells("date;units\n2023-03-01;5\n", "columns are separated by commas, not by semicolons"));
    CHECK(tells("date,units\n\"2023-03-01,5\n", "found 1 cell, expected 2 as in the headings\n  hint: a quote in this line is not closed"));
    CHECK(tells("date,units\n2023-03-01,5,6\n", "found 3 cells, expected 2"));
    CHECK(tells("date,units\n01.03.2023,5\n", "a date is written year-month-day, without quotes: 2023-03-01"));
    CHECK(tells("date,units\n2023-03-01,\"1,000\"\n", "write 1000 if the comma stands between thousands"));
}

TEST_CASE("a file of orders belongs to what a scenario was read from", "[scenario][orders]") {
    const Net net("date,units\n2023-03-01,500\n");

    const ReadResult read = read_scenario(net.path());
    REQUIRE(read.scenario.files.size() == 2);
    CHECK(std::filesystem::path(read.scenario.files[1].path).filename() == "spring.csv");
    const std::string before = read.scenario.files[1].sha256;

    write(net.directory / "orders/spring.csv", "date,units\n2023-03-01,501\n");
    const ReadResult changed = read_scenario(net.path());
    CHECK(changed.scenario.files[0].sha256 == read.scenario.files[0].sha256);
    CHECK(changed.scenario.files[1].sha256 != before);

    // What a result keeps reads without the file.
    const std::string kept = resolved_toml(net.path());
    std::filesystem::remove_all(net.directory.path / "orders");
    const ReadResult again = read_scenario_text(kept);
    REQUIRE_FALSE(again.diagnostics.has_errors());
    CHECK(orders_of(again)[0].units->mean == 501);
}

TEST_CASE("two files of orders differ in what stands in them", "[scenario][orders]") {
    const Net left("date,units\n2023-03-01,500\n");
    const Net right("date,units\n2023-03-01,600\n");

    const ScenarioDiff diff = diff_scenarios(left.path(), right.path(), {});

    REQUIRE(diff.differences.size() == 1);
    CHECK(diff.differences[0].path == "market.m.demand.tractor.orders");
    CHECK(*diff.differences[0].right == "[{ date = 2023-03-01, units = 600 }]");
}

TEST_CASE("the command line may name another file of orders", "[scenario][orders]") {
    const Net net("date,units\n2023-03-01,500\n");
    write(net.directory / "other.csv", "date,units\n2023-03-01,7\n");

    const ReadResult read = read_scenario(net.path(), {"market.m.demand.tractor.orders=" + (net.directory / "other.csv")});

    REQUIRE_FALSE(read.diagnostics.has_errors());
    CHECK(orders_of(read)[0].units->mean == 7);
}

TEST_CASE("a value whose dates are past is the last one", "[scenario][dated]") {
    const Dated<double> rate = [] {
        Dated<double> dated;
        dated.first = 1;
        dated.steps = {{10, 1, {}}, {20, 2, {}}, {30, 4, {}}};
        return dated;
    }();

    CHECK(rate.on(5) == 1);
    CHECK(rate.on(19) == 1);
    CHECK(rate.on(20) == 2);
    CHECK(rate.on(1000) == 4);
    CHECK(rate.largest() == 4);
    CHECK(Dated<double>(3).on(7) == 3);
}

}  // namespace agrocap
