// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/packed_matrix.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include <dnnl.hpp>

#include "core/inference/aligned_buffer.h"
#include "core/inference/row_functions.h"

namespace auspex {

namespace {

using DataType = dnnl::memory::data_type;
using Tag = dnnl::memory::format_tag;

const dnnl::engine &processor()
{
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

dnnl::stream &processorStream()
{
    static dnnl::stream stream(processor());
    return stream;
}

/// What decides the code of a product.
struct ProductKind {
    std::int64_t rows = 0;
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    DataType source = DataType::f32;
    DataType result = DataType::f32;
    bool hasBias = false;
    Activation activation = Activation::None;

    bool operator<(const ProductKind &other) const
    {
        const auto tied = [](const ProductKind &kind) {
            return std::tie(kind.rows, kind.inputs, kind.outputs, kind.source, kind.result,
                            kind.hasBias, kind.activation);
        };
        return tied(*this) < tied(other);
    }
};

struct Product {
    dnnl::matmul::primitive_desc description;
    dnnl::matmul primitive;
};

/// The product with the weights in the layout `weights`, or in whichever it likes best.
Product makeProduct(const ProductKind &kind, const dnnl::memory::desc *weights)
{
    const dnnl::memory::desc source({kind.rows, kind.inputs}, kind.source, Tag::ab);
    const dnnl::memory::desc free({kind.inputs, kind.outputs}, kind.source, Tag::any);
    const dnnl::memory::desc result({kind.rows, kind.outputs}, kind.result, Tag::ab);
    const dnnl::memory::desc bias({1, kind.outputs}, DataType::f32, Tag::ab);
    dnnl::primitive_attr attributes;
    if (kind.activation == Activation::Relu) {
        dnnl::post_ops after;
        after.append_eltwise(1.0F, dnnl::algorithm::eltwise_relu, 0.0F, 0.0F);
        attributes.set_post_ops(after);
    }
    const dnnl::memory::desc &layout = weights ? *weights : free;
    const dnnl::matmul::desc operation = kind.hasBias
                                             ? dnnl::matmul::desc(source, layout, bias, result)
                                             : dnnl::matmul::desc(source, layout, result);
    Product product;
    product.description = dnnl::matmul::primitive_desc(operation, attributes, processor());
    product.primitive = dnnl::matmul(product.description);
    return product;
}

/// Products are compiled once for each kind and layout. The layouts that oneDNN likes do not depend
/// on the rows, or on the activation, so that weights packed for one product serve all.
class ProductCache {
public:
    const Product &find(const ProductKind &kind, const dnnl::memory::desc &weights)
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<Entry> &entries = m_entries[kind];
        for (const Entry &entry : entries) {
            if (entry.weights == weights)
                return *entry.product;
        }
        entries.push_back({weights, std::make_unique<Product>(makeProduct(kind, &weights))});
        return *entries.back().product;
    }

private:
    struct Entry {
        dnnl::memory::desc weights;
        std::unique_ptr<Product> product;
    };
    std::mutex m_mutex;
    std::map<ProductKind, std::vector<Entry>> m_entries;
};

ProductCache &products()
{
    static ProductCache cache;
    return cache;
}

/// Rows of a product that stands for all when the layout of weights is chosen.
constexpr std::int64_t usualRows = 512;

void addBias(const float *bias, Activation activation, std::int64_t rows, std::int64_t columns,
             float *y)
{
    if (!bias && activation == Activation::None)
        return;
    rowFunctions().addBias(bias, activation == Activation::Relu, rows, columns, y);
}

} // namespace

struct PackedMatrix::Parts {
    Kernel kernel = Kernel::OneDnn;
    MatrixView weights; ///< where they came from; used where they are not packed
    bool isPacked = false;
    Activation activation = Activation::None;
    FloatBuffer bias;
    bool hasBias = false;
    dnnl::memory packed;
    dnnl::memory::desc layout;
    mutable HalfBuffer rounded; ///< a float32 input, for the bfloat16 kernel

    DataType weightType() const
    {
        return kernel == Kernel::OneDnnBFloat16 ? DataType::bf16 : DataType::f32;
    }

