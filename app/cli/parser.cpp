// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/parser.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "app/cli/app_arguments.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/spec_fields.h"

namespace imprint::cli {
namespace {

constexpr std::size_t help_column = 30;

/// One CLI11 app a command, and the command of each.
class CommandTree {
 public:
  explicit CommandTree(const CommandSet& set) {
    prepare(root_);
    root_.set_version_flag("--version", "imprint " IMPRINT_VERSION, "Print the version and exit");
    add_json_flag(root_)->group("");  // taken anywhere, told where it has a meaning
    for (const auto& command : set.commands) add(*command, set.groups);
  }

  ParsedLine parse(std::vector<std::string> words) {
    for (const std::string& word : words) refuse_empty_value(word);
    if (!words.empty() && words.front() == "help") move_help_to_end(words);
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
    if (found == commands_.end())
      return {.text = chosen().help(name_of_parents()), .incomplete = true, .wants_json = wants_json_};
    const auto& [command, arguments] = found->second;
    arguments->refuse_unread(command->mode());
    return {.command = command, .wants_json = wants_json_};
  }

 private:
  /// CLI11 would take the next word for the value of "--out=".
  static void refuse_empty_value(const std::string& word) {
    if (word.starts_with("--") && word.find('=') == word.size() - 1)
      throw InputError(word.substr(0, word.size() - 1) + " is empty: give it a value, or leave it away");
  }

  /// "imprint help run" is "imprint run --help".
  static void move_help_to_end(std::vector<std::string>& words) {
    words.erase(words.begin());
    words.emplace_back("--help");
  }

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
    add_json_flag(*made)->group("");
    groups_[name] = made;
    return *made;
  }

  void add(Command& command, const std::vector<CommandGroup>& groups) {
    const CommandInfo info = command.info();
    const auto names = split(info.path, ' ');
    CLI::App& parent = names.size() > 1 ? group(names.front(), groups) : root_;
    CLI::App* app = parent.add_subcommand(names.back(), info.summary);
    prepare(*app);
    auto arguments = std::make_unique<AppArguments>(*app);
    command.declare(*arguments);
    add_json_flag(*app);
    if (!info.examples.empty()) app->footer("Examples:\n" + indented(info.examples));
    commands_[app] = {&command, std::move(arguments)};
  }

  CLI::Option* add_json_flag(CLI::App& app) {
    return app.add_flag("--json", wants_json_, "Print the result as JSON, and nothing else, on stdout");
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

  /// A word that should name a command comes before the flags: they may belong to the command that was meant.
  void refuse_unknown_words() {
    const auto words = root_.remaining(true);
    if (words.empty()) return;
    const auto is_flag = [](const std::string& word) { return word.starts_with("-") && word.size() > 1; };
    const auto flag = std::ranges::find_if(words, is_flag);
    const auto plain = std::ranges::find_if_not(words, is_flag);
    const bool in_command = commands_.contains(&chosen());
    if (plain != words.end() && !in_command) refuse("command", *plain, subcommands());
    if (flag != words.end()) refuse("flag", flag->substr(0, flag->find('=')), flags());
    throw InputError("unexpected argument \"" + words.front() + "\"" + see_help());
  }

  [[noreturn]] void refuse(const std::string& kind, const std::string& word, const std::vector<std::string>& known) {
    const std::string near = nearest_name(word, known), found = "unknown " + kind + " " + word;
    if (!near.empty()) throw InputError(found + "; did you mean " + near + "?");
    if (kind == "flag") throw InputError(found + field_hint(word) + see_help());
    throw InputError(found + "; it is one of " + join_choices(known) + see_help());
  }

  /// "--epochs 3" is what other programs take for a field of the spec.
  std::string field_hint(const std::string& flag) {
    if (chosen().get_option_no_throw("SPEC") == nullptr || chosen().get_option_no_throw("--set") == nullptr) return {};
    const std::string name = flag.substr(std::min(flag.find_first_not_of('-'), flag.size()));
    const std::vector<std::string>& keys = spec_key_names();
    const std::string field = std::ranges::find(keys, name) != keys.end() ? name : nearest_name(name, keys);
    if (field.empty() || field.starts_with("deficit.")) return {};
    return "; a field of the spec is set by --set " + field + "=VALUE";
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
  std::map<const CLI::App*, std::pair<Command*, std::unique_ptr<AppArguments>>> commands_;
  bool wants_json_ = false;
};

}  // namespace

ParsedLine parse_line(std::vector<std::string> words, const CommandSet& set) {
  return CommandTree(set).parse(std::move(words));
}

}  // namespace imprint::cli
