// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/program/sweep_engine.h"

#include "app/workflow/dataset_size.h"
#include "app/workflow/sweep/process_pool.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/machine.h"

namespace imprint::studio {
namespace {

/// As `imprint sweep run` leaves them. A sweep without a finished pair has nothing to report yet.
void write_reports(const SweepDirectory& directory) {
  try {
    const SweepReport report = report_sweep(directory.root());
    write_file_atomically(directory.report_text(), sweep_report_markdown(report));
    write_file_atomically(directory.report_json(), sweep_report_json(report));
  } catch (const InputError&) {
    // The page says so.
  }
}

SweepSummary run_and_report(const SweepOptions& options, RunControl& control, SweepListener& listener) {
  SweepOptions whole = options;
  if (whole.program.empty()) whole.program = run_program();
  SweepSummary summary = run_sweep(whole, control, listener);
  write_reports(SweepDirectory(options.directory));
  return summary;
}

StoredSweep open_sweep(const std::filesystem::path& folder) {
  const SweepDirectory directory(folder);
  StoredSweep sweep;
  sweep.directory = folder;
  sweep.plan = directory.read_plan();
  sweep.spec = directory.read_spec();
  sweep.progress = directory.read_progress();
  sweep.state = directory.read_state();
  return sweep;
}

}  // namespace

SweepFunctions sweep_engine() {
  SweepFunctions engine;
  engine.plan = [](const SweepSpec& sweep) { return plan_sweep(sweep, count_train_samples, {physical_cores()}); };
  engine.job = run_and_report;
  engine.create = [](const std::filesystem::path& folder, const SweepSpec& sweep, const SweepPlan& plan) {
    SweepDirectory(folder).create(sweep, plan);
  };
  engine.open = open_sweep;
  engine.report = [](const std::filesystem::path& folder) { return report_sweep(folder); };
  engine.report_text = sweep_report_markdown;
  return engine;
}

}  // namespace imprint::studio
