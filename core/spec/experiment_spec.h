// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment is: plain structs, one per TOML table. The default stands on the member; the comment gives
// unit, range and sentinel. Labels, help texts and limits live in spec_fields.cpp, once for flags, files and forms.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/fields/options.h"
#include "core/spec/continuation_spec.h"
#include "core/spec/precision_spec.h"
#include "core/spec/range_test_spec.h"
#include "core/spec/recovery_spec.h"

namespace imprint {

/// What the kinds of dataset.name bring along (kinds.h), as it is until something else is given.
Options initial_dataset_options();
/// What the kinds of model.name bring along, likewise.
Options initial_model_options();
/// What the probes bring along (spec_probes.h), likewise.
Options initial_probe_options();

struct DatasetSpec {
  std::string name = "synthetic";               // of datasets/dataset_list.h
  std::string root = {};                        // folder of the files; empty for built-in data
  int train_limit = 0;                          // samples; of images a class-balanced subset; 0 = all
  int test_limit = 0;                           // samples, likewise; 0 = all
  double difficulty = 0.5;                      // synthetic only: 0 easy .. 1 hard
  bool augment = false;                         // training images: pad 4, random crop, random horizontal flip
  Options options = initial_dataset_options();  // of all datasets: "stretch"

  bool operator==(const DatasetSpec&) const = default;
};

struct ModelSpec {
  std::string name = "small-cnn";             // of core/models/model_list.h
  Options options = initial_model_options();  // of all models: "hidden", "width"

  bool operator==(const ModelSpec&) const = default;
};

struct TrainingSpec {
  int epochs = 20;
  std::int64_t iterations = 0;  // steps; 0 = epochs * steps an epoch, else it decides and epochs is ignored
  int batch_size = 128;
  std::string optimizer = "sgd";  // sgd | adam
  double learning_rate = 0.1;
  double momentum = 0.9;
  double weight_decay = 1e-4;
  std::string lr_schedule = "cosine";               // constant | cosine | piecewise | exponential | plateau
  double lr_final = 0.0;                            // cosine: the rate at the end
  std::vector<double> lr_milestones = {0.5, 0.75};  // piecewise: fractions of the run
  double lr_factor = 0.1;                           // piecewise, plateau: the factor at each milestone, or stall
  double lr_decay = 0.97;                           // exponential: the factor an epoch
  int lr_patience = 0;           // plateau: evaluations without a better one that are let pass before the rate falls
  double lr_warmup = 0.0;        // epochs over which the rate rises linearly to its schedule's; 0 = none
  double clip_norm = 0.0;        // largest Euclidean norm of the whole gradient, scaled down to it; 0 = no limit
  std::string budget = "total";  // what epochs and iterations count: total (all steps) | clean (those outside deficits)
  std::string lr_clock = "running";  // running | frozen (the learning rate stands still during deficits)
  bool lr_restart = false;           // the learning rate begins anew at the end of each deficit

  bool operator==(const TrainingSpec&) const = default;
};

/// The kind of deficit that strikes the bits; all others strike the data.
inline constexpr char precision_deficit[] = "precision";

struct DeficitSpec {
  std::string kind = precision_deficit;    // or of core/data/deficits/deficit_list.h
  double onset = 0.0;                      // in `unit`
  double length = 5.0;                     // in `unit`
  std::string unit = "epoch";              // iteration | epoch | fraction (of what epochs or iterations ask for)
  int bits = 3;                            // kind precision: forward bits during the window; 0 = unchanged
  int weight_bits = 0;                     // kind precision: of weights in place of `bits`; 0 = as `bits` says
  int activation_bits = 0;                 // kind precision: of activations in place of `bits`; 0 = as `bits` says
  int backward_bits = 0;                   // kind precision: gradient bits during the window; 0 = unchanged
  std::string format = "by-bits";          // kind precision: of weights and activations in place of their bits: "mxfp4"
  std::vector<std::string> layers = {};    // kind precision: names of the layers that it strikes; empty = all
  double share = 1.0;                      // some kinds of noise: of what they strike, in (0, 1]
  std::string resampling = "antialiased";  // kind blur: antialiased | bilinear (plain, as some replications do)

  bool operator==(const DeficitSpec&) const = default;
};

inline bool strikes_bits(const DeficitSpec& deficit) { return deficit.kind == precision_deficit; }

struct EvaluationSpec {
  std::string every = "1 epoch";  // "N epochs" | "N iterations"; the last step always evaluates
  // Each of target (max_bits) | scheduled (the step's bits, as published) | fp32. The first gives "test/accuracy", the
  // others "test/accuracy/fp32" beside it.
  std::vector<std::string> precision = {"target"};

  bool operator==(const EvaluationSpec&) const = default;
};

struct ProbeSpec {
  std::string every = "1 epoch";  // "N epochs" | "N iterations"; step 0 and the last step always probe
  bool per_layer = true;
  int samples = 512;                          // of the training set, images class-balanced, fixed for the whole run
  Options options = initial_probe_options();  // of all probes: "fisher", "fisher_method", "hessian", ...

  bool operator==(const ProbeSpec&) const = default;
};

/// A final value is chosen without looking at the test: at the evaluation that scores best in validation.
inline constexpr char best_validation[] = "best-validation";

struct ComparisonSpec {
  bool baseline = false;  // also run the seed-paired baseline without the deficit
  std::string metric = "test/accuracy";
  std::string final_value = "median";  // last | median (of the last k evaluations) | best | best-validation
  int final_count = 3;                 // k of median

  bool operator==(const ComparisonSpec&) const = default;
};

struct CheckpointSpec {
  std::string every = "1 epoch";  // "N epochs" | "N iterations"
  int keep = 2;                   // latest checkpoints kept beside the initial and the final one

  bool operator==(const CheckpointSpec&) const = default;
};

struct RecordSpec {
  int every = 1;  // steps between rows of the per-step metrics

  bool operator==(const RecordSpec&) const = default;
};

struct ExperimentSpec {
  std::string name = "untitled";
  std::uint64_t seed = 1;      // 0..2^53, so that every reader of JSON keeps it exact
  std::string device = "cpu";  // cpu | cuda | cuda:N
  int threads = 0;             // 0 = by the size of a step: 1 or all physical cores
  DatasetSpec dataset = {};
  ModelSpec model = {};
  TrainingSpec training = {};
  PrecisionSpec precision = {};
  std::vector<DeficitSpec> deficits = {};
  RecoverySpec recovery = {};
  ContinuationSpec continuation = {};
  EvaluationSpec evaluation = {};
  ProbeSpec probe = {};
  ComparisonSpec comparison = {};
  CheckpointSpec checkpoint = {};
  RecordSpec record = {};
  RangeTestSpec range_test = {};

  bool operator==(const ExperimentSpec&) const = default;
};

}  // namespace imprint
