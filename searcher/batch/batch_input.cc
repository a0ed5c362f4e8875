#include "searcher/batch/batch_input.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "common/json_line.h"
#include "common/text.h"
#include "searcher/batch/topic_reader.h"

namespace news::batch {
namespace {

using json = nlohmann::json;

/// A form in which each line is a query.
class QueriesInLines : public Reader {
 public:
  QueriesInLines(LineSource& lines, std::string name) : lines_(lines), name_(std::move(name)) {}

  std::optional<Item> next() override {
    while (std::optional<Line> line = lines_.next()) {
      if (!line->cut && trim(line->text).empty()) continue;
      Item item;
      item.line = line->number;
      try {
        if (line->cut) throw Error(Code::usage, "this line is longer than 1 MiB");
        if (first_invalid_utf8(line->text) != std::string_view::npos) {
          throw Error(Code::usage, "this line is not UTF-8", "iconv -t utf-8 converts it");
        }
        read(line->text, fmt::format("{}:{}", name_, line->number), item);
      } catch (const Error& error) {
        item.problem = error;
      }
      return item;
    }
    return std::nullopt;
  }

 protected:
  /// Fills the item from a line of valid UTF-8. Throws Error where it can't be read, with as much filled as was read.
  virtual void read(std::string_view line, const std::string& origin, Item& item) = 0;

 private:
  LineSource& lines_;
  std::string name_;
};

class TabbedLines final : public QueriesInLines {
 public:
  using QueriesInLines::QueriesInLines;

  void read(std::string_view line, const std::string&, Item& item) override {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) {
      throw Error(Code::usage, "there is no tab between the query's id and the query", "such as 301<TAB>strike");
    }
    std::string id = one_line(line.substr(0, tab));
    if (id.empty()) throw Error(Code::usage, "there is no id before the tab", "such as 301<TAB>strike");
    item.id = std::move(id);
    item.query = line.substr(tab + 1);
  }
};

class JsonLines final : public QueriesInLines {
 public:
  using QueriesInLines::QueriesInLines;

  void read(std::string_view line, const std::string& origin, Item& item) override {
    const json object = parse(line);
    item.id = id_of(object);
    if (!object.contains("query") || !object["query"].is_string()) {
      throw Error(Code::usage, "there is no query", R"(such as {"id": "301", "query": "strike"})");
    }
    item.query = object["query"].get<std::string>();
    for (const auto& [name, value] : object.items()) {
      if (name != "id" && name != "query") add_option(name, value, origin, item.options);
    }
  }

 private:
  static json parse(std::string_view line) {
    json object;
    try {
      object = parse_json_line(line);
    } catch (const json::parse_error& error) {
      throw Error(Code::usage, fmt::format("this line is no JSON, from byte {} on", error.byte));
    }
    if (!object.is_object())
      throw Error(Code::usage, "this line is no JSON object", R"(such as {"id": "301", "query": "strike"})");
    return object;
  }

  static std::string id_of(const json& object) {
    const auto id = object.find("id");
    std::string text;
    if (id != object.end() && id->is_string()) text = one_line(id->get<std::string>());
    if (id != object.end() && id->is_number_integer()) text = id->dump();
    if (text.empty()) throw Error(Code::usage, "there is no id", R"(a text or a whole number, such as "id": "301")");
    return text;
  }

  /// An option as a configuration would state it; a list has an entry for each value.
  static void add_option(const std::string& name, const json& value, const std::string& origin,
                         std::vector<cli::Setting>& options) {
    if (value.is_array()) {
      for (const json& each : value) options.push_back({name, text_of(name, each), origin});
      if (value.empty()) throw Error(Code::usage, name + " is an empty list", "leave it out");
    } else {
      options.push_back({name, text_of(name, value), origin});
    }
  }

  static std::string text_of(const std::string& name, const json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer() || value.is_boolean()) return value.dump();
    throw Error(Code::usage,
                fmt::format("{} is neither a text, a whole number, true or false, nor a list of them", name));
  }
};

}  // namespace

std::unique_ptr<Reader> open_reader(LineSource& lines, const std::string& name, std::vector<TopicPart> topic_parts) {
  std::optional<Line> first = lines.next();
  while (first && !first->cut && trim(first->text).empty()) first = lines.next();
  const std::string_view text = first ? trim(first->text) : std::string_view();
  // A frame may stand before the first topic: an XML declaration, a comment, a root element.
  const bool topics = text.starts_with('<') && (text.find('\t') == std::string_view::npos ||
                                                find_topic(text).begin == 0 || text.starts_with("<!--"));
  const bool objects = text.starts_with('{');
  if (first) lines.put_back(std::move(*first));
  if (topics) return std::make_unique<TopicReader>(lines, std::move(topic_parts));
  if (objects) return std::make_unique<JsonLines>(lines, name);
  return std::make_unique<TabbedLines>(lines, name);
}

}  // namespace news::batch
