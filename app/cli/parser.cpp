// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/parser.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

constexpr std::size_t help_column = 30;

/// Declares on a CLI11 app. Values are parsed by the same code as a spec's fields, so errors read alike.
class AppArguments : public Arguments {
 public:
  explicit AppArguments(CLI::App& app) : app_(app) {}

  void positional(const std::string& name, FieldStorage target, const std::string& help, Need need) override {
    add(name, name, target, help, need)->type_name("");
  }

  void positionals(const std::string& name, std::vector<std::string>& target, const std::string& help) override {
    app_.add_option(name, target, help)->type_name("");
  }

  void option(const std::string& name, const std::string& value_name, FieldStorage target,
              const std::string& help, Need need) override {
    add(name, name, target, help, need)->type_name(value_name);
  }

  void flag(const std::string& name, bool& target, const std::string& help) override {
    app_.add_flag(name, target, help);
  }

  void repeated(const std::string& name, const std::string& value_name, std::vector<std::string>& target,
                const std::string& help) override {
    app_.add_option(name, target, help)->type_name(value_name)->expected(1)->take_all();
  }

 private:
  CLI::Option* add(const std::string& name, const std::string& key, FieldStorage target,
                   const std::string& help, Need need) {
    const SpecField field = {.key = key, .storage = target};
    const auto store = [field](const CLI::results_t& values) {
      set_field_text(field, values.back());
      return true;
    };
    CLI::Option* option = app_.add_option(name, store, help)->required(need == Need::required);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    if (const std::string shown = field_text(field); need == Need::optional && !shown.empty())
      option->default_str(shown);
    return option;
  }

  CLI::App& app_;
};

/// One CLI11 app a command, and the command of each.
class CommandTree {
 public:
  explicit CommandTree(const CommandSet& set) {
    prepare(root_);
    root_.set_version_flag("--version", "imprint " IMPRINT_VERSION, "Print the version and exit");
    for (const auto& command : set.commands) add(*command, set.groups);
  }

  ParsedLine parse(std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    try {
      root_.parse(words);
    } catch (const CLI::CallForHelp&) {
      return {.text = root_.help()};
    } catch (const CLI::CallForVersion& version) {
      return {.text = std::string(version.what()) + "\n"};
    } catch (const CLI::ParseError& error) {
      refuse_unknown_words();
      throw InputError(error.what() + see_help());
    }
    refuse_unknown_words();
    const auto found = commands_.find(&chosen());
    if (found == commands_.end()) return {.text = chosen().help(name_of_parents()), .incomplete = true};
    return {.command = found->second, .wants_json = wants_json_};
  }

 private:
  static void prepare(CLI::App& app) {
    app.allow_extras();  // they are refused here, with the nearest name
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.get_formatter()->column_width(help_column);
  }

  /// Made where its first command stands, so that --help keeps the order of the commands.
  CLI::App& group(const std::string& name, const std::vector<CommandGroup>& groups) {
    if (const auto known = groups_.find(name); known != groups_.end()) return *known->second;
    const auto found = std::find_if(groups.begin(), groups.end(), [&](auto& g) { return g.name == name; });
    CLI::App* made = root_.add_subcommand(name, found == groups.end() ? "" : found->summary);
    prepare(*made);
    groups_[name] = made;
    return *made;
  }

  void add(Command& command, const std::vector<CommandGroup>& groups) {
    const CommandInfo info = command.info();
    const auto names = split(info.path, ' ');
    CLI::App& parent = names.size() > 1 ? group(names.front(), groups) : root_;
    CLI::App* app = parent.add_subcommand(names.back(), info.summary);
    prepare(*app);
    AppArguments arguments(*app);
    command.declare(arguments);
    app->add_flag("--json", wants_json_, "Print the result as JSON, and nothing else, on stdout");
    if (!info.examples.empty()) app->footer("Examples:\n" + indented(info.examples));
    commands_[app] = &command;
  }

  static std::string indented(const std::string& lines) {
    std::string text;
    for (const auto& line : split(lines, '\n')) text.append("  ").append(line).append("\n");
    return text;
  }

  /// The deepest app that the line names.
  CLI::App& chosen() {
    CLI::App* app = &root_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return *app;
  }

  std::string name_of_parents() {
    std::string name;
    for (CLI::App* app = chosen().get_parent(); app != nullptr; app = app->get_parent())
      name = app->get_name() + (name.empty() ? "" : " " + name);
    return name;
  }

  std::string see_help() {
    const std::string parents = name_of_parents();
    return "; see " + parents + (parents.empty() ? "" : " ") + chosen().get_name() + " --help";
  }

  void refuse_unknown_words() {
    const auto words = root_.remaining(true);
    if (words.empty()) return;
    const auto flag =
        std::find_if(words.begin(), words.end(), [](auto& word) { return word.starts_with("-"); });
    const bool in_command = commands_.contains(&chosen());
    if (flag != words.end()) refuse("flag", flag->substr(0, flag->find('=')), flags());
    if (in_command) throw InputError("unexpected argument \"" + words.front() + "\"" + see_help());
    refuse("command", words.front(), subcommands());
  }

  [[noreturn]] void refuse(const std::string& kind, const std::string& word,
                           const std::vector<std::string>& known) {
    const std::string near = nearest_name(word, known);
    throw InputError("unknown " + kind + " " + word +
                     (near.empty() ? see_help() : "; did you mean " + near + "?"));
  }

  std::vector<std::string> flags() {
    std::vector<std::string> names;
    for (const auto* option : chosen().get_options())
      for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    return names;
  }

  std::vector<std::string> subcommands() {
    std::vector<std::string> names;
    for (const auto* app : chosen().get_subcommands(nullptr)) names.push_back(app->get_name());
    return names;
  }

  CLI::App root_{"Imprint: critical learning periods under low-precision training", "imprint"};
  std::map<std::string, CLI::App*> groups_;
  std::map<const CLI::App*, Command*> commands_;
  bool wants_json_ = false;
};

}  // namespace

ParsedLine parse_line(std::vector<std::string> words, const CommandSet& set) {
  return CommandTree(set).parse(std::move(words));
}

}  // namespace imprint::cli
