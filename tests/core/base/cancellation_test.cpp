// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancellation.h"

#include <gtest/gtest.h>

#include <thread>
#include <type_traits>

namespace imprint {
namespace {

TEST(CancellationToken, EveryCopySeesTheCancellation) {
  const CancellationToken token;
  const CancellationToken copy = token;  // NOLINT(performance-unnecessary-copy-initialization): it is the subject
  EXPECT_NO_THROW(copy.throw_if_cancelled());
  std::thread([token] { token.cancel(); }).join();
  EXPECT_TRUE(copy.is_cancelled());
  EXPECT_THROW(copy.throw_if_cancelled(), CancelledError);
}

TEST(CancellationToken, AnotherTokenIsNotTouched) {
  const CancellationToken first, second;
  first.cancel();
  EXPECT_FALSE(second.is_cancelled());
}

// A handler for failed jobs must never swallow a cancellation.
TEST(Errors, CancelledIsNoFailure) {
  EXPECT_FALSE((std::is_base_of_v<JobError, CancelledError>));
  EXPECT_TRUE((std::is_base_of_v<JobError, DiskFullError>));
  EXPECT_FALSE((std::is_base_of_v<JobError, InputError>));
}

}  // namespace
}  // namespace imprint
