// SPDX-License-Identifier: GPL-3.0-or-later
// The errors of Imprint. Each carries a sentence for a person: the field or file, the rule, the value found,
// and what to do. A command's exit code follows from the type alone.
#pragma once

#include <stdexcept>
#include <string>

namespace imprint {

/// Bad usage or bad input: a flag, a spec field, a file's content. Exit code 2.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The job itself failed although its input was good. Exit code 1.
class JobError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A write failed because the disk (or the quota) is full. Nothing that was there before is damaged.
class DiskFullError : public JobError {
 public:
  using JobError::JobError;
};

/// The loss became NaN or infinite. `what()` reads "diverged at step N".
class DivergedError : public JobError {
 public:
  using JobError::JobError;
};

/// Somebody asked to stop. Its own outcome, never a failure. Exit code 130.
class CancelledError : public std::runtime_error {
 public:
  CancelledError() : std::runtime_error("cancelled") {}
};

}  // namespace imprint
