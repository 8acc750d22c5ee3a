// SPDX-License-Identifier: GPL-3.0-or-later
// imprint format show NAME
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/base/text.h"
#include "core/elements/named_format.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinity and no NaN: they are texts.
Json number_or_word(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0 ? "infinity" : "-infinity";
}

Json numbers_json(const std::vector<double>& numbers) {
  Json list = Json::array();
  for (const double number : numbers) list.push_back(number_or_word(number));
  return list;
}

template <class Value>
Json known_or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> numbers;
  if (text.empty()) return numbers;
  for (const std::string& word : split(text, ',')) {
    numbers.push_back(parse_double(trimmed(word)));
    if (!std::isfinite(numbers.back())) throw InputError("--round: finite numbers are expected, found " + word);
  }
  return numbers;
}

RoundingRule rule_named(const std::string& name) {
  if (name == "nearest-even") return RoundingRule::nearest_even;
  if (name == "half-away") return RoundingRule::half_away;
  throw InputError("--rounding must be nearest-even or half-away, but is \"" + name + '"');
}

Overflow overflow_named(const std::string& name) {
  if (name == "saturate") return Overflow::saturate;
  if (name == "standard") return Overflow::standard;
  throw InputError("--overflow must be saturate or standard, but is \"" + name + '"');
}

std::string words_of(const std::vector<double>& numbers) {
  std::string text;
  for (const double number : numbers) text += (text.empty() ? "" : " ") + shortest_text(number);
  return text;
}

std::string scale_words(const NamedFormat& format) {
  switch (format.kind) {
    case NamedFormatKind::affine: return "over the range of what is rounded; values are codes here";
    case NamedFormatKind::integer: return "the largest magnitude becomes the largest integer";
    case NamedFormatKind::floating:
      return format.bits > 8 ? "none" : "none here; in training the largest magnitude becomes the largest value";
    case NamedFormatKind::mx: return "a power of two for every 32 values";
    case NamedFormatKind::affine_blocks:
      return "over the range of every " + std::to_string(*format.block_length()) + " values; values are codes here";
    case NamedFormatKind::nvfp4: return "e4m3 for every 16 values, and fp32 for the tensor";
  }
  return {};
}

class FormatShow : public Command {
 public:
  CommandInfo info() const override {
    return {"format show", "Show what a number format can hold, and round numbers to it",
            "imprint format show e4m3\n"
            "imprint format show e2m1 --round 0.25,0.75,1.25,5,7\n"
            "imprint format show mxfp4 --round 0.1,0.2,3 --json"};
  }
  void declare(Arguments& arguments) override {
    arguments.positional("NAME", &name_, "Name (see imprint format list)");
    arguments.option("--round", "V,V,...", &numbers_, "Numbers to round; of blocks and ranges they are one tensor");
    arguments.option("--rounding", "RULE", &rule_, "nearest-even or half-away");
    arguments.option("--overflow", "RULE", &overflow_,
                     "saturate, or as the standard says: infinity or NaN, where a format has them");
  }
  int run(Console& console) override {
    const NamedFormat format = named_format(name_);
    const std::vector<double> given = numbers_in(numbers_);
    const std::vector<double> rounded =
        format.rounded(given, {.rule = rule_named(rule_), .overflow = overflow_named(overflow_)});
    if (console.wants_json())
      console.json(as_json(format, given, rounded));
    else
      console.print(as_text(format, given, rounded));
    return exit_success;
  }

 private:
  static std::string as_json(const NamedFormat& format, const std::vector<double>& given,
                             const std::vector<double>& rounded) {
    const auto values = format.values();
    return json_text(Json{{"name", format.name},
                          {"description", format.description},
                          {"bits", format.bits},
                          {"bits_a_value", format.bits_a_value()},
                          {"block", known_or_null(format.block_length())},
                          {"largest", format.largest()},
                          {"smallest_subnormal", known_or_null(format.smallest_subnormal())},
                          {"specials", format.specials()},
                          {"values", values ? numbers_json(*values) : Json()},
                          {"given", numbers_json(given)},
                          {"rounded", numbers_json(rounded)}});
  }

  static std::string as_text(const NamedFormat& format, const std::vector<double>& given,
                             const std::vector<double>& rounded) {
    Table table({{"FORMAT"}, {format.name + ", " + format.description}});
    table.add_row({"bits a value", plain_text(format.bits_a_value())});
    table.add_row({"largest", shortest_text(format.largest())});
    if (const auto smallest = format.smallest_subnormal())
      table.add_row({"smallest subnormal", shortest_text(*smallest)});
    table.add_row({"specials", format.specials()});
    table.add_row({"scale", scale_words(format)});
    std::string text = table.text();
    if (const auto values = format.values()) text += "\nvalues: " + words_of(*values) + "\n";
    for (std::size_t i = 0; i < given.size(); ++i)
      text += (i == 0 ? "\n" : "") + shortest_text(given[i]) + " -> " + shortest_text(rounded[i]) + "\n";
    return text;
  }

  std::string name_, numbers_, rule_ = "nearest-even", overflow_ = "saturate";
};

}  // namespace

std::unique_ptr<Command> make_format_show_command() { return std::make_unique<FormatShow>(); }

}  // namespace imprint::cli
