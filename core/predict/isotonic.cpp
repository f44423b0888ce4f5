// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/isotonic.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

namespace auspex {

namespace {

struct Block {
    double sum = 0.0;
    double weight = 0.0;
    std::size_t knots = 0;

    double mean() const { return sum / weight; }
};

} // namespace

double IsotonicMap::operator()(double value) const
{
    const auto above = std::lower_bound(x.begin(), x.end(), value);
    if (above == x.begin())
        return y.front();
    if (above == x.end())
        return y.back();
    const auto i = static_cast<std::size_t>(above - x.begin());
    return std::lerp(y[i - 1], y[i], (value - x[i - 1]) / (x[i] - x[i - 1]));
}

IsotonicMap fitIsotonic(std::span<const double> x, std::span<const double> y)
{
    std::map<double, Block> knots;
    for (std::size_t i = 0; i < x.size(); ++i) {
        Block &knot = knots[x[i]];
        knot.sum += y[i];
        knot.weight += 1.0;
        knot.knots = 1;
    }
    IsotonicMap map;
    std::vector<Block> blocks;
    for (const auto &[position, knot] : knots) {
        map.x.push_back(position);
        blocks.push_back(knot);
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() >= blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().weight += last.weight;
            blocks.back().knots += last.knots;
        }
    }
    for (const Block &block : blocks)
        map.y.insert(map.y.end(), block.knots, block.mean());
    return map;
}

} // namespace auspex
