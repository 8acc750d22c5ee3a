// SPDX-License-Identifier: GPL-3.0-or-later
// How often intervals hold what they are intervals of, by simulation. A short pass with fixed seeds runs with the other
// tests; the tables behind the headers' figures (10,000 trials, some minutes) are printed by
//
//   build/release/tests/test_analysis_critical --gtest_also_run_disabled_tests --gtest_filter='Coverage*.DISABLED_*'
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numbers>

#include "analysis/critical/mcnemar.h"
#include "analysis/critical/mean_interval.h"
#include "analysis/critical/rank_correlation.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

/// Covered, given at all, and how wide on average.
struct Coverage {
  int trials = 0, given = 0, covered = 0;
  double width = 0;

  void count(const std::optional<ConfidenceInterval>& interval, double truth) {
    ++trials;
    if (!interval) return;
    ++given;
    covered += interval->low <= truth && truth <= interval->high;
    width += interval->high - interval->low;
  }
  double share() const { return static_cast<double>(covered) / given; }
  double share_given() const { return static_cast<double>(given) / trials; }
};

/// A population of differences between seeds and its mean.
struct Population {
  const char* name;
  double mean;
  double (*draw)(RandomStream&);
};

double exponential(RandomStream& stream) { return -std::log(1 - stream.uniform()); }

const std::array<Population, 6> populations = {{
    {"normal", 0, [](RandomStream& stream) { return stream.normal(); }},
    {"normal, in steps of s/5", 0, [](RandomStream& stream) { return 0.001 * std::round(5 * stream.normal()); }},
    {"normal, in steps of s", 0, [](RandomStream& stream) { return 0.001 * std::round(stream.normal()); }},
    {"two accuracies of 1,000 images", 0.01,
     [](RandomStream& stream) { return 0.001 * std::round(10 + 6 * stream.normal() + 3 * stream.normal()); }},
    {"exponential", 1, [](RandomStream& stream) { return exponential(stream); }},
    {"lognormal", std::exp(0.5), [](RandomStream& stream) { return std::exp(stream.normal()); }},
}};

Coverage mean_coverage(const Population& population, int count, IntervalKind kind, int trials, int resamples) {
  Coverage coverage;
  Eigen::ArrayXd values(count);
  for (int trial = 0; trial < trials; ++trial) {
    RandomStream stream(static_cast<std::uint64_t>(count), StreamPurpose::bootstrap, static_cast<std::uint64_t>(trial));
    for (double& value : values) value = population.draw(stream);
    coverage.count(mean_interval(values, {kind, 0.95, resamples, static_cast<std::uint64_t>(trial)}), population.mean);
  }
  return coverage;
}

/// Variances of what runs have in common and of what they have not.
struct Effects {
  const char* name;
  double condition, seed, run;
};

constexpr std::array<Effects, 5> all_effects = {{{"runs alone", 0, 0, 1},
                                                 {"conditions", 4, 0, 0.5},
                                                 {"seeds", 0, 4, 0.5},
                                                 {"conditions and seeds", 2, 2, 1},
                                                 {"conditions, few seeds", 4, 1, 0.2}}};

/// A table of normal values with those effects, of variance 1.
Eigen::ArrayXXd crossed(int conditions, int seeds, const Effects& effects, RandomStream& stream) {
  Eigen::ArrayXXd table(conditions, seeds);
  for (double& value : table.reshaped()) value = std::sqrt(effects.run) * stream.normal();
  for (int row = 0; row < conditions; ++row) table.row(row) += std::sqrt(effects.condition) * stream.normal();
  for (int column = 0; column < seeds; ++column) table.col(column) += std::sqrt(effects.seed) * stream.normal();
  return table / std::sqrt(effects.condition + effects.seed + effects.run);
}

/// Pearson correlation `r` of the two, and so Spearman's 6/pi asin(r / 2) over a large table.
Coverage rank_coverage(int conditions, int seeds, const Effects& effects, double r, int trials) {
  Coverage coverage;
  for (int trial = 0; trial < trials; ++trial) {
    RandomStream stream(static_cast<std::uint64_t>(100 * conditions + seeds), StreamPurpose::bootstrap,
                        static_cast<std::uint64_t>(trial));
    const Eigen::ArrayXXd x = crossed(conditions, seeds, effects, stream);
    const Eigen::ArrayXXd y = r * x + std::sqrt(1 - r * r) * crossed(conditions, seeds, effects, stream);
    const auto seed = static_cast<std::uint64_t>(trial);
    coverage.count(crossed_rank_correlation(x, y, {IntervalKind::permutation, 0.95, 100, seed}).interval,
                   6 / std::numbers::pi * std::asin(r / 2));
  }
  return coverage;
}

