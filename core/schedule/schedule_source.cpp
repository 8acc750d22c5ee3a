// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule_source.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/records/preset_io.h"
#include "core/records/spec_io.h"
#include "core/schedule/schedule_curves.h"

namespace imprint {
namespace {

bool is_table(const std::string& source) { return source.ends_with(".csv") || source.ends_with(".tsv"); }

void require_precision(const ExperimentSpec& spec, const std::string& source) {
  for (const SpecProblem& problem : spec_problems(spec))
    if (problem.key.starts_with("precision."))
      throw InputError(source + ": " + problem.key + " " + problem.message);
}

PrecisionSpec read_preset(const std::string& path) {
  const Preset preset = preset_from_json(read_whole_file(path), path);
  if (!preset.precision) throw InputError(path + ": the preset \"" + preset.name + "\" holds deficits, no schedule");
  return *preset.precision;
}

PrecisionSpec read_points(const std::string& path, PrecisionSpec precision) {
  precision.schedule = "curve";
  precision.curve = curve_from_csv(read_whole_file(path), path);
  fit_range(precision);
  return precision;
}

}  // namespace

bool is_schedule_file(const std::string& source) {
  return source.ends_with(".toml") || source.ends_with(".json") || is_table(source);
}

void read_schedule(const std::string& source, PrecisionSpec& precision) {
  const std::string path = expand_home(source).string();
  if (source.ends_with(".json")) {
    precision = read_preset(path);
  } else if (is_table(source)) {
    precision = read_points(path, precision);
  } else if (source.ends_with(".toml")) {
    const ExperimentSpec spec = load_spec(path);
    require_precision(spec, path);
    precision = spec.precision;
  } else {
    named_schedule(source);
    precision.schedule = source;
  }
  if (precision.schedule == "curve" && precision.curve.at.empty())
    throw InputError("curve is drawn, not named: give the file that holds it (.toml, .json, .csv or .tsv)");
}

}  // namespace imprint
