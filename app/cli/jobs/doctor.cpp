// SPDX-License-Identifier: GPL-3.0-or-later
// imprint doctor
#include <nlohmann/json.hpp>

#include "app/bench/multipliers.h"
#include "app/cli/exit_code.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/table.h"
#include "app/workflow/environment.h"
#include "app/workflow/speed_check.h"
#include "core/base/json_input.h"
#include "core/base/json_text.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text.empty() ? "none of those that matter" : text;
}

/// What is slow here, and what to do about it.
std::vector<std::string> advice(const Environment& environment, const SpeedCheck& speed) {
  std::vector<std::string> lines;
  if (environment.blas_is_reference)
    lines.push_back("BLAS is the reference one, some fifty times too slow: apt-get install libopenblas0-pthread");
  if (!environment.spinning_cured)
    lines.push_back(
        "libgomp spins while it waits, which slows training many times when another thread is busy: start bin/imprint, "
        "which cures it, or set OMP_WAIT_POLICY=passive");
  if (environment.physical_cores > 1 && speed.thread_speedup < 1.2)
    lines.push_back("a second thread hardly helps here: other programs may be using the cores");
  return lines;
}

/// Which ways of multiplying there are, and which of them quantized layers take.
void add_multipliers(Table& table, const Multipliers& multipliers) {
  const auto said = [](const std::string& instructions) {
    return instructions.empty() ? std::string("no") : "yes (" + instructions + ")";
  };
  table.add_row({"oneDNN", multipliers.onednn_version});
  table.add_row({"8-bit products", said(multipliers.integers)});
  table.add_row({"bf16 products", said(multipliers.bf16)});
  table.add_row({"executor = auto", executor_words(multipliers)});
}

std::string text_of(const Environment& environment, const Multipliers& multipliers, const SpeedCheck& speed) {
  Table table({{"IMPRINT"}, {environment.imprint_version + " (" + environment.commit + ")"}});
  table.add_row({"compiler", environment.compiler});
  table.add_row({"LibTorch", environment.libtorch_version + ", vector path " + environment.torch_cpu_path});
  table.add_row({"BLAS", environment.blas + (environment.blas_is_reference ? "  (reference, slow)" : "")});
  table.add_row(
      {"OpenMP waits", environment.spinning_cured ? "passively (good)" : "spinning (slow beside a busy thread)"});
  table.add_row({"CPU", environment.cpu});
  table.add_row({"features", joined(environment.cpu_features)});
  table.add_row({"physical cores", std::to_string(environment.physical_cores)});
  table.add_row({"threads = 0", "one for a small step, " + std::to_string(environment.physical_cores) +
                                    " else: chosen by the step's size, never by a clock"});
  table.add_row({"CUDA", environment.cuda ? "yes" : "no"});
  table.add_row({"quantizer path", environment.quantizer_path});
  add_multipliers(table, multipliers);
  table.add_row({"matrix product", significant(speed.matmul_gflops, 3) + " GFLOP/s on one thread"});
  table.add_row({"convolution 3x3", significant(speed.convolution_gflops, 3) + " GFLOP/s on every core, " +
                                        significant(speed.thread_speedup, 2) + " times one thread"});
  return table.text() + "\nimprint bench times training steps at each precision.\n";
}

Json instructions_or_null(const std::string& instructions) {
  return instructions.empty() ? Json() : Json(instructions);
}

Json json_of(const Environment& environment, const Multipliers& multipliers, const SpeedCheck& speed,
             const std::vector<std::string>& lines) {
  Json json = parse_ordered_json(environment_json(environment, environment.physical_cores, ""), "environment");
  json["onednn_version"] = multipliers.onednn_version;
  json["integer_multipliers"] = instructions_or_null(multipliers.integers);
  json["bf16_multipliers"] = instructions_or_null(multipliers.bf16);
  json["executor_auto"] = executor_words(multipliers);
  json["matmul_gflops"] = speed.matmul_gflops;
  json["convolution_gflops"] = speed.convolution_gflops;
  json["thread_speedup"] = speed.thread_speedup;
  json["advice"] = lines;
  return json;
}

class Doctor : public Command {
 public:
  CommandInfo info() const override {
    return {"doctor", "Tell versions, processor, BLAS, threads and fast paths, and what to do about a slow one",
            "imprint doctor\nimprint doctor --json"};
  }
  void declare(Arguments&) override {}
  int run(Console& console) override {
    const SpeedCheck speed = check_speed();
    const Environment environment = inspect_environment();
    const Multipliers multipliers = inspect_multipliers();
    const auto lines = advice(environment, speed);
    if (console.wants_json()) {
      console.json(json_text(json_of(environment, multipliers, speed, lines)));
      return exit_success;
    }
    console.print(text_of(environment, multipliers, speed) + "\n");
    for (const auto& line : lines) console.print("! " + line + "\n");
    if (lines.empty()) console.print("Nothing to mend.\n");
    return exit_success;
  }
};

}  // namespace

std::unique_ptr<Command> make_doctor_command() { return std::make_unique<Doctor>(); }

}  // namespace imprint::cli
