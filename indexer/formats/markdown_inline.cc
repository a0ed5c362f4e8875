// One pass over the text; brackets are matched beforehand, emphasis afterwards, so that nothing is scanned twice.
#include "indexer/formats/markdown_inline.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/analysis/fold.h"
#include "common/byte_set.h"
#include "common/text.h"
#include "indexer/formats/entities.h"

namespace news::formats {
namespace {

constexpr std::size_t kLongestTag = 4096;   // bytes
constexpr std::size_t kDeepestNesting = 8;  // links in images in links
constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr ByteSet kMarks("\\`<&![*_~");  // what may mean something

bool is_punctuation(char c) {
  return c > ' ' && c < 0x7F && !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
}
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Letters and figures of any script.
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/// Pairs of brackets, sorted by where they open. Matched once for the whole text: looking for each partner anew would
/// take quadratic time on a text of opening brackets.
class Pairs {
 public:
  Pairs(std::string_view text, char open, char close) {
    std::vector<std::size_t> waiting;
    const ByteSet marks(std::array{'\\', open, close});
    for (std::size_t i = text.find(open); i < text.size(); i = marks.find_in(text, i + 1)) {
      if (text[i] == '\\') {
        ++i;
      } else if (text[i] == open) {
        waiting.push_back(i);
      } else if (!waiting.empty()) {
        pairs_.emplace_back(waiting.back(), i);
        waiting.pop_back();
      }
    }
    std::sort(pairs_.begin(), pairs_.end());
  }

  /// Where the bracket that opens at `open` closes, or kNone.
  [[nodiscard]] std::size_t partner(std::size_t open) const {
    const auto found = std::lower_bound(pairs_.begin(), pairs_.end(), std::pair(open, std::size_t{0}));
    return found != pairs_.end() && found->first == open ? found->second : kNone;
  }

 private:
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;
};

/// The lengths of runs of backticks by where they begin; a code span needs a second run of the same length.
struct Ticks {
  std::size_t begin;
  std::size_t length;
};

/// A run of emphasis marks in the output, kept until it is known whether it has a partner.
struct Run {
  std::size_t out_begin;  // in the output
  std::size_t length;     // marks not yet used
  std::size_t used_front = 0;
  char mark;
  bool can_open;
  bool can_close;
};

class Inline {
 public:
  Inline(std::string_view text, std::size_t depth)
      : text_(text), depth_(depth), brackets_(text, '[', ']'), parentheses_(text, '(', ')') {
    find_ticks();
  }

  PlainText run() {
    while (at_ < text_.size()) step();
    remove_emphasis();
    return std::move(result_);
  }

 private:
  void find_ticks() {
    for (std::size_t i = text_.find('`'); i != std::string_view::npos; i = text_.find('`', i)) {
      std::size_t end = i;
      while (end < text_.size() && text_[end] == '`') ++end;
      ticks_.push_back({i, end - i});
      i = end;
    }
    // From the right, the next run of each length: a million different runs must not be searched for each other.
    partner_.assign(ticks_.size(), kNone);
    for (std::size_t i = ticks_.size(); i-- > 0;) {
      if (ticks_[i].length >= kMostTicks) continue;
      auto& seen = last_of_length_[ticks_[i].length];
      partner_[i] = seen;
      seen = i;
    }
  }

  /// `Free[Investment Plan](...)To enable`: sites set links apart by colour alone. Where a capital or an address meets
  /// a word at a link's edge, they are two words.
  void part_words(std::string_view next) {
    if (result_.text.empty() || next.empty() || !is_word(result_.text.back())) return;
    const bool capital = next[0] >= 'A' && next[0] <= 'Z';
    if (capital || next.starts_with("http")) result_.text += ' ';
  }

  void put(std::string_view piece) {
    if (after_link_) part_words(piece);
    after_link_ = false;
    result_.text += piece;
    result_.besides_links += piece;
  }

  void step() {
    const char c = text_[at_];
    switch (c) {
      case '\\':
        if (take_escape()) return;
        break;
      case '`':
        if (take_code()) return;
        break;
      case '<':
        if (take_angle()) return;
        break;
      case '&':
        if (take_entity()) return;
        break;
      case '!':
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '[' && take_bracket(at_ + 1, true)) return;
        break;
      case '[':
        if (take_bracket(at_, false)) return;
        break;
      case '*':
      case '_':
      case '~':
        return take_emphasis();
      default:
        break;
    }
    const std::size_t end = kMarks.find_in(text_, at_ + 1);
    put(text_.substr(at_, end - at_));
    at_ = end;
  }

  bool take_escape() {
    if (at_ + 1 >= text_.size()) return false;
    const char next = text_[at_ + 1];
    if (next == '\n') {  // a hard line break
      put("\n");
    } else if (is_punctuation(next)) {
      put({&next, 1});
    } else {
      return false;
    }
    at_ += 2;
    return true;
  }

