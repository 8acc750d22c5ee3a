// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/range_test_page.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include "core/base/error.h"
#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

using test::eventually;

/// Learns from `learning_bits` on; `endless` waits for the stop at the last step.
RangeTestJob made_up_job(int learning_bits, bool endless = false) {
  return [=](const ExperimentSpec& spec, const CancellationToken& token, const auto& on_step) {
    RangeTestResult result;
    result.spec = spec;
    const RangeTestSpec& test = spec.range_test;
    const std::int64_t total = (test.highest_bits - test.lowest_bits + 1) * test.iterations;
    for (std::int64_t i = 0; i < total; ++i) {
      const int bits = test.lowest_bits + static_cast<int>(i / test.iterations);
      result.steps.push_back({i + 1, total, bits, 1.0, bits < learning_bits ? 0.1 : 0.6});
      on_step(result.steps.back());
      token.throw_if_cancelled();
    }
    if (endless) test::wait_until_cancelled(token);
    result.gains = gains_so_far(result.steps, test);
    result.proposal = propose_bounds(result.gains, test);
    return result;
  };
}

class RangeTestPageTest : public ::testing::Test {
 protected:
  RangeTestPageTest() { draft.replace(test::small_spec()); }

  std::unique_ptr<RangeTestPage> open_page(RangeTestJob job) {
    auto page = std::make_unique<RangeTestPage>(draft, std::move(job));
    page->resize(1280, 740);
    page->show();
    return page;
  }

  ExperimentDraft draft;
};

TEST_F(RangeTestPageTest, ProposesBoundsThatOneClickTakesOver) {
  const auto page = open_page(made_up_job(4));
  EXPECT_FALSE(page->use_button().isVisible());
  QSignalSpy chosen(page.get(), &RangeTestPage::bounds_chosen);
  page->start_action()->trigger();
  ASSERT_TRUE(eventually([&] { return !page->session().is_running(); }));
  EXPECT_EQ(page->headline(), "Cycle between 4 and 8 bits");
  ASSERT_TRUE(page->use_button().isVisible());
  QTest::mouseClick(&page->use_button(), Qt::LeftButton);
  ASSERT_EQ(chosen.size(), 1);
  EXPECT_EQ(chosen[0][0].toInt(), 4);
  EXPECT_EQ(chosen[0][1].toInt(), 8);
}

TEST_F(RangeTestPageTest, StopsAndKeepsWhatWasMeasured) {
  const auto page = open_page(made_up_job(4, true));
  page->start_action()->trigger();
  ASSERT_TRUE(eventually([&] { return page->session().gains().size() == 7; }));
  EXPECT_EQ(page->start_action()->text(), "Stop the test");
  EXPECT_EQ(page->headline(), "Testing 8 bits");
  page->start_action()->trigger();
  ASSERT_TRUE(eventually([&] { return !page->session().is_running(); }));
  EXPECT_EQ(page->session().steps().size(), 700U);
  EXPECT_EQ(page->headline(), "Stopped");
}

TEST_F(RangeTestPageTest, SaysWhenNothingLearns) {
  const auto page = open_page(made_up_job(99));
  page->start_action()->trigger();
  ASSERT_TRUE(eventually([&] { return !page->session().is_running(); }));
  EXPECT_EQ(page->headline(), "No precision learnt");
  EXPECT_FALSE(page->use_button().isVisible());
}

TEST_F(RangeTestPageTest, TellsWhatWentWrong) {
  const auto page = open_page([](const auto&, const auto&, const auto&) -> RangeTestResult {
    throw InputError("dataset.root = /nowhere: there is no such folder");
  });
  QSignalSpy failed(page.get(), &RangeTestPage::failed);
  page->start_action()->trigger();
  ASSERT_TRUE(eventually([&] { return failed.size() == 1; }));
  EXPECT_TRUE(failed[0][0].toString().contains("/nowhere"));
  EXPECT_FALSE(page->session().is_running());
}

TEST_F(RangeTestPageTest, CanNotStartWithAWrongFormNorBesideAnExperiment) {
  const auto page = open_page(made_up_job(4));
  EXPECT_TRUE(page->start_action()->isEnabled());
  page->set_busy(true);
  EXPECT_FALSE(page->start_action()->isEnabled());
  page->set_busy(false);
  draft.set_text("range_test.window", "1000");
  EXPECT_FALSE(page->start_action()->isEnabled());
}

TEST_F(RangeTestPageTest, IsStoppedWhenThePageGoesAway) {
  std::atomic<bool> ended = false;
  auto page =
      open_page([&ended](const ExperimentSpec&, const CancellationToken& token, const auto&) -> RangeTestResult {
        while (!token.is_cancelled()) std::this_thread::yield();
        ended = true;
        throw CancelledError();
      });
  page->start_action()->trigger();
  page.reset();
  EXPECT_TRUE(ended);  // the page waited for its worker
}

}  // namespace
}  // namespace imprint::studio
