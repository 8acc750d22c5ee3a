// SPDX-License-Identifier: GPL-3.0-or-later
// The doors of `imprint curvature`: whose weights are measured, and from where they are named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "tests/app/cli/doors/trained_place.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// Stands in another folder while it lives.
class WorkingFolder {
 public:
  explicit WorkingFolder(const fs::path& folder) { fs::current_path(folder); }
  ~WorkingFolder() { fs::current_path(before_); }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  fs::path before_ = fs::current_path();
};

class CurvatureCommand : public TrainedPlace {
 protected:
  static double trace_of(const std::string& target) {
    const Outcome outcome = run_words({"curvature", target, "--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.exit_code == 0 ? json::parse(outcome.out).at("fisher").at("value").get<double>() : -1;
  }
};

TEST_F(CurvatureCommand, MeasuresTheSameFileHoweverItIsNamed) {
  const fs::path whole = weights();
  const double expected = trace_of(run());
  EXPECT_EQ(trace_of(whole.string()), expected);
  fs::remove(at("link.safetensors"));
  fs::create_symlink(whole, at("link.safetensors"));
  EXPECT_EQ(trace_of(at("link.safetensors")), expected);
  {
    const WorkingFolder inside(whole.parent_path());
    for (const std::string& name : {whole.filename().string(), "./" + whole.filename().string(), std::string("..")})
      EXPECT_EQ(trace_of(name), expected) << name;
  }
  const WorkingFolder beside(fs::path(run()).parent_path());
  EXPECT_EQ(trace_of("run"), expected);
  EXPECT_EQ(trace_of("./run/"), expected);
}

TEST_F(CurvatureCommand, TellsEveryMeasureUnderItsNameAndThoseNotTakenAsNull) {
  const Outcome outcome =
      run_words({"curvature", run(), "--set", "probe.spectrum=true", "--set", "probe.spectrum_starts=2", "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const json found = json::parse(outcome.out);
  EXPECT_EQ(found.at("fisher").at("estimator"), "fisher-sampled");
  EXPECT_FALSE(found.at("fisher").at("layers").empty());
  EXPECT_EQ(found.at("hessian").at("estimator"), "diagonal-identity");
  EXPECT_TRUE(found.at("hessian_top_eigenvalue").is_null());
  for (const char* name : {"loss", "gradient_norm", "weight_norm", "predictive_entropy"})
    EXPECT_GT(found.at(name).get<double>(), 0) << name;
  const json& spectrum = found.at("hessian_spectrum");
  EXPECT_EQ(spectrum.at("eigenvalue").size(), spectrum.at("weight").size());
  EXPECT_EQ(spectrum.at("start").back(), 1);
  const Outcome text = run_words({"curvature", run(), "--set", "probe.spectrum=true"});
  EXPECT_THAT(text.out, AllOf(HasSubstr("Fisher trace"), HasSubstr("Predictive entropy"), HasSubstr("nats"),
                              HasSubstr("rows of start, eigenvalue, weight")));
}

TEST_F(CurvatureCommand, RefusesWeightsOfAnotherNetwork) {
  const Outcome smaller = run_words({"curvature", weights(), "--set", "model.hidden=[8, 8]"});
  EXPECT_EQ(smaller.exit_code, 2);
  EXPECT_THAT(smaller.err, AllOf(HasSubstr("does not hold the weights of this network"), HasSubstr("missing")));
  EXPECT_EQ(run_words({"curvature", weights(), "--set", "model.hidden=[]"}).exit_code, 2);
  const Outcome wider = run_words({"curvature", weights(), "--set", "model.hidden=[9]"});
  EXPECT_EQ(wider.exit_code, 2);
  EXPECT_THAT(wider.err, HasSubstr("shape"));
}

/// The file with the first number of the tensor replaced, as another program would write it: without checksums.
std::string with_number(const std::string& file, const std::string& tensor, float number) {
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), sizeof length);
  json header = json::parse(file.substr(sizeof length, length));
  header.erase("__metadata__");
  std::string data = file.substr(sizeof length + length);
  std::memcpy(data.data() + header.at(tensor).at("data_offsets")[0].get<std::size_t>(), &number, sizeof number);
  const std::string text = header.dump();
  length = text.size();
  std::string whole(sizeof length, '\0');
  std::memcpy(whole.data(), &length, sizeof length);
  return whole + text + data;
}

TEST_F(CurvatureCommand, NamesTheFirstTensorThatIsNotFinite) {
  for (const float number : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    const std::string bad = at("bad.safetensors");
    const std::string content = read_whole_file(weights());
    const std::string names = content.substr(8, content.find("}}"));
    const auto weight = names.find(".weight\"");
    const auto begin = names.rfind('"', weight) + 1;
    const std::string tensor = names.substr(begin, weight + 7 - begin);
    write_file_atomically(bad, with_number(content, tensor, number));
    const Outcome outcome = run_words({"curvature", bad, "--spec", spec(), "--json"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.err, HasSubstr("bad.safetensors: tensor \"" + tensor +
                                       "\" holds 1 value that is NaN or infinite, the first at index 0"));
    EXPECT_TRUE(json::parse(outcome.out).contains("error"));
  }
}

TEST_F(CurvatureCommand, RefusesOverridesThatItDoesNotRead) {
  for (const char* assignment :
       {"precision.max_bits=2", "training.epochs=3", "deficit.0.bits=1", "evaluation.every=1 epoch"}) {
    const Outcome outcome = run_words({"curvature", run(), "--set", assignment});
    EXPECT_EQ(outcome.exit_code, 2) << assignment;
    EXPECT_THAT(outcome.err, HasSubstr("has no effect on curvature")) << assignment;
  }
  EXPECT_THAT(run_words({"curvature", run(), "--set", "probe.sample=3"}).err, HasSubstr("did you mean probe.samples?"));
  EXPECT_THAT(run_words({"range-test", spec(), "--set", "precision.min_bits=2"}).err,
              HasSubstr("has no effect on the range test"));
}

}  // namespace
}  // namespace imprint::test
