// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/doors/whole_program.h"

#include "app/cli/figure/figure_commands.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/parser.h"
#include "app/cli/sweep/sweep_commands.h"
#include "app/workflow/dataset_size.h"
#include "app/workflow/model_macs.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using cli::Need;

bool is_number(const FieldStorage& storage) {
  return !std::holds_alternative<std::string*>(storage) && !std::holds_alternative<bool*>(storage);
}

class Recorder : public cli::Arguments {
 public:
  explicit Recorder(std::vector<DeclaredArgument>& found) : found_(found) {}
  void positional(const std::string& name, FieldStorage target, const std::string&, Need) override {
    found_.push_back({name, is_number(target) ? ArgumentKind::number : ArgumentKind::text});
  }
  void option(const std::string& name, const std::string&, FieldStorage target, const std::string&, Need) override {
    found_.push_back({name, is_number(target) ? ArgumentKind::number : ArgumentKind::text});
  }
  void number(const std::string& name, const std::string&, FieldStorage, cli::NumberLimits,
              const std::string&) override {
    found_.push_back({name, ArgumentKind::number});
  }
  void path(const std::string& name, cli::PathUse, fs::path&, const std::string&, Need) override {
    found_.push_back({name, ArgumentKind::path});
  }
  void path_option(const std::string& name, const std::string&, cli::PathUse, fs::path&, const std::string&,
                   Need) override {
    found_.push_back({name, ArgumentKind::path});
  }
  void folders(const std::string& name, std::vector<fs::path>&, const std::string&) override {
    found_.push_back({name, ArgumentKind::folders});
  }
  void flag(const std::string& name, bool&, const std::string&) override {
    found_.push_back({name, ArgumentKind::flag});
  }
  void repeated(const std::string& name, const std::string&, std::vector<std::string>&, const std::string&) override {
    found_.push_back({name, ArgumentKind::repeated});
  }

 private:
  std::vector<DeclaredArgument>& found_;
};

}  // namespace

cli::CommandSet whole_program() {
  cli::CommandSet set;
  set.commands.push_back(cli::make_run_command());
  cli::add_schedule_commands(set, model_macs);
  set.commands.push_back(cli::make_range_test_command());
  set.commands.push_back(cli::make_curvature_command());
  cli::add_sweep_commands(set, count_train_samples);
  cli::add_figure_commands(set, "nowhere/imprint-figure");
  cli::add_runs_commands(set);
  cli::add_kind_commands(set);
  set.commands.push_back(cli::make_dataset_verify_command());
  set.commands.push_back(cli::make_model_show_command());
  set.commands.push_back(cli::make_doctor_command());
  set.commands.push_back(cli::make_bench_command());
  return set;
}

std::vector<DeclaredArgument> declared_arguments(cli::Command& command) {
  std::vector<DeclaredArgument> found;
  Recorder recorder(found);
  command.declare(recorder);
  return found;
}

void parse_only(const std::vector<std::string>& words) {
  const cli::CommandSet set = whole_program();
  cli::parse_line(words, set);
}

Outcome run_words(const std::vector<std::string>& words) { return run_words(whole_program(), words); }

}  // namespace imprint::test
