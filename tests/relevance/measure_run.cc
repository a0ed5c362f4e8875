// Prints how good a run of TREC is by its qrels.
//
//   measure_run QRELS RUN
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/relevance/trec_measures.h"

namespace {

template <typename Read>
auto read_file(const std::string& path, Read read) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("can't read " + path);
  try {
    return read(file);
  } catch (const std::exception& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
}

}  // namespace

int main(int argc, char** argv) {
  using namespace news::relevance;
  if (argc != 3) {
    std::fputs("usage: measure_run QRELS RUN\n", stderr);
    return 2;
  }
  try {
    const Qrels qrels = read_file(argv[1], read_qrels);
    const Rankings run = read_file(argv[2], read_run);
    if (qrels.empty()) throw std::runtime_error(std::string(argv[1]) + " holds no judgement");
    const Measures mean = measure(run, qrels);
    fmt::print("topics     {}\nMAP        {:.4f}\nnDCG@10    {:.4f}\nP@10       {:.4f}\nrecall@100 {:.4f}\n",
               qrels.size(), mean.average_precision, mean.ndcg_10, mean.precision_10, mean.recall_100);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "measure_run: {}\n", error.what());
    return 2;
  }
}
