#include "sheet/xml_events.hpp"

#include "sheet/spreadsheet.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <memory>

namespace agrocap {

namespace {

constexpr char namespace_end = '|';
constexpr int depth_max = 100;

std::string_view local_name(std::string_view name) { return name.substr(name.rfind(namespace_end) + 1); }

/// What the library's callbacks are given. No exception may pass through the library, which is C.
struct XmlReading {
    XML_Parser parser;
    const XmlEvents& events;
    int depth = 0;
    bool refused = false;
    std::exception_ptr fault = {};

    template <class Call>
    void guarded(Call call) {
        if (fault || refused) return;
        try {
            call();
        } catch (...) {
            fault = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
    void refuse() {
        refused = true;
        XML_StopParser(parser, XML_FALSE);
    }
};

XmlReading& reading_of(void* data) { return *static_cast<XmlReading*>(data); }

void on_begin(void* data, const char* name, const char** pairs) {
    XmlReading& reading = reading_of(data);
    if (++reading.depth > depth_max) return reading.refuse();
    reading.guarded([&] {
        if (reading.events.begin) reading.events.begin(local_name(name), XmlAttributes(pairs));
    });
}

void on_end(void* data, const char* name) {
    XmlReading& reading = reading_of(data);
    --reading.depth;
    reading.guarded([&] {
        if (reading.events.end) reading.events.end(local_name(name));
    });
}

void on_text(void* data, const char* text, int size) {
    XmlReading& reading = reading_of(data);
    reading.guarded([&] {
        if (reading.events.text) reading.events.text(std::string_view(text, static_cast<std::size_t>(size)));
    });
}

void on_doctype(void* data, const char*, const char*, const char*, int) { reading_of(data).refuse(); }

}  // namespace

std::string_view XmlAttributes::find(std::string_view name) const {
    for (const char* const* pair = pairs_; *pair != nullptr; pair += 2)
        if (local_name(pair[0]) == name) return pair[1];
    return {};
}

void read_xml(std::string_view document, const std::string& part, const XmlEvents& events) {
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreateNS(nullptr, namespace_end), XML_ParserFree);
    if (parser == nullptr) throw std::bad_alloc();
    XmlReading reading{parser.get(), events};
    XML_SetUserData(parser.get(), &reading);
    XML_SetElementHandler(parser.get(), on_begin, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    constexpr std::size_t piece_max = std::size_t{1} << 24;  // the library counts in int
    XML_Status status = XML_STATUS_OK;
    for (std::size_t from = 0; status == XML_STATUS_OK && (from < document.size() || from == 0);) {
        const std::size_t size = std::min(piece_max, document.size() - from);
        const bool last = from + size == document.size();
        status = XML_Parse(parser.get(), document.data() + from, static_cast<int>(size), last ? XML_TRUE : XML_FALSE);
        if (last) break;
        from += size;
    }
    if (reading.fault) std::rethrow_exception(reading.fault);
    if (status != XML_STATUS_OK)
        throw SpreadsheetFault{fmt::format("its part \"{}\" is no XML that a spreadsheet program writes", part),
                               "save it again from the spreadsheet program"};
}

}  // namespace agrocap