/// Of images that exactly one arm gets right, by their shares.
Coverage pairs_coverage(std::int64_t images, double only_baseline, double only_deficit, int trials) {
  Coverage coverage;
  for (int trial = 0; trial < trials; ++trial) {
    RandomStream stream(static_cast<std::uint64_t>(images), StreamPurpose::bootstrap,
                        static_cast<std::uint64_t>(trial));
    DiscordantPairs pairs{images, 0, 0};
    for (std::int64_t image = 0; image < images; ++image) {
      const double place = stream.uniform();
      pairs.only_baseline += place < only_baseline;
      pairs.only_deficit += place >= only_baseline && place < only_baseline + only_deficit;
    }
    coverage.count(accuracy_difference_interval(pairs), only_baseline - only_deficit);
  }
  return coverage;
}

// 2,000 trials: a standard error of .005, and three of them beside the bar of .93 to .97.
constexpr int short_trials = 2000;

TEST(CoverageOfMeans, StudentTHoldsNormalAndDiscreteMeansAsOftenAsItSays) {
  for (const int count : {3, 5, 8, 12})
    for (std::size_t i = 0; i < 4; ++i) {
      const Coverage found = mean_coverage(populations[i], count, IntervalKind::student_t, short_trials, 100);
      EXPECT_GT(found.share(), 0.93) << populations[i].name << ", N = " << count;
      const bool is_coarse = i == 2 && count == 3;  // three values in such steps are often equal, and then not counted
      EXPECT_LT(found.share(), is_coarse ? 1 : 0.97) << populations[i].name << ", N = " << count;
    }
}

TEST(CoverageOfMeans, TheBootstrapsAreAsTheirHeadersSay) {
  const Population& normal = populations[0];
  EXPECT_NEAR(mean_coverage(normal, 5, IntervalKind::bca, 600, 500).share(), 0.85, 0.05);
  EXPECT_NEAR(mean_coverage(normal, 5, IntervalKind::studentised_bootstrap, 600, 500).share(), 0.94, 0.03);
  EXPECT_EQ(mean_coverage(normal, 3, IntervalKind::studentised_bootstrap, 10, 100).given, 0);
}

TEST(CoverageOfRankCorrelations, OfWhatIsNotRelatedIsTheLevel) {
  for (const Effects& effects : all_effects) {
    const Coverage found = rank_coverage(4, 3, effects, 0, 1000);
    EXPECT_GT(found.share_given(), 0.95);
    EXPECT_NEAR(found.share(), 0.95, 0.022) << effects.name;
  }
  EXPECT_EQ(rank_coverage(3, 3, all_effects[0], 0, 10).given, 0);
  EXPECT_NEAR(rank_coverage(6, 8, all_effects[3], 0, 150).share(), 0.95, 0.045);
}

TEST(CoverageOfAccuracyDifferences, IsTheLevel) {
  EXPECT_NEAR(pairs_coverage(500, 0.05, 0.03, short_trials).share(), 0.95, 0.016);
  EXPECT_NEAR(pairs_coverage(500, 0.02, 0.02, short_trials).share(), 0.95, 0.016);
}

void print(const std::string& what, const Coverage& coverage) {
  std::printf("%-60s coverage %.4f  given %.3f  mean width %.4f\n", what.c_str(), coverage.share(),
              coverage.share_given(), coverage.width / coverage.given);
  std::fflush(stdout);
}

constexpr int long_trials = 10'000;

TEST(CoverageOfMeans, DISABLED_Table) {
  for (const IntervalKind kind : {IntervalKind::student_t, IntervalKind::studentised_bootstrap, IntervalKind::bca})
    for (const Population& population : populations)
      for (const int count : {2, 3, 5, 8, 12}) {
        if (count < fewest_values(kind)) continue;
        print(to_string(kind) + ", " + population.name + ", N = " + std::to_string(count),
              mean_coverage(population, count, kind, long_trials, 2000));
      }
}

TEST(CoverageOfRankCorrelations, DISABLED_Table) {
  for (const double r : {0.0, 0.5, 0.8})
    for (const Effects& effects : all_effects)
      for (const auto& [conditions, seeds] :
           {std::pair{3, 3}, {3, 4}, {3, 12}, {4, 3}, {6, 5}, {6, 8}, {12, 3}, {12, 12}}) {
        const int trials = r == 0 ? long_trials : long_trials / 5;
        const Coverage found = rank_coverage(conditions, seeds, effects, r, trials);
        const std::string what = "r = " + std::to_string(r).substr(0, 3) + ", " + effects.name + ", " +
                                 std::to_string(conditions) + " conditions x " + std::to_string(seeds) + " seeds";
        if (found.given == 0)
          std::printf("%-60s none given\n", what.c_str());
        else
          print(what, found);
      }
}

TEST(CoverageOfAccuracyDifferences, DISABLED_Table) {
  for (const std::int64_t images : {100, 1000, 10'000})
    for (const auto& [b, c] : {std::pair{0.01, 0.01}, {0.02, 0.0}, {0.05, 0.05}, {0.1, 0.02}, {0.15, 0.05}})
      print(std::to_string(images) + " images, " + std::to_string(b).substr(0, 4) + " and " +
                std::to_string(c).substr(0, 4),
            pairs_coverage(images, b, c, images == 10'000 ? 2000 : long_trials));
}

}  // namespace
}  // namespace imprint
