// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule_source.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/schedule/precision_schedule.h"
#include "core/schedule/schedule_curves.h"
#include "core/schedule/switch_presets.h"
#include "core/spec/preset_io.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

constexpr std::int64_t largest_schedule_file = std::int64_t{16} << 20;

enum class ScheduleFile { experiment, preset, points };

bool is_table(const std::string& source) { return source.ends_with(".csv") || source.ends_with(".tsv"); }

/// By the name's ending; a pipe has none, then by what stands first.
ScheduleFile kind_of(const std::string& source, std::string_view text) {
  if (source.ends_with(".json")) return ScheduleFile::preset;
  if (source.ends_with(".toml")) return ScheduleFile::experiment;
  if (is_table(source)) return ScheduleFile::points;
  const std::string_view content = trimmed(text);
  if (content.starts_with('{')) return ScheduleFile::preset;
  return content.find('=') != std::string_view::npos ? ScheduleFile::experiment : ScheduleFile::points;
}

PrecisionSpec precision_of_experiment(std::string_view text, const std::string& source) {
  const ExperimentSpec spec = parse_spec_toml(text, source);
  for (const FieldProblem& problem : spec_problems(spec))
    if (problem.key.starts_with("precision.")) throw InputError(source + ": " + problem.key + " " + problem.message);
  return spec.precision;
}

PrecisionSpec precision_of_preset(std::string_view text, const std::string& source) {
  const Preset preset = preset_from_json(text, source);
  if (!preset.precision) throw InputError(source + ": the preset \"" + preset.name + "\" holds deficits, no schedule");
  return *preset.precision;
}

PrecisionSpec precision_of_points(std::string_view text, const std::string& source, PrecisionSpec precision) {
  precision.schedule = "curve";
  precision.curve = curve_from_csv(text, source);
  fit_range(precision);
  return precision;
}

PrecisionSpec read_file(const std::string& source, const PrecisionSpec& precision, NamedBy by) {
  const std::string path = source == "-" ? "/dev/stdin" : expand_home(source).string();
  const std::string text =
      by == NamedBy::person ? read_argument(path, largest_schedule_file) : read_whole_file(path, largest_schedule_file);
  switch (kind_of(source, text)) {
    case ScheduleFile::experiment: return precision_of_experiment(text, path);
    case ScheduleFile::preset: return precision_of_preset(text, path);
    case ScheduleFile::points: break;
  }
  return precision_of_points(text, path, precision);
}

}  // namespace

bool is_schedule_file(const std::string& source) {
  return source == "-" || source.find('/') != std::string::npos || source.ends_with(".toml") ||
         source.ends_with(".json") || is_table(source);
}

void read_schedule(const std::string& source, PrecisionSpec& precision, NamedBy by) {
  if (is_schedule_file(source))
    precision = read_file(source, precision, by);
  else if (const SwitchPreset* known = find_switch_preset(source))
    precision = known->preset.precision.value();
  else
    precision.schedule = named_schedule(source).name;
  if (precision.schedule == "curve" && precision.curve.at.empty())
    throw InputError("curve is drawn, not named: give the file that holds it (.toml, .json, .csv or .tsv)");
}

}  // namespace imprint
