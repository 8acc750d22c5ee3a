// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/check/run_check.h"

#include <algorithm>
#include <optional>

#include "app/workflow/check/same_training.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/spec_io.h"
#include "core/store/artefact_file.h"
#include "core/store/checkpoint_files.h"
#include "core/store/checkpoint_search.h"
#include "core/store/event_log.h"
#include "core/store/footprint_file.h"
#include "core/store/json_file.h"
#include "core/store/last_evaluation.h"
#include "core/store/metrics_file.h"
#include "core/store/run_notes.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

/// What reading throws; empty when it can be read.
template <class Read>
std::string problem_of(Read read) {
  try {
    read();
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

/// One run directory without its baseline.
class RunChecker {
 public:
  RunChecker(const RunDirectory& run, bool is_baseline) : run_(run), is_baseline_(is_baseline) {}

  std::vector<RunFinding> check() {
    search();
    check_config();
    check_derived(
        run_.plan(), [&] { run_.read_plan(); }, can_remake_plan());
    check_status();  // made again, it needs the plan
    check_environment();
    check_metrics();
    check_checkpoints();
    check_events();
    check_derived(
        run_.comparison(), [&] { run_.read_comparison(); }, true);
    check_samples();
    check_footprint();
    check_artefacts();
    check_optional();
    check_leftovers();
    return std::move(findings_);
  }

 private:
  void add(const fs::path& file, std::string what, std::string consequence, Remedy remedy, bool is_damage = true) {
    findings_.push_back({file, std::move(what), std::move(consequence), remedy, is_damage});
  }

  void search() {
    const std::string problem = problem_of([&] { search_ = newest_whole_checkpoint(run_); });
    if (!problem.empty()) add(run_.checkpoints(), problem, "the run can't be resumed by this version", Remedy::none);
    if (!problem_of([&] { config_ = run_.read_config(); }).empty()) config_.reset();
  }

  bool has_stored_spec() const { return search_.found && !search_.found->position.spec.empty(); }
  bool can_remake_plan() const { return search_.found && !search_.found->position.plan.empty(); }
  bool is_finished() const {
    bool finished = false;
    problem_of([&] { finished = run_.read_status().state == RunState::finished; });
    return finished;
  }

  void check_config() {
    const std::string problem = problem_of([&] { run_.read_config(); });
    if (problem.empty()) return compare_config();
    const bool has_source = has_stored_spec() || is_baseline_;
    add(run_.config(), problem,
        has_source ? "the spec is known from elsewhere in the run"
                   : "nobody knows what this run was: it can't be resumed",
        has_source ? Remedy::remake : Remedy::none);
  }

  void compare_config() {
    if (!has_stored_spec() || !config_) return;
    const CheckpointPosition& position = search_.found->position;
    std::string difference;
    problem_of([&] {
      const std::int64_t steps_per_epoch = std::max<std::int64_t>(run_.read_plan().steps_per_epoch, 1);
      difference =
          first_difference(spec_from_json(position.spec, "checkpoint"), *config_, steps_per_epoch, position.step);
    });
    if (!difference.empty())
      add(run_.config(), "is not what the run began with: " + difference, "resuming is refused until it is put back",
          Remedy::remake);
  }

  void check_status() {
    const std::string problem = problem_of([&] { run_.read_status(); });
    if (problem.empty() || (is_baseline_ && !is_there(run_.status()))) return;
    add(run_.status(), problem, "how far the run is must be read from its checkpoints", Remedy::remake);
  }

  template <class Read>
  void check_derived(const fs::path& file, Read read, bool can_remake) {
    if (!is_there(file)) return check_missing(file);
    if (const std::string problem = problem_of(read); !problem.empty())
      add(file, problem, can_remake ? "it follows from other files" : "resuming the run makes it again",
          can_remake ? Remedy::remake : Remedy::set_aside);
  }

  /// Only a run that is over must have all.
  void check_missing(const fs::path& file) {
    if (is_baseline_ || !is_finished()) return;
    const bool is_comparison = file == run_.comparison();
    if (is_comparison && !(config_ && config_->comparison.baseline)) return;
    const bool can_remake = is_comparison || can_remake_plan();
    add(file, "is missing", can_remake ? "it follows from other files" : "resuming the run makes it again",
        can_remake ? Remedy::remake : Remedy::none);
  }

  void check_environment() {
    if (is_baseline_ || !is_there(run_.environment())) return;
    if (const std::string problem = problem_of([&] { const JsonFileReader json(run_.environment()); });
        !problem.empty())
      add(run_.environment(), problem, "which machine computed the run is not known; no result depends on it",
          Remedy::set_aside);
  }

  std::string words_on_resuming() const {
    return search_.found ? "resuming goes on from step " + std::to_string(search_.found->position.step) +
                               " and computes the steps since again"
                         : "resuming trains anew from step 0";
  }

  void check_metrics() {
    const bool has_begun = !checkpoint_steps(run_.checkpoints()).empty();
    if (!is_there(run_.metrics())) {
      if (has_begun) add(run_.metrics(), "is missing", "all rows are lost; " + words_on_resuming(), Remedy::none);
      return;
    }
    for (const LostCheckpoint& lost : search_.lost)
      if (lost.is_metrics_problem)
        return add(run_.metrics(), lost.problem, "its numbers can't be trusted; " + words_on_resuming(), Remedy::none);
    if (const std::string problem = problem_of([&] { read_metrics(run_.metrics()); }); !problem.empty())
      add(run_.metrics(), problem, "lists, charts and reports can't read it; " + words_on_resuming(), Remedy::none);
  }

  /// All of them, older ones too.
  void check_checkpoints() {
    const auto steps = checkpoint_steps(run_.checkpoints());
    for (const std::int64_t step : steps) {
      bool is_sealed = true;
      const std::string problem = problem_of([&] { is_sealed = read_checkpoint(run_.checkpoints(), step).is_sealed; });
      if (!problem.empty())
        add(model_file(run_.checkpoints(), step), problem, words_on_resuming(), Remedy::set_aside);
      else if (!is_sealed)
        add(model_file(run_.checkpoints(), step), "has no checksum: an older version wrote it",
            "whether it is whole can't be told", Remedy::none, false);
    }
    if (steps.empty() && is_finished())
      add(run_.checkpoints(), "holds no checkpoint", "the trained weights are lost; " + words_on_resuming(),
          Remedy::none);
  }

  void check_events() {
    if (!is_there(run_.events())) return;
    std::size_t events = 0, lines = 0;
    const std::string problem = problem_of([&] {
      events = read_events(run_.events()).size();
      for (const std::string& line : split(read_file_inside(run_.events()), '\n')) lines += line.empty() ? 0 : 1;
    });
    if (!problem.empty()) return add(run_.events(), problem, "what happened when can't be told", Remedy::set_aside);
    if (events < lines)
      add(run_.events(), std::to_string(lines - events) + " of " + std::to_string(lines) + " lines are damaged or cut",
          "they are skipped", Remedy::none, lines - events > 1);
  }

  void check_samples() {
    if (const std::string problem = problem_of([&] { read_last_evaluation(run_.root()); }); !problem.empty())
      add(last_evaluation_file(run_.root()), problem, "arms can't be compared image by image until the run is resumed",
          Remedy::set_aside);
  }

  void check_footprint() {
    if (const std::string problem = problem_of([&] { read_footprints(run_.root()); }); !problem.empty())
      add(footprint_file(run_.root()), problem, "what its steps took can't be told", Remedy::set_aside);
  }

  void check_artefacts() {
    std::vector<ArtefactFile> files;
    if (const std::string problem = problem_of([&] { files = find_artefacts(run_.root()); }); !problem.empty())
      add(artefacts_folder(run_.root()), problem, "spectra and maps can't be read", Remedy::none);
    for (const ArtefactFile& file : files)
      if (const std::string problem = problem_of([&] { read_artefact(file); }); !problem.empty())
        add(file.path, problem, "nothing else depends on it", Remedy::set_aside);
  }

  void check_optional() {
    if (const std::string problem = problem_of([&] { read_notes(run_); }); !problem.empty())
      add(run_.notes(), problem, "tags and note can't be read", Remedy::set_aside);
    if (const std::string problem = problem_of([&] { run_.read_branches(); }); !problem.empty())
      add(run_.branches(), problem, "the runs that branch off here train by themselves", Remedy::set_aside);
  }

  void check_leftovers() {
    std::vector<fs::path> folders = {run_.root(), run_.checkpoints()};
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(artefacts_folder(run_.root()), error))
      folders.push_back(entry.path());
    for (const fs::path& folder : folders) {
      for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.find(".tmp.") != std::string::npos)
          add(entry->path(), "was left by a write that was interrupted", "none", Remedy::remove, false);
        if (name.find(".damaged") != std::string::npos)
          add(entry->path(), "was set aside earlier", "none: delete it when it is of no use", Remedy::none, false);
      }
    }
  }

  const RunDirectory& run_;
  bool is_baseline_;
  CheckpointSearch search_;
  std::optional<ExperimentSpec> config_;
  std::vector<RunFinding> findings_;
};

/// The baseline begins where the deficit does: before that it is not there.
bool should_have_baseline(const RunDirectory& run) {
  bool should = false;
  problem_of([&] { should = run.read_config().comparison.baseline && run.read_status().state == RunState::finished; });
  return should;
}

}  // namespace

std::vector<RunFinding> check_run(const RunDirectory& run) {
  std::vector<RunFinding> findings = RunChecker(run, false).check();
  const RunDirectory baseline = run.baseline();
  if (is_there(baseline.root())) {
    for (RunFinding& finding : RunChecker(baseline, true).check()) findings.push_back(std::move(finding));
  } else if (should_have_baseline(run)) {
    findings.push_back({baseline.root(), "is missing", "there is nothing to compare with; resuming trains it anew"});
  }
  return findings;
}

bool has_damage(const std::vector<RunFinding>& findings) {
  return std::ranges::any_of(findings, [](const RunFinding& finding) { return finding.is_damage; });
}

}  // namespace imprint
