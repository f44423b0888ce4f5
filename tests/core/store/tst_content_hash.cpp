// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>

#include "core/base/random.h"
#include "core/store/content_hash.h"

using namespace auspex;

class TestContentHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownDigests();
    void everyLengthAsQtHasIt();
};

void TestContentHash::knownDigests()
{
    // FIPS 180-4's examples (NIST), and nothing at all.
    QCOMPARE(sha256("abc"),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    QCOMPARE(sha256(std::string(1'000'000, 'a')),
             std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    QCOMPARE(sha256(""),
             std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

void TestContentHash::everyLengthAsQtHasIt()
{
    Random random(3, "sha256");
    std::string bytes;
    for (int length = 0; length < 1000; ++length) {
        const QByteArray expected = QCryptographicHash::hash(QByteArray::fromStdString(bytes),
                                                             QCryptographicHash::Sha256);
        QCOMPARE(sha256(bytes), expected.toHex().toStdString());
        bytes += static_cast<char>(random.below(256));
    }
}

QTEST_GUILESS_MAIN(TestContentHash)
#include "tst_content_hash.moc"
