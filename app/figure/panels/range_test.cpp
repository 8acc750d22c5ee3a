// SPDX-License-Identifier: GPL-3.0-or-later
// CPT's precision range test: the gain of every precision, from the JSON that `imprint range-test` writes.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/figure/panels/metric_words.h"
#include "app/figure/panels/panel_parts.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_input.h"

namespace imprint {
namespace {

using Json = nlohmann::json;

constexpr double points = 100;

struct StoredTest {
  FigurePiece gains;
  double threshold = no_value;
  std::string reason;
};

double number_in(const Json& json, const char* key) {
  return json.contains(key) && json.at(key).is_number() ? json.at(key).get<double>() : no_value;
}

FigurePoint bar_of(const Json& precision) {
  const double gain = number_in(precision, "gain"), error = number_in(precision, "stderr");
  FigurePoint bar{number_in(precision, "bits"), scaled_value(gain, points)};
  if (!std::isfinite(bar.x)) throw InputError("\"precisions\" has an element without \"bits\"");
  if (std::isfinite(error)) {
    bar.low = scaled_value(gain - error, points);
    bar.high = scaled_value(gain + error, points);
  }
  return bar;
}

StoredTest read_test(const std::filesystem::path& file) {
  const Json json = parse_json(read_whole_file(file, largest_json_file), file.string());
  if (!json.is_object() || !json.contains("precisions") || !json.at("precisions").is_array())
    throw InputError("is no result of imprint range-test: write one with --out FILE");
  StoredTest test;
  for (const Json& precision : json.at("precisions"))
    if (const FigurePoint bar = bar_of(precision); std::isfinite(bar.y)) test.gains.push_back(bar);
  std::ranges::sort(test.gains, {}, &FigurePoint::x);
  test.threshold = scaled_value(number_in(json, "threshold"), points);
  if (json.contains("reason") && json.at("reason").is_string()) test.reason = json.at("reason").get<std::string>();
  return test;
}

std::string sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text.empty() || text.ends_with('.') ? text : text + ".";
}

void draw(PanelTask& task, FigurePanel& panel, const std::string& source, const StoredTest& test) {
  const bool several = task.panel.sources.size() > 1;
  panel.series.push_back({.label = several ? std::filesystem::path(source).stem().string() : "",
                          .shape = SeriesShape::bars,
                          .look = static_cast<int>(panel.series.size()),
                          .pieces = {test.gains}});
  const auto same = [&](const FigureRule& rule) { return rule.at == test.threshold; };
  if (std::isfinite(test.threshold) && std::ranges::none_of(panel.rules, same))
    panel.rules.push_back({.at = test.threshold, .label = "threshold"});
  panel.caption += (several ? " " + panel.series.back().label + ": " : " ") + sentence(test.reason);
}

FigurePanel collect_range_test(PanelTask& task) {
  FigurePanel panel{.kind = "range-test",
                    .x = x_axis_of(task.panel, "Forward bits"),
                    .y = y_axis_of(task.panel, "Gain (training accuracy points)")};
  panel.x.whole_numbers = true;
  panel.caption =
      "Precision range test: the gain in training accuracy at every precision; bars: \u00b1 1 standard error; line: "
      "the "
      "threshold.";
  for (const std::string& source : task.panel.sources) {
    try {
      const StoredTest test = read_test(task.sources.resolved(source));
      if (test.gains.empty())
        note(task, "left out " + source + ": no gain is finite");
      else
        draw(task, panel, source, test);
    } catch (const InputError& error) {
      note(task, left_out(error, task.sources.resolved(source), source));
    }
  }
  if (panel.series.empty())
    return empty_panel(task, panel.x, panel.y, "No range test in " + listed(task.panel.sources));
  return panel;
}

}  // namespace

PanelKind range_test_panel() {
  return {.name = "range-test",
          .title = "Range test",
          .fields = {"y_range", "x_label", "y_label"},
          .collect = collect_range_test,
          .sources = "JSON file of imprint range-test"};
}

}  // namespace imprint
