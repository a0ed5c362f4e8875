// Standard output that says when it fails.
#pragma once

#include <ostream>
#include <streambuf>
#include <vector>

namespace news {

/// Thrown where whoever read our output has stopped reading (`| head`): no error, but the end of the work.
struct ClosedPipe {};

/// A stream over a file descriptor. Writing throws ClosedPipe where the reader is gone, Error(Code::io) where the
/// medium fails; nothing is swallowed. SIGPIPE must be ignored. flush() before the end: the destructor writes nothing.
class DescriptorStream : public std::ostream {
 public:
  explicit DescriptorStream(int descriptor);

 private:
  class Buffer : public std::streambuf {
   public:
    explicit Buffer(int descriptor);

   protected:
    int_type overflow(int_type character) override;
    int sync() override;

   private:
    void write_out();
    int descriptor_;
    std::vector<char> bytes_;
  };
  Buffer buffer_;
};

/// Flushes a stream and, where standard output is a file, the file to the disk: what was written stays written after a
/// power cut. Throws as the stream does, and Error(Code::io).
void settle(std::ostream& out);

}  // namespace news
