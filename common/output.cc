#include "common/output.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "common/error.h"

namespace news {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

}  // namespace

DescriptorStream::DescriptorStream(int descriptor) : std::ostream(nullptr), buffer_(descriptor) {
  rdbuf(&buffer_);
  exceptions(std::ios::badbit);  // what the buffer throws comes out of << and flush()
}

DescriptorStream::Buffer::Buffer(int descriptor) : descriptor_(descriptor), bytes_(kBufferBytes) {
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

void DescriptorStream::Buffer::write_out() {
  const char* next = pbase();
  while (next < pptr()) {
    const ssize_t written = ::write(descriptor_, next, static_cast<std::size_t>(pptr() - next));
    if (written > 0) {
      next += written;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // Whoever reads has made the pipe such that writing does not wait: then we do.
      pollfd waited{descriptor_, POLLOUT, 0};
      static_cast<void>(::poll(&waited, 1, -1));
    } else if (errno != EINTR) {
      const int reason = errno;
      setp(bytes_.data(), bytes_.data() + bytes_.size());
      if (reason == EPIPE) throw ClosedPipe();
      throw Error(Code::io, std::string("can't write the output: ") + std::strerror(reason));
    }
  }
  setp(bytes_.data(), bytes_.data() + bytes_.size());
}

DescriptorStream::Buffer::int_type DescriptorStream::Buffer::overflow(int_type character) {
  write_out();
  if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
  *pptr() = traits_type::to_char_type(character);
  pbump(1);
  return character;
}

int DescriptorStream::Buffer::sync() {
  write_out();
  return 0;
}

void settle(std::ostream& out) {
  out.flush();
  // Pipes and terminals can't, and need not.
  if (fsync(STDOUT_FILENO) != 0 && errno != EINVAL && errno != EROFS && errno != EBADF) {
    throw Error(Code::io, std::string("can't write the output: ") + std::strerror(errno));
  }
}

}  // namespace news
