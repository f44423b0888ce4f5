// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include "ui/corpora/corpus_setup.h"

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace auspex {

class PathField;

/// The fields of each origin of a corpus, of which one page is shown.
class OriginForm : public QWidget {
    Q_OBJECT

public:
    explicit OriginForm(QWidget *parent);

    void setSetup(const CorpusSetup &setup);
    void read(CorpusSetup *setup) const;
    void setOrigin(int origin);

Q_SIGNALS:
    void changed();

private:
    QFormLayout *addPage();
    void createTexts();
    void createDataBin();
    void createDemo();
    void createFolder();
    PathField *prefixField(const char *name, const QString &title);
    QWidget *languages(QLineEdit *source, QLineEdit *target, QWidget *parent);
    QLineEdit *languageField(const char *name, const QString &title);

    QList<QWidget *> m_pages; ///< in the order of CorpusSetup::Origin
    QLineEdit *m_source = nullptr;
    QLineEdit *m_target = nullptr;
    PathField *m_train = nullptr;
    PathField *m_valid = nullptr;
    PathField *m_test = nullptr;
    QCheckBox *m_leaveOut = nullptr;
    PathField *m_dataBin = nullptr;
    QLineEdit *m_binSource = nullptr;
    QLineEdit *m_binTarget = nullptr;
    QSpinBox *m_trainSize = nullptr;
    QSpinBox *m_validSize = nullptr;
    QSpinBox *m_testSize = nullptr;
    QSpinBox *m_seed = nullptr;
    PathField *m_folder = nullptr;
};

} // namespace auspex
