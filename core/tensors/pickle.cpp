// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/pickle.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <unordered_map>

#include "core/base/text.h"
#include "core/tensors/pickle_callable.h"

namespace auspex {

namespace {

using Kind = PickleNode::Kind;

/// A checkpoint has some thousands: one value for each tensor's fields.
constexpr std::size_t mostValues = 4'000'000;
constexpr std::size_t mostDimensions = 64;
constexpr std::size_t mostArguments = 16;
constexpr int newestProtocol = 5;

/// Runs one pickle. Each function that can fail returns false or nothing, with m_problem set.
class PickleMachine {
public:
    PickleMachine(std::string_view bytes, const std::string &source)
        : m_bytes(bytes)
        , m_source(source)
    {
    }

    Result<PickleTree> run()
    {
        bool running = true;
        while (running) {
            const std::optional<std::uint8_t> code = number<std::uint8_t>();
            if (!code || !step(*code, running))
                return tl::make_unexpected(*m_problem);
            if (m_tree.nodes.size() > mostValues || m_stack.size() > mostValues
                || m_memo.size() > mostValues) {
                tooMany();
                return tl::make_unexpected(*m_problem);
            }
        }
        m_tree.size = m_at;
        return std::move(m_tree);
    }

private:
    bool wrong(const std::string &what)
    {
        if (!m_problem)
            m_problem = brokenCheckpoint(m_source, what).value();
        return false;
    }

    bool tooMany() { return wrong("it holds more than " + std::to_string(mostValues) + " values"); }

    /// Counts values that an instruction copies: a short pickle must not make a large tree.
    bool repeat(std::size_t count)
    {
        m_copied += count;
        return m_copied <= mostValues || tooMany();
    }

    bool wrongArguments(const char *what)
    {
        return wrong(std::string(what) + " in it has arguments that PyTorch does not write");
    }

    std::optional<std::string_view> take(std::uint64_t size)
    {
        if (size > m_bytes.size() - m_at) {
            wrong("it ends in the middle of a value, as an interrupted copy would");
            return std::nullopt;
        }
        const std::string_view taken = m_bytes.substr(m_at, size);
        m_at += size;
        return taken;
    }

    template<typename T>
    std::optional<T> number()
    {
        const std::optional<std::string_view> bytes = take(sizeof(T));
        if (!bytes)
            return std::nullopt;
        T value;
        std::memcpy(&value, bytes->data(), sizeof value);
        return value;
    }

    std::optional<std::string_view> line()
    {
        const std::size_t end = m_bytes.find('\n', m_at);
        const auto taken = take(end == std::string_view::npos ? m_bytes.size() + 1 : end - m_at);
        if (taken)
            ++m_at;
        return taken;
    }

    PickleNode &node(PickleIndex index) { return m_tree.nodes[index]; }

    bool push(PickleNode made)
    {
        m_tree.nodes.push_back(std::move(made));
        m_stack.push_back(static_cast<PickleIndex>(m_tree.nodes.size() - 1));
        return true;
    }

    bool push(Kind kind, std::int64_t integer = 0)
    {
        PickleNode made;
        made.kind = kind;
        made.integer = integer;
        return push(std::move(made));
    }

    template<typename T>
    bool pushNumber()
    {
        const std::optional<T> value = number<T>();
        return value && push(Kind::Integer, static_cast<std::int64_t>(*value));
    }

    template<typename T>
    bool pushText(Kind kind)
    {
        const std::optional<T> size = number<T>();
        const auto text = size ? take(static_cast<std::uint64_t>(*size)) : std::nullopt;
        if (!text)
            return false;
        if (kind == Kind::Text && !isValidUtf8(*text))
            return wrong("a text in it is not valid UTF-8");
        PickleNode made;
        made.kind = kind;
        made.text = *text;
        return push(std::move(made));
    }

    bool pushReal()
    {
        const std::optional<std::uint64_t> bits = number<std::uint64_t>();
        if (!bits)
            return false;
        PickleNode made;
        made.kind = Kind::Real;
        made.real = std::bit_cast<double>(
            __builtin_bswap64(*bits)); // big end first, unlike the rest
        return push(std::move(made));
    }

