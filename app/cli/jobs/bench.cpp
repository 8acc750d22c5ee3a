// SPDX-License-Identifier: GPL-3.0-or-later
// imprint bench
#include <unistd.h>

#include "app/bench/bench_job.h"
#include "app/bench/timed_models.h"
#include "app/cli/exit_code.h"
#include "app/cli/interrupt.h"
#include "app/cli/jobs/bench_report.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/live_line.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names;
  for (const std::string& name : split(text, ',')) names.emplace_back(trimmed(name));
  return names;
}

std::string list_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ",").append(name);
  return text;
}

std::vector<std::string> texts_of(const std::vector<LayerPrecision>& precisions) {
  std::vector<std::string> texts;
  for (const LayerPrecision& precision : precisions) texts.push_back(precision_text(precision));
  return texts;
}

int bits_in(const std::string& text, const std::string& precision) {
  int bits = 0;
  if (!take_number(text, bits) || bits < 1 || bits > 32)
    throw InputError(
        "--precision: forward and backward bits from 1 to 32 are expected, as in 4/8, or fp32, bf16 or "
        "fp16, but found \"" +
        precision + '"');
  return bits;
}

std::vector<LayerPrecision> precisions_in(const std::string& text) {
  std::vector<LayerPrecision> precisions;
  for (const std::string& precision : names_in(text)) {
    if (precision == "fp32" || precision == "bf16" || precision == "fp16") {
      precisions.push_back(held_precision(*find_number_format(precision)));
      continue;
    }
    const auto bits = split(precision, '/');
    const std::string backward = bits.size() == 2 ? bits.back() : "";  // refused as no number
    precisions.push_back(layer_precision(bits_in(bits.front(), precision), bits_in(backward, precision)));
  }
  return precisions;
}

std::vector<std::string> executors_in(const std::string& name) {
  if (name == "both") return {"auto", "simulated"};
  if (name == "auto" || name == "simulated") return {name};
  throw InputError("--executor must be auto, simulated or both, but is \"" + name + '"');
}

ImageShape image_in(const std::string& text) {
  constexpr int most = 1024;
  std::vector<int> sizes;
  for (const std::string& part : split(text, 'x')) {
    int size = 0;
    if (take_number(part, size) && size >= 1 && size <= most) sizes.push_back(size);
  }
  if (sizes.size() != 3 || image_text({sizes[0], sizes[1], sizes[2]}) != text)
    throw InputError("--image: channels, height and width from 1 to 1024 are expected, as in 3x64x64, but found \"" +
                     text + '"');
  return {sizes[0], sizes[1], sizes[2]};
}

class Bench : public Command {
 public:
  CommandInfo info() const override {
    return {"bench", "Time a training step at several precisions against the same network in plain LibTorch",
            "imprint bench\n"
            "imprint bench --model resnet20 --precision 8/8,4/8 --executor both --out bench.json\n"
            "imprint bench --model resnet18 --image 3x64x64 --batch 32\n"
            "imprint bench --model mlp --batch 512 --threads 1 --json"};
  }

  void declare(Arguments& arguments) override {
    arguments.option("--model", "NAME,...", &models_, "Any of " + join_choices(timed_models()));
    arguments.number("--batch", "N", &request_.batch, {1, 65'536}, "Images a step, random ones");
    arguments.option("--image", "CxHxW", &image_, "Their channels, height and width");
    arguments.option("--precision", "F/B,...", &precisions_,
                     "Forward and backward bits as in 4/8, or fp32, bf16, fp16");
    arguments.option("--executor", "NAME", &executor_,
                     "How products are computed: auto, simulated or both, with rows of their own");
    arguments.number("--threads", "N", &request_.threads, {0, 1024}, "0 = one a physical core");
    arguments.number("--rounds", "N", &request_.rounds, {0, 100'000},
                     "In each of which every loop takes a step; 0 = as many as fit into 45 seconds a model");
    arguments.path_option("--out", "FILE", PathUse::output, out_, "Write the result as JSON to a file");
  }

  int run(Console& console) override {
    request_.models = names_in(models_);
    request_.precisions = precisions_in(precisions_);
    request_.executors = executors_in(executor_);
    request_.image = image_in(image_);
    const BenchResult result = measured(console);
    const BenchMachine machine{inspect_environment(), inspect_multipliers()};
    if (!out_.empty()) write_named_file(out_, bench_json(result, machine) + "\n");
    if (console.wants_json())
      console.json(bench_json(result, machine));
    else
      console.print(bench_text(result, machine));
    return exit_success;
  }

 private:
  BenchResult measured(Console& console) const {
    const CancellationToken token;
    const InterruptListener interrupt([&] { token.cancel(); });
    LiveLine line(console, ::isatty(STDERR_FILENO) != 0, std::chrono::seconds(20));
    return run_bench(request_, token, [&](const BenchProgress& progress) {
      line.show(progress.model + ": round " + std::to_string(progress.round) + ", " + duration_text(progress.seconds));
    });
  }

  BenchRequest request_;
  std::string models_ = list_text(request_.models), precisions_ = list_text(texts_of(request_.precisions));
  std::string executor_ = "auto", image_ = image_text(request_.image);
  std::filesystem::path out_;
};

}  // namespace

std::unique_ptr<Command> make_bench_command() { return std::make_unique<Bench>(); }

}  // namespace imprint::cli
