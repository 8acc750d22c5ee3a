// SPDX-License-Identifier: GPL-3.0-or-later
// The exit codes, a contract with scripts, and the one place where an error becomes one.
#pragma once

#include <exception>
#include <string>

#include "core/results/run_records.h"

namespace imprint::cli {

inline constexpr int exit_success = 0;
inline constexpr int exit_job_failed = 1;
inline constexpr int exit_bad_input = 2;
inline constexpr int exit_cancelled = 130;  // 128 + SIGINT, as shells have it

struct ErrorReport {
  int exit_code = exit_job_failed;
  std::string message;
};

/// What to tell about an exception, and how to leave.
ErrorReport report_of(const std::exception_ptr& error);

/// Of a run that ended in this state, and of what it failed; a run that is not over counts as failed.
int exit_code_of(RunState state, FailureKind failure = FailureKind::none);

}  // namespace imprint::cli
