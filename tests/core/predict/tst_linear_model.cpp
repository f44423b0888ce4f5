// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <rapidcheck.h>

#include "core/predict/linear_model.h"
#include "tests/core/predict/small_data.h"

using namespace auspex;
using namespace auspex::test;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

VectorXd vector(std::initializer_list<double> values)
{
    return Eigen::Map<const VectorXd>(values.begin(), static_cast<Eigen::Index>(values.size()));
}

rc::Gen<std::vector<double>> numbers(std::size_t count)
{
    return rc::gen::container<std::vector<double>>(
        count, rc::gen::map(rc::gen::inRange(-1000, 1000), [](int n) { return n / 10.0; }));
}

} // namespace

class TestLinearModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lineThroughThreePoints()
    {
        const LinearModel line = fitLeastSquares(vector({1, 2, 3}), vector({1, 2, 4}));
        AUSPEX_COMPARE(line.coefficients(0), 1.5);
        AUSPEX_COMPARE(line.intercept(), -2.0 / 3.0);
        AUSPEX_COMPARE(line.value(vector({4})), 16.0 / 3.0);
        // RSS 1/6 on one degree of freedom, leverage 1/3 + 2^2/2.
        AUSPEX_COMPARE(*line.deviation(vector({4})), std::sqrt(5.0 / 9.0));
        QCOMPARE(formula(line, {"x"}), std::string("1.5 * x - 0.6667"));
    }

    void perfectFitWithoutFreedomHasNoDeviation()
    {
        const LinearModel line = fitLeastSquares(vector({1, 2}), vector({1, 3}));
        AUSPEX_COMPARE(line.value(vector({3})), 5.0);
        QVERIFY(!line.deviation(vector({3})));
    }

    void equalColumnsShareTheirCoefficient()
    {
        MatrixXd x(3, 2);
        x << 1, 1, 2, 2, 3, 3;
        const LinearModel model = fitLeastSquares(x, vector({1, 2, 4}));
        QCOMPARE(model.rank, Eigen::Index{1});
        AUSPEX_COMPARE(model.coefficients(0), 0.75);
        AUSPEX_COMPARE(model.coefficients(1), 0.75);
        AUSPEX_COMPARE(model.freedom, 1.0);
    }

    void constantColumnIsLeftOut()
    {
        MatrixXd x(3, 2);
        x << 7, 1, 7, 2, 7, 3;
        const LinearModel model = fitLeastSquares(x, vector({1, 2, 4}));
        AUSPEX_COMPARE(model.coefficients(0), 0.0);
        AUSPEX_COMPARE(model.coefficients(1), 1.5);
        AUSPEX_COMPARE(model.value(vector({100, 4})), 16.0 / 3.0);
    }

    void ridgeShrinksTheSlopeAndNotTheIntercept()
    {
        // Centred x: -1 0 1, so the slope is 3 / (2 + lambda).
        const LinearModel line = fitRidge(vector({1, 2, 3}), vector({1, 2, 4}), 1.0,
                                          RidgeScaling::AsIs);
        AUSPEX_COMPARE(line.coefficients(0), 1.0);
        AUSPEX_COMPARE(line.value(vector({2})), 7.0 / 3.0);
        // Effective freedom 3 - 1 - 2/3; RSS (-1/3)^2 + (-1/3)^2 + (2/3)^2; leverage 1/3 + 1/3.
        AUSPEX_COMPARE(*line.deviation(vector({3})),
                       std::sqrt((2.0 / 3.0) / (4.0 / 3.0) * (5.0 / 3.0)));
        // Standardised x has the sum of squares 3, whatever its unit.
        for (const double unit : {1.0, 1000.0}) {
            const LinearModel scaled = fitRidge(unit * vector({1, 2, 3}), vector({1, 2, 4}), 1.0,
                                                RidgeScaling::Standardised);
            AUSPEX_COMPARE(scaled.value(unit * vector({3})), 7.0 / 3.0 + 1.5 * 0.75);
        }
    }

    void oneRowGivesItsValue()
    {
        for (const LinearModel &model :
             {fitLeastSquares(vector({5}), vector({24})),
              fitRidge(vector({5}), vector({24}), 1.0, RidgeScaling::Standardised)}) {
            AUSPEX_COMPARE(model.value(vector({9})), 24.0);
            QVERIFY(!model.deviation(vector({9})));
        }
    }

    void residualsOfLeastSquaresAreOrthogonalToTheColumns()
    {
        QVERIFY(rc::check([] {
            const auto rows = *rc::gen::inRange<std::size_t>(1, 12);
            const auto columns = *rc::gen::inRange<std::size_t>(1, 5);
            MatrixXd x(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns));
            for (Eigen::Index c = 0; c < x.cols(); ++c) {
                const auto values = *numbers(rows);
                x.col(c) = Eigen::Map<const VectorXd>(values.data(), x.rows());
            }
            const auto scores = *numbers(rows);
            const VectorXd y = Eigen::Map<const VectorXd>(scores.data(), x.rows());
            const LinearModel model = fitLeastSquares(x, y);
            VectorXd residuals(x.rows());
            for (Eigen::Index i = 0; i < x.rows(); ++i)
                residuals(i) = y(i) - model.value(x.row(i).transpose());
            RC_ASSERT(std::abs(residuals.sum()) < 1e-7);
            for (Eigen::Index c = 0; c < x.cols(); ++c)
                RC_ASSERT(std::abs(residuals.dot(x.col(c))) < 1e-5);
        }));
    }
};

QTEST_GUILESS_MAIN(TestLinearModel)
#include "tst_linear_model.moc"