    /// Two's complement of any length, little end first.
    template<typename T>
    bool pushLong()
    {
        const std::optional<T> size = number<T>();
        const auto bytes = size ? take(static_cast<std::uint64_t>(*size)) : std::nullopt;
        if (!bytes)
            return false;
        PickleNode made;
        made.kind = bytes->size() > sizeof made.integer ? Kind::BigInteger : Kind::Integer;
        made.text = *bytes;
        if (made.kind == Kind::Integer && !bytes->empty()) {
            made.integer = (static_cast<unsigned char>(bytes->back()) & 0x80U) != 0 ? -1 : 0;
            std::memcpy(&made.integer, bytes->data(), bytes->size());
        }
        return push(std::move(made));
    }

    /// The stack's values above the last mark; the mark goes with them.
    std::optional<std::vector<PickleIndex>> popToMark()
    {
        if (m_marks.empty()) {
            wrong("its instructions close what none has opened");
            return std::nullopt;
        }
        const auto begin = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        std::vector<PickleIndex> values(begin, m_stack.end());
        m_stack.erase(begin, m_stack.end());
        m_marks.pop_back();
        return values;
    }

    /// Values above the last mark can be popped, those below belong to what the mark has opened.
    std::optional<std::vector<PickleIndex>> pop(std::size_t count)
    {
        const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
        if (m_stack.size() < floor + count) {
            wrong("its instructions take more values than there are");
            return std::nullopt;
        }
        const auto begin = m_stack.end() - static_cast<std::ptrdiff_t>(count);
        std::vector<PickleIndex> values(begin, m_stack.end());
        m_stack.erase(begin, m_stack.end());
        return values;
    }

    std::optional<PickleIndex> top()
    {
        const std::optional<std::vector<PickleIndex>> values = pop(1);
        if (!values)
            return std::nullopt;
        m_stack.push_back(values->front());
        return values->front();
    }

    bool pushMany(Kind kind, std::optional<std::vector<PickleIndex>> children)
    {
        if (!children)
            return false;
        PickleNode made;
        made.kind = kind;
        made.children = std::move(*children);
        return push(std::move(made));
    }

    /// Appends to the list, set or dictionary on the top.
    bool extend(Kind kind, const std::optional<std::vector<PickleIndex>> &values)
    {
        const std::optional<PickleIndex> container = values ? top() : std::nullopt;
        if (!container)
            return false;
        PickleNode &extended = node(*container);
        if (extended.kind != kind || (kind == Kind::Dictionary && values->size() % 2 != 0))
            return wrong("its instructions add to something that is no list or dictionary");
        extended.children.insert(extended.children.end(), values->begin(), values->end());
        return true;
    }

    bool memoise(std::uint64_t key)
    {
        const std::optional<PickleIndex> value = top();
        if (value)
            m_memo[key] = *value;
        return value.has_value();
    }

    template<typename T>
    bool memoiseAt()
    {
        const std::optional<T> key = number<T>();
        return key && memoise(*key);
    }

    template<typename T>
    bool recall()
    {
        const std::optional<T> key = number<T>();
        if (!key)
            return false;
        const auto found = m_memo.find(*key);
        if (found == m_memo.end())
            return wrong("its instructions recall a value that was not kept");
        m_stack.push_back(found->second);
        return true;
    }

    bool pushCallable(std::string_view module, std::string_view name)
    {
        const std::optional<std::size_t> index = findPickleCallable(module, name);
        if (!index) {
            m_problem = Error{ErrorCode::InvalidInput,
                              m_source + " names the Python function or class "
                                  + quotedForMessage(std::string(module) + "." + std::string(name))
                                  + ", and Auspex runs nothing of a file; save the tensors alone "
                                    "(a state_dict), or as safetensors.",
                              {}};
            return false;
        }
        return push(Kind::Callable, static_cast<std::int64_t>(*index));
    }

    bool pushGlobal()
    {
        const auto module = line();
        const auto name = module ? line() : std::nullopt;
        return name && pushCallable(*module, *name);
    }

