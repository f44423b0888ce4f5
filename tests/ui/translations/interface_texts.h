// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QTranslator>

namespace auspex::test {

/// Translates every literal piece of every text, Qt's own included, to itself between the brackets
/// U+27E6 and U+27E7. What is put in the place of %1 stays outside of them, so that it is seen
/// whether that is a translated text.
class PseudoTranslator : public QTranslator {
public:
    QString translate(const char *context, const char *source, const char *disambiguation,
                      int n) const override;
    bool isEmpty() const override { return false; }
};

struct InterfaceText {
    QString where; ///< class and object name of what shows it, and which property it is
    QString text;
};

/// What the program's widgets, actions, item models and charts say at the moment, shown or hidden,
/// with names for screen readers, tooltips and status tips.
QList<InterfaceText> interfaceTexts();

/// What remains of the text without translated pieces, `data` (names, paths, messages of core: what
/// is no text of the interface) and keys of shortcuts. Empty: every letter is translated.
QString untranslatedPart(const QString &text, const QStringList &data);

} // namespace auspex::test
