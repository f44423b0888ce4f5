// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace auspex::test {

/// A certificate with its private key, both PEM.
struct TestCertificate {
    std::string certificate;
    std::string privateKey;
};

/// Made afresh by the program openssl, self-signed, for a host ("localhost") or an address
/// ("127.0.0.1"). Nothing where openssl is missing.
std::optional<TestCertificate> makeCertificate(const std::string &host);

} // namespace auspex::test
