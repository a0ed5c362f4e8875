#!/usr/bin/env bats
# tests/relevance/evaluate over a small collection, by hand.

load common

setup() {
  setup_archive_variables
  cd "$BATS_TEST_TMPDIR"
  programs=$(dirname "$(dirname "$NEWS_INDEXER")")
  cat >documents.trec <<'END'
<DOC><DOCNO>D1</DOCNO><TEXT>The harbour strike went on. The strike was long.</TEXT></DOC>
<DOC><DOCNO>D2</DOCNO><TEXT>A strike elsewhere ended in the evening without a result.</TEXT></DOC>
<DOC><DOCNO>D3</DOCNO><TEXT>The mayor opened the harbour museum on Sunday afternoon.</TEXT></DOC>
<DOC><DOCNO>D4</DOCNO><TEXT>Ice covered the river for the first time in ten years.</TEXT></DOC>
END
  cat >topics <<'END'
<top><num>1</num><title>harbour strike</title><desc>the harbour</desc></top>
<top><num>2</num><title>ice</title><desc>a museum</desc></top>
END
  # Topic 1 finds D1, D2 and D3: all but D1 have one of the words. Topic 2 finds D4.
  printf '1 0 D1 1\n1 0 D4 1\n2 0 D4 1\n2 0 D3 0\n' >qrels
}

evaluate() { "$NEWS_SOURCE/tests/relevance/evaluate" --programs "$programs" "$@"; }

@test "a collection is indexed, asked and measured" {
  run -0 evaluate --documents documents.trec --topics topics --qrels qrels --run run
  expect "$(cut -d ' ' -f 1,3 run | sort | paste -sd ,)" "1 D1,1 D2,1 D3,2 D4"
  # MAP: (1/2 + 1) / 2; nDCG: (1 / (1 + 1/log2 3) + 1) / 2; P@10: .1 each; recall: (1/2 + 1) / 2.
  expect "$output" "topics     2
MAP        0.7500
nDCG@10    0.8066
P@10       0.1000
recall@100 0.7500"
}

@test "options of the search change the run" {
  run -0 evaluate --documents documents.trec --topics topics --qrels qrels --run run -- --topic-parts desc
  expect "$(awk '$1 == 2 {print $3}' run | head -n 1)" D3
}

@test "what is wrong is said" {
  run -2 evaluate --documents documents.trec
  [[ $output == *"--qrels FILE"* ]]
  printf '1 0 D1 yes\n' >qrels
  run -2 evaluate --documents documents.trec --topics topics --qrels qrels
  [[ $output == *"qrels: line 1 is no line of qrels: 1 0 D1 yes"* ]]
  run -2 evaluate --documents none --topics topics --qrels qrels
}
