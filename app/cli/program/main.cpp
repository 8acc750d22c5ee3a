// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include "app/cli/commands.h"
#include "app/cli/figure/figure_commands.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/program.h"
#include "app/cli/sweep/sweep_commands.h"
#include "app/workflow/dataset_size.h"
#include "app/workflow/model_macs.h"
#include "core/base/file_error.h"
#include "core/base/standard_streams.h"

int main(int argc, char** argv) {
  using namespace imprint::cli;
  imprint::hold_standard_streams();
  imprint::hear_of_file_size_limits();
  CommandSet set;
  set.commands.push_back(make_run_command());
  add_schedule_commands(set, imprint::model_macs);
  set.commands.push_back(make_range_test_command());
  set.commands.push_back(make_curvature_command());
  add_sweep_commands(set, imprint::count_train_samples);
  add_figure_commands(set);
  add_runs_commands(set);
  add_kind_commands(set);
  set.commands.push_back(make_dataset_verify_command());
  set.commands.push_back(make_model_show_command());
  set.commands.push_back(make_doctor_command());
  set.commands.push_back(make_bench_command());
  return run_program({argv + 1, argv + argc}, set, std::cout, std::cerr);
}
