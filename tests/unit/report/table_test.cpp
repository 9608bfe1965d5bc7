#include "report/table.hpp"

#include "report/table_csv.hpp"
#include "report/table_text.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

using namespace agrocap;

namespace {

ReportTable plants() {
    ReportTable table;
    table.title = "Plants";
    table.columns = {{"plant", "", Align::left},
                     {"output", "units/y"},
                     {"±", "", Align::right, Digits::like_previous},
                     {"utilised", "%", Align::right, Digits::percent},
                     {"note", "", Align::left}};
    table.add({"Қостанай", 34871.2, 95.1, 0.9964, ""});
    table.add({"main", 5.25, 0.2, 0.5, "new"}, 1);
    table.add({"closed", NAN, NAN, Cell(), ""});
    return table;
}

}  // namespace

TEST_CASE("a table is aligned by columns of the terminal and no line ends in a space", "[report][table]") {
    CHECK(text_of(plants()) ==
          "Plants\n"
          "  plant      output   ±  utilised  note\n"
          "            units/y             %\n"
          "  Қостанай   34 871  95      99.6\n"
          "    main          5  <1      50.0  new\n"
          "  closed          –   –\n");
}

TEST_CASE("colour wraps a cell without moving the others", "[report][table]") {
    ReportTable table;
    table.columns = {{"target", "", Align::left}, {"verdict", "", Align::left}, {"n"}};
    table.add({"a", Cell("fail", Tone::bad), 3.0});

    CHECK(text_of(table, Colour::on) == "  target  verdict     n\n  a       \x1b[31mfail\x1b[0m     3.00\n");
    CHECK(text_of(table, Colour::off) == "  target  verdict     n\n  a       fail     3.00\n");
}

TEST_CASE("a name cannot move the cursor or break a line", "[report][table]") {
    ReportTable table;
    table.columns = {{"name", "", Align::left}};
    table.add({"a\x1b[2J\nb"});

    CHECK(text_of(table) == "  name\n  a [2J b\n");
}

TEST_CASE("columns in which nothing happens are dropped, the first one never", "[report][table]") {
    ReportTable table = plants();
    for (ReportTable::Row& row : table.rows) row.cells[2] = 0.0;
    table.rows[1].cells[4] = "";

    table.drop_idle_columns();

    REQUIRE(table.columns.size() == 3);
    CHECK(table.columns[0].title == "plant");
    CHECK(table.columns[2].title == "utilised");
    CHECK(table.rows[0].cells.size() == 3);
}

TEST_CASE("CSV has full precision, shares as shares, and empty fields for what was not observed", "[report][csv]") {
    CHECK(csv_of(plants()) ==
          "plant,output (units/y),±,utilised (share),note\r\n"
          "Қостанай,34871.2,95.1,0.9964,\r\n"
          "main,5.25,0.2,0.5,new\r\n"
          "closed,,,,\r\n");
}

TEST_CASE("a CSV field is quoted where it holds a comma, a quote or a line break", "[report][csv]") {
    CHECK(csv_field("plain") == "plain");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("82 \"hp\"") == "\"82 \"\"hp\"\"\"");
    CHECK(csv_field("a\nb") == "\"a\nb\"");
}

TEST_CASE("a table wider than the screen is told in parts, each with the names of its rows", "[report][table]") {
    CHECK(text_of(plants(), {Colour::off, 29}) ==
          "Plants\n"
          "  plant      output   ±\n"
          "            units/y\n"
          "  Қостанай   34 871  95\n"
          "    main          5  <1\n"
          "  closed          –   –\n"
          "\n"
          "  plant     utilised  note\n"
          "                   %\n"
          "  Қостанай      99.6\n"
          "    main        50.0  new\n");
    CHECK(text_of(plants(), {Colour::off, 80}) == text_of(plants()));
}

TEST_CASE("a name is cut for a screen only", "[report][table]") {
    ReportTable table;
    table.columns = {{"name", "", Align::left}};
    table.add({std::string(70, 'x')});

    CHECK(text_of(table) == "  name\n  " + std::string(70, 'x') + "\n");
    CHECK(text_of(table, {Colour::off, 120}) == "  name\n  " + std::string(59, 'x') + "…\n");
}

TEST_CASE("notes are broken at blanks", "[report][table]") {
    ReportTable table;
    table.columns = {{"n"}};
    table.add({1.0});
    table.notes = {"one two three four"};

    CHECK(text_of(table, {Colour::off, 12}) == "     n\n  1.00\n  one two\n    three\n    four\n");
}

TEST_CASE("a column that stays is left out only where it holds no number, and bars of characters are for screens", "[report][table]") {
    ReportTable table;
    table.columns = {{"line", "", Align::left},
                     {.title = "output", .unit = "units/y", .stays = true},
                     {.title = "parts", .unit = "units/y", .stays = true},
                     {"scrapped", "units/y"},
                     {.title = "output", .align = Align::left, .of_bars = true}};
    table.add({"main", 0.0, Cell(), 0.0, "██"});

    table.drop_idle_columns();
    const ReportTable drawn_elsewhere = table.without_bars();

    REQUIRE(table.columns.size() == 3);
    CHECK(table.columns[1].title == "output");
    CHECK(drawn_elsewhere.columns.size() == 2);
    CHECK(drawn_elsewhere.rows[0].cells.size() == 2);
}
