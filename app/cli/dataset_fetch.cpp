// SPDX-License-Identifier: GPL-3.0-or-later
// imprint dataset fetch NAME --to DIR
#include "app/cli/dataset_fetch.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/fetch_display.h"
#include "app/cli/interrupt.h"
#include "app/cli/table.h"
#include "app/download/fetch_dataset.h"
#include "app/download/size_text.h"
#include "core/base/error.h"
#include "core/base/json_text.h"
#include "core/base/text.h"
#include "core/base/user_folders.h"

namespace imprint::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string fetchable_json(const std::vector<PublishedData>& known) {
  Json list = Json::array();
  for (const PublishedData& data : known) {
    Json files = Json::array();
    for (const PublishedFile& file : data.files)
      files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}, {"urls", file.urls}});
    list.push_back({{"name", data.name},
                    {"dataset", data.dataset},
                    {"title", data.title},
                    {"terms", data.terms},
                    {"checksum_source", data.checksum_source},
                    {"bytes", bytes_to_fetch(data)},
                    {"files", files}});
  }
  return json_text(Json{{"fetchable", list}});
}

std::string fetchable_text(const std::vector<PublishedData>& known) {
  Table table({{"NAME"}, {"SIZE", Align::right}, {"DATASET.NAME"}, {"CONTENT"}, {"TERMS"}});
  for (const PublishedData& data : known)
    table.add_row({data.name, size_text(bytes_to_fetch(data)), data.dataset, data.title, data.terms});
  return table.text() + "\nfetch one with: imprint dataset fetch NAME --to DIR\n";
}

std::string report_json(const PublishedData& data, const FetchReport& report) {
  Json files = Json::array();
  for (const FetchedFile& file : report.files)
    files.push_back({{"name", file.name},
                     {"bytes", file.bytes},
                     {"sha256", file.sha256},
                     {"is_verified", file.is_verified},
                     {"was_there", file.url.empty()},
                     {"url", file.url.empty() ? Json() : Json(file.url)}});
  return json_text(Json{{"name", data.name},
                        {"dataset", data.dataset},
                        {"root", report.folder.string()},
                        {"terms", data.terms},
                        {"checksum_source", data.checksum_source},
                        {"files", files}});
}

std::string checksum_words(const FetchedFile& file) {
  if (file.is_verified) return "its SHA-256 is as expected";
  return "no checksum is known; its SHA-256 is " + file.sha256;
}

/// In single quotes where a shell would take it apart.
std::string for_shell(const std::string& text) {
  const bool is_plain = std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '/' || c == '.' || c == '-' || c == '_' || c == '~';
  });
  if (is_plain) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string report_text(const PublishedData& data, const FetchReport& report) {
  std::string text = data.title + " is in " + report.folder.string() + "\n";
  for (const FetchedFile& file : report.files)
    text += "  " + file.name + "  " + size_text(file.bytes) + (file.url.empty() ? ", was there already; " : "; ") +
            checksum_words(file) + "\n";
  if (!data.checksum_source.empty()) text += "checksums of: " + data.checksum_source + "\n";
  if (!data.terms.empty()) text += "terms of use: " + data.terms + "\n";
  const std::string root = for_shell(report.folder.string());
  text += "use it with:   --set dataset.name=" + data.dataset + " --set dataset.root=" + root + "\n";
  return text + "check it with: imprint dataset verify " + data.dataset + " --root " + root + "\n";
}

class DatasetFetch : public Command {
 public:
  DatasetFetch(std::vector<PublishedData> known, FetchLimits limits) : known_(std::move(known)), limits_(limits) {}

  CommandInfo info() const override {
    return {"dataset fetch", "Fetch a public dataset; without NAME, list those that there are",
            "imprint dataset fetch\n"
            "imprint dataset fetch mnist --to ~/data/mnist\n"
            "imprint dataset fetch ogbn-arxiv --to ~/data/arxiv --json\n"
            "imprint dataset fetch cifar10 --from https://mirror.example.org/cifar"};
  }

  void declare(Arguments& arguments) override {
    arguments.positional("NAME", &name_, "What to fetch", Need::optional);
    arguments.path_option("--to", "DIR", PathUse::folder, folder_,
                          "Folder for the files, then dataset.root; without it NAME in ~/.local/share/imprint/data");
    arguments.option("--from", "URL", &from_, "Address below which the files lie: a mirror of your own");
  }

  Mode mode() const override {
    if (!name_.empty()) return {};
    return {"without NAME", {"NAME"}, "nothing is fetched"};
  }

  int run(Console& console) override {
    if (name_.empty()) return list(console);
    const PublishedData& data = chosen();
    const CancellationToken token;
    const InterruptListener interrupt([&] { token.cancel(); });
    FetchDisplay display(console, ::isatty(STDERR_FILENO) != 0);
    const FetchReport report = fetch_dataset({data, folder_of(data), from_, limits_}, display, token);
    display.finish();
    if (console.wants_json())
      console.json(report_json(data, report));
    else
      console.print(report_text(data, report));
    return exit_success;
  }

 private:
  int list(Console& console) const {
    if (console.wants_json())
      console.json(fetchable_json(known_));
    else
      console.print(fetchable_text(known_));
    return exit_success;
  }

  const PublishedData& chosen() const {
    const auto found = std::ranges::find(known_, name_, &PublishedData::name);
    if (found != known_.end()) return *found;
    std::vector<std::string> names;
    for (const PublishedData& data : known_) names.push_back(data.name);
    const std::string nearest = nearest_name(name_, names);
    throw InputError("NAME must be " + join_choices(names) + ", but is \"" + name_ + "\"" +
                     (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
  }

  std::filesystem::path folder_of(const PublishedData& data) const {
    return folder_.empty() ? user_data_folder() / "imprint" / "data" / data.name : folder_;
  }

  std::vector<PublishedData> known_;
  FetchLimits limits_;
  std::string name_, from_;
  std::filesystem::path folder_;
};

}  // namespace

std::unique_ptr<Command> make_dataset_fetch_command(std::vector<PublishedData> known, FetchLimits limits) {
  return std::make_unique<DatasetFetch>(std::move(known), limits);
}

std::unique_ptr<Command> make_dataset_fetch_command() {
  const auto known = published_data();
  return make_dataset_fetch_command({known.begin(), known.end()}, {});
}

}  // namespace imprint::cli