  bool take_code() {
    const auto run = std::lower_bound(ticks_.begin(), ticks_.end(), at_,
                                      [](const Ticks& ticks, std::size_t at) { return ticks.begin < at; });
    if (run == ticks_.end() || run->begin != at_) return false;
    const std::size_t partner = partner_[static_cast<std::size_t>(run - ticks_.begin())];
    const std::size_t begin = at_ + run->length;
    if (partner == kNone) {
      put(text_.substr(at_, run->length));
      at_ = begin;
      return true;
    }
    put(text_.substr(begin, ticks_[partner].begin - begin));
    at_ = ticks_[partner].begin + ticks_[partner].length;
    return true;
  }

  bool take_angle() {
    if (at_ + 1 >= text_.size()) return false;
    if (text_.substr(at_, 4) == "<!--") {
      if (no_comment_end_) return false;
      const std::size_t end = text_.find("-->", at_ + 4);
      no_comment_end_ = end == std::string_view::npos;
      if (no_comment_end_) return false;
      at_ = end + 3;
      return true;
    }
    const char next = text_[at_ + 1];
    if (!is_letter(next) && next != '/' && next != '?' && next != '!') return take_mail_link();
    const std::string_view window = text_.substr(at_ + 1, kLongestTag);
    const std::size_t end = window.find_first_of("<>");
    if (end == std::string_view::npos || window[end] == '<') return false;
    const std::string_view inside = window.substr(0, end);
    if (is_address(inside)) {
      put(inside);
      result_.links.push_back({std::string(inside), std::string(inside), false});
      // A bare address is a link and nothing besides.
      result_.besides_links.resize(result_.besides_links.size() - inside.size());
    } else if (!is_tag(inside)) {
      return false;
    } else {
      const std::string name = ascii_lower(inside.substr(0, std::min(inside.find_first_of(" /\n\t"), inside.size())));
      if (name == "br") put("\n");
    }
    at_ += end + 2;
    return true;
  }

  /// `<desk@example.org>` with a figure in front; tags begin with letters.
  bool take_mail_link() {
    const std::string_view window = text_.substr(at_ + 1, 320);
    const std::size_t end = window.find_first_of("<> \n");
    if (end == std::string_view::npos || window[end] != '>' || !is_address(window.substr(0, end))) return false;
    put(window.substr(0, end));
    at_ += end + 2;
    return true;
  }

  /// An absolute URI or a mail address (CommonMark 0.30, section 6.5).
  static bool is_address(std::string_view inside) {
    if (inside.find_first_of(" \n\t") != std::string_view::npos) return false;
    const std::size_t colon = inside.find(':');
    if (colon != std::string_view::npos && colon >= 2 && colon <= 32 && colon + 1 < inside.size()) {
      return std::all_of(inside.begin(), inside.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
      });
    }
    const std::size_t sign = inside.find('@');
    return sign != std::string_view::npos && sign > 0 && sign + 1 < inside.size() &&
           inside.find_first_of("/=\"'") == std::string_view::npos;
  }

  static bool is_tag(std::string_view inside) {
    if (inside.empty()) return false;
    if (inside[0] == '!' || inside[0] == '?') return inside.size() > 1 && (is_letter(inside[1]) || inside[1] == '[');
    if (inside[0] == '/') inside.remove_prefix(1);
    std::size_t name = 0;
    while (name < inside.size() && (is_word(inside[name]) || inside[name] == '-' || inside[name] == ':')) ++name;
    if (name == 0 || !is_letter(inside[0])) return false;
    if (name == inside.size() || inside[name] == '/') return true;
    if (!is_blank(inside[name])) return false;
    // "a <b and c> d": words in prose are no attributes.
    const std::string_view rest = trim(inside.substr(name));
    return rest.empty() || rest == "/" || rest.find('=') != std::string_view::npos;
  }

  bool take_entity() {
    const auto entity = decode_entity(text_, at_);
    if (!entity) return false;
    std::string character;
    append_utf8(character, entity->character);
    put(character);
    at_ += entity->length;
    return true;
  }

  /// `[text](target "title")`, `[text][reference]`, with `!` in front an image.
  bool take_bracket(std::size_t open, bool image) {
    const std::size_t close = brackets_.partner(open);
    if (close == kNone || depth_ >= kDeepestNesting) return false;
    std::size_t end = close + 1;
    std::string_view target;
    if (end < text_.size() && text_[end] == '(') {
      const std::size_t target_end = parentheses_.partner(end);
      if (target_end == kNone) return false;
      target = trim(text_.substr(end + 1, target_end - end - 1));
      end = target_end + 1;
    } else if (end < text_.size() && text_[end] == '[' && brackets_.partner(end) != kNone) {
      end = brackets_.partner(end) + 1;
    } else {
      return false;
    }
    PlainText inside = Inline(text_.substr(open + 1, close - open - 1), depth_ + 1).run();
    std::move(inside.links.begin(), inside.links.end(), std::back_inserter(result_.links));
    part_words(inside.text);
    result_.text += inside.text;
    after_link_ = true;
    result_.links.push_back({std::move(inside.text), target_of(target), image});
    at_ = end;
    return true;
  }