    bool pushStackGlobal()
    {
        const auto names = pop(2);
        if (!names)
            return false;
        const PickleNode &module = node((*names)[0]);
        const PickleNode &name = node((*names)[1]);
        if (module.kind != Kind::Text || name.kind != Kind::Text)
            return wrongArguments("A name");
        return pushCallable(module.text, name.text);
    }

    std::optional<std::vector<std::int64_t>> integers(PickleIndex index)
    {
        const PickleNode &tuple = node(index);
        if ((tuple.kind != Kind::Tuple && tuple.kind != Kind::List)
            || tuple.children.size() > mostDimensions)
            return std::nullopt;
        std::vector<std::int64_t> values;
        for (const PickleIndex child : tuple.children) {
            if (node(child).kind != Kind::Integer)
                return std::nullopt;
            values.push_back(node(child).integer);
        }
        return values;
    }

    bool isInteger(PickleIndex index) { return node(index).kind == Kind::Integer; }

    /// (storage, offset, shape, strides, ...)
    bool pushTensor(const std::vector<PickleIndex> &arguments)
    {
        if (arguments.size() < 4 || node(arguments[0]).kind != Kind::Storage
            || !isInteger(arguments[1]))
            return wrongArguments("A tensor");
        const auto shape = integers(arguments[2]);
        const auto strides = integers(arguments[3]);
        if (!shape || !strides || shape->size() != strides->size())
            return wrongArguments("A tensor");
        if (!repeat(shape->size() + strides->size()))
            return false;
        m_tree.tensors.push_back({static_cast<std::size_t>(node(arguments[0]).integer),
                                  node(arguments[1]).integer, *shape, *strides});
        return push(Kind::Tensor, static_cast<std::int64_t>(m_tree.tensors.size() - 1));
    }

    /// OrderedDict([(key, value), ...]), as Python 2 wrote it.
    bool pushOrderedDictionary(const std::vector<PickleIndex> &arguments)
    {
        PickleNode made;
        made.kind = Kind::Dictionary;
        if (arguments.size() > 1
            || (arguments.size() == 1 && node(arguments[0]).kind != Kind::List))
            return wrongArguments("A dictionary");
        if (arguments.size() == 1) {
            if (!repeat(node(arguments[0]).children.size()))
                return false;
            for (const PickleIndex pair : node(arguments[0]).children) {
                const PickleNode &entry = node(pair);
                if ((entry.kind != Kind::Tuple && entry.kind != Kind::List)
                    || entry.children.size() != 2)
                    return wrongArguments("A dictionary");
                made.children.insert(made.children.end(), entry.children.begin(),
                                     entry.children.end());
            }
        }
        return push(std::move(made));
    }

    /// A list's or tuple's children as a new value of the kind; empty without an argument.
    bool pushCopy(Kind kind, const std::vector<PickleIndex> &arguments)
    {
        if (arguments.size() > 1
            || (arguments.size() == 1 && node(arguments[0]).kind != Kind::List
                && node(arguments[0]).kind != Kind::Tuple))
            return wrongArguments("A set or a size");
        if (!repeat(arguments.empty() ? 0 : node(arguments[0]).children.size()))
            return false;
        return pushMany(kind, arguments.empty() ? std::vector<PickleIndex>{}
                                                : node(arguments[0]).children);
    }

    /// What REDUCE and NEWOBJ make of a callable and its arguments.
    bool construct()
    {
        const auto operands = pop(2);
        if (!operands)
            return false;
        const PickleNode &made = node(operands->front());
        if (made.kind != Kind::Callable || node(operands->back()).kind != Kind::Tuple)
            return wrong("its instructions call something that is no function");
        const std::vector<PickleIndex> &passed = node(operands->back()).children;
        if (passed.size() > mostArguments)
            return wrongArguments("A call");
        const std::vector<PickleIndex> arguments = passed; // a push moves the nodes
        switch (pickleCallable(static_cast<std::size_t>(made.integer)).makes) {
        case PickleCallable::Makes::OrderedDictionary:
            return pushOrderedDictionary(arguments);
        case PickleCallable::Makes::Set:
            return pushCopy(Kind::List, arguments);
        case PickleCallable::Makes::Size:
            return pushCopy(Kind::Tuple, arguments);
        case PickleCallable::Makes::Object:
            return arguments.empty() ? push(Kind::Object) : wrongArguments("An object");
        case PickleCallable::Makes::Tensor:
            return pushTensor(arguments);
        case PickleCallable::Makes::Parameter:
            if (arguments.empty() || node(arguments[0]).kind != Kind::Tensor)
                return wrongArguments("A parameter");
            m_stack.push_back(arguments[0]);
            return true;
        case PickleCallable::Makes::StorageType:
            return wrongArguments("A storage");
        }
        return false;
    }

