// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_entry.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base/text.h"
#include "core/results/metric_info.h"
#include "core/spec/condition.h"
#include "core/spec/deficit_words.h"
#include "core/spec/spec_probes.h"
#include "core/spec/spec_task.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "core/store/run_notes.h"
#include "core/store/run_trash.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

void take_spec(const ExperimentSpec& spec, RunEntry& entry) {
  entry.condition = condition_hash(spec);
  entry.fields = changed_fields(spec);
  entry.deficits = static_cast<int>(spec.deficits.size());
  if (spec.deficits.empty()) return;
  const DeficitSpec& first = spec.deficits.front();
  entry.deficit_kind = first.kind;
  entry.deficit_onset = first.onset;
  entry.deficit_length = first.length;
  entry.deficit_unit = first.unit;
  entry.deficit_bits = lowest_forward_bits(first);
}

/// To look for one that is never recorded would read the whole file.
bool is_recorded(const MetricInfo& info, const ExperimentSpec& spec) {
  const std::vector<std::string> scores = score_metrics(spec);
  if (is_score(info.name)) return std::ranges::find(scores, info.name) != scores.end();
  const bool is_probed = std::ranges::any_of(probe_facts(), [&](const ProbeFacts& facts) {
    return std::ranges::find(facts.metrics, info.name, &MetricInfo::name) != facts.metrics.end();
  });
  return !is_probed || measures(spec.probe, info.name);
}

/// What an untrained network scores is no result.
void take_finals(const RunDirectory& run, const ExperimentSpec& spec, RunEntry& entry) {
  for (const MetricInfo& info : metric_infos()) {
    const bool is_wanted = !info.word.empty() && !entry.finals.all().contains(info.name);
    if (!is_wanted || !is_recorded(info, spec)) continue;
    const std::string name(info.name);
    const auto row = last_metric_row(run.metrics(), name);
    if (row && (row->step > 0 || !is_score(name))) entry.finals.set(name, row->value);
  }
}

void take_comparison(const RunDirectory& run, RunEntry& entry) {
  std::error_code error;
  if (!fs::exists(run.comparison(), error)) return;
  const ComparisonResult result = run.read_comparison();
  entry.damage_metric = result.metric;
  // Of a deficit that reaches the end nothing is known that lasts; nor of what an older version's rule took.
  if (result.no_clean_step || result.evaluations_used == 0) return;
  entry.damage = result.damage;
  entry.recovery = result.recovery;
}

void take_notes(const RunDirectory& run, RunEntry& entry) {
  try {
    RunNotes notes = read_notes(run);
    entry.tags = std::move(notes.tags);
    entry.note = std::move(notes.note);
  } catch (const std::exception& error) {
    entry.notes_problem = error.what();
  }
}

class Signature {
 public:
  void add(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x9e3779b97f4a7c15ULL, hash_ ^= hash_ >> 29; }
  void add_file(const fs::path& path) {
    struct stat status = {};
    if (::lstat(path.c_str(), &status) != 0) return add(1);
    for (const auto part :
         {static_cast<std::uint64_t>(status.st_ino), static_cast<std::uint64_t>(status.st_size),
          static_cast<std::uint64_t>(status.st_mtim.tv_sec), static_cast<std::uint64_t>(status.st_mtim.tv_nsec)})
      add(part);
  }
  std::int64_t value() const { return static_cast<std::int64_t>(hash_); }

 private:
  std::uint64_t hash_ = 0x243f6a8885a308d3ULL;
};

/// As far as its label tells.
DeficitSpec first_deficit(const RunEntry& entry) {
  DeficitSpec deficit{.bits = entry.deficit_bits};
  if (const std::string format = field_in(entry.fields, "deficit.0.format"); !format.empty()) deficit.format = format;
  for (const auto& [name, bits] :
       {std::pair("bits", &deficit.bits), std::pair("weight_bits", &deficit.weight_bits),
        std::pair("activation_bits", &deficit.activation_bits), std::pair("backward_bits", &deficit.backward_bits)})
    if (const std::string text = field_in(entry.fields, std::string("deficit.0.") + name); !text.empty())
      std::from_chars(text.data(), text.data() + text.size(), *bits);
  return deficit;
}

}  // namespace

RunEntry read_entry(const fs::path& directory, bool trashed) {
  const RunDirectory run(directory);
  RunEntry entry;
  std::optional<ExperimentSpec> spec;
  try {
    static_cast<RunListing&>(entry) = list_run(directory, &spec);
    if (spec) {
      take_spec(*spec, entry);
      take_finals(run, *spec, entry);
    }
    take_comparison(run, entry);
  } catch (const std::exception& error) {
    if (entry.problem.empty()) entry.problem = error.what();
  }
  entry.directory = directory;
  take_notes(run, entry);
  entry.trashed = trashed;
  if (trashed) entry.origin = trash_origin(directory).string();
  return entry;
}

std::int64_t entry_signature(const fs::path& directory) {
  const RunDirectory run(directory);
  Signature signature;
  for (const fs::path& file :
       {run.config(), run.status(), run.metrics(), run.comparison(), run.notes(), run.baseline().config()})
    signature.add_file(file);
  return signature.value();
}

std::string state_name(const RunListing& run) {
  if (!run.problem.empty()) return "unreadable";
  if (run.stale) return "interrupted";
  return run.status.state == RunState::cancelled ? "stopped" : to_string(run.status.state);
}

std::string deficit_text(const RunEntry& entry) {
  if (entry.deficits == 0) return "";
  std::string text = entry.deficit_kind;
  if (entry.deficit_kind == precision_deficit) text += " " + deficit_label(first_deficit(entry));
  text += ", " + plain_text(entry.deficit_onset) + " + " + plain_text(entry.deficit_length) + " " + entry.deficit_unit;
  if (entry.deficits > 1) text += ", and " + std::to_string(entry.deficits - 1) + " more";
  return text;
}

}  // namespace imprint