  static std::string target_of(std::string_view written) {
    if (written.starts_with('<')) return std::string(written.substr(1, written.find('>') - 1));
    static constexpr ByteSet kBlanks(" \t\n");
    return std::string(written.substr(0, kBlanks.find_in(written)));
  }

  /// Letters and figures of any script, told by the whole character: ™ and closing quotes are none.
  [[nodiscard]] bool word_begins_at(std::size_t offset) const {
    if (offset >= text_.size()) return false;
    const analysis::CharClass cls = analysis::char_at(text_, offset).cls;
    return cls == analysis::CharClass::letter || cls == analysis::CharClass::digit ||
           cls == analysis::CharClass::ideograph || cls == analysis::CharClass::unspaced;
  }
  [[nodiscard]] bool word_ends_at(std::size_t offset) const {
    if (offset == 0) return false;
    std::size_t last = offset - 1;
    while (last > 0 && offset - last < 4 && (static_cast<unsigned char>(text_[last]) & 0xC0U) == 0x80U) --last;
    return word_begins_at(last);
  }

  void take_emphasis() {
    const char mark = text_[at_];
    std::size_t end = at_;
    while (end < text_.size() && text_[end] == mark) ++end;
    const std::size_t length = end - at_;
    const char before = at_ == 0 ? ' ' : text_[at_ - 1];
    const char after = end == text_.size() ? ' ' : text_[end];
    // Flanking as in CommonMark 0.30, section 6.2, by ASCII punctuation; letters of any script are words.
    const bool left = !is_blank(after) && (!is_punctuation(after) || is_blank(before) || is_punctuation(before));
    const bool right = !is_blank(before) && (!is_punctuation(before) || is_blank(after) || is_punctuation(after));
    const bool inside_word = word_ends_at(at_) && word_begins_at(end);
    const bool never = (inside_word && (mark == '_' || length == 1)) || (mark == '~' && length != 2);
    if ((left || right) && !never) {
      runs_.push_back({result_.text.size(), length, 0, mark, left, right});
    }
    put(text_.substr(at_, length));
    at_ = end;
  }

  /// Pairs closers with the nearest opener of the same mark, and takes the pairs out of the text.
  void remove_emphasis() {
    std::vector<std::uint8_t> removed;
    if (runs_.empty()) return;
    removed.assign(result_.text.size(), 0);
    std::array<std::vector<std::size_t>, 3> open;
    const auto stack_of = [&](char mark) -> std::vector<std::size_t>& {
      return open[mark == '*' ? 0 : mark == '_' ? 1 : 2];
    };
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      Run& run = runs_[i];
      auto& stack = stack_of(run.mark);
      while (run.can_close && run.length > 0 && !stack.empty()) {
        Run& opener = runs_[stack.back()];
        const std::size_t count = std::min(opener.length, run.length);
        // The opener gives its marks from its end, the closer from its beginning.
        for (std::size_t k = 0; k < count; ++k) {
          removed[opener.out_begin + opener.length - 1 - k] = 1;
          removed[run.out_begin + run.used_front + k] = 1;
        }
        opener.length -= count;
        run.used_front += count;
        run.length -= count;
        if (opener.length == 0) stack.pop_back();
      }
      if (run.can_open && run.length > 0 && run.used_front == 0) stack.push_back(i);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < result_.text.size(); ++i) {
      if (removed[i] == 0) result_.text[kept++] = result_.text[i];
    }
    result_.text.resize(kept);
  }

  static constexpr std::size_t kMostTicks = 64;

  std::string_view text_;
  std::size_t depth_;
  std::size_t at_ = 0;
  Pairs brackets_;
  Pairs parentheses_;
  std::vector<Ticks> ticks_;
  std::vector<std::size_t> partner_;
  std::array<std::size_t, kMostTicks> last_of_length_ = [] {
    std::array<std::size_t, kMostTicks> none{};
    none.fill(kNone);
    return none;
  }();
  std::vector<Run> runs_;
  bool no_comment_end_ = false;
  bool after_link_ = false;  // the text ends with a link's
  PlainText result_;
};

}  // namespace

PlainText plain_text(std::string_view markdown) {
  if (kMarks.find_in(markdown) == markdown.size()) {
    return {std::string(markdown), std::string(markdown), {}};
  }
  return Inline(markdown, 0).run();
}

}  // namespace news::formats
