#include "scenario/number_text.hpp"

#include "scenario/country_code.hpp"
#include "scenario/latin_text.hpp"
#include "scenario/syntax_hint.hpp"
#include "unit/scenario/reading_text.hpp"

using namespace agrocap;

TEST_CASE("a per cent in quotes is the share, to the same bits", "[scenario][shares]") {
    CHECK(read_one(R"("5 %")", read_share).value == 0.05);
    CHECK(read_one(R"("0.1%")", read_share).value == 0.001);
    CHECK(read_one(R"("57.3 %")", read_share).value == 0.573);
    CHECK(read_one(R"("-3 %")", read_share).value == -0.03);
    CHECK(read_one("0.25", read_share).value == 0.25);
    for (const char* wrong : {R"("5")", R"("five %")", R"("%")", R"("1,5 %")", R"("5 %%")", R"("inf %")", "true"})
        CHECK_FALSE(read_one(wrong, read_share).value);
    CHECK_FALSE(read_one(R"("5 %")", read_number).value);
}

TEST_CASE("a comma or a blank in a number is answered with what it may mean", "[scenario][hints]") {
    CHECK(separator_hint("3,000") == "write 3000 if the comma stands between thousands, 3.000 if it is a decimal comma");
    CHECK(separator_hint("1,500 h") == "write \"1500 h\" if the comma stands between thousands, \"1.500 h\" if it is a decimal comma");
    CHECK(separator_hint("1,5 h") == "decimals follow a point: \"1.5 h\"; thousands stand without a comma");
    CHECK(separator_hint("5,5%") == "decimals follow a point: \"5.5 %\"; thousands stand without a comma");
    CHECK(separator_hint("3 000") == "thousands stand without blanks: 3000");
    CHECK(separator_hint("14 500 USD") == "thousands stand without blanks: 14500");
    CHECK(separator_hint("1,234,567") == "thousands stand without commas: 1234567");
    CHECK(separator_hint("1.234,5") == "write 1234.5");
    CHECK(separator_hint("1.5 h").empty());
    CHECK(separator_hint("12").empty());
    CHECK(separator_hint("soon").empty());
}

TEST_CASE("a date of the street is answered with ours, both where two are possible", "[scenario][hints]") {
    CHECK(date_hint("31.12.2023") == "a date is written year-month-day, without quotes: 2023-12-31");
    CHECK(date_hint("08.03.2024") == "a date is written year-month-day, without quotes: 2024-03-08");
    CHECK(date_hint("01/02/2024") == "a date is written year-month-day: 2024-02-01 or 2024-01-02");
    CHECK(date_hint("12/31/2024") == "a date is written year-month-day, without quotes: 2024-12-31");
    CHECK(date_hint("2024/1/2") == "a date is written year-month-day, without quotes: 2024-01-02");
    CHECK(date_hint("2.5").empty());
}

TEST_CASE("countries are the codes of two letters, and others are told which", "[scenario][countries]") {
    CHECK(is_country("KZ"));
    CHECK(is_country("XK") == false);
    CHECK(is_country("UK") == false);
    CHECK(meant_country("UK") == "GB");
    CHECK(meant_country("kz") == "KZ");
    CHECK(meant_country("UZB") == "UZ");
    CHECK(meant_country("Kazakhstan") == "KZ");
    CHECK(meant_country("Kazahstan") == "KZ");
    CHECK(meant_country("XX").empty());
}

TEST_CASE("Cyrillic letters are told from the Latin ones that they look like", "[scenario][hints]") {
    CHECK(without_lookalikes("tract\u043er") == "tractor");
    CHECK(without_lookalikes("tractor").empty());
    CHECK(without_lookalikes("\u0436uk").empty());  // ж looks like nothing Latin
    CHECK(in_latin_letters("Костанай") == "kostanai");
}
