// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/corpora/corpus_setup.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;

namespace auspex {

class PathField;

/// How texts become tokens, and of what the dictionary is made.
class SegmentsForm : public QWidget {
    Q_OBJECT

public:
    explicit SegmentsForm(QWidget *parent);

    void setSetup(const CorpusSetup &setup);
    void read(CorpusSetup *setup) const;

    /// Shows what the origin can have: binarised data has its dictionaries already.
    void setOrigin(int origin);

Q_SIGNALS:
    void changed();

private:
    void createFields();
    void showFields();

    int m_origin = CorpusSetup::Demo;
    bool m_countsSymbols = true; ///< of the texts, to make the dictionary
    QFormLayout *m_form;
    QComboBox *m_segments;
    PathField *m_file;
    PathField *m_targetFile;
    QSpinBox *m_pieces;
    QComboBox *m_pieceModel;
    QCheckBox *m_joined;
    QSpinBox *m_threshold;
    QSpinBox *m_most;
    PathField *m_dictionary;
    PathField *m_targetDictionary;
};

} // namespace auspex
