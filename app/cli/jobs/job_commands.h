// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that run jobs of app/workflow.
#pragma once

#include "app/cli/commands.h"

namespace imprint::cli {

std::unique_ptr<Command> make_run_command();
std::unique_ptr<Command> make_curvature_command();
std::unique_ptr<Command> make_range_test_command();
std::unique_ptr<Command> make_doctor_command();
std::unique_ptr<Command> make_dataset_verify_command();
std::unique_ptr<Command> make_model_show_command();
std::unique_ptr<Command> make_bench_command();

}  // namespace imprint::cli
