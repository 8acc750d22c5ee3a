// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/failure.h"

#include <array>
#include <filesystem>
#include <new>
#include <string_view>
#include <system_error>

#include "core/base/error.h"
#include "core/base/file_error.h"

namespace imprint {
namespace {

/// LibTorch appends its stack to the message.
std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

/// LibTorch's allocators throw its general error, told apart by words alone ("DefaultCPUAllocator: can't allocate
/// memory", "CUDA out of memory").
bool tells_of_memory(std::string_view text) {
  constexpr std::array<std::string_view, 4> words = {"can't allocate memory", "not enough memory", "out of memory",
                                                     "std::bad_alloc"};
  for (const std::string_view word : words)
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

Failure system_failure(const std::system_error& error, FailureKind otherwise) {
  if (error.code().category() == std::generic_category() || error.code().category() == std::system_category()) {
    if (means_disk_full(error.code().value()))
      return {FailureKind::disk_full, std::string("the disk is full: ") + error.what()};
    if (error.code() == std::errc::not_enough_memory) return {FailureKind::out_of_memory, error.what()};
  }
  return {otherwise, error.what()};
}

Failure general_failure(const std::exception& error) {
  const std::string line = first_line(error.what());
  if (tells_of_memory(line)) return {FailureKind::out_of_memory, "out of memory: " + line};
  return {FailureKind::internal, "unexpected error: " + line};
}

}  // namespace

Failure failure_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const InputError& e) {
    return {FailureKind::bad_input, e.what()};
  } catch (const DivergedError& e) {
    return {FailureKind::diverged, e.what()};
  } catch (const DiskFullError& e) {
    return {FailureKind::disk_full, e.what()};
  } catch (const FileError& e) {
    return {FailureKind::file_system, e.what()};
  } catch (const JobError& e) {
    return {FailureKind::internal, e.what()};
  } catch (const std::bad_alloc&) {
    return {FailureKind::out_of_memory, "out of memory"};
  } catch (const std::filesystem::filesystem_error& e) {
    return system_failure(e, FailureKind::file_system);
  } catch (const std::system_error& e) {
    return system_failure(e, FailureKind::internal);
  } catch (const std::exception& e) {
    return general_failure(e);
  } catch (...) {
    return {FailureKind::internal, "unexpected error of an unknown type"};
  }
}

}  // namespace imprint
