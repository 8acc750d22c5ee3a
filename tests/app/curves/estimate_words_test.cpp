// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/estimate_words.h"

#include <gtest/gtest.h>

namespace imprint {
namespace {

TEST(EstimateWords, SayWhatTheBandIs) {
  EXPECT_EQ(
      estimate_words({0, "fisher/trace", "fisher-sampled", 512, 1}),
      "By fisher-sampled, 512 samples, 1 label drawn for each. Band: 1 standard error over samples and drawn labels.");
  EXPECT_EQ(estimate_words({0, "fisher/trace", "fisher-exact", 64}),
            "By fisher-exact, 64 samples. Band: 1 standard error over samples.");
  EXPECT_EQ(estimate_words({0, "hessian/trace", "diagonal-identity", 64}),
            "By diagonal-identity, 64 samples. Exact for these samples: there is no band.");
  EXPECT_EQ(
      estimate_words({0, "hessian/trace", "hutchinson", 128, 0, 30, ToleranceState::missed}),
      "By hutchinson, 30 products on 128 samples. Band: 1 standard error over random vectors. The tolerance was not "
      "reached.");
  EXPECT_EQ(estimate_words({0, "hessian/top_eigenvalue", "lanczos", 64, 0, 1, ToleranceState::reached}),
            "By lanczos, 1 product on 64 samples.");
}

TEST(EstimateWords, LayersBelongToTheirTrace) {
  EXPECT_EQ(measure_of("fisher/trace/layer1.0.conv1"), "fisher/trace");
  EXPECT_EQ(measure_of("hessian/trace"), "hessian/trace");
  EXPECT_EQ(measure_of("gradient/norm"), "gradient/norm");
}

TEST(ExpectedProbe, IsWhatTheSpecAloneTells) {
  ProbeSpec spec;
  spec.options.set("fisher_draws", 3);
  EXPECT_EQ(expected_probe(spec, "fisher/trace")->estimator, "fisher-sampled");
  EXPECT_EQ(expected_probe(spec, "fisher/trace")->draws, 3);
  EXPECT_FALSE(expected_probe(spec, "hessian/trace")) << "auto is the network's choice";
  spec.options.set<std::string>("hessian_method", "exact");
  EXPECT_EQ(expected_probe(spec, "hessian/trace")->estimator, "diagonal-identity");
  spec.options.set<std::string>("hessian_method", "hutchinson");
  EXPECT_EQ(expected_probe(spec, "hessian/trace")->estimator, "hutchinson");
  EXPECT_FALSE(expected_probe(spec, "gradient/norm"));
}

}  // namespace
}  // namespace imprint
