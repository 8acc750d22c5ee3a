// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figure/painter_process.h"

#include "app/cli/exit_code.h"
#include "app/cli/figure/figure_commands.h"
#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/base/json_input.h"
#include "core/base/text.h"

namespace imprint::cli {
namespace {

namespace fs = std::filesystem;

FigureSummary summary_from(const std::string& text) try {
  const auto json = parse_json(text, "imprint-figure");
  FigureSummary summary;
  for (const auto& file : json_member<std::vector<std::string>>(json, "files")) summary.files.emplace_back(file);
  summary.notes = json_member<std::vector<std::string>>(json, "notes");
  return summary;
} catch (const InputError& error) {
  throw JobError(std::string("imprint-figure did not say what it wrote: ") + error.what());
}

}  // namespace

FigureSummary painted_bundle(const fs::path& program, const FigureRecipe& recipe, const fs::path& base,
                             const fs::path& out) {
  const ChildWords said =
      run_child({program.string(), "-", "--sources", base.string(), "--out", out.string()}, recipe_to_toml(recipe));
  if (said.end.could_not_start) throw JobError("cannot start " + program.string());
  if (!said.end.lost && said.end.exit_code == exit_success) return summary_from(said.output);
  const std::string reason(trimmed(said.errors));
  if (said.end.exit_code == exit_bad_input) throw InputError(reason);
  throw JobError(reason.empty() ? program.string() + " ended without a word" : reason);
}

fs::path figure_program() {
  std::error_code error;
  const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  const fs::path beside = folder / "imprint-figure";
  return fs::is_regular_file(beside, error) ? beside : folder.parent_path() / "libexec" / "imprint" / "imprint-figure";
}

}  // namespace imprint::cli
