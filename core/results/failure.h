// SPDX-License-Identifier: GPL-3.0-or-later
// From whatever was thrown to why a run failed: the one place where it is decided.
#pragma once

#include <exception>
#include <string>

#include "core/results/run_records.h"

namespace imprint {

struct Failure {
  FailureKind kind = FailureKind::internal;
  std::string reason;  // for a person, without the stack that LibTorch appends
};

/// InputError: bad_input. DivergedError: diverged. DiskFullError, and a system error that means it: disk_full.
/// FileError and std::filesystem::filesystem_error: file_system. std::bad_alloc and what LibTorch's allocators say:
/// out_of_memory. Everything else: internal. CancelledError is no failure; it must not come here.
Failure failure_of(const std::exception_ptr& error);

}  // namespace imprint
