// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/failure.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <new>
#include <stdexcept>

#include "core/base/error.h"
#include "core/base/file_error.h"

namespace imprint {
namespace {

template <class Error>
Failure failure(const Error& error) {
  return failure_of(std::make_exception_ptr(error));
}

std::filesystem::filesystem_error system_error(int number) {
  return {"cannot copy", "a", std::error_code(number, std::generic_category())};
}

TEST(FailureOf, TellsEveryKindApart) {
  EXPECT_EQ(failure(InputError("bad")).kind, FailureKind::bad_input);
  EXPECT_EQ(failure(DivergedError("diverged at step 3")).kind, FailureKind::diverged);
  EXPECT_EQ(failure(DiskFullError("full")).kind, FailureKind::disk_full);
  EXPECT_EQ(failure(FileError("cannot write")).kind, FailureKind::file_system);
  EXPECT_EQ(failure(JobError("cannot")).kind, FailureKind::internal);
  EXPECT_EQ(failure(std::bad_alloc()).kind, FailureKind::out_of_memory);
  EXPECT_EQ(failure(std::runtime_error("odd")).kind, FailureKind::internal);
  EXPECT_EQ(failure(42).kind, FailureKind::internal);
}

TEST(FailureOf, ErrorsOfTheStandardLibraryAreReadByTheirNumber) {
  EXPECT_EQ(failure(system_error(EIO)).kind, FailureKind::file_system);
  EXPECT_EQ(failure(system_error(ENOSPC)).kind, FailureKind::disk_full);
  EXPECT_EQ(failure(system_error(EDQUOT)).kind, FailureKind::disk_full);
  EXPECT_EQ(failure(std::system_error(EAGAIN, std::generic_category())).kind, FailureKind::internal);
  EXPECT_EQ(failure(std::system_error(ENOMEM, std::generic_category())).kind, FailureKind::out_of_memory);
}

TEST(FailureOf, LibTorchsWordsForNoMemoryCount) {
  const Failure cpu = failure(std::runtime_error(
      "[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes\n"
      "frame #0: somewhere"));
  EXPECT_EQ(cpu.kind, FailureKind::out_of_memory);
  EXPECT_EQ(cpu.reason.find("frame"), std::string::npos);
}

TEST(FailureOf, TheReasonIsTheErrorsOwnSentence) {
  EXPECT_EQ(failure(InputError("config.json: damaged")).reason, "config.json: damaged");
  EXPECT_EQ(failure(std::runtime_error("odd\nstack")).reason, "unexpected error: odd");
  EXPECT_FALSE(failure(42).reason.empty());
}

}  // namespace
}  // namespace imprint
