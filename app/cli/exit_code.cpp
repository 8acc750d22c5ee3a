// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exit_code.h"

#include "core/base/error.h"
#include "core/results/failure.h"

namespace imprint::cli {

ErrorReport report_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const CancelledError& e) {
    return {exit_cancelled, e.what()};
  } catch (...) {
    const Failure failure = failure_of(std::current_exception());
    return {failure.kind == FailureKind::bad_input ? exit_bad_input : exit_job_failed, failure.reason};
  }
}

int exit_code_of(RunState state, FailureKind failure) {
  if (state == RunState::finished) return exit_success;
  if (state == RunState::cancelled) return exit_cancelled;
  return failure == FailureKind::bad_input ? exit_bad_input : exit_job_failed;
}

}  // namespace imprint::cli