    void pack()
    {
        const ProductKind kind{usualRows,     weights.columns, weights.rows, weightType(),
                               DataType::f32, hasBias,         activation};
        layout = makeProduct(kind, nullptr).description.weights_desc();
        const dnnl::memory::desc given({weights.columns, weights.rows}, DataType::f32,
                                       dnnl::memory::dims{1, weights.stride});
        // oneDNN takes what it reads through a pointer to non-const data.
        dnnl::memory from(given, processor(), const_cast<float *>(weights.data));
        packed = dnnl::memory(layout, processor());
        dnnl::reorder(from, packed).execute(processorStream(), from, packed);
        processorStream().wait();
        weights.data = nullptr;
    }

    void run(const void *x, std::int64_t rows, void *y, DataType source, DataType result) const
    {
        const ProductKind kind{rows,   weights.columns, weights.rows, source,
                               result, hasBias,         activation};
        const Product &product = products().find(kind, layout);
        const dnnl::memory input({{rows, weights.columns}, source, Tag::ab}, processor(),
                                 const_cast<void *>(x));
        const dnnl::memory output({{rows, weights.rows}, result, Tag::ab}, processor(), y);
        std::unordered_map<int, dnnl::memory> arguments = {
            {DNNL_ARG_SRC, input}, {DNNL_ARG_WEIGHTS, packed}, {DNNL_ARG_DST, output}};
        if (hasBias)
            arguments.emplace(DNNL_ARG_BIAS,
                              dnnl::memory({{1, weights.rows}, DataType::f32, Tag::ab}, processor(),
                                           const_cast<float *>(bias.data())));
        product.primitive.execute(processorStream(), arguments);
        processorStream().wait();
    }
};

PackedMatrix::PackedMatrix(Kernel kernel, const MatrixView &weights, const float *bias,
                           Activation activation, bool packs)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->kernel = kernel;
    m_parts->weights = weights;
    m_parts->activation = activation;
    m_parts->hasBias = bias != nullptr;
    if (bias) {
        m_parts->bias.resize(static_cast<std::size_t>(weights.rows));
        std::copy_n(bias, weights.rows, m_parts->bias.data());
    }
    // The system's BLAS has no layout of its own, and bfloat16 weights exist only packed.
    m_parts->isPacked = kernel == Kernel::OneDnnBFloat16 || (packs && kernel == Kernel::OneDnn);
    if (m_parts->isPacked)
        m_parts->pack();
}

PackedMatrix::PackedMatrix(PackedMatrix &&) noexcept = default;
PackedMatrix &PackedMatrix::operator=(PackedMatrix &&) noexcept = default;
PackedMatrix::~PackedMatrix() = default;

void PackedMatrix::apply(const float *x, std::int64_t rows, float *y) const
{
    const Parts &parts = *m_parts;
    if (rows == 0)
        return;
    if (parts.kernel == Kernel::OneDnnBFloat16) {
        parts.rounded.resize(rows, parts.weights.columns);
        rowFunctions().roundToHalf(x, rows * parts.weights.columns, parts.rounded.data());
        parts.run(parts.rounded.data(), rows, y, DataType::bf16, DataType::f32);
        return;
    }
    if (parts.isPacked) {
        parts.run(x, rows, y, DataType::f32, DataType::f32);
        return;
    }
    multiply(parts.kernel, Transposed::No, Transposed::Yes, rows, outputs(), inputs(), 1.0F, x,
             inputs(), parts.weights.data, parts.weights.stride, 0.0F, y, outputs());
    addBias(parts.hasBias ? parts.bias.data() : nullptr, parts.activation, rows, outputs(), y);
}

void PackedMatrix::apply(const std::uint16_t *x, std::int64_t rows, float *y) const
{
    if (rows > 0)
        m_parts->run(x, rows, y, DataType::bf16, DataType::f32);
}

void PackedMatrix::apply(const std::uint16_t *x, std::int64_t rows, std::uint16_t *y) const
{
    if (rows > 0)
        m_parts->run(x, rows, y, DataType::bf16, DataType::bf16);
}

std::int64_t PackedMatrix::inputs() const
{
    return m_parts->weights.columns;
}

std::int64_t PackedMatrix::outputs() const
{
    return m_parts->weights.rows;
}

std::size_t PackedMatrix::bytes() const
{
    return m_parts->bias.size() * sizeof(float)
           + (m_parts->isPacked ? m_parts->layout.get_size() : 0);
}

} // namespace auspex
