// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exit_code.h"

#include <new>
#include <string_view>

#include "core/base/error.h"

namespace imprint::cli {
namespace {

/// LibTorch appends its stack to the message.
std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

ErrorReport report_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const InputError& e) {
    return {exit_bad_input, e.what()};
  } catch (const CancelledError& e) {
    return {exit_cancelled, e.what()};
  } catch (const JobError& e) {
    return {exit_job_failed, e.what()};
  } catch (const std::bad_alloc&) {
    return {exit_job_failed, "out of memory"};
  } catch (const std::exception& e) {
    return {exit_job_failed, "unexpected error: " + first_line(e.what())};
  } catch (...) {
    return {exit_job_failed, "unexpected error of an unknown type"};
  }
}

int exit_code_of(RunState state) {
  if (state == RunState::finished) return exit_success;
  return state == RunState::cancelled ? exit_cancelled : exit_job_failed;
}

}  // namespace imprint::cli