    /// Attributes: an object is made of them; a dictionary of modules has some that say nothing.
    bool build()
    {
        const auto popped = pop(1);
        const std::optional<PickleIndex> built = popped ? top() : std::nullopt;
        if (!built)
            return false;
        const PickleNode &state = node(popped->front());
        if (node(*built).kind == Kind::Dictionary)
            return true;
        if (node(*built).kind != Kind::Object || state.kind != Kind::Dictionary)
            return wrongArguments("An object");
        if (!repeat(state.children.size()))
            return false;
        const std::vector<PickleIndex> attributes = state.children;
        std::vector<PickleIndex> &kept = node(*built).children;
        kept.insert(kept.end(), attributes.begin(), attributes.end());
        return true;
    }

    /// ('storage', type, key, location, count), in the legacy format also a view of it: None or
    /// (key, offset, count).
    bool pushStorage()
    {
        const auto popped = pop(1);
        if (!popped)
            return false;
        const PickleNode &tuple = node(popped->front());
        if (tuple.kind != Kind::Tuple || tuple.children.empty()
            || node(tuple.children[0]).kind != Kind::Text)
            return wrongArguments("A reference");
        const std::string_view kind = node(tuple.children[0]).text;
        if (kind != "storage" || tuple.children.size() < 5 || tuple.children.size() > 6)
            return wrong("it refers to a " + quotedForMessage(kind)
                         + ", where only storages of tensors are accepted");
        const PickleNode &type = node(tuple.children[1]);
        const PickleNode &key = node(tuple.children[2]);
        if (type.kind != Kind::Callable || key.kind != Kind::Text || !isInteger(tuple.children[4]))
            return wrongArguments("A storage");
        const PickleCallable &callable = pickleCallable(static_cast<std::size_t>(type.integer));
        PickleStorage storage{key.text, callable.type, node(tuple.children[4]).integer, 0,
                              node(tuple.children[4]).integer};
        if (tuple.children.size() == 6 && node(tuple.children[5]).kind != Kind::None) {
            const PickleNode &view = node(tuple.children[5]);
            if (view.kind != Kind::Tuple || view.children.size() != 3
                || !isInteger(view.children[1]) || !isInteger(view.children[2]))
                return wrongArguments("A storage");
            storage.viewOffset = node(view.children[1]).integer;
            storage.viewCount = node(view.children[2]).integer;
        }
        if (callable.makes != PickleCallable::Makes::StorageType || storage.count < 0
            || storage.viewOffset < 0 || storage.viewCount < 0 || storage.viewOffset > storage.count
            || storage.viewCount > storage.count - storage.viewOffset)
            return wrongArguments("A storage");
        m_tree.storages.push_back(storage);
        return push(Kind::Storage, static_cast<std::int64_t>(m_tree.storages.size() - 1));
    }

    bool stop()
    {
        const auto popped = pop(1);
        if (popped)
            m_tree.root = popped->front();
        return popped.has_value();
    }

    bool popAny()
    {
        if (!m_marks.empty() && m_marks.back() == m_stack.size()) {
            m_marks.pop_back(); // a mark is a value like any other to it
            return true;
        }
        return pop(1).has_value();
    }

    bool duplicate()
    {
        const std::optional<PickleIndex> value = top();
        if (value)
            m_stack.push_back(*value);
        return value.has_value();
    }

    bool protocol()
    {
        const std::optional<std::uint8_t> version = number<std::uint8_t>();
        if (version && *version > newestProtocol)
            return wrong("it has pickle protocol " + std::to_string(*version)
                         + ", of which Auspex knows up to " + std::to_string(newestProtocol));
        return version.has_value();
    }

    bool openMark()
    {
        m_marks.push_back(m_stack.size());
        return m_marks.size() <= mostValues || tooMany();
    }

