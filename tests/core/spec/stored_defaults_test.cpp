// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/stored_defaults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/spec/kinds.h"
#include "core/spec/preset_io.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/spec/spec_probes.h"
#include "core/spec/sweep_spec.h"
#include "tests/core/spec/random_spec.h"

namespace imprint {
namespace {

using Texts = std::map<std::string, std::string>;

/// The fields that runs have had since format 1 of config.json, and their defaults. Never change this table: a new
/// field, and an old one that gets another default, belong into the one of stored_defaults.cpp.
const Texts& fields_of_format_1() {
  static const Texts fields = {
      {"name", "untitled"},
      {"seed", "1"},
      {"device", "cpu"},
      {"threads", "0"},
      {"dataset.name", "synthetic"},
      {"dataset.root", ""},
      {"dataset.train_limit", "0"},
      {"dataset.test_limit", "0"},
      {"dataset.difficulty", "0.5"},
      {"dataset.augment", "false"},
      {"model.name", "small-cnn"},
      {"model.hidden", "[256, 256]"},
      {"model.width", "16"},
      {"training.epochs", "20"},
      {"training.iterations", "0"},
      {"training.batch_size", "128"},
      {"training.optimizer", "sgd"},
      {"training.learning_rate", "0.1"},
      {"training.momentum", "0.9"},
      {"training.weight_decay", "1e-04"},
      {"training.lr_schedule", "cosine"},
      {"training.lr_final", "0"},
      {"training.lr_milestones", "[0.5, 0.75]"},
      {"training.lr_factor", "0.1"},
      {"training.lr_decay", "0.97"},
      {"training.budget", "total"},
      {"training.lr_clock", "running"},
      {"training.lr_restart", "false"},
      {"precision.schedule", "static"},
      {"precision.cycles", "8"},
      {"precision.min_bits", "3"},
      {"precision.max_bits", "8"},
      {"precision.backward_bits", "8"},
      {"precision.rex_constant", "0.9"},
      {"precision.period", "floor"},
      {"precision.range_bias_correction", "true"},
      {"precision.curve.cycles", "1"},
      {"precision.curve.shape", "repeated"},
      {"precision.curve.at", "[]"},
      {"precision.curve.bits", "[]"},
      {"precision.curve.segment", "[]"},
      {"precision.curve.handles", "[]"},
      {"precision.backward_curve.cycles", "1"},
      {"precision.backward_curve.shape", "repeated"},
      {"precision.backward_curve.at", "[]"},
      {"precision.backward_curve.bits", "[]"},
      {"precision.backward_curve.segment", "[]"},
      {"precision.backward_curve.handles", "[]"},
      {"deficit.kind", "precision"},
      {"deficit.onset", "0"},
      {"deficit.length", "5"},
      {"deficit.unit", "epoch"},
      {"deficit.bits", "3"},
      {"deficit.backward_bits", "0"},
      {"deficit.layers", "[]"},
      {"evaluation.every", "1 epoch"},
      {"evaluation.precision", "target"},
      {"probe.every", "1 epoch"},
      {"probe.fisher", "true"},
      {"probe.hessian", "true"},
      {"probe.per_layer", "true"},
      {"probe.samples", "512"},
      {"probe.fisher_method", "sampled"},
      {"probe.fisher_draws", "1"},
      {"probe.hessian_method", "hutchinson"},
      {"probe.hessian_samples", "128"},
      {"probe.hessian_tolerance", "0.05"},
      {"probe.hessian_max_products", "30"},
      {"probe.top_eigenvalue", "false"},
      {"comparison.baseline", "false"},
      {"comparison.metric", "test/accuracy"},
      {"comparison.final_value", "median"},
      {"comparison.final_count", "3"},
      {"checkpoint.every", "1 epoch"},
      {"checkpoint.keep", "2"},
      {"record.every", "1"},
      {"range_test.lowest_bits", "2"},
      {"range_test.highest_bits", "8"},
      {"range_test.iterations", "100"},
      {"range_test.window", "20"},
      {"range_test.threshold", "0.05"},
      {"range_test.saturation", "0.01"},
      {"range_test.start", "continued"},
  };
  return fields;
}

Texts late_texts() {
  Texts texts;
  for (const LateField& field : late_fields()) EXPECT_TRUE(texts.emplace(field.name, field.value).second) << field.name;
  return texts;
}

/// Every field of a spec with one deficit, whose number is left out.
Texts texts_of(ExperimentSpec spec) {
  Texts texts;
  for (const Field& field : spec_fields(spec)) {
    const bool numbered = field.key.starts_with("deficit.0.");
    texts[numbered ? "deficit." + field.key.substr(10) : field.key] = field_text(field);
  }
  return texts;
}

ExperimentSpec with_late_values(ExperimentSpec spec) { return stored_start(std::move(spec), 0); }

/// The config.json of a run from before the late fields.
std::string stored_of_old(const ExperimentSpec& spec) {
  auto json = nlohmann::json::parse(spec_to_json(spec));
  for (const LateField& late : late_fields()) {
    const auto dot = late.name.rfind('.');
    const std::string table = late.name.substr(0, dot), field = late.name.substr(dot + 1);
    if (table != "deficit")
      json.at(table).erase(field);
    else
      for (auto& deficit : json.at("deficit")) deficit.erase(field);
  }
  return json.dump();
}

/// A kind that came later brings options that nothing in a stored run has read: a model's of another model, a probe's
/// whose switch is off.
bool is_of_later_kind(const ExperimentSpec& spec, const std::string& key, const std::string& value) {
  for (const ProbeFacts& facts : probe_facts())
    if (facts.has_switch() && key == "probe." + facts.options.front().field.key) return value == "false";
  return !is_read(spec, key);
}

/// Fails for a field that was added, or whose default was changed, without a word about the runs that are stored
/// already.
TEST(StoredStart, IsWhatEveryRunDidSinceFormat1) {
  Texts expected = fields_of_format_1();
  for (const auto& [name, value] : late_texts()) expected[name] = value;
  const ExperimentSpec stored = stored_start({}, 1);
  for (const auto& [name, value] : texts_of(stored)) {
    if (!expected.contains(name) && is_of_later_kind(stored, name, value)) continue;
    EXPECT_EQ(value, expected[name]) << name;
    expected.erase(name);
  }
  EXPECT_TRUE(expected.empty()) << expected.begin()->first << " is gone";
}

TEST(LateFields, ThatAreAsOldAsTheFormatHaveTheirDefaultOfThen) {
  for (const auto& [name, value] : late_texts()) {
    const auto old = fields_of_format_1().find(name);
    EXPECT_EQ(old == fields_of_format_1().end() ? value : old->second, value) << name;
  }
}

TEST(LateFields, HaveValuesThatTheirFieldsTake) {
  ExperimentSpec spec = stored_start({}, 1);
  for (const Field& field : spec_fields(spec)) EXPECT_EQ(field_problem(field), "") << field.key;
}

TEST(StoredSpec, MeansWhatRunsDidWhereItLacksAField) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const ExperimentSpec spec = test::random_spec(seed);
    ASSERT_EQ(spec_from_json(stored_of_old(spec), "config.json"), with_late_values(spec)) << seed;
  }
  const ExperimentSpec old = spec_from_json(R"({"format": 1, "deficit": [{"kind": "blur"}]})", "config.json");
  EXPECT_EQ(old.precision.linear_granularity, "tensor");
  EXPECT_EQ(old.probe.options.get<std::string>("hessian_method"), "hutchinson");
  EXPECT_EQ(old.deficits.at(0).resampling, "antialiased");
  EXPECT_EQ(old.training.lr_warmup, 0);
  EXPECT_EQ(old.training.clip_norm, 0);
}

