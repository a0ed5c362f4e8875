// The least that a program on Xapian can do with an archive: open it, and say so. What search_processes compares with.
#include <xapian.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const Xapian::Database database(argv[1]);
  std::printf("%u\n", database.get_doccount());
  return 0;
}