    /// The instructions' codes are those of Python's pickletools.
    bool step(std::uint8_t code, bool &running)
    {
        switch (code) {
        case 0x80:
            return protocol();
        case 0x95: // the length of a frame, which only a stream needs
            return take(sizeof(std::uint64_t)).has_value();
        case '.':
            running = false;
            return stop();
        case '(':
            return openMark();
        case '0':
            return popAny();
        case '1':
            return popToMark().has_value();
        case '2':
            return duplicate();
        case 'N':
            return push(Kind::None);
        case 0x88:
            return push(Kind::Bool, 1);
        case 0x89:
            return push(Kind::Bool, 0);
        case 'J':
            return pushNumber<std::int32_t>();
        case 'K':
            return pushNumber<std::uint8_t>();
        case 'M':
            return pushNumber<std::uint16_t>();
        case 0x8A:
            return pushLong<std::uint8_t>();
        case 0x8B:
            return pushLong<std::uint32_t>();
        case 'G':
            return pushReal();
        case 0x8C:
            return pushText<std::uint8_t>(Kind::Text);
        case 'X':
            return pushText<std::uint32_t>(Kind::Text);
        case 0x8D:
            return pushText<std::uint64_t>(Kind::Text);
        case 'U':
            return pushText<std::uint8_t>(Kind::Text); // a text of Python 2
        case 'T':
            return pushText<std::uint32_t>(Kind::Text);
        case 'C':
            return pushText<std::uint8_t>(Kind::Bytes);
        case 'B':
            return pushText<std::uint32_t>(Kind::Bytes);
        case 0x8E:
            return pushText<std::uint64_t>(Kind::Bytes);
        default:
            return stepOfContainer(code);
        }
    }

    bool stepOfContainer(std::uint8_t code)
    {
        switch (code) {
        case ']':
        case 0x8F: // a set
            return push(Kind::List);
        case 'l':
        case 0x91: // a frozen set
            return pushMany(Kind::List, popToMark());
        case 'a':
            return extend(Kind::List, pop(1));
        case 'e':
        case 0x90:
            return extend(Kind::List, popToMark());
        case ')':
            return push(Kind::Tuple);
        case 't':
            return pushMany(Kind::Tuple, popToMark());
        case 0x85:
            return pushMany(Kind::Tuple, pop(1));
        case 0x86:
            return pushMany(Kind::Tuple, pop(2));
        case 0x87:
            return pushMany(Kind::Tuple, pop(3));
        case '}':
            return push(Kind::Dictionary);
        case 's':
            return extend(Kind::Dictionary, pop(2));
        case 'u':
            return extend(Kind::Dictionary, popToMark());
        case 'q':
            return memoiseAt<std::uint8_t>();
        case 'r':
            return memoiseAt<std::uint32_t>();
        case 0x94:
            return memoise(m_memo.size());
        case 'h':
            return recall<std::uint8_t>();
        case 'j':
            return recall<std::uint32_t>();
        case 'c':
            return pushGlobal();
        case 0x93:
            return pushStackGlobal();
        case 'R':
        case 0x81:
            return construct();
        case 'b':
            return build();
        case 'Q':
            return pushStorage();
        default:
            return wrong("it has the pickle instruction " + std::to_string(code)
                         + ", which PyTorch does not write");
        }
    }

    std::string_view m_bytes;
    const std::string &m_source;
    std::size_t m_at = 0;
    PickleTree m_tree;
    std::vector<PickleIndex> m_stack;
    std::vector<std::size_t> m_marks; ///< heights of the stack
    std::unordered_map<std::uint64_t, PickleIndex> m_memo;
    std::size_t m_copied = 0; ///< values that instructions repeated
    std::optional<Error> m_problem;
};

} // namespace

Result<PickleTree> readPickle(std::string_view bytes, const std::string &source)
{
    return PickleMachine(bytes, source).run();
}

tl::unexpected<Error> brokenCheckpoint(const std::string &source, const std::string &what)
{
    return failure(ErrorCode::Corrupt, source + " is not a usable PyTorch checkpoint: " + what
                                           + "; get or save it again.");
}

} // namespace auspex
