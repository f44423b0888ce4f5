// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstring>

#include <QTest>

#include "core/tensors/tensor.h"

using namespace auspex;

namespace {

template<typename T>
Tensor tensorOf(ElementType type, std::vector<T> values)
{
    const auto kept = std::make_shared<const std::vector<T>>(std::move(values));
    return {type, {static_cast<std::int64_t>(kept->size())}, std::as_bytes(std::span(*kept)), kept};
}

} // namespace

class TestTensor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void elementsHaveTheirSizesAndNames()
    {
        QCOMPARE(elementSize(ElementType::Bool), std::size_t(1));
        QCOMPARE(elementSize(ElementType::BFloat16), std::size_t(2));
        QCOMPARE(elementSize(ElementType::Int32), std::size_t(4));
        QCOMPARE(elementSize(ElementType::Float64), std::size_t(8));
        QVERIFY(elementTypeName(ElementType::BFloat16) == "BF16");
        QVERIFY(elementTypeName(ElementType::Int64) == "I64");
    }

    void tensorKeepsItsValuesWhenCopied()
    {
        Tensor copy;
        {
            const Tensor made = floatTensor({2, 2}, {1.0F, 2.0F, 3.0F, 4.0F});
            copy = made;
        }
        QCOMPARE(copy.elementCount(), std::int64_t(4));
        QCOMPARE(copy.values<float>()[3], 4.0F);
    }

    void halvesBecomeTheFloatsThatTheyAre()
    {
        const auto values = floatsOf(tensorOf<std::uint16_t>(ElementType::Float16,
                                                             {0x0000, 0x8000, 0x0001, 0x03FF,
                                                              0x0400, 0x3C00, 0xC000, 0x7BFF,
                                                              0x7C00, 0xFC00, 0x7E00}))
                                .value();
        QCOMPARE(values[0], 0.0F);
        QVERIFY(values[1] == 0.0F && std::signbit(values[1]));
        QCOMPARE(values[2], 0x1p-24F);
        QCOMPARE(values[3], 0x3FFp-24F);
        QCOMPARE(values[4], 0x1p-14F);
        QCOMPARE(values[5], 1.0F);
        QCOMPARE(values[6], -2.0F);
        QCOMPARE(values[7], 65504.0F);
        QVERIFY(std::isinf(values[8]) && values[8] > 0);
        QVERIFY(std::isinf(values[9]) && values[9] < 0);
        QVERIFY(std::isnan(values[10]));
    }

    void everyTypeConvertsToFloats()
    {
        using Type = ElementType;
        const std::vector<std::pair<Tensor, float>> cases = {
            {tensorOf<std::uint8_t>(Type::Bool, {7}), 1.0F},
            {tensorOf<std::uint8_t>(Type::UInt8, {255}), 255.0F},
            {tensorOf<std::int8_t>(Type::Int8, {-128}), -128.0F},
            {tensorOf<std::int16_t>(Type::Int16, {-300}), -300.0F},
            {tensorOf<std::int32_t>(Type::Int32, {70000}), 70000.0F},
            {tensorOf<std::int64_t>(Type::Int64, {-5}), -5.0F},
            {tensorOf<std::uint16_t>(Type::BFloat16, {0xC060}), -3.5F},
            {tensorOf<float>(Type::Float32, {0.1F}), 0.1F},
            {tensorOf<double>(Type::Float64, {0.25}), 0.25F},
        };
        for (const auto &[tensor, expected] : cases) {
            const auto values = floatsOf(tensor);
            QVERIFY(values);
            QCOMPARE(values->size(), std::size_t(1));
            QCOMPARE(values->front(), expected);
        }
    }

    void integersMustBeWholeAndFit()
    {
        QCOMPARE(integersOf(floatTensor({2}, {3.0F, -4.0F})).value(),
                 (std::vector<std::int64_t>{3, -4}));
        QCOMPARE(integersOf(tensorOf<double>(ElementType::Float64, {-0x1p63})).value().front(),
                 INT64_MIN);
        for (const double wrong : {0.5, 0x1p63, std::nan(""), HUGE_VAL}) {
            const auto refused = integersOf(tensorOf<double>(ElementType::Float64, {1.0, wrong}));
            QVERIFY(!refused);
            QVERIFY(refused.error().message.find("Element 2") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestTensor)
#include "tst_tensor.moc"