TEST(StoredSpec, KeepsWhatItSays) {
  const ExperimentSpec spec;  // with the defaults of today
  EXPECT_EQ(spec_from_json(spec_to_json(spec), "config.json"), spec);
}

TEST(NewSpec, HasTheDefaultsOfToday) {
  EXPECT_EQ(parse_spec_toml("", "spec.toml").precision.linear_granularity, "output-row");
  EXPECT_EQ(parse_spec_toml("[probe]\n", "spec.toml").probe.options.get<std::string>("hessian_method"), "auto");
  EXPECT_EQ(parse_sweep_toml("[sweep.grid]\nseed = [1]\n", "sweep.toml").base, ExperimentSpec());
}

TEST(StoredPreset, MeansWhatItDidWhereItLacksAField) {
  const auto preset = preset_from_json(
      R"({"format": "imprint-preset", "version": 1, "name": "a", "precision": {"max_bits": 6}})", "a.json");
  EXPECT_EQ(preset.precision->linear_granularity, "tensor");
  EXPECT_EQ(preset.precision->max_bits, 6);
}

TEST(StoredSweep, MeansWhatItDidWhereItLacksAField) {
  const std::string text = "[[deficit]]\nkind = \"blur\"\n[sweep.grid]\nseed = [1, 2]\n";
  const SweepSpec old = parse_stored_sweep(text, "sweep.toml");
  EXPECT_EQ(old.base, with_late_values(parse_sweep_toml(text, "sweep.toml").base));
  EXPECT_EQ(old.base.precision.linear_granularity, "tensor");
}

TEST(StoredSweep, WrittenWholeReadsBackEqualWhateverTheDefaultsOfOld) {
  for (const SweepProtocol& protocol : sweep_protocols()) {
    SweepSpec sweep = protocol.defaults;
    sweep.protocol = protocol.name;
    if (sweep.axes.empty()) sweep.axes = {{"seed", {"1", "2"}}};
    const std::string text = sweep_to_toml(sweep, true);
    EXPECT_EQ(parse_stored_sweep(text, "sweep.toml"), sweep) << protocol.name;
    EXPECT_EQ(parse_sweep_toml(text, "sweep.toml"), sweep) << protocol.name;
  }
}

}  // namespace
}  // namespace imprint
