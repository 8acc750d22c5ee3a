// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of one command, declared on a CLI11 app.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/cli/command.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace imprint::cli {

class AppArguments : public Arguments {
 public:
  explicit AppArguments(CLI::App& app) : app_(app) {}

  void positional(const std::string& name, FieldStorage target, const std::string& help, Need need) override;
  void option(const std::string& name, const std::string& value_name, FieldStorage target, const std::string& help,
              Need need) override;
  void number(const std::string& name, const std::string& value_name, FieldStorage target, NumberLimits limits,
              const std::string& help) override;
  void path(const std::string& name, PathUse use, std::filesystem::path& target, const std::string& help,
            Need need) override;
  void path_option(const std::string& name, const std::string& value_name, PathUse use, std::filesystem::path& target,
                   const std::string& help, Need need) override;
  void folders(const std::string& name, std::vector<std::filesystem::path>& target, const std::string& help) override;
  void flag(const std::string& name, bool& target, const std::string& help) override;
  void repeated(const std::string& name, const std::string& value_name, std::vector<std::string>& target,
                const std::string& help) override;

  /// Throws InputError for the first argument that was given and that the mode does not read.
  void refuse_unread(const Mode& mode) const;

 private:
  CLI::Option* add_field(const Field& field, const std::string& value_name, const std::string& help, Need need);
  CLI::Option* add_path(const std::string& name, const std::string& value_name, PathUse use,
                        std::filesystem::path& target, const std::string& help, Need need);
  CLI::Option* keep(const std::string& name, CLI::Option* option);

  CLI::App& app_;
  std::vector<std::pair<std::string, CLI::Option*>> options_;
};

}  // namespace imprint::cli
