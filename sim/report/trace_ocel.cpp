#include "report/json_value.hpp"
#include "report/trace_files.hpp"
#include "report/trace_time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace agrocap {

namespace {

std::string id_of(const TraceObject& object) {
    const char* prefix = object.kind == TraceKind::unit ? "unit" : object.kind == TraceKind::shipment ? "shipment" : "order";
    return fmt::format("{}-{}", prefix, object.number);
}

/// What an object is to an event or to another object.
const char* part_qualifier(std::string_view kind, std::string_view of) {
    if (kind == "station" && of == "line") return "on line";
    return kind == "line" || kind == "store" || kind == "station" ? "of" : "part of";
}

class OcelTrace final : public TraceWriter {
  public:
    OcelTrace(const TraceOutline& outline, const TraceTitle& title, TextSink sink)
        : outline_(outline), title_(title), sink_(std::move(sink)) {
        sink_("{\"objectTypes\":" + json_line(object_types()) + ",\n\"eventTypes\":" + json_line(event_types()) + ",\n\"events\":[");
        for (const TraceFixture& fixture : outline_.fixtures) add_fixture(fixture);
    }

    void birth(const TraceBirth& birth) override {
        Json object = {{"id", id_of(birth.object)}, {"type", kind_name(birth.object.kind)}};
        const std::string time = moment(birth.at);
        Json attributes = Json::array();
        const auto attribute = [&](const char* name, Json value) {
            attributes.push_back({{"name", name}, {"time", time}, {"value", std::move(value)}});
        };
        if (!birth.item.empty()) attribute("item", birth.item);
        if (birth.object.kind != TraceKind::unit) attribute("units", birth.units);
        object["attributes"] = std::move(attributes);
        object["relationships"] = Json::array({relationship(outline_.fixtures[birth.of].path, birth_qualifier(birth.object.kind))});
        add_object(object);
    }

    void event(const TraceEvent& event) override {
        Json record = {{"id", fmt::format("event-{}", ++events_)}, {"type", event.what}, {"time", moment(event.at)}};
        record["attributes"] = Json::array({{{"name", "units"}, {"value", event.units}}});
        Json relationships = Json::array();
        if (event.object.kind != TraceKind::none) relationships.push_back(relationship(id_of(event.object), "of"));
        relationships.push_back(relationship(outline_.fixtures[event.where].path, "at"));
        for (const TraceObject& order : event.with) relationships.push_back(relationship(id_of(order), "carries"));
        record["relationships"] = std::move(relationships);
        count_record();
        sink_(events_ == 1 ? "\n" : ",\n");
        sink_(json_line(record));
    }

    void end() override {
        sink_("\n],\n\"objects\":[");
        objects_.replay(sink_);
        sink_("\n]}\n");
    }

  private:
    /// The simulated time is local; the format wants a zone, and UTC shifts nothing.
    [[nodiscard]] std::string moment(Time at) const { return moment_text(at, outline_.start) + "Z"; }

    static Json relationship(const std::string& object, const char* qualifier) { return {{"objectId", object}, {"qualifier", qualifier}}; }

    static const char* birth_qualifier(TraceKind kind) {
        if (kind == TraceKind::unit) return "made by";
        if (kind == TraceKind::shipment) return "travels on";
        return kind == TraceKind::customer_order ? "placed by" : "replenishes";
    }

    [[nodiscard]] Json object_types() const {
        const auto type = [](const char* name, Json attributes) { return Json{{"name", name}, {"attributes", std::move(attributes)}}; };
        const Json item = {{"name", "item"}, {"type", "string"}};
        const Json units = {{"name", "units"}, {"type", "integer"}};
        Json types = Json::array();
        types.push_back(type("unit", Json::array({item})));
        types.push_back(type("customer order", Json::array({item, units})));
        types.push_back(type("replenishment order", Json::array({item, units})));
        types.push_back(type("shipment", Json::array({units})));
        for (const char* kind : {"plant", "line", "station", "store", "supplier", "lane", "place", "market", "disruption"})
            types.push_back(type(kind, Json::array()));
        return types;
    }

    static Json event_types() {
        Json types = Json::array();
        for (const char* name : trace_event_names())
            types.push_back({{"name", name}, {"attributes", Json::array({{{"name", "units"}, {"type", "integer"}}})}});
        return types;
    }

    void add_fixture(const TraceFixture& fixture) {
        Json object = {{"id", fixture.path}, {"type", fixture.kind}, {"attributes", Json::array()}, {"relationships", Json::array()}};
        if (fixture.part_of.valid()) {
            const TraceFixture& of = outline_.fixtures[fixture.part_of];
            object["relationships"].push_back(relationship(of.path, part_qualifier(fixture.kind, of.kind)));
        }
        add_object(object);
    }

    void add_object(const Json& object) {
        count_record();
        objects_.write(has_objects_ ? ",\n" : "\n");
        has_objects_ = true;
        objects_.write(json_line(object));
    }

    void count_record() {
        if (++records_ > title_.most_records) throw too_long(title_.most_records);
    }

    const TraceOutline& outline_;
    TraceTitle title_;
    TextSink sink_;
    Spool objects_;  // the events come first in the file, and the objects of all of them last
    bool has_objects_ = false;
    std::uint64_t records_ = 0, events_ = 0;
};

}  // namespace

std::unique_ptr<TraceWriter> trace_ocel(const TraceOutline& outline, const TraceTitle& title, const TextSink& sink) {
    return std::make_unique<OcelTrace>(outline, title, sink);
}

}  // namespace agrocap
